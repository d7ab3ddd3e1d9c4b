package gizmo

import (
	"regexp/syntax"
	"sort"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/quads"
)

// Where ids follow the order of values, the values that can pass a comparison or an anchored pattern are a few ranges of ids. A range may
// hold more than pass: the filters are asked all the same.

// idRange is the ids from lo up to, not including, hi.
type idRange struct{ lo, hi graph.ID }

// idRanges are ranges in ascending order that do not overlap.
type idRanges []idRange

// walk visits the quads of a pattern whose id at a place is in one of the ranges; served is false where the source cannot find them.
func (r idRanges) walk(src graph.Source, pattern graph.Quad, place int, visit func(graph.Quad) bool) (served bool, err error) {
	ranger, ok := src.(graph.Ranger)
	if !ok {
		return false, nil
	}
	stopped := false
	for _, x := range r {
		served, err := ranger.WalkRange(pattern, place, x.lo, x.hi, func(q graph.Quad) bool {
			stopped = !visit(q)
			return !stopped
		})
		if !served || err != nil || stopped {
			return served, err
		}
	}
	return true, nil
}

// firstRanges returns where the vertices are that can pass the filters which ops begin with; nil where that is anywhere, or there are none.
func (x *executor) firstRanges(ops []op) idRanges {
	if len(ops) == 0 {
		return nil
	}
	f, ok := ops[0].(*filterOp)
	if !ok {
		return nil
	}
	return x.rangesOf(f.filters)
}

// rangesOf returns where the values that pass all filters can be; nil where that is anywhere, or the source cannot use it.
func (x *executor) rangesOf(filters []filter) idRanges {
	if _, ok := x.src.(graph.Ranger); !ok {
		return nil
	}
	var out idRanges
	for _, f := range filters {
		r := f.ranges(idSpace{x})
		if r == nil {
			continue
		}
		if out == nil {
			out = r
		} else {
			out = out.and(r)
		}
	}
	return out
}

// and returns what is in both; it is never nil.
func (r idRanges) and(o idRanges) idRanges {
	out := idRanges{}
	for _, a := range r {
		for _, b := range o {
			if lo, hi := max(a.lo, b.lo), min(a.hi, b.hi); lo < hi {
				out = append(out, idRange{lo, hi})
			}
		}
	}
	return out
}

// idSpace finds places in the order of values.
type idSpace struct{ *executor }

// first returns the first id whose value is at or behind a place, given by a test that no value before it and every value from it on
// passes; the id behind the last for none.
func (s idSpace) first(behind func(v quad.Value) bool) graph.ID {
	n := s.src.NumValues()
	return graph.ID(sort.Search(n, func(i int) bool { return behind(s.src.Value(graph.ID(i + 1))) })) + 1
}

// rank returns the ids whose values have a rank.
func (s idSpace) rank(r quads.Rank) idRange {
	return idRange{s.first(func(v quad.Value) bool { return quads.RankOf(v) >= r }), s.first(func(v quad.Value) bool { return quads.RankOf(v) > r })}
}

// ranges returns where values of the bound's kind on the wanted side are.
func (f *comparison) ranges(s idSpace) idRanges {
	rank := quads.RankOf(f.bound)
	compare := func(v quad.Value) int {
		if c, ok := compareKind(v, f.bound); ok {
			return c
		}
		return 1 // NaN, which comes last among numbers
	}
	switch rank {
	case quads.RankIRI, quads.RankBlank, quads.RankNumber, quads.RankTime:
	case quads.RankText:
		if _, typed := f.bound.(quad.TypedString); typed {
			return nil
		}
		text := quads.TextOf(f.bound)
		compare = func(v quad.Value) int { return strings.Compare(quads.TextOf(v), text) }
	default:
		return nil
	}
	out := s.rank(rank)
	at := func(test func(c int) bool) graph.ID {
		return s.first(func(v quad.Value) bool {
			r := quads.RankOf(v)
			return r > rank || r == rank && test(compare(v))
		})
	}
	if f.want(1) { // the upper side
		out.lo = at(f.want)
	} else {
		out.hi = at(func(c int) bool { return !f.want(c) })
	}
	return idRanges{{out.lo, max(out.lo, out.hi)}}
}

// ranges returns where the texts are that begin as an anchored pattern does, and where literals are that are not ordered by their text.
func (f *pattern) ranges(s idSpace) idRanges {
	prefix := anchoredPrefix(f.re.String())
	if prefix == "" {
		return nil
	}
	var out idRanges
	if f.refs {
		out = append(out, s.prefix(quads.RankBlank, prefix), s.prefix(quads.RankIRI, prefix))
	}
	if strings.ContainsRune("+-.0123456789INtf", rune(prefix[0])) {
		out = append(out, idRange{s.rank(quads.RankNumber).lo, s.rank(quads.RankText).lo})
	}
	return append(out, s.prefix(quads.RankText, prefix))
}

// prefix returns the ids of a rank, in which values are ordered by their text, whose text begins so.
func (s idSpace) prefix(rank quads.Rank, prefix string) idRange {
	at := func(test func(text string) bool) graph.ID {
		return s.first(func(v quad.Value) bool {
			r := quads.RankOf(v)
			return r > rank || r == rank && test(quads.TextOf(v))
		})
	}
	return idRange{at(func(t string) bool { return t >= prefix }),
		at(func(t string) bool { return t >= prefix && !strings.HasPrefix(t, prefix) })}
}

// anchoredPrefix returns what every text begins with that a pattern matches; "" for nothing that is known.
func anchoredPrefix(pattern string) string {
	re, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return ""
	}
	re = re.Simplify()
	if re.Op != syntax.OpConcat || len(re.Sub) < 2 || re.Sub[0].Op != syntax.OpBeginText {
		return ""
	}
	var b strings.Builder
	for _, sub := range re.Sub[1:] {
		if sub.Op != syntax.OpLiteral || sub.Flags&syntax.FoldCase != 0 {
			break
		}
		b.WriteString(string(sub.Rune))
	}
	return b.String()
}
