package gizmo_test

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// trace is the walk to a row: the vertex, and the link by which it was reached from the one before.
type trace struct {
	before    *trace
	predicate quad.Value // nil: the walk begins here
	in        bool
	labels    []quad.Value // in order, each once
	at        quad.Value
}

// anew is the row at the beginning of a walk.
func (r row) anew() row {
	r.walk, r.lost = &trace{at: r.at}, false
	return r
}

// moved is the row that went along a quad to where it is.
func (r row) moved(c crossing) row {
	var labels []quad.Value
	if c.Label != nil {
		labels = []quad.Value{c.Label}
	}
	r.walk = &trace{r.walk, c.Predicate, c.in, labels, r.at}
	return r
}

// link is how the walk came to where it is, as JSON; "" where it begins.
func (l *layman) link(w *trace) string {
	if w.predicate == nil {
		return ""
	}
	way, labels := "out", []string{}
	if w.in {
		way = "in"
	}
	for _, label := range w.labels {
		labels = append(labels, l.item(label))
	}
	return `{"predicate":` + l.item(w.predicate) + `,"way":"` + way + `","labels":[` + strings.Join(labels, ",") + `]}`
}

// links are those of a walk, in order.
func (w *trace) links() (out []*trace) {
	for ; w != nil && w.predicate != nil; w = w.before {
		out = append(out, w)
	}
	slices.Reverse(out)
	return out
}

// begins is where a walk begins.
func (w *trace) begins() quad.Value {
	for w.before != nil {
		w = w.before
	}
	return w.at
}

// compareTraces puts the walk with fewer links first, and of those with as many the first by where it begins, and then link by link.
func compareTraces(a, b *trace, labels bool) int {
	if a == nil || b == nil {
		return 0 // nobody follows them
	}
	as, bs := a.links(), b.links()
	if c := cmp.Or(cmp.Compare(len(as), len(bs)), compareValues(a.begins(), b.begins())); c != 0 || len(as) == 0 {
		return c
	}
	for i, x := range as {
		y, way := bs[i], 0
		if x.in != y.in {
			if way = -1; x.in {
				way = 1
			}
		}
		c := cmp.Or(compareValues(x.predicate, y.predicate), way, compareValues(x.at, y.at))
		if c == 0 && labels {
			c = slices.CompareFunc(x.labels, y.labels, compareValues)
		}
		if c != 0 {
			return c
		}
	}
	return 0
}

func compareValues(a, b quad.Value) int {
	if c := compareWorth(worthOf(a), worthOf(b)); c != 0 {
		return c
	}
	return quads.Compare(a, b)
}

// returned is the row back at what a tag holds.
func (r row) returned(tag string) row {
	if w := r.kept[tag]; w != nil {
		r.walk = w
	} else {
		r.walk = &trace{at: r.at}
	}
	return r
}

// nodes are the vertices of a walk, the last first.
func (w *trace) nodes() (out []quad.Value) {
	for ; w != nil; w = w.before {
		out = append(out, w.at)
	}
	return out
}

// walks is path, simplePath, repeat and shortestPath.
func (l *layman) walks(name string, args []any) step {
	switch name {
	case "repeat":
		return l.repeat(args)
	case "shortestPath":
		return l.shortest(args)
	case "simplePath":
		return each(name, func(e env, r row) []row {
			e.follows(r)
			nodes := r.walk.nodes()
			for i, v := range nodes {
				if slices.Contains(nodes[:i], v) {
					return nil
				}
			}
			return []row{r}
		})
	}
	tag := "path"
	if len(args) > 0 && args[0] != nil {
		tag = plain(args[0])
	}
	return each(name, func(e env, r row) []row {
		e.follows(r)
		parts := []string{}
		for w := r.walk; w != nil; w = w.before {
			parts = append(parts, l.item(w.at))
			if link := e.link(w); link != "" {
				parts = append(parts, link)
			}
		}
		slices.Reverse(parts)
		return []row{r.with(tag, literal("["+strings.Join(parts, ",")+"]", jsonType))}
	}).setting(tag)
}

func (e env) follows(r row) {
	if r.lost || e.unsureWhy { // which of equal rows it is
		e.doubt("a walk that the layman does not follow")
	}
}

// item is a value of the graph in a list; JSON has no number beyond all others.
func (l *layman) item(v quad.Value) string {
	item := l.hand(v)
	if n, ok := item.(float64); ok && (math.IsInf(n, 0) || n != n) {
		item = text{writeTerm(v), nil}
	}
	return l.json(item)
}

// repeat follows once, twice and so on, and gives a row for each walk.
func (l *layman) repeat(args []any) step {
	s := l.recursion(append([]any{args[0], args[1]}, args[2:]...))
	rec := s.recurse
	s.name, s.run = "repeat", func(e env, b bag) bag {
		rows, out := e.definite(b).rows, []row(nil)
		for depth := 1; depth <= int(args[1].(float64)); depth++ {
			rows = e.definite(e.steps(rec.of.steps, bag{rows: rows})).rows
			for _, r := range rows {
				for _, t := range rec.tags {
					r = r.with(t, literal(strconv.Itoa(depth), "xsd:integer"))
				}
				out = append(out, r)
			}
		}
		return bag{rows: out}
	}
	return s
}
