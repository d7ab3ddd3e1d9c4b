package gizmo

import (
	"regexp/syntax"
	"sort"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/quads"
)

// Where ids follow the order of values, the values that can pass a comparison or an anchored pattern are a few ranges of ids. Ranges are exact
// where all that is in them passes; else the filters are asked all the same.

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

// count counts the quads of a pattern whose id at a place is in one of the ranges; served is false where the source cannot.
func (r idRanges) count(src graph.Source, pattern graph.Quad, place int) (all int, served bool, err error) {
	ranger, ok := src.(graph.Ranger)
	if !ok {
		return 0, false, nil
	}
	for _, x := range r {
		n, served, err := ranger.CountRange(pattern, place, x.lo, x.hi)
		if !served || err != nil {
			return 0, served, err
		}
		all += n
	}
	return all, true, nil
}

func (r idRanges) has(id graph.ID) bool {
	for _, x := range r {
		if id >= x.lo && id < x.hi {
			return true
		}
	}
	return false
}

// firstRanges returns where the vertices are that can pass the filters which ops begin with; nil where that is anywhere, or there are none.
func (x *executor) firstRanges(ops []op) (r idRanges, exact bool) {
	if len(ops) == 0 {
		return nil, false
	}
	f, ok := ops[0].(*filterOp)
	if !ok {
		return nil, false
	}
	return x.rangesOf(f.filters)
}

// rangesOf returns where the values that pass all filters can be; nil where that is anywhere, or the source cannot use it.
func (x *executor) rangesOf(filters []filter) (out idRanges, exact bool) {
	if _, ok := x.src.(graph.Ranger); !ok {
		return nil, false
	}
	exact = len(filters) > 0
	for _, f := range filters {
		r, all := f.ranges(idSpace{x})
		exact = exact && all
		if r == nil {
			continue
		}
		if out == nil {
			out = r
		} else {
			out = out.and(r)
		}
	}
	return out, exact
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

// first returns the first id of a range whose value is at or behind a place, given by a test that no value before it and every value from it on
// passes; the end of the range for none.
func (s idSpace) first(in idRange, behind func(v quad.Value) bool) graph.ID {
	return in.lo + graph.ID(sort.Search(int(in.hi-in.lo), func(i int) bool {
		return s.stop.Load() || behind(s.src.Value(in.lo+graph.ID(i)))
	}))
}

// rank returns the ids whose values have a rank.
func (s idSpace) rank(r quads.Rank) idRange {
	return idRange{s.ranks.first(s.src, r), s.ranks.first(s.src, r+1)}
}

// ranges returns where values of the bound's kind on the wanted side are.
func (f *comparison) ranges(s idSpace) (_ idRanges, exact bool) {
	rank := quads.RankOf(f.bound)
	compare := func(v quad.Value) int {
		if c, ok := compareKind(v, f.bound); ok {
			return c
		}
		return 1 // NaN, which comes last among numbers
	}
	exact = true
	switch rank {
	case quads.RankIRI, quads.RankBlank, quads.RankNumber, quads.RankTime:
	case quads.RankText:
		if _, typed := f.bound.(quad.TypedString); typed {
			return nil, false
		}
		text := quads.TextOf(f.bound)
		compare = func(v quad.Value) int { return strings.Compare(quads.TextOf(v), text) }
		exact = false // literals of other datatypes lie between
	default:
		return nil, false
	}
	out := s.rank(rank)
	if f.want(1) { // the upper side
		out.lo = s.first(out, func(v quad.Value) bool { return f.want(compare(v)) })
		if rank == quads.RankNumber && out.lo < out.hi && isNaN(s.src.Value(out.hi-1)) {
			exact = false
		}
	} else {
		out.hi = s.first(out, func(v quad.Value) bool { return !f.want(compare(v)) })
	}
	return idRanges{out}, exact && !isNaN(f.bound)
}

func isNaN(v quad.Value) bool {
	f, _ := quads.Number(v)
	return f != f
}

// ranges returns where the texts are that begin as an anchored pattern does, and where literals are that are not ordered by their text.
func (f *pattern) ranges(s idSpace) (out idRanges, exact bool) {
	prefix := anchoredPrefix(f.re.String())
	if prefix == "" {
		return nil, false
	}
	if f.refs {
		out = append(out, s.prefix(quads.RankBlank, prefix), s.prefix(quads.RankIRI, prefix))
	}
	if strings.ContainsRune("+-.0123456789INtf", rune(prefix[0])) {
		out = append(out, idRange{s.rank(quads.RankNumber).lo, s.rank(quads.RankText).lo})
	}
	return append(out, s.prefix(quads.RankText, prefix)), false
}

// prefix returns the ids of a rank, in which values are ordered by their text, whose text begins so.
func (s idSpace) prefix(rank quads.Rank, prefix string) idRange {
	out := s.rank(rank)
	out.lo = s.first(out, func(v quad.Value) bool { return quads.TextOf(v) >= prefix })
	out.hi = s.first(out, func(v quad.Value) bool {
		text := quads.TextOf(v)
		return text >= prefix && !strings.HasPrefix(text, prefix)
	})
	return out
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

// ranks remembers where the values of each rank begin, once somebody asked.
type ranks [quads.RankText + 2]graph.ID

// first returns the first id whose value has a rank or a higher one.
func (r *ranks) first(src graph.Source, rank quads.Rank) graph.ID {
	if r[rank] == 0 {
		r[rank] = graph.FirstOf(src, rank)
	}
	return r[rank]
}
