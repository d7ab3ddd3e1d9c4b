package main

import (
	"context"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"rapport/graph"
	"rapport/internal/report"
)

type findOptions struct {
	text   string
	limit  int
	output outputOptions
}

func newFindCommand(a *app) *cobra.Command {
	var opts findOptions
	cmd := &cobra.Command{
		Use:   "find TEXT",
		Short: "find entities, content and sentences by their words",
		Long: "Find entities, content and sentences by their words: names and aliases in any\n" +
			"language, what the text calls them, and the text itself. Case, accents and a\n" +
			"typo are forgiven; every word has to be there.",
		Example: `  rapport find rosatom
  rapport find "mutual defence pact"
  rapport find Иран
  rapport find sanctions -o json`,
		GroupID: groupAsk,
		Args:    wantText("text to find"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if opts.limit < 0 {
				return misuse("--limit 0 is no limit", "--limit %d: want 0 or more", opts.limit)
			}
			opts.text = strings.Join(args, " ")
			return runFind(cmd.Context(), a, opts)
		},
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	cmd.Flags().IntVar(&opts.limit, "limit", 20, "show at most `N` nodes and N sentences, 0 for all")
	a.addStoreFlag(cmd)
	opts.output.addFlags(cmd)
	a.addCacheFlags(cmd)
	return cmd
}

// wantText is for verbs whose argument is a text, which may come in several words.
func wantText(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if strings.TrimSpace(strings.Join(args, "")) == "" {
			return misuse(cmd.CommandPath()+" --help shows examples", "want a %s", what)
		}
		return nil
	}
}

// runFind searches nodes and sentences. A reader gets two tables; data formats get one, in which sentences are rows too.
func runFind(_ context.Context, a *app, opts findOptions) error {
	where, src, err := a.openGraph()
	if err != nil {
		return err
	}
	found, names := report.Find(graph.NewFinder(src), opts.text, opts.limit), graph.NewNames(src)
	if found.Empty() {
		a.notice("find", "nothing found for %q in the names, contents and sentences of %s", opts.text, where)
	} else if found.Partly() {
		a.notice("find", "nothing has all words of %q; these have some", opts.text)
	}
	switch format := opts.output.chosen(); format {
	case report.FormatTable, report.FormatMD:
		err = a.writeText(opts.output.out, func(w io.Writer, width int, color bool) error {
			return found.Write(w, format, names, report.Options{Width: width, Color: color, IDs: opts.output.ids})
		})
	default:
		err = a.writeTable(opts.output, found.Table(names))
	}
	if err == nil && found.Cut {
		a.notice("find", "there are more: --limit N shows more, --limit 0 all")
	}
	if err == nil && opts.output.failEmpty && found.Empty() {
		return quietly(exitEmpty)
	}
	return err
}

// completeEntities completes the name of an entity by its IRI, with the name beside it.
func (a *app) completeEntities(_ *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	_, src, err := a.openGraph()
	if err != nil || len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var out []cobra.Completion
	for _, e := range graph.NewFinder(src).Entities() {
		if strings.HasPrefix(string(e.Node), typed) || strings.HasPrefix(strings.ToLower(e.Name), strings.ToLower(typed)) {
			out = append(out, cobra.CompletionWithDesc(string(e.Node), e.Name))
		}
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}
