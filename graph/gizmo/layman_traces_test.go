package gizmo_test

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"
)

// trace is the walk to a row: the vertex, and the link by which it was reached from the one before.
type trace struct {
	before *trace
	link   string // as JSON
	at     quad.Value
}

// anew is the row at the beginning of a walk.
func (r row) anew() row {
	r.walk, r.lost = &trace{at: r.at}, false
	return r
}

// moved is the row that went along a quad to where it is.
func (r row) moved(c crossing) row {
	way, labels := "out", ""
	if c.in {
		way = "in"
	}
	if c.Label != nil {
		labels = jsonText(writeTerm(c.Label))
	}
	r.walk = &trace{r.walk, `{"predicate":` + jsonText(writeTerm(c.Predicate)) + `,"way":"` + way + `","labels":[` + labels + `]}`, r.at}
	return r
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

// walks is path, simplePath and repeat.
func (l *layman) walks(name string, args []any) step {
	switch name {
	case "repeat":
		return l.repeat(args)
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
			if w.link != "" {
				parts = append(parts, w.link)
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
	if isList(v) {
		l.doubt("a list within a list")
	}
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
