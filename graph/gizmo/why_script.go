package gizmo

import "github.com/dop251/goja"

// What JavaScript makes of rows, the executor cannot follow. It is told by what it holds in its hands:
//
//   - a row object of forEach, tagArray or tagValue carries the ways to its row under a symbol, which Object.assign and
//     {...row} copy: what is emitted of it rests on that row (of several, the last), unless emit is told the rows;
//   - anything else rests on the row that forEach is at, and on what finals gave to JavaScript in that call of its
//     function, or outside any: one of those rows.

// askWhy keeps a trail from now on.
func (q *session) askWhy() {
	if q.x.trail == nil {
		q.x.trail = &trail{stop: &q.x.stop, order: q.x.idOrder()}
		q.mark = goja.NewSymbol("why")
		q.x.sets = pathSets{} // without reasons
	}
}

// reads notes a row that a final gives to JavaScript. One that crosses no quad is no reason for anything.
func (q *session) reads(f *frame, base int) {
	if f.trail.height() == base {
		return
	}
	w := f.trail.since(base)
	if len(w.kept[0].quads) == 0 {
		return
	}
	if q.read == nil {
		q.read = &ways{order: q.x.idOrder()}
	}
	q.read.add(w)
}

// waysObject is what a row object carries.
type waysObject struct {
	fixed
	ways *ways
}

// Get finds nothing: it is not for programs.
func (*waysObject) Get(string) goja.Value { return nil }

func (q *session) markRow(f *frame, o *goja.Object) {
	o.SetSymbol(q.mark, q.vm.NewDynamicObject(&waysObject{ways: f.trail.since(0)}))
}

// marked returns the ways that a row object carries, nil where it is none or has lost them.
func (q *session) marked(v goja.Value) *ways {
	if o, ok := v.(*goja.Object); ok && exported(v) == nil {
		if m, ok := o.GetSymbol(q.mark).(*goja.Object); ok {
			if w, ok := m.Export().(*waysObject); ok {
				return w.ways
			}
		}
	}
	return nil
}

// restsOnAll returns the ways over several rows, one behind the other; without rows, the ways to what is emitted.
func (q *session) restsOnAll(v goja.Value, rests []goja.Value) *ways {
	var all *ways
	for _, r := range rests {
		switch w := q.marked(r); {
		case w == nil:
		case all == nil:
			all = w
		default:
			all = all.then(w)
		}
	}
	if all != nil {
		return all
	}
	return q.restsOn(v)
}

// restsOn returns the ways to what is emitted.
func (q *session) restsOn(v goja.Value) *ways {
	if w := q.marked(v); w != nil {
		return w
	}
	w := q.x.trail.since(0)
	if q.read != nil {
		w = w.then(q.read)
	}
	return w
}
