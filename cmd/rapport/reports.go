package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"rapport/internal/report"
	"rapport/queries"
)

type reportsOptions struct{ output outputOptions }

func newReportsCommand(a *app) *cobra.Command {
	var opts reportsOptions
	cmd := &cobra.Command{
		Use:   "reports",
		Short: "list the reports, each with the question it answers",
		Long: "List the reports, each with the question it answers and its parameters: those of the dossier,\n" +
			"and those of the program beneath. rapport report NAME writes one.",
		Example: `  rapport reports
  rapport reports -o json`,
		GroupID: groupAsk,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runReports(cmd.Context(), a, opts)
		},
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	opts.output.addFormatFlags(cmd)
	addReportsNew(a, cmd)
	return cmd
}

// runReports writes a row for each report. A broken one is an error of its own, after the rows of the others.
func runReports(_ context.Context, a *app, opts reportsOptions) error {
	_, lib, err := a.openQueries()
	if err != nil {
		return err
	}
	all, broken := lib.Reports()
	t := reportTable(all)
	if opts.output.forEyes() {
		t = reportsForEyes(all)
	}
	if err := a.writeTable(opts.output, t); err != nil {
		return err
	}
	return joinErrors(broken)
}

// reportsForEyes is for a reader: the parameters stand behind the question, and the origin where there are two.
func reportsForEyes(all []*queries.Report) *report.Table {
	t := &report.Table{Columns: []string{"report", "asks"}, Ordered: true,
		Notes: []string{"rapport report REPORT writes one; its parameters, in brackets, are flags: --entity Iran. rapport report REPORT --help says more."}}
	mixed := false
	for _, r := range all {
		mixed = mixed || r.Origin != all[0].Origin
	}
	if mixed {
		t.Columns = append(t.Columns, "from")
	}
	for _, r := range all {
		row := []report.Cell{report.Text(r.Name), report.Text(r.Asks + inBrackets(&r.Header))}
		if mixed {
			row = append(row, report.Text(string(r.Origin)))
		}
		t.Add(row...)
	}
	return t
}

// reportTable is for programs: all that the headers say.
func reportTable(all []*queries.Report) *report.Table {
	t := &report.Table{Columns: []string{"report", "title", "asks", "params", "sections", "tags", "origin", "path"}, Ordered: true}
	for _, r := range all {
		var params []string
		for _, p := range r.Params {
			params = append(params, p.Name)
		}
		t.Add(report.Text(r.Name), report.Text(r.Header.Title), report.Text(r.Asks), report.Text(strings.Join(params, " ")),
			report.Text(strings.Join(r.Sections, " ")), report.Text(strings.Join(r.Tags, " ")), report.Text(string(r.Origin)), report.Text(r.Path))
	}
	return t
}
