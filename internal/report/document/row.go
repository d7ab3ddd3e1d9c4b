package document

import (
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/graph/gizmo"
	"rapport/internal/report"
	"rapport/quads"
	"rapport/queries"
)

// row is a row of a query under the columns that are shown, of rows that are equal there one that stands for all.
type row struct {
	all    [][]quad.Value // the rows that it stands for, under the query's columns
	cells  []report.Cell
	joined []report.Cell // what the rows have under the column in which alone they may differ, each once
	why    gizmo.Why
}

// rows gives those of an answer that meet conditions, under some columns. Rows that are equal there are one, and so are those that differ
// in the column join alone, unless that is "", and are facts or not in the same way.
func (m *maker) rows(a *asked, columns []string, where []queries.Condition, join string) []*row {
	var out []*row
	seen := map[string]*row{}
	for i, values := range a.result.Rows {
		if !m.meets(a.query, values, where) {
			continue
		}
		r := &row{all: [][]quad.Value{values}, why: a.result.Why[i]}
		var key []byte
		for _, name := range columns {
			c := m.cell(a.query, values, name)
			r.cells = append(r.cells, c)
			key = append(key, 0)
			switch {
			case c.Value == nil:
			case name == join && m.concludes(c.Value) == "": // see below; what is concluded is a sentence, and no item of a list
			default:
				key = quads.AppendTerm(key, c.Value)
			}
		}
		if join != "" {
			m.supported(a.query, r)
			standing := m.standingOf(r)
			key = append(append(key, 0), standing.Words()...)
			for _, by := range standing.Disputed {
				key = quads.AppendTerm(append(key, 0), by)
			}
			r.join(slices.Index(columns, join), standing.Modality)
		}
		if first := seen[string(key)]; first != nil {
			first.fold(r, slices.Index(columns, join))
			continue
		}
		seen[string(key)] = r
		out = append(out, r)
	}
	return out
}

// fold makes one row of two, that differ under the column at, if anywhere.
func (r *row) fold(other *row, at int) {
	r.all = append(r.all, other.all...)
	r.why = r.why.Fold(other.why)
	for _, c := range other.joined {
		if !slices.ContainsFunc(r.joined, func(have report.Cell) bool { return have.String() == c.String() }) {
			r.joined = append(r.joined, c)
			r.cells[at] = report.Text(enumerate(cellTexts(r.joined)))
		}
	}
}

func cellTexts(cells []report.Cell) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = c.String()
	}
	return out
}

// cell is the value of a column, or the words of its statement. An inference goes by what it says: it has no name.
func (m *maker) cell(q *queries.Query, values []quad.Value, name string) report.Cell {
	if statement := queries.StatementOf(q, name); statement != "" {
		iri, ok := values[slices.Index(q.Columns, statement)].(quad.IRI)
		if !ok {
			return report.Cell{}
		}
		return report.Text(m.lookup.Citation(iri).Words())
	}
	v := values[slices.Index(q.Columns, name)]
	if v == nil {
		return report.Cell{}
	}
	c := m.lookup.Cell(v)
	if c.Name == "" && !queries.IsStatementColumn(name) { // there an IRI says where it stands
		c.Name = m.concludes(v)
	}
	return c
}

// concludes is what an inference says, "" for any other value.
func (m *maker) concludes(v quad.Value) string {
	iri, _ := v.(quad.IRI)
	return m.lookup.Concludes(iri)
}

// meets tells whether a row fits conditions. A value is what a reader sees, or an IRI.
func (m *maker) meets(q *queries.Query, values []quad.Value, where []queries.Condition) bool {
	for _, c := range where {
		wanted := m.argument(c.Argument)
		if wanted == nil {
			continue
		}
		if isOne(m.cell(q, values, c.Name), wanted) == c.Not {
			return false
		}
	}
	return true
}

// isOne tells whether a cell is one of some values, each what a reader sees, or an IRI.
func isOne(c report.Cell, wanted []string) bool {
	return c.Value != nil && (slices.Contains(wanted, c.String()) || slices.Contains(wanted, quads.TextOf(c.Value)) || slices.Contains(wanted, c.Name))
}

// crosses tells whether it rests on any quad. What a program makes of nothing has a way to it that is empty.
func (r *row) crosses() bool {
	return slices.ContainsFunc(r.why.Derivations, func(d gizmo.Derivation) bool { return len(d) > 0 })
}

