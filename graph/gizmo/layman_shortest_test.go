package gizmo_test

import (
	"slices"
	"strconv"

	"github.com/cayleygraph/quad"
)

// shortest is shortestPath: to each wanted node a row for each way of the fewest rounds.
func (l *layman) shortest(args []any) step {
	via := []any{any(l.walk(&path{morphism: true, everywhere: true}, true, true, nil))}
	if len(args) > 1 && args[1] != nil {
		via = args[1:2]
	}
	rec := l.recursion(append(via, args[min(2, len(args)):]...)).recurse
	to := l.far(args[:1])
	return each("shortestPath", func(e env, r row) []row { return e.shortest(rec, to, r) }).setting(rec.tags...)
}

// shortest walks on from a row round by round, along all walks that were nowhere sooner.
func (e env) shortest(rec *recursion, to set, r row) (out []row) {
	met := map[quad.Value]bool{}
	e.base.tags, e.base.ways = r.tags, r.ways
	for depth, round := 0, []row{r}; len(round) > 0 && (rec.most == 0 || depth <= rec.most); depth++ {
		for _, end := range e.shortestOnce(round, to) {
			for _, t := range rec.tags {
				end = end.with(t, literal(strconv.Itoa(depth), "xsd:integer"))
			}
			out = append(out, end)
		}
		for _, w := range round {
			met[w.at] = true
		}
		var next []row
		for _, w := range round {
			alone := w.anew() // each round is a walk by itself
			for _, n := range e.definite(e.steps(rec.of.steps, bag{rows: []row{alone}})).rows {
				if !met[n.at] {
					n.tags, n.kept = r.tags, r.kept
					n.walk, n.lost = n.walk.onward(alone.walk, w.walk), n.lost || w.lost
					next = append(next, n)
				}
			}
		}
		if e.spend(len(next)); len(next) > 4000 {
			panic(errTooMuch)
		}
		round = next
	}
	return out
}

// shortestOnce are the walks to wanted nodes: those along the same links are one, with all their labels and ways.
func (e env) shortestOnce(walks []row, to set) (out []row) {
	for _, w := range walks {
		wanted, why := to(w.at)
		if !wanted {
			continue
		}
		w = w.over(why...)
		i := slices.IndexFunc(out, func(o row) bool { return o.at == w.at && compareTraces(o.walk, w.walk, false) == 0 })
		if i < 0 {
			w.ways = slices.Clone(w.ways)
			out = append(out, w)
			continue
		}
		if out[i].lost || w.lost {
			e.doubt("ways that may differ in links walked backwards")
		}
		out[i].ways = append(out[i].ways, w.ways...)
		out[i].walk = out[i].walk.beside(w.walk)
		out[i].lost = out[i].lost || w.lost
	}
	return out
}

// onward is a walk that began at one beginning, as what goes on behind another; one that began anew stays as it is.
func (w *trace) onward(beginning, behind *trace) *trace {
	if w == nil || w.predicate == nil {
		if w == beginning {
			return behind
		}
		return w
	}
	next := *w
	next.before = w.before.onward(beginning, behind)
	return &next
}

// beside is a walk with the labels of another along the same links.
func (w *trace) beside(other *trace) *trace {
	if w == nil || w.predicate == nil {
		return w
	}
	labels := slices.Concat(w.labels, other.labels)
	slices.SortFunc(labels, compareValues)
	return &trace{w.before.beside(other.before), w.predicate, w.in, slices.Compact(labels), w.at}
}
