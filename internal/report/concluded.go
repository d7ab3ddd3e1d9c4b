package report

import (
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// Concluded says which of the values that a row shows are inferred, where the row states something beside them: neither is to read as the other.
type Concluded struct {
	// Cells has for each value the inferences by which alone it is known; nil for any other.
	Cells [][]quad.Value
	// Rest says that more is inferred than these values: that two nodes are linked, or what is not shown.
	Rest bool
	// Link says that one of the values is a node, which a picture cannot mark.
	Link bool
}

// inferredPrefix begins the name of a column of what is inferred, which may be equal to what is stated beside it.
const inferredPrefix = "inferred-"

// Concluded tells the inferred values of a row from the rest of it, nil where the row states nothing beside them and is inferred as a whole, or not
// at all. Of a link that is inferred, the value is the end of which the row states nothing: what is linked to the rest of it by that alone. columns are
// the names of what is shown.
func (l *Lookup) Concluded(e *Evidence, shown []Cell, columns []string) *Concluded {
	if !e.Inferred || eachCrossed(e, func(q quad.Quad) bool { return !l.states(q) }) {
		return nil
	}
	c := &Concluded{Cells: make([][]quad.Value, len(shown))}
	eachCrossed(e, func(q quad.Quad) bool {
		if !l.infers(q.Label) {
			return true
		}
		marked := c.mark
		if _, isNode := q.Object.(quad.IRI); isNode {
			marked = c.markEnd
		}
		c.Rest = !marked(l, e, q, shown, columns) || c.Rest
		return true
	})
	return c
}

// mark marks the cells with an inferred value, unless the row states it too. It tells whether there are any.
func (c *Concluded) mark(l *Lookup, e *Evidence, q quad.Quad, shown []Cell, columns []string) (found bool) {
	for i := range shown {
		if shown[i].Value != q.Object {
			continue
		}
		found = true
		if strings.HasPrefix(columns[i], inferredPrefix) || !l.statesValue(e, q.Subject, q.Object) {
			c.Cells[i] = appendNew(c.Cells[i], q.Label)
		}
	}
	return found
}

// markEnd marks the cells with that end of an inferred link which the row has by the link alone, its object first. It tells whether there are any.
func (c *Concluded) markEnd(l *Lookup, e *Evidence, q quad.Quad, shown []Cell, columns []string) (found bool) {
	for _, end := range []quad.Value{q.Object, q.Subject} {
		alone := !l.statesOf(e, end)
		for i := range shown {
			if shown[i].Value == end && (alone || end == q.Object && strings.HasPrefix(columns[i], inferredPrefix)) {
				c.Cells[i], c.Link, found = appendNew(c.Cells[i], q.Label), true, true
			}
		}
		if found {
			return true
		}
	}
	return false
}

// statesOf tells whether a row crosses a quad of a statement that is from a node or to it.
func (l *Lookup) statesOf(e *Evidence, node quad.Value) bool {
	return !eachCrossed(e, func(q quad.Quad) bool { return q.Subject != node && q.Object != node || !l.states(q) })
}

// statesValue tells whether a row crosses a quad of a statement that gives a node a value.
func (l *Lookup) statesValue(e *Evidence, node, value quad.Value) bool {
	return !eachCrossed(e, func(q quad.Quad) bool { return q.Subject != node || q.Object != value || !l.states(q) })
}

// states tells whether a quad is no inference, nor about one: a statement has it, or the program counts or derives it.
func (l *Lookup) states(q quad.Quad) bool {
	if l.infers(q.Label) || l.infers(q.Subject) {
		return false
	}
	return l.told(q.Label) || q.Label == quads.DerivedLabel && q.Predicate != quads.Type
}

// infers tells whether a node is an inference.
func (l *Lookup) infers(node quad.Value) bool {
	iri, ok := node.(quad.IRI)
	if !ok {
		return false
	}
	c := l.cited(iri)
	return c != nil && c.Inference
}

// Only tells whether all that is inferred are values, which are marked as such.
func (c *Concluded) Only() bool { return c != nil && !c.Rest }

// At are the inferences by which alone the value at a place is known.
func (c *Concluded) At(i int) []quad.Value {
	if c == nil || i >= len(c.Cells) {
		return nil
	}
	return c.Cells[i]
}

// Alone tells whether a statement stands behind values alone, so that its note belongs to them and not to the row.
func (c *Concluded) Alone(statement quad.Value) bool {
	return c.Only() && slices.ContainsFunc(c.Cells, func(by []quad.Value) bool { return slices.Contains(by, statement) })
}
