package report

import (
	"cmp"
	"slices"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// Disputes returns the quads of other statements that cannot hold together with what a quad says, as the query conflicts finds them: one says what
// another denies or stops short of, or both give one thing two values where it has one. A role in an occurrence is disputed with the short
// edge beside it, and the words for a time with the date that they mean. It returns nothing for a quad that no article says. The quads are in the order of the articles.
func (l *Lookup) Disputes(q quad.Quad) []quad.Quad {
	if l.stated(q.Label) == nil {
		return nil
	}
	if found, known := l.disputes[q]; known {
		return found
	}
	out := slices.Concat(l.denials(q), l.denied(q), l.shortfalls(q), l.otherValues(q), l.ofOccurrence(q), l.ofDate(q))
	out = slices.DeleteFunc(out, func(other quad.Quad) bool { return other.Label == q.Label || l.stated(other.Label) == nil })
	slices.SortFunc(out, func(a, b quad.Quad) int {
		return cmp.Or(l.byPlace(a.Label.(quad.IRI), b.Label.(quad.IRI)), quads.CompareQuads(a, b))
	})
	out = slices.CompactFunc(out, func(a, b quad.Quad) bool { return a == b })
	l.disputes[q] = out
	return out
}

// stated returns the words behind a label, nil where it is no statement of an article's.
func (l *Lookup) stated(label quad.Value) *Citation {
	iri, ok := label.(quad.IRI)
	if !ok || !l.told(iri) {
		return nil
	}
	if c := l.cited(iri); c != nil && !c.Inference {
		return c
	}
	return nil
}

// denials are the quads of a denial that say of which relation it is one.
var denials = [...]quad.IRI{quads.DeniedSource, quads.DeniedProperty, quads.DeniedTarget}

// denials are those of what a quad says.
func (l *Lookup) denials(q quad.Quad) (out []quad.Quad) {
	for _, d := range l.scan(nil, quads.DeniedSource, q.Subject, nil) {
		node, ok := d.Subject.(quad.IRI)
		if ok && l.Modality(node) == quads.Denied && slices.Contains(l.objects(node, quads.DeniedProperty), q.Predicate) && slices.Contains(l.objects(node, quads.DeniedTarget), q.Object) {
			out = append(out, d)
		}
	}
	return out
}

// denied are the quads that say what a quad of a denial denies.
func (l *Lookup) denied(q quad.Quad) (out []quad.Quad) {
	node, ok := q.Subject.(quad.IRI)
	if !ok || l.Modality(node) != quads.Denied {
		return nil
	}
	part := func(i int) []quad.Value { return l.objects(node, denials[i]) }
	for _, source := range part(0) {
		for _, property := range part(1) {
			for _, target := range part(2) {
				out = append(out, l.scan(source, property, target, nil)...)
			}
		}
	}
	return out
}

// stopsShortOf is the verb by which an agreement is said not to set something out.
const stopsShortOf = quad.IRI("kg:stopsShortOf")

// shortfalls set what an agreement stops short of against what is set out in it.
func (l *Lookup) shortfalls(q quad.Quad) []quad.Quad {
	switch q.Predicate {
	case stopsShortOf:
		return l.scan(q.Object, quads.ProvidedBy, q.Subject, nil)
	case quads.ProvidedBy:
		return l.scan(q.Object, stopsShortOf, q.Subject, nil)
	}
	return nil
}

// otherValues are those of a predicate that has one.
func (l *Lookup) otherValues(q quad.Quad) (out []quad.Quad) {
	p, _ := q.Predicate.(quad.IRI)
	if def := l.vocab.Predicates[p]; def == nil || !def.Single {
		return nil
	}
	for _, other := range l.scan(q.Subject, p, nil, nil) {
		if !l.agree(q.Object, other.Object) {
			out = append(out, other)
		}
	}
	return out
}

// ofOccurrence is what contradicts the short edge for which a role in an occurrence stands: that somebody signed what the signing is of. A statement that
// has the role has the edge beside it.
func (l *Lookup) ofOccurrence(q quad.Quad) (out []quad.Quad) {
	occurrence, _ := q.Subject.(quad.IRI)
	who, isNode := q.Object.(quad.IRI)
	if !isNode || l.root(occurrence) != quads.Occurrence {
		return nil
	}
	for _, d := range l.scan(nil, quads.DeniedSource, who, nil) {
		node, ok := d.Subject.(quad.IRI)
		if !ok || l.Modality(node) != quads.Denied {
			continue
		}
		for _, target := range l.objects(node, quads.DeniedTarget) {
			if len(l.scan(occurrence, nil, target, nil)) > 0 && l.beside(q, node, target) {
				out = append(out, d)
			}
		}
	}
	return out
}

// beside tells whether a statement has both a role and the relation between whom it is of and a target that a denial denies.
func (l *Lookup) beside(role quad.Quad, denial quad.IRI, target quad.Value) bool {
	for _, p := range l.objects(denial, quads.DeniedProperty) {
		for _, edge := range l.scan(role.Object, p, target, nil) {
			if len(l.scan(role.Subject, role.Predicate, role.Object, edge.Label)) > 0 {
				return true
			}
		}
	}
	return false
}

// ofDate is what contradicts the date that words for a time mean.
func (l *Lookup) ofDate(q quad.Quad) (out []quad.Quad) {
	var p quad.IRI
	switch q.Predicate {
	case quads.TimeText:
		p = quads.When
	case quads.Timeframe:
		p = quads.Due
	default:
		return nil
	}
	for _, date := range l.scan(q.Subject, p, nil, q.Label) {
		out = append(out, l.otherValues(date)...)
	}
	return out
}
