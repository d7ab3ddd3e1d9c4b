package storetest

import (
	"github.com/cayleygraph/quad"

	"rapport/graph"
)

// Kept is a value as a store of Cayley's gives it back: numbers, truth values and times in the spelling that XML Schema calls canonical, for
// Cayley keeps no other; all else as it was.
func Kept(v quad.Value) quad.Value {
	literal, ok := v.(quad.TypedString)
	if !ok {
		return v
	}
	parsed, err := literal.ParseValue()
	if err != nil {
		return v
	}
	return graph.Load([]quad.Quad{{Subject: parsed, Predicate: parsed, Object: parsed}}).Value(1)
}

// KeptQuads are quads as a store gives them back.
func KeptQuads(qs []quad.Quad) []quad.Quad {
	out := make([]quad.Quad, len(qs))
	for i, q := range qs {
		out[i] = quad.Quad{Subject: Kept(q.Subject), Predicate: Kept(q.Predicate), Object: Kept(q.Object), Label: Kept(q.Label)}
	}
	return out
}
