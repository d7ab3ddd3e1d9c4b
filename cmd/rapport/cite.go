package main

import (
	"context"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"rapport/internal/report"
)

type citeOptions struct {
	text     string
	readBack bool // beside the quote, what the quads say in plain English
	output   textOptions
}

func newCiteCommand(a *app) *cobra.Command {
	var opts citeOptions
	cmd := &cobra.Command{
		Use:   "cite STATEMENT|ENTITY",
		Short: "quote what a statement rests on, ready to paste",
		Long: "Quote what a statement rests on, ready to paste: the words, the article, the sentence,\n" +
			"the date as far as it is known. For an entity, every statement that speaks of it.\n\n" +
			"With --read-back, beside each quote a plain English sentence made from the quads alone:\n" +
			"whoever reviews an encoding judges whether the two say the same.",
		Example: `  rapport cite rit:20a
  rapport cite rit:20a -o md
  rapport cite rit:20a --read-back
  rapport cite Rosatom
  rapport cite "Bushehr plant" -o csl`,
		GroupID: groupProve,
		Args:    wantText("statement or entity"),
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.text = strings.Join(args, " ")
			return runCite(cmd.Context(), a, opts)
		},
		ValidArgsFunction: a.completeEntities,
	}
	cmd.Flags().BoolVar(&opts.readBack, "read-back", false, "say in plain English what the quads say, to judge beside the quote")
	a.addStoreFlag(cmd)
	opts.output.addFlags(cmd, "text", "md", "json", "csl")
	a.addCacheFlags(cmd)
	return cmd
}

// runCite writes the citations of a statement, or of every statement that speaks of a node.
func runCite(_ context.Context, a *app, opts citeOptions) error {
	where, src, err := a.openGraph()
	if err != nil {
		return err
	}
	node, err := a.resolve("cite", src, opts.text)
	if err != nil {
		return err
	}
	lookup := report.NewLookup(src)
	cs := lookup.Citations(node)
	if len(cs) == 0 {
		a.notice("cite", "no statement of %s speaks of %s", where, string(node))
	}
	if opts.readBack {
		for _, c := range cs {
			c.Reading = lookup.Reading(c.Statement)
		}
	}
	return a.writeText(opts.output.out, func(w io.Writer, width int, color bool) error {
		switch opts.output.chosen() {
		case "md":
			return report.WriteCitationsMarkdown(w, cs)
		case "json":
			return report.WriteCitationsJSON(w, cs)
		case "csl":
			return report.WriteCSL(w, cs)
		}
		return report.WriteCitations(w, cs, report.Options{Width: width, Color: color})
	})
}
