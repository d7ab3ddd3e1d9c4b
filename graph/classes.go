package graph

import (
	"slices"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// classes are those of a vocabulary: what stands above each, and what modality each implies itself.
type classes struct {
	parents map[quad.IRI][]quad.IRI
	implies map[quad.IRI]string
}

// readClasses takes the classes that a source describes; where none of them implies a modality, those of the shipped vocabulary.
func readClasses(b *restricter) classes {
	c := classes{map[quad.IRI][]quad.IRI{}, map[quad.IRI]string{}}
	iri := func(id ID) quad.IRI {
		v, _ := b.src.Value(id).(quad.IRI)
		return b.short(v)
	}
	b.instances(quads.ClassOfClasses, func(q Quad) { c.add(iri(q[Subject])) })
	b.each(0, quads.SubClassOf, func(q Quad) { c.add(iri(q[Subject]), iri(q[Object])) })
	b.each(0, quads.Implies, func(q Quad) {
		c.add(iri(q[Subject]))
		c.implies[iri(q[Subject])] = quads.TextOf(b.src.Value(q[Object]))
	})
	if len(c.implies) > 0 {
		return c
	}
	for _, q := range shippedQuads("vocabulary.nq") {
		s, _ := q.Subject.(quad.IRI)
		o, _ := q.Object.(quad.IRI)
		switch {
		case q.Predicate == quads.Type && o == quads.ClassOfClasses:
			c.add(s)
		case q.Predicate == quads.SubClassOf:
			c.add(s, o)
		case q.Predicate == quads.Implies:
			c.implies[s] = quads.TextOf(q.Object)
		}
	}
	return c
}

func (c classes) add(class quad.IRI, parents ...quad.IRI) {
	c.parents[class] = append(c.parents[class], parents...)
}

// above returns a class and every class above it, nearest first. A cycle is walked once.
func (c classes) above(class quad.IRI) []quad.IRI {
	out := []quad.IRI{class}
	for i := 0; i < len(out); i++ {
		for _, p := range c.parents[out[i]] {
			if !slices.Contains(out, p) {
				out = append(out, p)
			}
		}
	}
	return out
}

// modality is what a class implies, itself or by the nearest class above it.
func (c classes) modality(class quad.IRI) string {
	for _, a := range c.above(class) {
		if m := c.implies[a]; m != "" {
			return m
		}
	}
	return ""
}

// shippedQuads reads one of the files that are built into the program.
func shippedQuads(name string) []quads.Located {
	f, err := quads.Shipped().Open(name)
	if err != nil {
		panic("graph: the program was built without " + name)
	}
	defer f.Close()
	qs, err := quads.ReadAll(f, name, quads.ReaderOptions{})
	if err != nil {
		panic("graph: a file built into the program: " + err.Error())
	}
	return qs
}

// shippedPrefixes gives the namespaces that the program knows, by prefix with its colon.
func shippedPrefixes() map[string]string {
	out := map[string]string{}
	for _, q := range shippedQuads("namespaces.nq") {
		if q.Predicate == quads.CayleyPrefix {
			out[quads.TextOf(q.Object)] = quads.TextOf(q.Subject)
		}
	}
	return out
}
