package report

import (
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/graph/gizmo"
	"rapport/queries"
)

// ExplainPicture is Explain for rows that are to be drawn: each rests on its own steps.
func (l *Lookup) ExplainPicture(t *Table, view string, whys []gizmo.Why) {
	l.Explain(t, l.OwnSteps(t, view, whys))
}

// OwnSteps is what each row of a table rests on when it is drawn. A row that a program made of its own rests on all that the program had
// read. If none of that joins the row's nodes, it rests on the quads that do, under the statements that the row names.
func (l *Lookup) OwnSteps(t *Table, view string, whys []gizmo.Why) []gizmo.Why {
	v, err := viewOf(t, view)
	if err != nil || v.Name != queries.ViewGraph {
		return whys
	}
	d := &drawer{Lookup: l, t: t, view: v}
	out := make([]gizmo.Why, len(whys))
	for row := range t.Rows {
		out[row] = d.ownSteps(row, whys[row])
	}
	return out
}

// ownSteps is what a row rests on, or the quads that its statements join its nodes by.
func (d *drawer) ownSteps(row int, why gizmo.Why) gizmo.Why {
	var steps []quad.Quad
	for _, pair := range d.pairs(row) {
		if len(d.joining(why.Derivations, pair[0], pair[1])) > 0 {
			return why
		}
		for _, statement := range d.statements(row) {
			steps = append(steps, d.scan(pair[0], nil, pair[1], statement)...)
			steps = append(steps, d.scan(pair[1], nil, pair[0], statement)...)
		}
	}
	if len(steps) == 0 {
		return why
	}
	return gizmo.Why{Derivations: []gizmo.Derivation{steps}}
}

// pairs are the nodes that a row of a graph joins.
func (d *drawer) pairs(row int) [][2]quad.Value {
	source, via, target := d.cell(row, "source").Value, d.cell(row, "via").Value, d.cell(row, "target").Value
	switch {
	case source == nil || target == nil:
		return nil
	case via == nil:
		return [][2]quad.Value{{source, target}}
	}
	return [][2]quad.Value{{source, via}, {via, target}}
}

// statements are those that a row names in its columns.
func (d *drawer) statements(row int) (out []quad.IRI) {
	for at, name := range d.t.Columns {
		rest, ok := strings.CutPrefix(name, queries.StatementColumn)
		iri, named := cell(d.t.Rows[row], at).Value.(quad.IRI)
		if named && (ok && strings.Trim(rest, "0123456789") == "" || name == "inference") && d.told(iri) {
			out = append(out, iri)
		}
	}
	return out
}

// joining returns those quads which join two nodes themselves.
func (d *drawer) joining(derivations []gizmo.Derivation, from, to quad.Value) []quad.Quad {
	var out []quad.Quad
	for _, derivation := range derivations {
		for _, q := range derivation {
			joins := q.Subject == from && q.Object == to || q.Subject == to && q.Object == from
			if joins && d.told(q.Label) && !slices.Contains(out, q) {
				out = append(out, q)
			}
		}
	}
	return out
}
