package report

import (
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/graph/gizmo"
	"rapport/quads"
	"rapport/queries"
)

// oneSide is what one of two statements that cannot both hold says: a value in a role of a thing.
type oneSide struct {
	what, role, value, statement quad.Value
	why                          gizmo.Derivation
}

// conflicts finds the rows of queries/conflicts.js: the pairs of statements that give one thing two values where it has one, or of which one denies
// the other, or stops short of it; of a node, those on what it has a part in.
func (f *rowFinder) conflicts(node quad.IRI) {
	var of distinct[quad.Value]
	if node != "" {
		of.add(node)
		f.addSubjects(&of, node)
	}
	scope := of.list // nil, which is all, where there is no node
	f.twoValues(scope)
	for _, d := range f.stated(nil, quads.Type, quads.Denial) {
		f.deniedBy(d, node)
	}
	for _, short := range f.within(scope, stopsShortOf) {
		for _, q := range f.stated(short.Object, quads.ProvidedBy, short.Subject) {
			f.pair("polarity", oneSide{short.Subject, q.Predicate, short.Object, q.Label, f.walked(q)}, oneSide{value: short.Object, statement: short.Label, why: f.walked(short)})
		}
	}
}

// within returns the quads of a predicate that statements say of what is in a scope, nil for all there is.
func (f *rowFinder) within(scope []quad.Value, p quad.IRI) (out []quad.Quad) {
	if scope == nil {
		return f.stated(nil, p, nil)
	}
	id := f.iri(p)
	if id == 0 {
		return nil
	}
	if f.src.Count(graph.Quad{graph.Predicate: id}) < len(scope) { // fewer than there are things to ask for it
		in := make(map[quad.Value]bool, len(scope))
		for _, s := range scope {
			in[s] = true
		}
		return slices.DeleteFunc(f.stated(nil, p, nil), func(q quad.Quad) bool { return !in[q.Subject] })
	}
	for _, s := range scope {
		if f.full() {
			break
		}
		out = append(out, f.stated(s, p, nil)...)
	}
	return out
}

// twoValues finds the things that have two values of a predicate of which they have one.
func (f *rowFinder) twoValues(scope []quad.Value) {
	for _, single := range f.scan(nil, quads.SingleValue, quad.Bool(true), nil) {
		p, ok := single.Subject.(quad.IRI)
		if !ok {
			continue
		}
		of := map[quad.Value][]oneSide{}
		var order []quad.Value
		for _, q := range f.within(scope, p) {
			if of[q.Subject] == nil {
				order = append(order, q.Subject)
			}
			of[q.Subject] = append(of[q.Subject], oneSide{q.Subject, p, q.Object, q.Label, gizmo.Derivation{q, single, *f.statement(q.Label)}})
		}
		for _, what := range order {
			sides := of[what]
			for i, a := range sides {
				for _, b := range sides[i+1:] {
					if f.full() {
						return
					}
					if a.statement != b.statement && !f.agree(a.value, b.value) {
						f.twoSides(a, b)
					}
				}
			}
		}
	}
}

// twoSides gives the row of two values, that of the earlier statement first.
func (f *rowFinder) twoSides(a, b oneSide) {
	kind := "value"
	switch {
	case isDate(a.value):
		kind = "date"
	case a.role == quads.Place || a.role == quad.IRI("kg:origin") || a.role == quad.IRI("kg:destination"):
		kind = "place"
	}
	if asWritten(b.statement) < asWritten(a.statement) {
		a, b = b, a
	}
	f.pair(kind, a, b)
}

func isDate(v quad.Value) bool {
	date, ok := v.(quad.TypedString)
	return ok && date.Type == quads.EDTF
}

// deniedBy finds what says that which a denial denies.
func (f *rowFinder) deniedBy(denial quad.Quad, node quad.IRI) {
	part := func(i int) []quad.Quad { return f.scan(denial.Subject, denials[i], nil, nil) }
	for _, source := range part(0) {
		for _, property := range part(1) {
			for _, target := range part(2) {
				if node != "" && source.Object != quad.Value(node) && target.Object != quad.Value(node) {
					continue
				}
				for _, q := range f.stated(source.Object, property.Object, target.Object) {
					why := append(f.walked(denial), source, property, target)
					f.pair("polarity", oneSide{q.Subject, q.Predicate, q.Object, q.Label, f.walked(q)}, oneSide{value: denial.Subject, statement: denial.Label, why: why})
				}
			}
		}
	}
}

// pair gives a row. Of the second side, the value and the statement are shown.
func (f *rowFinder) pair(kind string, a, b oneSide) {
	f.give(map[string]quad.Value{
		"what": a.what, "kind": quad.String(kind), "role": a.role,
		"first": a.value, "first-words": f.wordsOf(a.statement), "second": b.value, "second-words": f.wordsOf(b.statement),
		queries.StatementColumn: a.statement, queries.StatementColumn + "2": b.statement,
	}, because(a.why, b.why))
}

// wordsOf are the words of a statement.
func (f *rowFinder) wordsOf(statement quad.Value) quad.Value {
	var parts []string
	selectors := f.scan(statement, quads.HasSelector, nil, nil)
	slices.SortFunc(selectors, func(a, b quad.Quad) int { return quads.Compare(a.Object, b.Object) })
	for _, s := range selectors {
		for _, exact := range f.scan(s.Object, quads.Exact, nil, nil) {
			parts = append(parts, quads.TextOf(exact.Object))
		}
	}
	return quad.String(strings.Join(parts, " … "))
}
