package graph

import (
	"maps"
	"slices"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// chooseModalities decides by what a quad is from or to, and by a verb that denies.
func (b *restricter) chooseModalities() {
	if len(b.Modalities) == 0 {
		return
	}
	b.open, b.content, b.denying = b.openLabels(), newIDBits(b.src), newIDBits(b.src)
	b.denied = slices.Contains(b.Modalities, quads.Denied)
	b.each(0, quads.Sense, func(q Quad) {
		if slices.Contains(b.ids(quads.Negative), q[Object]) {
			b.denying.add(q[Subject])
		}
	})
	touching := newIDBits(b.src)
	for node, modality := range b.modalities() {
		if slices.Contains(b.Modalities, modality) {
			touching.add(node)
		} else {
			b.content.add(node)
		}
	}
	if !slices.Contains(b.Modalities, quads.Actual) {
		b.touching = touching
	}
}

// modalities are those of all content, and of the figures that hang on nothing else.
func (b *restricter) modalities() map[ID]string {
	out := map[ID]string{}
	put := func(node ID, modality string) {
		if have := out[node]; have != "" {
			modality = quads.Weakest(have, modality)
		}
		out[node] = modality
	}
	b.each(0, quads.Modality, func(q Quad) { put(q[Subject], quads.TextOf(b.src.Value(q[Object]))) })
	classes := readClasses(b)
	var figures []ID
	for class := range classes.parents {
		if m := classes.modality(class); m != "" {
			b.instances(class, func(q Quad) { put(q[Subject], m) })
		}
		if slices.Contains(classes.above(class), quads.ValueNode) {
			b.instances(class, func(q Quad) {
				if !b.open.has(q[Label]) { // else it is a word of the vocabulary
					figures = append(figures, q[Subject])
				}
			})
		}
	}
	ofFigures := map[ID]string{}
	for _, figure := range figures {
		var holders []string
		b.scan(Quad{Object: figure}, func(q Quad) bool { holders = append(holders, out[q[Subject]]); return true })
		if m := quads.FigureModality(holders); m != "" {
			ofFigures[figure] = m
		}
	}
	maps.Copy(out, ofFigures)
	return out
}

// refuseDerived finds what is derived from quads that are left out, and from no other. The modality of a node that a statement left in
// tells of is never refused: without it the node would read as a fact.
func (b *restricter) refuseDerived() {
	if b.labels == nil && b.touching == nil {
		return // a whole node is left out, with all that is derived of it
	}
	bounds, refused := newIDBits(b.src), map[Quad]bool{}
	for _, d := range quads.Derivations() {
		b.each(0, d.Derived, func(q Quad) {
			told := d.Derived == quads.Modality && (!b.byStatement() || b.told.has(q[Subject]))
			if told || !b.keep(&q) || b.stands(q, d.From) {
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
	gives, isBound := quads.GivesBound(b.src.Value(q[Object]), b.src.Value(derived[Object]))
	return gives || !isBound // a modality, of a type
}
