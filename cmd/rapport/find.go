package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/cayleygraph/quad"
	"github.com/spf13/cobra"

	"rapport/graph"
	"rapport/internal/report"
	"rapport/quads"
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
	f, names := graph.NewFinder(src), graph.NewNames(src)
	more := max(opts.limit, 0)
	if more > 0 {
		more++ // one more than is shown tells whether there are more
	}
	nodes, passages := f.Find(opts.text, more), f.FindText(opts.text, more)
	cut := false
	if opts.limit > 0 && len(nodes) > opts.limit {
		nodes, cut = nodes[:opts.limit], true
	}
	if opts.limit > 0 && len(passages) > opts.limit {
		passages, cut = passages[:opts.limit], true
	}
	if len(nodes)+len(passages) == 0 {
		a.notice("find", "nothing found for %q in the names, contents and sentences of %s", opts.text, where)
	} else if len(nodes) > 0 && len(nodes[0].Missing) > 0 {
		a.notice("find", "nothing has all words of %q; these have some", opts.text)
	}
	t := findTable(nodes, names)
	switch opts.output.chosen() {
	case report.FormatTable, report.FormatMD:
		err = a.writeFound(opts.output, t, passageTable(passages))
	default:
		addPassages(t, passages)
		err = a.writeTable(opts.output, t)
	}
	if err == nil && cut {
		a.notice("find", "there are more: --limit N shows more, --limit 0 all")
	}
	if err == nil && opts.output.failEmpty && len(nodes)+len(passages) == 0 {
		return quietly(exitEmpty)
	}
	return err
}

// findTable is a row for each node that was found.
func findTable(nodes []graph.Match, names *graph.Names) *report.Table {
	t := &report.Table{Columns: []string{"name", "kind", "found by", "iri"}, Ordered: true}
	for _, m := range nodes {
		kind := report.Cell{Value: m.Class, Name: names.Of(m.Class)}
		if m.Class == "" {
			kind = report.Cell{}
		}
		t.Add(report.Cell{Value: m.Node, Name: m.Name}, kind, report.Text(foundBy(m)), report.Cell{Value: m.Node})
	}
	return t
}

// foundBy tells how a node was found, and by which words where its name does not have them.
func foundBy(m graph.Match) string {
	text := quads.TextOf(m.Text)
	how := m.How.String()
	if text != m.Name {
		how += ": “" + marked(text, m.Words) + "”"
	} else if m.How == graph.ByTypo || len(m.Missing) > 0 {
		how += ": “" + words(text, m.Words) + "”"
	}
	if l, ok := m.Text.(quad.LangString); ok {
		how += " (" + l.Lang + ")"
	}
	if len(m.Missing) > 0 {
		how += ", without “" + strings.Join(m.Missing, " ") + "”"
	}
	return how
}

// words gives the words that stand at some places of a text.
func words(text string, at []quads.Span) string {
	var parts []string
	for _, s := range at {
		parts = append(parts, text[s.Start:s.End])
	}
	return strings.Join(parts, " ")
}

// aroundMatch is how many characters of a text are shown on each side of what was found in it.
const aroundMatch = 40

// marked cuts a long text to the surroundings of the words that matched.
func marked(text string, at []quads.Span) string {
	if len(at) == 0 {
		return text
	}
	from, to := at[0].Start, at[0].End
	for _, s := range at {
		from, to = min(from, s.Start), max(to, s.End)
	}
	if cut := strings.LastIndex(text[:max(0, from-aroundMatch)], " "); cut > 0 {
		text, to = "… "+text[cut+1:], to-cut-1+len("… ")
	}
	if cut := strings.Index(text[min(len(text), to+aroundMatch):], " "); cut >= 0 {
		text = text[:to+aroundMatch+cut] + " …"
	}
	return text
}

// passageTable is a row for each sentence that was found.
func passageTable(passages []graph.Passage) *report.Table {
	t := &report.Table{Title: "In the text", Columns: []string{"sentence", "words", "statements"}, Ordered: true}
	articles := map[quad.IRI]bool{}
	for _, p := range passages {
		articles[p.Article] = true
	}
	for _, p := range passages {
		number := report.Cell{Value: p.Sentence, Name: fmt.Sprint(p.Number)}
		if len(articles) > 1 {
			number.Name = string(p.Sentence)
		}
		t.Add(number, report.Text(marked(p.Text, p.Words)), report.Text(joinIRIs(p.Statements)))
	}
	return t
}

// addPassages adds sentences to the rows of nodes.
func addPassages(t *report.Table, passages []graph.Passage) {
	t.Columns = append(t.Columns, "statements")
	for _, p := range passages {
		t.Add(report.Cell{Value: p.Sentence, Name: p.Text}, report.Cell{Value: quads.SentenceNode, Name: "sentence"},
			report.Text("text: “"+words(p.Text, p.Words)+"”"), report.Cell{Value: p.Sentence}, report.Text(joinIRIs(p.Statements)))
	}
}

func joinIRIs(iris []quad.IRI) string {
	var parts []string
	for _, iri := range iris {
		parts = append(parts, string(iri))
	}
	return strings.Join(parts, " ")
}

// writeFound writes the tables that have rows, one under the other.
func (a *app) writeFound(o outputOptions, tables ...*report.Table) error {
	return a.writeText(o.out, func(w io.Writer, width int, color bool) error {
		written := false
		for _, t := range tables {
			if len(t.Rows) == 0 {
				continue
			}
			var err error
			if written {
				_, err = fmt.Fprintln(w)
			}
			written = true
			if err = cmp.Or(err, report.Write(w, o.chosen(), t, report.Options{Width: width, Color: color, IDs: o.ids})); err != nil {
				return err
			}
		}
		return nil
	})
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
