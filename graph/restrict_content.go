package graph

import (
	"slices"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// chooseModalities decides by the content that a quad is from or to.
func (b *restricter) chooseModalities() {
	if len(b.Modalities) == 0 {
		return
	}
	touching := newIDBits(b.src)
	put := func(node ID, modality string) {
		if slices.Contains(b.Modalities, modality) {
			touching.add(node)
		} else {
			b.hidden.add(node)
		}
	}
	b.each(0, quads.Modality, func(q Quad) { put(q[Subject], quads.TextOf(b.src.Value(q[Object]))) })
	classes := readClasses(b)
	for class := range classes.parents {
		if m := classes.modality(class); m != "" {
			b.instances(class, func(q Quad) { put(q[Subject], m) })
		}
	}
	if slices.Contains(b.Modalities, quads.Actual) {
		return
	}
	b.touching, b.open, b.values = touching, b.openLabels(), newIDBits(b.src)
	for class := range classes.parents {
		if slices.Contains(classes.above(class), quads.ValueNode) {
			b.instances(class, func(q Quad) { b.values.add(q[Subject]) })
		}
	}
}

// derivations are the predicates that the program derives from one quad each, with those of that quad.
var derivations = [...]struct {
	derived quad.IRI
	from    []quad.IRI
}{
	{quads.Modality, []quad.IRI{quads.Type}},
	{quads.Earliest, []quad.IRI{quads.When, quads.Due, quads.Dated}},
	{quads.Latest, []quad.IRI{quads.When, quads.Due, quads.Dated}},
	{quads.InferredEarliest, []quad.IRI{quads.InferredWhen, quads.InferredDated}},
	{quads.InferredLatest, []quad.IRI{quads.InferredWhen, quads.InferredDated}},
}

// refuseDerived finds what is derived from quads that are left out, and from no other. The modality of a node that a statement left in
// tells of is never refused: without it the node would read as a fact.
func (b *restricter) refuseDerived() {
	if b.labels == nil && b.touching == nil {
		return // a whole node is left out, with all that is derived of it
	}
	bounds, refused := newIDBits(b.src), map[Quad]bool{}
	for _, d := range derivations {
		b.each(0, d.derived, func(q Quad) {
			told := d.derived == quads.Modality && (!b.byStatement() || b.told.has(q[Subject]))
			if told || !b.keep(&q) || b.stands(q, d.from) {
				return
			}
			bounds.add(q[Predicate])
			refused[q] = true
		})
	}
	if len(refused) > 0 {
		b.bounds, b.refused = bounds, refused
	}
}

// stands tells whether a quad that is left in says what was derived, or no quad at all does.
func (b *restricter) stands(derived Quad, from []quad.IRI) bool {
	kept, known := false, false
	for _, p := range from {
		b.each(derived[Subject], p, func(q Quad) {
			if !b.gives(q, derived) {
				return
			}
			known = true
			kept = kept || b.keep(&q)
		})
	}
	return kept || !known
}

// gives tells whether a quad gives rise to a derived one.
func (b *restricter) gives(q, derived Quad) bool {
	bound, ok := quads.Time(b.src.Value(derived[Object]))
	if !ok {
		return true // a modality, of a type
	}
	i, err := quads.ParseEDTF(quads.TextOf(b.src.Value(q[Object])))
	return err == nil && (i.Earliest.Equal(bound) || i.Latest.Equal(bound))
}
