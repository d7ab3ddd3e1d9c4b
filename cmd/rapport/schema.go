package main

import (
	"cmp"
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"rapport/graph"
	"rapport/internal/report"
)

type schemaOptions struct {
	inputs []string
	lax    bool
	output outputOptions
}

func newSchemaCommand(a *app) *cobra.Command {
	var opts schemaOptions
	cmd := &cobra.Command{
		Use:   "schema",
		Short: "show what the graph holds: totals, classes, predicates",
		Long: "Show what the graph holds: totals, every class and predicate in use with a count and\n" +
			"an example, whatever vocabulary they are of. rapport show CLASS or PREDICATE tells more of one.",
		Example: `  rapport schema
  rapport schema -o csv
  rapport show kg:Duty
  echo '<kg:a> <kg:knows> <kg:b> .' | rapport schema -i -`,
		GroupID: groupShow,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := a.oneSource(opts.inputs); err != nil {
				return err
			}
			return runSchema(cmd.Context(), a, opts)
		},
	}
	cmd.Flags().StringArrayVarP(&opts.inputs, "input", "i", nil, "read the N-Quads in `FILE`, not a dossier; - for standard input,\n.gz and .zst are unpacked; may be given again")
	cmd.Flags().BoolVar(&opts.lax, "lax", false, "let relative IRIs in -i pass, such as <alice>")
	a.addStoreFlag(cmd)
	opts.output.addFormatFlags(cmd)
	a.addCacheFlags(cmd)
	return cmd
}

// openSource returns the graph to describe.
func (o *schemaOptions) openSource(a *app) (graph.Source, error) {
	if len(o.inputs) > 0 {
		return a.readInputs("schema", o.inputs, o.lax)
	}
	_, src, err := a.openGraph()
	return src, err
}

// runSchema writes the schema: several tables for reading, one for data.
func runSchema(_ context.Context, a *app, opts schemaOptions) error {
	src, err := opts.openSource(a)
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
