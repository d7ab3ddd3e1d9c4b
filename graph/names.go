package graph

import (
	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// Names finds the words to show for the nodes of a source. It is safe for concurrent use.
type Names struct {
	src        Source
	predicates []ID
}

// namePredicates give a node words, best first. The long forms are for graphs that were loaded with full IRIs, <name> for Cayley's.
var namePredicates = [...]quad.IRI{
	quads.Name, quads.Content, quads.Text, quads.Label,
	"http://schema.org/name", "https://schema.org/name", "http://www.w3.org/2000/01/rdf-schema#label", "http://xmlns.com/foaf/0.1/name", "name",
}

// NewNames looks up the naming predicates of a source once.
func NewNames(src Source) *Names {
	n := &Names{src: src}
	for _, p := range namePredicates {
		if id := src.ID(p); id != 0 {
			n.predicates = append(n.predicates, id)
		}
	}
	return n
}

// Of returns the words to show for a value: its schema:name, else kg:content, kg:text, rdfs:label. "" for a literal and for a
// node without any. Of several names the one that sorts first is taken, and one without a language before the others.
func (n *Names) Of(v quad.Value) string {
	switch v.(type) {
	case quad.IRI, quad.BNode:
	default:
		return ""
	}
	id := n.src.ID(v)
	if id == 0 {
		return ""
	}
	for _, p := range n.predicates {
		if name := n.first(id, p); name != nil {
			return quads.TextOf(name)
		}
	}
	return ""
}

func (n *Names) first(node, predicate ID) quad.Value {
	if m, ok := n.src.(*Memory); ok {
		return m.firstName(node, predicate)
	}
	var best quad.Value
	sorted := n.src.Sorted()
	scan := n.src.Scan(Quad{node, predicate})
	for q, ok := scan.Next(); ok; q, ok = scan.Next() {
		v := n.src.Value(q[Object])
		if _, plain := v.(quad.String); plain && sorted {
			return v
		}
		if best == nil || !sorted && betterName(v, best) {
			best = v
		}
	}
	return best
}

// firstName is first without a Scanner.
func (m *Memory) firstName(node, predicate ID) quad.Value {
	rows, _ := m.run(Quad{node, predicate})
	for i := range rows {
		name := m.Value(rows[i][Object])
		if _, plain := name.(quad.String); plain {
			return name
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return m.Value(rows[0][Object])
}

// betterName tells whether a name comes before another: without a language first, then as they sort.
func betterName(a, b quad.Value) bool {
	_, x := a.(quad.String)
	_, y := b.(quad.String)
	if x != y {
		return x
	}
	return quads.Compare(a, b) < 0
}
