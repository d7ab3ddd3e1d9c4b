package report

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/quads"
)

// Found is what a search found: nodes and sentences, each best first.
type Found struct {
	Nodes    []graph.Match
	Passages []graph.Passage
	Cut      bool // a limit left more out
}

// Find searches nodes and sentences by words, and returns limit of each at most; 0 is all.
func Find(f *graph.Finder, text string, limit int) Found {
	more := limit
	if limit > 0 {
		more++ // one more than is wanted tells whether there are more
	}
	out := Found{Nodes: f.Find(text, more), Passages: f.FindText(text, more)}
	if limit > 0 {
		out.Cut = len(out.Nodes) > limit || len(out.Passages) > limit
		out.Nodes, out.Passages = out.Nodes[:min(len(out.Nodes), limit)], out.Passages[:min(len(out.Passages), limit)]
	}
	return out
}

// Empty tells that nothing was found.
func (f Found) Empty() bool { return len(f.Nodes)+len(f.Passages) == 0 }

// Partly tells that no node has all of the words, and that those that were found have some.
func (f Found) Partly() bool { return len(f.Nodes) > 0 && len(f.Nodes[0].Missing) > 0 }

// Table is a row for each of them, for data formats.
func (f Found) Table(names *graph.Names) *Table {
	t := f.nodes(names)
	t.Cut = f.Cut
	t.Columns = append(t.Columns, "statements")
	for _, p := range f.Passages {
		t.Add(Cell{Value: p.Sentence, Name: p.Text}, Cell{Value: quads.SentenceNode, Name: "sentence"},
			Text("text: “"+wordsAt(p.Text, p.Words)+"”"), Cell{Value: p.Sentence}, Text(joinIRIs(p.Statements)))
	}
	return t
}

// Write writes two tables for readers, nodes and sentences, one under the other; one without rows is left out.
func (f Found) Write(w io.Writer, format Format, names *graph.Names, o Options) error {
	written := false
	for _, t := range []*Table{f.nodes(names), f.passages()} {
		if len(t.Rows) == 0 {
			continue
		}
		var err error
		if written {
			_, err = fmt.Fprintln(w)
		}
		written = true
		if err = cmp.Or(err, Write(w, format, t, o)); err != nil {
			return err
		}
	}
	return nil
}

// FoundName is a match's name, as everywhere where it is read.
func FoundName(names *graph.Names, m graph.Match) string {
	if names.Supplied(m.Node) {
		return names.Title(m.Node)
	}
	return m.Name
}

// nodes is a row for each node.
func (f Found) nodes(names *graph.Names) *Table {
	t := &Table{Columns: []string{"name", "kind", "found by", "iri"}, Ordered: true}
	for _, m := range f.Nodes {
		kind := Cell{Value: m.Class, Name: names.Of(m.Class)}
		if m.Class == "" {
			kind = Cell{}
		}
		t.Add(Cell{Value: m.Node, Name: FoundName(names, m)}, kind, Text(foundBy(m)), Cell{Value: m.Node})
	}
	return t
}

// passages is a row for each sentence.
func (f Found) passages() *Table {
	t := &Table{Title: "In the text", Columns: []string{"sentence", "words", "statements"}, Ordered: true}
	articles := map[quad.IRI]bool{}
	for _, p := range f.Passages {
		articles[p.Article] = true
	}
	for _, p := range f.Passages {
		number := Cell{Value: p.Sentence, Name: fmt.Sprint(p.Number)}
		if len(articles) > 1 {
			number.Name = string(p.Sentence)
		}
		t.Add(number, Text(around(p.Text, p.Words)), Text(joinIRIs(p.Statements)))
	}
	return t
}

// foundBy tells how a node was found, and by which words where its name does not have them.
func foundBy(m graph.Match) string {
	text := quads.TextOf(m.Text)
	how := m.How.String()
	if text != m.Name {
		how += ": “" + around(text, m.Words) + "”"
	} else if m.How == graph.ByTypo || len(m.Missing) > 0 {
		how += ": “" + wordsAt(text, m.Words) + "”"
	}
	if l, ok := m.Text.(quad.LangString); ok {
		how += " (" + l.Lang + ")"
	}
	if len(m.Missing) > 0 {
		how += ", without “" + strings.Join(m.Missing, " ") + "”"
	}
	return how
}

// wordsAt gives the words that stand at some places of a text.
func wordsAt(text string, at []quads.Span) string {
	var parts []string
	for _, s := range at {
		parts = append(parts, text[s.Start:s.End])
	}
	return strings.Join(parts, " ")
}

// aroundMatch is how many characters of a text are shown on each side of what was found in it.
const aroundMatch = 40

// around cuts a long text to the surroundings of the words that matched.
func around(text string, at []quads.Span) string {
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

func joinIRIs(iris []quad.IRI) string {
	return strings.Join(iriTexts(iris), " ")
}
