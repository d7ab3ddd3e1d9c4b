package gizmo

import (
	"errors"
	"slices"
	"strconv"

	"github.com/cayleygraph/quad"
	"github.com/dop251/goja"

	"rapport/graph"
	"rapport/quads"
)

// listed is what is in a list: values, or a walk: its nodes, with the hops between them.
type listed struct {
	ids  []graph.ID
	hops []hop // one less than ids, or none
	deep int   // lists within each other, with this one; list sets it
}

// errDeepList is a list that holds a list that holds a list, and so on.
var errDeepList = errors.New("lists within each other")

// list returns the id of a list, which is an rdf:JSON literal of values as JavaScript sees them, a list among them a list too. A hop is an
// object: predicate, way, labels.
func (x *executor) list(l listed) graph.ID {
	w := jsonWriter{}
	w.out.WriteByte('[')
	held := 0
	for _, id := range l.ids {
		l.deep = max(l.deep, x.lists[id].deep)
	}
	if l.deep++; l.deep > maxNesting {
		x.fail(errDeepList)
		return 0
	}
	for i, id := range l.ids {
		if x.stop.Load() || !x.hold(w.out.Len()-held) {
			break
		}
		held = w.out.Len()
		if i > 0 {
			w.out.WriteByte(',')
		}
		if i > 0 && len(l.hops) > 0 {
			w.hop(x, l.hops[i-1])
			w.out.WriteByte(',')
		}
		if _, isList := x.lists[id]; isList {
			w.out.WriteString(quads.TextOf(x.value(id)))
		} else {
			w.term(x.value(id))
		}
	}
	w.out.WriteByte(']')
	n := len(x.locals)
	id := x.local(quad.TypedString{Value: quad.String(w.out.String()), Type: rdfJSON})
	if len(x.locals) == n {
		x.release(held)
		return id
	}
	x.hold(w.out.Len() - held)
	if x.lists == nil {
		x.lists = map[graph.ID]listed{}
	}
	x.lists[id] = l
	return id
}

// dropLocal takes the last list back.
func (x *executor) dropLocal() {
	last := len(x.locals) - 1
	v := x.locals[last]
	x.release(localBytes + len(quads.TextOf(v)))
	delete(x.terms, v)
	delete(x.lists, x.last+graph.ID(last)+1)
	x.locals = x.locals[:last]
}

// labels are those of the quads that the hop stands for.
func (h *hop) labels() []graph.ID {
	if h.moreLabels != nil {
		return h.moreLabels
	}
	if h.label == 0 {
		return nil
	}
	return []graph.ID{h.label}
}

// way is how the hop takes its quads.
func (h *hop) way() string {
	if h.back {
		return "in"
	}
	return "out"
}

func (w *jsonWriter) hop(x *executor, h hop) {
	w.out.WriteString(`{"predicate":`)
	w.term(x.value(h.predicate))
	w.out.WriteString(`,"way":"` + h.way() + `","labels":[`)
	for i, l := range h.labels() {
		if i > 0 {
			w.out.WriteByte(',')
		}
		w.term(x.value(l))
	}
	w.out.WriteString("]}")
}

// term writes a value of the graph as JavaScript sees it: numbers and booleans as such where nothing is lost.
func (w *jsonWriter) term(v quad.Value) {
	if n, ok := plainNumber(v); ok && n-n == 0 {
		w.out.WriteString(quads.TextOf(number(n)))
	} else if b, ok := plainBoolean(v); ok {
		w.out.WriteString(strconv.FormatBool(b))
	} else {
		w.quote(spell(v))
	}
}

// jsList gives a list to JavaScript.
func (q *session) jsList(l listed) goja.Value {
	var items []any
	for i, id := range l.ids {
		if q.x.stop.Load() {
			break
		}
		if i > 0 && len(l.hops) > 0 {
			items = append(items, q.jsHop(l.hops[i-1]))
		}
		items = append(items, q.item(id))
	}
	return q.vm.NewArray(items...)
}

// item gives what is in a list to JavaScript, as the list's own JSON has it: NaN and INF, which JSON does not know, as their text.
func (q *session) item(id graph.ID) goja.Value {
	if v := q.x.value(id); v != nil {
		if n, ok := plainNumber(v); ok && n-n != 0 {
			q.handed.add(id)
			return q.vm.ToValue(spell(v))
		}
	}
	return q.js(id)
}

func (q *session) jsHop(h hop) goja.Value {
	o := q.vm.NewObject()
	o.Set("predicate", q.js(h.predicate))
	o.Set("way", h.way())
	o.Set("labels", q.jsList(listed{ids: slices.Clone(h.labels())}))
	return o
}