// supported gives a row that crosses nothing, since its program made it of its own, the quads of the statements which its columns name.
func (m *maker) supported(q *queries.Query, r *row) {
	if r.crosses() {
		return
	}
	r.why.Derivations = nil
	for _, values := range r.all {
		for i, name := range q.Columns {
			if iri, ok := values[i].(quad.IRI); ok && queries.IsStatementColumn(name) {
				if d := m.lookup.Quads(iri); len(d) > 0 {
					r.why.Derivations = append(r.why.Derivations, d)
				}
			}
		}
	}
}

// standing leaves out the rows that nothing supports.
func (m *maker) standing(q *queries.Query, rows []*row) []*row {
	return slices.DeleteFunc(rows, func(r *row) bool {
		m.supported(q, r)
		return !r.crosses()
	})
}

// row makes a line. Of the columns that are visible, the line itself shows the first: a heading above it may show one more.
func (m *maker) row(q *queries.Query, r *row, visible []string, own int, out *Answer) Row {
	isGap := out.Embed.As == queries.AsTable && gapInTable(q, r.cells[:own], visible[:own])
	if out.Embed.Say != nil {
		isGap = gap(q, out.Embed.Say, r.cells, visible, r.why.Derivations)
	}
	e := m.notes.Rests(r.why)
	if !isGap { // nobody contradicts that something is not said
		e = m.notes.Explain(r.why)
	}
	line := Row{Gap: isGap, Against: e.Against(), Evidence: e, Standing: m.lookup.Standing(&e, r.cells), Cells: r.cells[:min(len(out.Columns), len(r.cells))]}
	if line.Concluded = m.lookup.Concluded(&e, r.cells[:own], visible[:own]); line.Concluded != nil {
		line.Inferred = line.Concluded.Rest
		line.Background = len(line.marks(m.notes.Footnotes)) == 0
	}
	worked := m.worked(q, r, visible, out.Embed.Join, &e)
	cells := m.cleared(r.cells, &e)
	if at := slices.Index(visible, queries.QuoteColumn); at >= 0 && slices.Contains(q.Columns, queries.QuoteColumn) && cells[at].Value != nil {
		cells[at] = report.Text(report.InQuotes(cells[at].String())) // the query's own are bare
	}
	if len(r.joined) > 1 {
		if line.Joined = r.joined; out.Embed.Say == nil { // what stands in a table is no subject of the verb beside it
			cells[slices.Index(visible, out.Embed.Join)] = report.Text(strings.Join(cellTexts(r.joined), ", "))
		}
	}
	switch {
	case out.Embed.Say != nil:
		line.Cells = cells
		line.Sentence = m.sentence(out.Embed.Say, cells, visible, worked, &line)
	case out.Embed.As == queries.AsPath:
		line.Hops = m.hops(r.why)
	default:
		line.Cells, line.Worked = cells[:len(out.Columns)], worked[:len(out.Columns)]
	}
	return line
}

// cleared are cells without the tags that a reader does not need: the IRI of a term, or what the standing of the row says.
func (m *maker) cleared(cells []report.Cell, e *report.Evidence) []report.Cell {
	out := slices.Clone(cells)
	for i := range out {
		if out[i].Modality == "" || out[i].Modality == e.Modality() {
			out[i].Tag = ""
		}
	}
	return out
}

// worked tells the cells whose value stands in no quad that the row rests on, nor anywhere in the graph, nor in the query's header, and is no label.
func (m *maker) worked(q *queries.Query, r *row, visible []string, join string, e *report.Evidence) []bool {
	out := make([]bool, len(visible))
	for i, c := range r.cells {
		at := slices.Index(q.Columns, visible[i])
		if c.Value == nil || at < 0 || slices.Contains(q.Labels, visible[i]) || len(r.joined) > 1 && visible[i] == join || at < len(q.Blanks) && c.Value == quad.Value(quad.String(q.Blanks[at])) {
			continue
		}
		out[i] = !crosses(e.Derivations, c.Value) && !m.lookup.Known(c.Value)
	}
	return out
}

