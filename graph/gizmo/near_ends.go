package gizmo

import "rapport/graph"

// nearEnds is for how many quads each vertex is the near end, of a has whose far ends are given. It is found out once that has been
// cheaper than asking for each vertex: until then it counts what the asking cost.
type nearEnds struct {
	asked int
	price int              // quads to read; 0: not known yet
	set   []uint64         // a bit for each id
	more  map[graph.ID]int // for how many beyond one
}

const (
	// A vertex asked for costs about as much as so many quads read.
	askingCost = 40
	// So many are asked for before it is looked at what reading would cost.
	askedFirst = 32
)

// newNearEnds returns nil where a walker's quads depend on more than the near end.
func newNearEnds(w *walker) *nearEnds {
	if w.dir == either || w.anyPred || w.fars == nil || w.labels != nil || w.walk == nil || len(w.predSlots) > 0 {
		return nil
	}
	return &nearEnds{}
}

// of returns for how many quads a vertex is the near end; false while it is better to ask.
func (e *nearEnds) of(w *walker, v graph.ID) (n int, known bool) {
	if e == nil || v == 0 || v > w.last {
		return 0, false
	}
	if e.set == nil {
		if e.asked++; e.asked < askedFirst {
			return 0, false
		}
		if e.price == 0 {
			e.price = 1 + w.priceOfEnds()
		}
		if e.asked*askingCost < e.price || !e.read(w) {
			return 0, false
		}
	}
	if e.set[v>>6]>>(v&63)&1 == 0 {
		return 0, true
	}
	return 1 + e.more[v], true
}

// patterns calls f with the pattern of each predicate and far end.
func (w *walker) patterns(f func(pattern graph.Quad, near int) bool) bool {
	near, far := graph.Subject, graph.Object
	if w.dir == backward {
		near, far = far, near
	}
	for _, p := range w.preds {
		for _, o := range w.fars {
			if p > w.last || o > w.last {
				continue
			}
			var pattern graph.Quad
			pattern[graph.Predicate], pattern[far] = p, o
			if !f(pattern, near) {
				return false
			}
		}
	}
	return true
}

func (w *walker) priceOfEnds() (n int) {
	w.patterns(func(pattern graph.Quad, _ int) bool {
		n += w.src.Count(pattern)
		return true
	})
	return n + w.src.NumValues()>>6
}

// read reads all quads. False: it was stopped, or there is no room.
func (e *nearEnds) read(w *walker) bool {
	set := make([]uint64, w.src.NumValues()>>6+1)
	if !w.hold(8 * len(set)) {
		return false
	}
	more := map[graph.ID]int{}
	done := w.patterns(func(pattern graph.Quad, near int) bool {
		err := w.walk.Walk(pattern, func(q graph.Quad) bool {
			v := q[near]
			if bit := uint64(1) << (v & 63); set[v>>6]&bit == 0 {
				set[v>>6] |= bit
			} else {
				more[v]++
			}
			return !w.stop.Load()
		})
		if err != nil {
			w.fail(err)
		}
		return !w.stop.Load()
	})
	if !done || !w.hold(idBytes*len(more)) {
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
	c, ok := next.(counter)
	if !ok || w.trail != nil || w.walk == nil || len(w.predSlots)+len(w.labelSlots) > 0 {
		return nil
	}
	return c.many()
}
