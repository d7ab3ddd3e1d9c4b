package report

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"
)

// WriteMarkdown writes a profile as a page: a heading, a list a group, and the quote under each item.
func (p *Profile) WriteMarkdown(w io.Writer) error {
	m := &profileMarkdown{w: bufio.NewWriter(w), p: p, escapes: markdownEscapes()}
	m.head()
	for _, g := range p.Groups {
		fmt.Fprintf(m.w, "\n## %s\n", m.text(Clean(g.Title)))
		if g.Note != "" {
			fmt.Fprintf(m.w, "\n*%s*\n", m.text(Clean(g.Note)))
		}
		fmt.Fprintln(m.w)
		for _, item := range g.Items {
			m.item(item)
		}
	}
	return m.w.Flush()
}

type profileMarkdown struct {
	w       *bufio.Writer
	p       *Profile
	escapes *strings.Replacer
}

// text escapes what Markdown or HTML would take as markup. The text must be Clean.
func (m *profileMarkdown) text(s string) string { return m.escapes.Replace(s) }

func (m *profileMarkdown) head() {
	fmt.Fprintf(m.w, "# %s\n\n", m.text(m.p.Node.String()))
	iri, _ := m.p.Node.Value.(quad.IRI)
	fmt.Fprintf(m.w, "%s · `%s`\n", m.text(Clean(m.p.Kind)), Clean(strings.ReplaceAll(string(iri), "`", "")))
	for _, s := range m.p.Sentences {
		text := m.text(Clean(s.Text))
		if c := m.p.Citations[iri]; c != nil {
			for _, q := range c.Quotes {
				words := m.text(Clean(q.Text))
				text = strings.Replace(text, words, "**"+words+"**", 1)
			}
		}
		fmt.Fprintf(m.w, "\n> %s\n", text)
	}
}

func (m *profileMarkdown) item(item Item) {
	text := ""
	if item.Subject != nil {
		text = m.text(item.Subject.String()) + " "
	}
	switch {
	case item.Negative:
		text += "**✗ " + m.text(Clean(item.Label)) + "** "
	case item.Label != "":
		text += "**" + m.text(Clean(item.Label)) + "** "
	}
	text += m.text(joinTerms(item.Terms))
	if item.Note != "" {
		text += " — " + m.text(item.Note)
	}
	fmt.Fprintf(m.w, "- %s\n", strings.Replace(text, "**✗ **", "**✗**", 1))
	for _, r := range item.Roles {
		fmt.Fprintf(m.w, "  - %s\n", m.text(r.text(item.Statements)))
	}
	iri, _ := m.p.Node.Value.(quad.IRI)
	for _, s := range item.Statements {
		c := m.p.Citations[s]
		if c == nil || s == iri {
			continue
		}
		words := c.Words()
		if c.Inference {
			words = c.Basis
		}
		fmt.Fprintf(m.w, "\n  > %s %s\n\n", m.text(Clean(words)), m.text(Clean(c.place())))
	}
	for _, note := range item.Open {
		others := item.Statements
		if len(others) > 1 {
			others = nil // with several quotes above, it says which
		}
		fmt.Fprintf(m.w, "\n  *%s*\n\n", m.text(note.line(others)))
	}
}

// cited returns the citations in the order of the articles.
func (p *Profile) cited() []*Citation {
	var out []*Citation
	for _, c := range p.Citations {
		out = append(out, c)
	}
	slices.SortFunc(out, compareCitations)
	return out
}

// compareCitations orders as the articles do; inferences come last.
func compareCitations(x, y *Citation) int {
	last := func(c *Citation) int {
		if c.Inference {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(x.Article.IRI, y.Article.IRI), cmp.Compare(last(x), last(y)),
		cmp.Compare(x.Sentence, y.Sentence), cmp.Compare(x.Statement, y.Statement))
}

// Table returns a profile as rows: one for each item, or role of an item, and statement.
func (p *Profile) Table() *Table {
	t := &Table{
		Title: p.Node.Text, Ordered: true,
		Columns: []string{"group", "subject", "relation", "value", "negative", "statement", "sentence", "quote", "left open"},
	}
	for _, g := range p.Groups {
		for _, item := range g.Items {
			subject := p.Node
			if item.Subject != nil {
				subject = *item.Subject
			}
			if item.Label == "" && len(item.Terms) == 1 {
				p.rows(t, g.Title, subject, "", item.Negative, item.Terms, item.Statements)
				for _, r := range item.Roles {
					p.rows(t, g.Title, item.Terms[0], r.Label, item.Negative || r.Negative, r.Terms, r.Statements)
				}
				continue
			}
			p.rows(t, g.Title, subject, item.Label, item.Negative, item.Terms, item.Statements)
		}
	}
	return t
}

func (p *Profile) rows(t *Table, group string, subject Term, label string, negative bool, terms []Term, statements []quad.IRI) {
	denied := Cell{}
	if negative {
		denied = Text("✗")
	}
	cited := slices.Clone(statements)
	if len(cited) == 0 {
		cited = []quad.IRI{""}
	}
	for _, term := range terms {
		for _, s := range cited {
			row := []Cell{Text(group), {Value: subject.Value, Name: subject.Text}, Text(label), {Value: term.Value, Name: term.Text}, denied}
			if c := p.Citations[s]; c != nil {
				row = append(row, Cell{Value: s}, Cell{}, Text(cmp.Or(c.Words(), c.Basis)), Text(strings.Join(c.Notes, " ")))
				if c.Sentence > 0 {
					row[6] = Count(c.Sentence)
				}
			}
			t.Add(row...)
		}
	}
}