// gap tells whether a sentence has no value of the graph but what the words leave open, and of what: beside that, labels of the query's own and what its
// header says a blank means.
func gap(q *queries.Query, say []queries.Segment, cells []report.Cell, visible []string, derivations []gizmo.Derivation) bool {
	some := false
	noted := slices.ContainsFunc(cells, func(c report.Cell) bool { return c.Value != nil && leftOpen(derivations, c.Value) })
	for _, s := range say {
		switch {
		case s.Optional != nil:
			if !gap(q, s.Optional, cells, visible, derivations) && slices.ContainsFunc(said(s.Optional, q), func(name string) bool { return cells[slices.Index(visible, name)].Value != nil }) {
				return false
			}
		case s.Value != nil:
			at, column := slices.Index(visible, s.Value.Name), slices.Index(q.Columns, s.Value.Name)
			if at < 0 || column < 0 || s.Value.Query != "" {
				return false
			}
			v := cells[at].Value
			if _, isNode := v.(quad.IRI); noted && isNode {
				continue
			}
			blank := column < len(q.Blanks) && q.Blanks[column] != "" && v == quad.Value(quad.String(q.Blanks[column]))
			if v == nil || !blank && !slices.Contains(q.Labels, s.Value.Name) && !leftOpen(derivations, v) {
				return false
			}
			some = some || blank || !slices.Contains(q.Labels, s.Value.Name)
		}
	}
	return some
}

// gapInTable tells whether the cells of a row have no more than what is asked about, in the first of them at most, what is asked of it, in the query's own words,
// and that this is not stated.
func gapInTable(q *queries.Query, cells []report.Cell, columns []string) bool {
	asked, unstated := false, false
	for i, c := range cells {
		column := slices.Index(q.Columns, columns[i])
		switch {
		case c.Value == nil:
		case column < 0:
			return false // the words of a statement
		case column < len(q.Blanks) && q.Blanks[column] != "" && c.Value == quad.Value(quad.String(q.Blanks[column])):
			unstated = true
		case slices.Contains(q.Labels, columns[i]):
			asked = true
		case i > 0 && c.Tag == "" || i > 0 && c.Modality != "":
			return false
		}
	}
	return asked && unstated
}

// leftOpen tells whether a value is a note of what words leave open, and nothing else that a row rests on.
func leftOpen(derivations []gizmo.Derivation, v quad.Value) bool {
	found := false
	for _, d := range derivations {
		for _, q := range d {
			if q.Subject == v || q.Object == v {
				if q.Predicate != quad.Value(quads.Note) {
					return false
				}
				found = true
			}
		}
	}
	return found
}

func crosses(derivations []gizmo.Derivation, v quad.Value) bool {
	return slices.ContainsFunc(derivations, func(d gizmo.Derivation) bool {
		return slices.ContainsFunc(d, func(q quad.Quad) bool {
			return q.Subject == v || q.Predicate == v || q.Object == v || q.Label == v
		})
	})
}

// sentence fills in a sentence for a row.
func (m *maker) sentence(say []queries.Segment, cells []report.Cell, visible []string, worked []bool, line *Row) []Span {
	var out []Span
	for _, s := range say {
		switch {
		case s.Optional != nil:
			if inner := m.sentence(s.Optional, cells, visible, worked, line); !lacking(inner) {
				out = append(out, inner...)
			}
		case s.Value == nil:
			out = append(out, Span{Text: s.Text})
		default:
			v := &Value{Else: s.Value.Else}
			if at := slices.Index(visible, s.Value.Name); at < 0 {
				v = m.value(s.Value)
			} else if c := cells[at]; c.Value != nil {
				text := c.String()
				if line.Concluded.Only() {
					text = strings.TrimSuffix(text, inferred("")) // of a predicate's label: the value itself says so
				}
				marks := line.marksAt(at, m.notes.Footnotes)
				switch {
				case worked[at]:
					text = supplied(text)
				case marks != nil:
					text = inferred(text)
				}
				v.Items = []Item{{Cell: c, Text: text, Bare: true, Notes: marks}}
			}
			out = append(out, Span{Value: v})
		}
	}
	return out
}

// supplied marks a value that is in no quad: the query worked it out, or has it in its own words.
func supplied(text string) string { return "[" + text + "]" }

// hops are the quads of a path, each with its note.
func (m *maker) hops(why gizmo.Why) []Hop {
	var out []Hop
	if len(why.Derivations) == 0 {
		return nil
	}
	for _, q := range why.Derivations[0] {
		e := m.notes.Explain(gizmo.Why{Derivations: []gizmo.Derivation{{q}}})
		if len(e.Notes) == 0 {
			continue
		}
		h := Hop{Text: m.lookup.Says(q), Notes: e.Notes, Against: e.Against()}
		if len(e.Disputed) > 0 {
			h.Standing = report.Disputed
		}
		if !slices.ContainsFunc(out, func(have Hop) bool { return have.Text == h.Text }) {
			out = append(out, h)
		}
	}
	return out
}
