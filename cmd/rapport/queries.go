package main

import (
	"cmp"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"rapport/internal/report"
	"rapport/queries"
)

type queriesOptions struct {
	tag    string
	output outputOptions
}

func newQueriesCommand(a *app) *cobra.Command {
	var opts queriesOptions
	cmd := &cobra.Command{
		Use:   "queries",
		Short: "list the saved queries by theme, each with the question it asks",
		Long: "List the saved queries by theme, each with the question it asks and its parameters:\n" +
			"those of the dossier, and those of the program beneath. rapport run NAME asks one.",
		Example: `  rapport queries
  rapport queries --tag agreements
  rapport queries -o json`,
		GroupID: groupAsk,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runQueries(cmd.Context(), a, opts)
		},
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	cmd.Flags().StringVar(&opts.tag, "tag", "", "only the queries that bear the tag `TAG`")
	cobra.CheckErr(cmd.RegisterFlagCompletionFunc("tag", a.completeTags))
	opts.output.addFormatFlags(cmd)
	addQueriesNew(a, cmd)
	return cmd
}

// runQueries writes a row for each query. A broken one is an error of its own, after the rows of the others.
func runQueries(_ context.Context, a *app, opts queriesOptions) error {
	_, lib, err := a.openQueries()
	if err != nil {
		return err
	}
	all, broken := lib.All()
	tags := tagsOf(all)
	if opts.tag != "" {
		all = slices.DeleteFunc(all, func(q *queries.Query) bool { return !q.HasTag(opts.tag) })
	}
	if len(all) == 0 && opts.tag != "" {
		return misuse(didYouMean(opts.tag, tags, "the tags are "+strings.Join(tags, ", ")), "no query has the tag %q", opts.tag)
	}
	byTheme(all)
	t := queryTable(all)
	if opts.output.forEyes() {
		t = themeTable(all)
	}
	if err := a.writeTable(opts.output, t); err != nil {
		return err
	}
	return joinErrors(broken)
}

// byTheme sorts queries by theme, then by name.
func byTheme(all []*queries.Query) {
	slices.SortFunc(all, func(p, q *queries.Query) int {
		return cmp.Or(strings.Compare(p.Theme(), q.Theme()), strings.Compare(p.Name, q.Name))
	})
}

// themeTable is for a reader: the theme stands where it begins, the parameters behind the question.
func themeTable(all []*queries.Query) *report.Table {
	t := &report.Table{Columns: []string{"theme", "query", "asks"}, Ordered: true,
		Notes: []string{"rapport run QUERY asks one; its parameters, in brackets, are flags: --agreement treaty. rapport run QUERY --help says more."}}
	mixed := slices.ContainsFunc(all, func(q *queries.Query) bool { return q.Origin != all[0].Origin })
	if mixed {
		t.Columns = append(t.Columns, "from")
	}
	theme := ""
	for _, q := range all {
		row := []report.Cell{{}, report.Text(q.Name), report.Text(q.Asks + inBrackets(&q.Header))}
		if q.Theme() != theme {
			theme = q.Theme()
			row[0] = report.Text(theme)
		}
		if mixed {
			row = append(row, report.Text(string(q.Origin)))
		}
		t.Add(row...)
	}
	return t
}

// inBrackets names the parameters of a query or report: " (bearer, force)", "" where it has none.
func inBrackets(q *queries.Header) string {
	if len(q.Params) == 0 {
		return ""
	}
	return " (" + strings.ReplaceAll(paramList(q, ", "), "--", "") + ")"
}

// queryTable is for programs: all that the headers say.
func queryTable(all []*queries.Query) *report.Table {
	t := &report.Table{Columns: []string{"query", "title", "asks", "params", "columns", "tags", "origin", "path"}, Ordered: true}
	for _, q := range all {
		var params []string
		for _, p := range q.Params {
			params = append(params, p.Name)
		}
		t.Add(report.Text(q.Name), report.Text(q.Title), report.Text(q.Asks), report.Text(strings.Join(params, " ")),
			report.Text(strings.Join(q.Columns, " ")), report.Text(strings.Join(q.Tags, " ")), report.Text(string(q.Origin)), report.Text(q.Path))
	}
	return t
}

func tagsOf(all []*queries.Query) []string {
	var tags []string
	for _, q := range all {
		tags = append(tags, q.Tags...)
	}
	slices.Sort(tags)
	return slices.Compact(tags)
}

// joinErrors makes one error of several, one a line; nil of none. The hint is that of the first.
func joinErrors(errs []error) error {
	switch len(errs) {
	case 0:
		return nil
	case 1:
		return errs[0]
	}
	return joinedErrors(errs)
}

// joinedErrors are errors that are told together.
type joinedErrors []error

func (es joinedErrors) Error() string {
	lines := make([]string, len(es))
	for i, e := range es {
		lines[i] = e.Error()
	}
	return strings.Join(lines, "\n")
}

func (es joinedErrors) Unwrap() []error { return es }

// queries returns the place's queries folder, nil for the program's own.
func (p place) queries() fs.FS {
	if p == "" {
		return nil
	}
	return os.DirFS(filepath.Join(string(p), queriesFolder))
}

// openQueries opens the queries that can be run. Messages name a file of the dossier so that an editor opens it.
func (a *app) openQueries() (place, *queries.Library, error) {
	p, err := a.place()
	if err != nil {
		return p, nil, err
	}
	lib, err := queries.OpenFrom(p.queries(), p.show)
	return p, lib, err
}

// completeTags completes a tag.
func (a *app) completeTags(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	_, lib, err := a.openQueries()
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	all, _ := lib.All()
	return tagsOf(all), cobra.ShellCompDirectiveNoFileComp
}

// completeQueries completes the name of a query that is not among the arguments yet.
func (a *app) completeQueries(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	_, lib, err := a.openQueries()
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var out []cobra.Completion
	all, _ := lib.All()
	for _, q := range all {
		if !slices.Contains(args, q.Name) {
			out = append(out, cobra.CompletionWithDesc(q.Name, q.Title))
		}
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}
