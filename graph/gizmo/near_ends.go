package gizmo

import "rapport/graph"

// nearEnds is for how many quads each vertex is the near end, of a has whose far ends are given. It is found out once that has been
// cheaper than asking for each vertex: until then it counts what the asking cost.
type nearEnds struct {
	asked int
	price int // quads to read; 0: not known yet
	set   *vertexSet
	once  bool             // it matters only whether there is one
	again bool             // once, and some have more
	more  map[graph.ID]int // for how many beyond one
}

// newNearEnds returns nil where a walker's quads depend on more than the near end.
func newNearEnds(w *walker, once bool) *nearEnds {
	if _, ok := w.src.(graph.Follower); !ok || w.dir == either || w.anyPred || w.fars == nil || w.labels != nil || len(w.predSlots) > 0 {
		return nil
	}
	return &nearEnds{once: once}
}

// of returns for how many quads a vertex is the near end; false while it is better to ask.
func (e *nearEnds) of(w *walker, v graph.ID) (n int, known bool) {
	if v == 0 || v > w.last || !e.ready(w, 1) {
		return 0, false
	}
	return e.quads(v), true
}

// quads is for how many quads a vertex is the near end, once that is known.
func (e *nearEnds) quads(v graph.ID) int {
	switch {
	case !e.set.has(v):
		return 0
	case len(e.more) == 0:
		return 1
	}
	return 1 + e.more[v]
}

// ready says whether all near ends are known, now that so many vertices more are asked for.
func (e *nearEnds) ready(w *walker, vertices int) bool {
	if e == nil || e.set != nil {
		return e != nil
	}
	if e.asked += vertices; e.asked < w.pace.askedFirst {
		return false
	}
	if e.price == 0 {
		e.price = 1 + w.priceOfEnds()
	}
	return e.asked*w.pace.askingCost >= e.price && e.read(w)
}

// priceOfEnds is how many quads there are of the predicates and far ends.
func (w *walker) priceOfEnds() (n int) {
	_, far := w.sides()
	w.combinations(w.fars, far, func(pattern graph.Quad) bool {
		n += w.src.Count(pattern)
		return true
	})
	return n
}

// sides are the places of the near and the far end.
func (w *walker) sides() (near, far int) {
	if w.dir == backward {
		return graph.Object, graph.Subject
	}
	return graph.Subject, graph.Object
}

// read reads all quads. False: it was stopped, or there is no room.
func (e *nearEnds) read(w *walker) bool {
	near, far := w.sides()
	set, more := &vertexSet{}, map[graph.ID]int{}
	buf := make([]graph.ID, w.pace.mostFlow)
	done := w.combinations(w.fars, far, func(pattern graph.Quad) bool {
		o := pattern[far]
		pattern[far] = 0
		ends := w.src.(graph.Follower).Follow(pattern, far, near)
		n, ok := w.seek(ends, o)
		for k := 0; ok && n > 0; n -= k {
			var err error
			if k, err = ends.Read(buf[:min(n, len(buf))]); err != nil {
				w.fail(err)
			}
			if e.once {
				before := set.n
				set.addAll(buf[:k])
				e.again = e.again || set.n < before+k
			} else {
				for _, v := range buf[:k] {
					if !set.add(v) {
						more[v]++
					}
				}
			}
			ok = k > 0 && !w.stop.Load()
		}
		return ok
	})
	if !done || !w.hold(set.bytes+idBytes*len(more)) {
		return false
	}
	e.set, e.more = set, more
	return true
}

// counter is a stage that only counts the rows that come: it can be handed many at once.
type counter interface {
	// many takes n rows in place of n pushes; nil where each row matters.
	many() func(n int) (more bool)
}

// blind returns how to hand on many rows at once, where the quads of the walker are rows as they are and the next stage only counts
// them; else nil.
func (w *walker) blind(next stage) func(n int) bool {
	if w.trail != nil || w.walk == nil || len(w.predSlots)+len(w.labelSlots) > 0 {
		return nil
	}
	if c, ok := next.(counter); ok {
		return c.many()
	}
	return nil
}
