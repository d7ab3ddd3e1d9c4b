package gizmo

import (
	"slices"

	"rapport/graph"
)

// size is how many rows are to be expected, and which vertices they end at where that is known.
type size struct {
	rows  float64
	exact bool
	every bool       // each vertex once
	ids   []graph.ID // not nil: these, in this order
}

// sizer tells sizes from the source's counts.
type sizer struct {
	src graph.Source
}

// What the sizer does not count: more patterns than this for one op, and more quads than this to see how many a vertex has.
const (
	mostCounts = 64
	mostSample = 256
	mostRows   = 1e15 // that are to be expected of anything
)

// third is what a filter is taken to let pass, where nothing tells.
const third = 1.0 / 3

// line tells the sizes of operators one after the other, given what comes to the first, and returns what the last gives.
func (s *sizer) line(list []*Operator, in size) size {
	for _, o := range list {
		out := s.of(o, in)
		out.rows = min(out.rows, mostRows)
		o.Expected, o.Exact = int(out.rows+0.5), out.exact
		in = out
	}
	return in
}

// guess is a size of which nothing more is known.
func guess(rows float64) size { return size{rows: rows} }

func (s *sizer) of(o *Operator, in size) size {
	inside := make([]size, len(o.Inside))
	for i, path := range o.Inside {
		first := guess(1)
		if path.Role == "each round" || path.Role == "backwards" || path.Role == "forwards" {
			first = guess(in.rows)
		}
		inside[i] = s.line(path.Operators, first)
	}
	switch p := o.op.(type) {
	case nil:
		if o.from.all || o.from.morphism {
			return size{rows: float64(s.src.NumValues()), exact: true, every: true}
		}
		return size{rows: float64(len(o.from.start)), exact: true, ids: append([]graph.ID{}, o.from.start...)}
	case *hopOp:
		return s.walk(&p.walk, nil, in)
	case *saveOp:
		out := s.walk(&p.walk, nil, in)
		if p.optional {
			return guess(max(out.rows, in.rows))
		}
		return out
	case *savePredicateOp:
		return s.walk(&p.walk, nil, in)
	case *hasOp:
		return s.has(p, in)
	case *predicatesOp:
		return guess(s.walk(&p.walk, nil, in).rows)
	case *labelsOp:
		return guess(s.walk(&walk{either, nodeSet{all: true}, p.labels}, nil, in).rows)
	case *isOp:
		return s.is(p, in)
	case *filterOp:
		return guess(in.rows * third)
	case *tagOp:
		return in
	case *orderOp:
		return size{rows: in.rows, exact: in.exact}
	case *groupOp:
		if len(p.keys) == 0 {
			return guess(1)
		}
	case *limitOp:
		return size{rows: min(in.rows, float64(p.n)), exact: in.exact}
	case *skipOp:
		return size{rows: max(in.rows-float64(p.n), 0), exact: in.exact}
	case *branchOp:
		rows := in.rows * sumOf(inside)
		if p.optional {
			rows = max(rows, in.rows)
		}
		return guess(rows)
	case *eitherOp:
		return guess(sumOf(inside))
	case *unionOp:
		return size{rows: in.rows + sumOf(inside), exact: in.exact && len(inside) == 1 && inside[0].exact}
	case *joinOp:
		return guess(min(in.rows, max(1, sumOf(inside))))
	case *repeatOp:
		return guess(sumOf(inside) * fullRounds(p.most))
	case *shortestOp:
		return guess(in.rows * float64(max(1, len(p.to.ids))))
	case *recurseOp:
		return guess(min(float64(s.src.NumValues()), sumOf(inside)*fullRounds(p.depth)))
	}
	return guess(in.rows)
}

// fullRounds is how often a recursion is taken to find as much as in its first round.
func fullRounds(depth int) float64 {
	const most = 3
	if depth == 0 || depth > most {
		return most
	}
	return float64(depth)
}

func sumOf(list []size) (rows float64) {
	for _, s := range list {
		rows += s.rows
	}
	return rows
}

func (s *sizer) is(o *isOp, in size) size {
	switch {
	case o.nodes.all:
		return in
	case in.ids != nil && o.nodes.path == nil:
		set := newIDSet(o.nodes.ids...)
		ids := slices.DeleteFunc(slices.Clone(in.ids), func(id graph.ID) bool { return !set.has(id) })
		return size{rows: float64(len(ids)), exact: in.exact, ids: ids}
	case o.nodes.path != nil:
		return guess(in.rows * third)
	}
	return guess(min(in.rows, float64(len(o.nodes.ids))))
}

func (s *sizer) has(o *hasOp, in size) size {
	if o.nodes.all || o.nodes.path != nil {
		out := s.walk(&o.walk, nil, in)
		if o.nodes.path != nil || len(o.filters) > 0 {
			return guess(out.rows * third)
		}
		return out
	}
	out := s.walk(&o.walk, append([]graph.ID{}, newIDSet(o.nodes.ids...).list()...), in)
	if !out.exact {
		out.rows = min(out.rows, in.rows)
	}
	return out
}

// walk counts the quads that a walk meets, or tells how many they may be. fars are the far ends, nil for any.
func (s *sizer) walk(w *walk, fars []graph.ID, in size) size {
	from := in.ids
	if in.every {
		from = []graph.ID{0}
	}
	predicates, sure := []graph.ID{0}, true
	if !w.via.all {
		predicates = newIDSet(w.via.ids...).list()
	}
	if w.via.path != nil {
		predicates, sure = []graph.ID{0}, false
	}
	if w.labels != nil && !w.labels.all {
		sure = false
	}
	if fars == nil {
		fars = []graph.ID{0}
	}
	if from != nil && len(from)*len(predicates)*len(fars) <= mostCounts {
		return size{rows: s.count(w.dir, from, predicates, fars), exact: sure && in.exact}
	}
	most := s.count(w.dir, []graph.ID{0}, predicates[:min(len(predicates), mostCounts)], fars[:min(len(fars), mostCounts)])
	return guess(min(in.rows*s.perVertex(w.dir, predicates), most))
}

// count adds up the quads of every combination.
func (s *sizer) count(d direction, from, predicates, fars []graph.ID) (n float64) {
	for _, v := range from {
		for _, p := range predicates {
			for _, far := range fars {
				if d != backward {
					n += float64(s.src.Count(graph.Quad{v, p, far}))
				}
				if d != forward {
					n += float64(s.src.Count(graph.Quad{far, p, v}))
				}
			}
		}
	}
	return n
}

// perVertex is how many quads of some predicates a vertex has that has any, as the first of them tell.
func (s *sizer) perVertex(d direction, predicates []graph.ID) (n float64) {
	for _, p := range predicates[:min(len(predicates), mostCounts)] {
		if d != backward {
			n += s.sample(p, graph.Subject)
		}
		if d != forward {
			n += s.sample(p, graph.Object)
		}
	}
	return n
}

func (s *sizer) sample(predicate graph.ID, near int) float64 {
	scan, quads, seen := s.src.Scan(graph.Quad{graph.Predicate: predicate}), 0, newIDSet()
	for q, ok := scan.Next(); ok && quads < mostSample; q, ok = scan.Next() {
		quads++
		seen.add(q[near])
	}
	return float64(quads) / max(1, float64(seen.n))
}
