package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/cayleygraph/quad"
	"github.com/spf13/cobra"

	"rapport/graph"
	"rapport/internal/report"
)

type showOptions struct {
	text    string
	output  outputOptions
	picture pictureOptions
}

func newShowCommand(a *app) *cobra.Command {
	var opts showOptions
	cmd := &cobra.Command{
		Use:   "show ENTITY",
		Short: "show everything about an entity, a statement or a term",
		Long: "Show everything about an entity, in groups of which each reads as what it is: facts,\n" +
			"duties, aims, plans, claims, hopes; every line with its quote. Give a name, an alias or\n" +
			"an IRI; the IRI of a statement, a sentence, an article, a class or a predicate too, and\n" +
			"20a or \"sentence 20\" for what stands there. -o svg draws what an entity is linked with.",
		Example: `  rapport show Rosatom
  rapport show "Bushehr plant"
  rapport show rit:18a
  rapport show sentence 20
  rapport show kg:Hope
  rapport show kg:signed -o md
  rapport show Iran -o svg --out iran.svg`,
		GroupID: groupShow,
		Args:    wantText("name or IRI"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := opts.picture.check(&opts.output); err != nil {
				return err
			}
			opts.text = strings.Join(args, " ")
			return runShow(cmd.Context(), a, opts)
		},
		ValidArgsFunction: a.completeEntities,
	}
	a.addStoreFlag(cmd)
	opts.output.addFormatFlags(cmd)
	opts.picture.addFlags(cmd, &opts.output)
	a.addCacheFlags(cmd)
	return cmd
}

// runShow writes the profile of one node.
func runShow(_ context.Context, a *app, opts showOptions) error {
	_, src, err := a.openGraph()
	if err != nil {
		return err
	}
	node, err := a.resolve("show", src, opts.text)
	if err != nil {
		return err
	}
	format := opts.output.chosen()
	if format == report.FormatSVG {
		return a.drawNode(opts, report.NewLookup(src), node)
	}
	p := report.NewLookup(src).Profile(node)
	return a.writeText(opts.output.out, func(w io.Writer, width int, color bool) error {
		o := report.Options{Width: width, Color: color}
		switch format {
		case report.FormatTable:
			return p.WriteText(w, o)
		case report.FormatJSON:
			return p.WriteJSON(w)
		case report.FormatMD:
			return p.WriteMarkdown(w)
		}
		return report.Write(w, format, p.Table(), o)
	})
}

// drawNode writes the neighbourhood of a node as a picture.
func (a *app) drawNode(opts showOptions, l *report.Lookup, node quad.IRI) error {
	t, p := l.Neighbourhood(node)
	if len(t.Rows) == 0 {
		return withHint(fmt.Errorf("no picture: nothing links %s with anything", string(node)), "rapport show "+string(node)+" says what there is")
	}
	return a.writePicture(opts.output, opts.picture, t, p)
}

// othersNamed is how many of the nodes that a text could also mean are named.
const othersNamed = 3

// resolve finds the node that a text means, and tells who else it could mean.
func (a *app) resolve(verb string, src graph.Source, text string) (quad.IRI, error) {
	f := graph.NewFinder(src)
	node, err := f.Resolve(text)
	if err != nil {
		return "", err
	}
	if string(node) == strings.Trim(text, "<> ") {
		return node, nil
	}
	var others []string
	all := f.Others(text, node)
	for i, m := range all {
		if i == othersNamed {
			others = append(others, fmt.Sprintf("%d more", len(all)-i))
			break
		}
		others = append(others, fmt.Sprintf("%s (%s)", m.Name, string(m.Node)))
	}
	if len(others) > 0 {
		a.notice(verb, "“%s” is taken as %s; it could also be %s", text, string(node), strings.Join(others, ", "))
	}
	return node, nil
}
