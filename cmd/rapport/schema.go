package main

import (
	"cmp"
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"rapport/internal/report"
)

type schemaOptions struct {
	output outputOptions
}

func newSchemaCommand(a *app) *cobra.Command {
	var opts schemaOptions
	cmd := &cobra.Command{
		Use:   "schema",
		Short: "show what the graph holds: totals, classes, predicates",
		Long: "Show what the graph holds: totals, every class and predicate in use with a count and\n" +
			"an example. rapport show CLASS or PREDICATE tells more of one.",
		Example: `  rapport schema
  rapport schema -o csv
  rapport show kg:Duty`,
		GroupID: groupShow,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runSchema(cmd.Context(), a, opts)
		},
	}
	a.addStoreFlag(cmd)
	opts.output.addFormatFlags(cmd)
	return cmd
}

// runSchema writes the schema: several tables for reading, one for data.
func runSchema(_ context.Context, a *app, opts schemaOptions) error {
	_, src, err := a.openGraph()
	if err != nil {
		return err
	}
	s := report.NewLookup(src).Schema()
	format := opts.output.chosen()
	if format != report.FormatTable && format != report.FormatMD {
		return a.writeTable(opts.output, s.Table())
	}
	return a.writeText(opts.output.out, func(w io.Writer, width int, color bool) error {
		o := report.Options{Width: width, Color: color}
		err := report.WriteParagraph(w, s.Summary(), o)
		for _, t := range s.Tables() {
			_, gap := fmt.Fprintln(w)
			err = cmp.Or(err, gap, report.Write(w, format, t, o))
		}
		return err
	})
}
