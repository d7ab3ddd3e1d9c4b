package report

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/internal/report/picture"
	"rapport/quads"
	"rapport/queries"
)

// Picture draws the rows of a table as a graph, a timeline or a chart. view is what a query's header or a report says
// ("graph source=entity target=neighbour"), "" the one that the columns make; title stands above, "" for the table's own.
//
// How a line, an event or a bar is drawn comes from what its row rests on, never from a column's good will: the weakest modality that
// it crosses, whether a condition hangs on it, whether it is inferred. A column modality can only weaken it. So the rows must say why
// (ExplainPicture); the numbers of notes are those of t.Footnotes.
//
// The error says which columns the view lacks, or that it is a table, which is no picture.
func (l *Lookup) Picture(t *Table, view, title string) (picture.Picture, error) {
	v, err := viewOf(t, view)
	if err != nil {
		return nil, err
	}
	if err := t.verify(); err != nil {
		return nil, err
	}
	if t.Evidence == nil && len(t.Rows) > 0 {
		return nil, errors.New("a picture needs rows that say what they rest on")
	}
	d := &drawer{Lookup: l, t: t, view: v, title: cmp.Or(title, t.Title)}
	switch v.Name {
	case queries.ViewGraph:
		return d.graph(), nil
	case queries.ViewTimeline:
		return d.timeline(), nil
	default:
		return d.chart(), nil
	}
}

// viewOf reads a view and holds it to the columns of a table.
func viewOf(t *Table, text string) (queries.View, error) {
	if text == "" {
		for _, name := range queries.Views[1:] {
			v := queries.View{Name: name}
			if v.Check(t.Columns) != nil {
				continue
			}
			if name == queries.ViewGraph && v.Column("relation", t.Columns) < 0 && slices.Contains(t.Columns, "label") {
				v.Columns = map[string]string{"relation": "label"} // as programs for Cayley's own pages have it
			}
			return v, nil
		}
		return queries.View{}, noPicture(t.Columns)
	}
	v, err := queries.ParseView(text)
	switch {
	case err != nil:
		return v, err
	case v.Name == queries.ViewTable:
		return v, noPicture(t.Columns)
	}
	return v, v.Check(t.Columns)
}

// noPicture says which columns make one.
func noPicture(columns []string) error {
	got := "there are no columns"
	if len(columns) > 0 {
		got = "the columns are " + strings.Join(columns, ", ")
	}
	return fmt.Errorf("%s: want source and target for a graph, label and date for a timeline, label and value for a chart", got)
}

// drawer makes a picture of a table.
type drawer struct {
	*Lookup
	t     *Table
	view  queries.View
	title string
}

// cell returns what a role has in a row, the empty cell where it has no column.
func (d *drawer) cell(row int, role string) Cell {
	if at := d.view.Column(role, d.t.Columns); at >= 0 {
		return cell(d.t.Rows[row], at)
	}
	return Cell{}
}

// words is a role's cell as text, "" for none. Words that an article gives are cleaned where they are drawn.
func (d *drawer) words(row int, role string) string {
	c := d.cell(row, role)
	if c.Value == nil {
		return ""
	}
	return cmp.Or(c.Name, textOf(c.Value))
}

// label joins what an event or a bar is called and what is said of it: "Bushehr plant: produces".
func (d *drawer) label(row int) string {
	label := d.words(row, "label")
	if relation := d.words(row, "relation"); relation != "" && d.cell(row, "relation").Value != quads.When {
		label += ": " + relation
	}
	return label
}

// standing is how surely a row is meant.
func (d *drawer) standing(row int) picture.Standing {
	e := &d.t.Evidence[row]
	s := picture.Standing{
		Modality:    picture.Modality(weaker(e.Modality(), d.words(row, "modality"))),
		Conditional: d.words(row, "condition") != "",
		Inferred:    e.Inferred || d.words(row, "inferred") != "",
		Disputed:    len(e.Disputed) > 0,
		Notes:       slices.Clone(e.Notes),
		Against:     e.Against(),
	}
	for _, derivation := range e.Derivations {
		s.Conditional = s.Conditional || slices.ContainsFunc(derivation, d.conditional) && s.Modality != picture.Denied // whatever the condition
	}
	return s
}

// conditional tells whether a quad is from or to a node on which a condition hangs.
func (d *drawer) conditional(q quad.Quad) bool {
	for _, v := range []quad.Value{q.Subject, q.Object} {
		if iri, ok := v.(quad.IRI); ok && d.object(iri, quads.Condition) != nil {
			return true
		}
	}
	return false
}

// Weaker returns the weaker of two modalities; "" is none.
func Weaker(a, b string) string { return weaker(a, b) }

// weaker returns the weaker of two modalities; "" is none, and a word that is no modality is weaker than any.
func weaker(a, b string) string {
	switch {
	case a == "" || b == "":
		return a + b
	case a == quads.Denied || b == quads.Denied:
		return quads.Denied
	case rankOf(b) > rankOf(a):
		return b
	}
	return a
}

// source says where a picture comes from.
func (d *drawer) source() string {
	lines, _ := d.t.closing()
	lines = slices.DeleteFunc(lines, func(s string) bool { return s == background })
	if d.t.Cut {
		lines = append(lines, "a limit left rows out")
	}
	return strings.Join(lines, "; ")
}

// PictureFootnotes are those footnotes of a table that what is drawn of a picture of it has.
func PictureFootnotes(t *Table, p picture.Picture) []*Footnote {
	used := map[int]bool{}
	use := func(s picture.Standing) {
		for _, n := range append(s.Against, s.Notes...) {
			used[n] = true
		}
	}
	switch p := p.(type) {
	case picture.Graph:
		for _, e := range p.Drawn() {
			use(e.Standing)
		}
	case picture.Timeline:
		for _, e := range p.Events {
			use(e.Standing)
		}
	case picture.Chart:
		for _, b := range p.Bars {
			use(b.Standing)
		}
	}
	return slices.DeleteFunc(slices.Clone(t.Footnotes), func(n *Footnote) bool { return !used[n.Number] })
}

// PictureNotes are PictureFootnotes as they stand below a picture: number, words, where they stand and how they are meant.
func PictureNotes(t *Table, p picture.Picture) []string {
	_, titled := t.closing()
	var out []string
	for _, n := range PictureFootnotes(t, p) {
		out = append(out, fmt.Sprintf("[%d] %s — %s", n.Number, n.body(), n.source(titled, Options{})))
	}
	return out
}

// DropNames leaves the IRIs of a table where names would stand.
func (t *Table) DropNames() {
	for _, row := range t.Rows {
		for i := range row {
			row[i].Name = ""
		}
	}
}
