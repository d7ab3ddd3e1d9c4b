package graph

import (
	"slices"
	"sort"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// Predicates returns the predicates of a source, by their IRIs. Where ranges can be counted, the cost grows with how many predicates there are; else every quad is
// read. What cannot be read is told by the source's Err.
func Predicates(src Source) []quad.IRI {
	ids, ok := countedPredicates(src)
	if !ok {
		ids = walkedPredicates(src)
	}
	var out []quad.IRI
	for _, id := range ids {
		if iri, ok := src.Value(id).(quad.IRI); ok {
			out = append(out, iri)
		}
	}
	slices.Sort(out)
	return out
}

// countedPredicates halves the range of ids that are predicates, until each has one.
func countedPredicates(src Source) (ids []ID, ok bool) {
	ranger, ok := src.(Ranger)
	if !ok || !src.Sorted() {
		return nil, false
	}
	var halve func(lo, hi ID) bool
	halve = func(lo, hi ID) bool {
		n, served, err := ranger.CountRange(Quad{}, Predicate, lo, hi)
		switch {
		case !served || err != nil:
			return false
		case n == 0:
			return true
		case hi-lo == 1:
			ids = append(ids, lo)
			return true
		}
		middle := lo + (hi-lo)/2
		return halve(lo, middle) && halve(middle, hi)
	}
	return ids, halve(1, ID(src.NumValues())+1)
}

func walkedPredicates(src Source) (ids []ID) {
	seen := map[ID]bool{}
	scan := src.Scan(Quad{})
	for q, ok := scan.Next(); ok; q, ok = scan.Next() {
		if p := q[Predicate]; !seen[p] {
			seen[p] = true
			ids = append(ids, p)
		}
	}
	return ids
}

// IRIsFrom returns the IRIs of a source that begin with a text, at most a number of them: none of a source that is not Sorted, which would have to be read whole.
func IRIsFrom(src Source, text string, most int) []quad.IRI {
	if !src.Sorted() {
		return nil
	}
	first, last := FirstOf(src, quads.RankIRI), FirstOf(src, quads.RankIRI+1)
	at := first + ID(sort.Search(int(last-first), func(i int) bool {
		iri, _ := src.Value(first + ID(i)).(quad.IRI)
		return string(iri) >= text
	}))
	var out []quad.IRI
	for ; at < last && len(out) < most; at++ {
		iri, ok := src.Value(at).(quad.IRI)
		if !ok || !strings.HasPrefix(string(iri), text) {
			break
		}
		out = append(out, iri)
	}
	return out
}
