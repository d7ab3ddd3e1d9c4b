package report

import (
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/graph/gizmo"
	"rapport/quads"
	"rapport/queries"
)

// mostOf is how many rows of a view are found: more than anybody reads.
const mostOf = 10_000

// RowsOf returns the rows of a view that has rows (queries.RowsOf), of one node, "" for all: those that a saved query gives, with what each rests on.
// The error is the context's.
func (l *Lookup) RowsOf(ctx context.Context, view string, node quad.IRI) (*queries.Result, error) {
	f := &rowFinder{Lookup: l, ctx: ctx, header: queries.RowsOf(view), statements: map[quad.Value]*quad.Quad{}}
	f.result.Columns = f.header.Columns
	switch view {
	case queries.ViewConflicts:
		f.conflicts(node)
	case queries.ViewUnstated:
		f.unstated(node)
	case queries.ViewSaid:
		f.said(node)
		f.result.Terms = []quad.Value{quads.About, quads.Speaker, claim, quads.Denial}
	case queries.ViewTimes:
		f.times(node)
		f.result.Terms = []quad.Value{quads.Occurrence, quads.When, quads.TimeText, quads.InferredWhen, after}
	}
	if !f.header.Ordered {
		f.result.Sort()
	}
	if node != "" {
		f.result.Named = []quad.Value{node}
	}
	return &f.result, ctx.Err()
}

// Blind is why nobody can know whether a view has rows that has none: the graph says something under labels of which it does not tell that they are
// statements, as an export without what is derived does not. "" where the view would have found them.
func (l *Lookup) Blind(view string) string {
	if view != queries.ViewTimes && l.Underived() { // times rest on any label
		return underived
	}
	return ""
}

// Underived tells whether the graph says something under labels of which it does not tell that they are statements.
func (l *Lookup) Underived() bool {
	isA, statement := l.iri(quads.Type), l.iri(quads.StatementNode)
	if isA != 0 && statement != 0 && l.src.Count(graph.Quad{graph.Predicate: isA, graph.Object: statement}) > 0 {
		return false
	}
	scan := l.src.Scan(graph.Quad{})
	var last graph.ID
	for q, ok := scan.Next(); ok; q, ok = scan.Next() {
		if label := q[graph.Label]; label != last || label == 0 {
			if last = label; l.told(l.src.Value(label)) {
				return true
			}
		}
	}
	return false
}

// rowFinder finds the rows of a view.
type rowFinder struct {
	*Lookup
	ctx        context.Context
	header     *queries.Query
	result     queries.Result
	statements map[quad.Value]*quad.Quad // see statement
}

// full says that no more rows are wanted.
func (f *rowFinder) full() bool { return f.result.Cut || f.ctx.Err() != nil }

// give adds a row of cells by the names of their columns; what it has none for is blank.
func (f *rowFinder) give(cells map[string]quad.Value, why gizmo.Why) {
	if len(f.result.Rows) == mostOf {
		f.result.Cut = true
		return
	}
	row := make([]quad.Value, len(f.header.Columns))
	for i, name := range f.header.Columns {
		if row[i] = cells[name]; row[i] == nil && f.header.Blanks[i] != "" {
			row[i] = quad.String(f.header.Blanks[i])
		}
	}
	f.result.Rows = append(f.result.Rows, row)
	f.result.Why = append(f.result.Why, why)
}

// because is what a row rests on that crosses some quads, one way.
func because(crossed ...gizmo.Derivation) gizmo.Why {
	return gizmo.Why{Derivations: []gizmo.Derivation{slices.Concat(crossed...)}}
}

// statement returns the quad that says of a label that it is a statement's, nil for one that is none's and for no label.
func (f *rowFinder) statement(label quad.Value) *quad.Quad {
	if label == nil {
		return nil
	}
	found, known := f.statements[label]
	if !known {
		if all := f.scan(label, quads.Type, quads.StatementNode, nil); len(all) > 0 {
			found = &all[0]
		}
		f.statements[label] = found
	}
	return found
}

// stated returns the quads that match a pattern and that a statement says, in their order.
func (f *rowFinder) stated(s, p, o quad.Value) []quad.Quad {
	return slices.DeleteFunc(f.scan(s, p, o, nil), func(q quad.Quad) bool { return f.statement(q.Label) == nil })
}

// walked is what a step along a quad that a statement says rests on.
func (f *rowFinder) walked(q quad.Quad) gizmo.Derivation {
	return gizmo.Derivation{q, *f.statement(q.Label)}
}

// asWritten is a statement as a query writes it, and so as a query orders statements: <rit:1> stands behind <rit:10>.
func asWritten(statement quad.Value) string { return quad.StringOf(statement) }

// scan is that of Lookup while somebody waits for the answer: once the context has ended there is nothing more to find.
func (f *rowFinder) scan(s, p, o, label quad.Value) []quad.Quad {
	if f.ctx.Err() != nil {
		return nil
	}
	return f.Lookup.scan(s, p, o, label)
}

// addSubjects adds what leads to a value.
func (f *rowFinder) addSubjects(to *distinct[quad.Value], v quad.Value) {
	for _, q := range f.scan(nil, nil, v, nil) {
		to.add(q.Subject)
	}
}

// distinct is a list in which each item stands once, where it was added first.
type distinct[T comparable] struct {
	list []T
	has  map[T]bool
}

func (d *distinct[T]) add(item T) {
	if d.has[item] {
		return
	}
	if d.has == nil {
		d.has = map[T]bool{}
	}
	d.has[item] = true
	d.list = append(d.list, item)
}
