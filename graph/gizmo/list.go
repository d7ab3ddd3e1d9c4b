package gizmo

import (
	"strconv"

	"github.com/cayleygraph/quad"
	"github.com/dop251/goja"

	"rapport/graph"
	"rapport/quads"
)

// list returns the id of a list of values, which is an rdf:JSON literal of them as JavaScript sees each.
func (x *executor) list(ids []graph.ID) graph.ID {
	w := jsonWriter{}
	w.out.WriteByte('[')
	held := 0
	for i, id := range ids {
		if x.stop.Load() || !x.hold(w.out.Len()-held) {
			break
		}
		held = w.out.Len()
		if i > 0 {
			w.out.WriteByte(',')
		}
		w.term(x.value(id))
	}
	w.out.WriteByte(']')
	v := quad.TypedString{Value: quad.String(w.out.String()), Type: rdfJSON}
	x.hold(w.out.Len() - held)
	id := x.local(v)
	if x.lists == nil {
		x.lists = map[graph.ID][]graph.ID{}
	}
	if x.lists[id] == nil {
		x.lists[id] = ids
	}
	return id
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
func (q *session) jsList(ids []graph.ID) goja.Value {
	items := make([]any, len(ids))
	for i, id := range ids {
		if q.x.stop.Load() {
			break
		}
		items[i] = q.js(id)
	}
	return q.vm.NewArray(items...)
}
