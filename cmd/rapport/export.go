package main

import (
	"context"
	"io"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"
	"github.com/spf13/cobra"

	"rapport/graph"
	"rapport/internal/report"
	"rapport/quads"
)

type exportOptions struct {
	full    bool
	derived bool
	output  textOptions
}

func newExportCommand(a *app) *cobra.Command {
	var opts exportOptions
	cmd := &cobra.Command{
		Use:   "export",
		Short: "write the whole graph as N-Quads or JSON-LD",
		Long: "Write the whole graph as canonical, sorted N-Quads or as JSON-LD: the dossier with the\n" +
			"vocabulary and the namespaces beneath it. The same dossier gives the same bytes.",
		Example: `  rapport export --out graph.nq
  rapport query -i graph.nq 'g.V("<kg:rosatom>").out("<kg:builds>").all()'
  rapport export --full --out graph-full.nq
  rapport export -o jsonld --out graph.jsonld`,
		GroupID: groupShare,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runExport(cmd.Context(), a, opts)
		},
	}
	a.addStoreFlag(cmd)
	opts.output.addFlags(cmd, "nq", "jsonld")
	cmd.Flags().BoolVar(&opts.full, "full", false, "write IRIs in full, as the namespaces expand them")
	cmd.Flags().BoolVar(&opts.derived, "derived", false, "also write what the program derives: offsets, sentences, modality, bounds of dates")
	return cmd
}

// runExport writes every quad of the dossier.
func runExport(_ context.Context, a *app, opts exportOptions) error {
	qs, namespaces, err := a.everything()
	if err != nil {
		return err
	}
	if !opts.derived {
		qs = slices.DeleteFunc(qs, func(q quad.Quad) bool { return q.Label == quad.Value(quads.DerivedLabel) })
	}
	if opts.full {
		qs, namespaces = report.Expand(qs, namespaces), nil
	}
	return a.writeText(opts.output.out, func(w io.Writer, _ int, _ bool) error {
		if opts.output.chosen() == "jsonld" {
			return report.WriteJSONLD(w, qs, namespaces)
		}
		return quads.WriteSorted(w, qs)
	})
}

// everything is every quad of the dossier, or of the store of --store, and the namespaces that it gives prefixes.
func (a *app) everything() ([]quad.Quad, []quads.Namespace, error) {
	if a.store == "" {
		_, d, err := a.openDossier()
		if err != nil {
			return nil, nil, err
		}
		return d.Quads(), d.Namespaces, nil
	}
	_, src, err := a.openGraph()
	if err != nil {
		return nil, nil, err
	}
	var namespaces []quads.Namespace
	qs := graph.Quads(src)
	for _, q := range qs {
		if q.Predicate == quad.Value(quads.CayleyPrefix) {
			prefix := strings.TrimSuffix(quads.TextOf(q.Object), ":")
			namespaces = append(namespaces, quads.Namespace{Prefix: prefix, Full: quads.TextOf(q.Subject)})
		}
	}
	return qs, namespaces, src.Err()
}
