package gizmo

import (
	"slices"

	"rapport/graph"
)

// mostEnds is how many readers a walker has at most, one for each direction, predicate and far end.
const mostEnds = 16

// followed returns readers of what the quads of a vertex have at a place, in the order in which they are walked: at the far end, or at a given
// place. It is nil where the walker's quads must be looked at one by one.
func (w *walker) followed(fars []graph.ID) (out []graph.Ends) {
	if w.asked() || w.labels != nil || len(w.predSlots)+len(w.labelSlots) > 0 {
		return nil
	}
	follower, ok := w.src.(graph.Follower)
	if !ok {
		return nil
	}
	add := func(near, far int) bool {
		return w.combinations(fars, far, func(pattern graph.Quad) bool {
			e := follower.Follow(pattern, near, far)
			if out = append(out, e); e == nil || len(out) > mostEnds {
				out = nil
				return false
			}
			return true
		})
	}
	switch w.dir {
	case forward:
		add(graph.Subject, graph.Object)
	case backward:
		add(graph.Object, graph.Subject)
	default:
		if add(graph.Object, graph.Subject) {
			add(graph.Subject, graph.Object)
		}
	}
	return out
}

// readers makes the walker read many quads at a time, if it can.
func (w *walker) readers(fars []graph.ID, next stage) {
	if w.ends = w.followed(fars); w.ends != nil {
		w.out = w.batch(w.flow(next))
	}
}

// combinations calls f with the pattern of each predicate and far end that a walk asks for, until it says stop; no fars are any.
func (w *walker) combinations(fars []graph.ID, far int, f func(pattern graph.Quad) bool) bool {
	predicates := w.preds
	if w.anyPred {
		predicates = anyID
	}
	if fars == nil {
		fars = anyID
	}
	for _, p := range predicates {
		for _, o := range fars {
			var pattern graph.Quad
			pattern[graph.Predicate], pattern[far] = p, o
			if p <= w.last && o <= w.last && !f(pattern) {
				return false
			}
		}
	}
	return true
}

var anyID = []graph.ID{0}

// followAll hands on where the quads of each of some vertices lead, or how many they are where only that matters.
func (w *walker) followAll(from []graph.ID) (more bool) {
	if len(w.ends) == 1 && w.many == nil {
		return w.fillAll(from)
	}
	for _, v := range from {
		if v == 0 || v > w.last {
			continue
		}
		for _, e := range w.ends {
			if !w.one(e, v) {
				return false
			}
		}
	}
	return w.out.flush()
}

// one hands on where the quads of a vertex lead.
func (w *walker) one(e graph.Ends, v graph.ID) (more bool) {
	n, ok := w.seek(e, v)
	switch {
	case !ok:
		return false
	case w.many != nil:
		return w.many(n)
	}
	return w.pour(e, n)
}

// fillAll is followAll with one reader.
func (w *walker) fillAll(from []graph.ID) (more bool) {
	for len(from) > 0 {
		if from[0] == 0 || from[0] > w.last {
			from = from[1:]
			continue
		}
		known := 1
		for known < len(from) && from[known] != 0 && from[known] <= w.last {
			known++
		}
		for list := from[:known]; len(list) > 0; {
			if w.stop.Load() {
				return false
			}
			done, n, err := w.ends[0].Fill(list, w.out.ids[w.out.n:])
			if err != nil {
				w.fail(err)
				return false
			}
			w.out.n += n
			switch list = list[done:]; {
			case len(list) == 0:
			case w.out.n > 0: // there may be room once it is handed on
				if !w.out.flush() {
					return false
				}
			case !w.one(w.ends[0], list[0]):
				return false
			default:
				list = list[1:]
			}
		}
		from = from[known:]
	}
	return w.out.flush()
}

// seek goes to the quads of a vertex; false when nothing more can be read.
func (w *walker) seek(e graph.Ends, v graph.ID) (n int, ok bool) {
	if w.stop.Load() {
		return 0, false
	}
	n, err := e.Seek(v)
	if err != nil {
		w.fail(err)
	}
	return n, err == nil
}

// pour hands on what a reader has: n vertices.
func (w *walker) pour(e graph.Ends, n int) (more bool) {
	for n > 0 {
		room := w.out.ids[w.out.n:]
		k, err := e.Read(room[:min(n, len(room))])
		if err != nil {
			w.fail(err)
		}
		if err != nil || k == 0 {
			return err == nil
		}
		n -= k
		if w.out.n += k; w.out.n == len(w.out.ids) && (!w.out.flush() || w.stop.Load()) {
			return false
		}
	}
	return true
}

// enter takes the walker's readers, unless it has none or they are under way: then rows pass one by one.
func (w *walker) enter() bool {
	if w.ends == nil || w.busy {
		return false
	}
	w.busy = true
	return true
}

func (w *walker) leave() { w.busy, w.out.n = false, 0 }

// alone is the vertex of the row in the frame, to be taken by who entered.
func (w *walker) alone() []graph.ID {
	w.lone[0] = w.row[0]
	return w.lone[:]
}

func (s *hopStage) pushAll(from []graph.ID) bool {
	if !s.enter() {
		return s.singly(from, s)
	}
	defer s.leave()
	return s.followAll(from)
}

func (s *hasStage) pushAll(from []graph.ID) bool {
	if !s.enter() {
		return s.singly(from, s)
	}
	defer s.leave()
	return s.sift(from)
}

// sift hands each vertex on as often as it has a quad.
func (s *hasStage) sift(from []graph.ID) (more bool) {
	if s.known.ready(s.walker, len(from)) {
		if s.known.again {
			s.told.once()
		}
		return s.siftKnown(from)
	}
	all := 0
	for _, v := range from {
		n, ok := s.quads(v)
		if !ok {
			return false
		}
		if s.many != nil {
			all += n
			continue
		}
		if n > 1 && s.once {
			n = 1
			s.told.once()
		}
		for ; n > 0; n-- {
			if !s.out.add(v) {
				return false
			}
		}
	}
	if s.many != nil {
		return all == 0 || s.many(all)
	}
	return s.out.flush()
}

// siftKnown is sift where it is known for how many quads each vertex is the near end.
func (s *hasStage) siftKnown(from []graph.ID) (more bool) {
	s.kept = slices.Grow(s.kept[:0], len(from))[:len(from)]
	kept := s.kept[:s.known.set.keep(from, s.kept)]
	all := len(kept)
	if len(s.known.more) > 0 {
		for _, v := range kept {
			all += s.known.more[v]
		}
	}
	switch {
	case all == 0:
		return true
	case s.many != nil:
		return s.many(all)
	case all == len(kept):
		return s.into(kept)
	}
	for _, v := range kept {
		for range 1 + s.known.more[v] {
			if !s.out.add(v) {
				return false
			}
		}
	}
	return s.out.flush()
}

// quads counts the quads of a vertex; false when nothing more can be read.
func (s *hasStage) quads(v graph.ID) (all int, ok bool) {
	if v == 0 || v > s.last {
		return 0, true
	}
	for _, e := range s.ends {
		n, ok := s.seek(e, v)
		if ok && s.passes != nil {
			n, ok = s.passing(e, n)
		}
		if !ok {
			return 0, false
		}
		all += n
	}
	return all, true
}

// passing counts those of n far ends that pass.
func (s *hasStage) passing(e graph.Ends, n int) (all int, ok bool) {
	for n > 0 {
		k, err := e.Read(s.fars[:min(n, len(s.fars))])
		if err != nil {
			s.fail(err)
		}
		if err != nil || k == 0 || s.stop.Load() {
			return all, err == nil && !s.stop.Load()
		}
		for _, far := range s.fars[:k] {
			if s.passes(far) {
				all++
			}
		}
		n -= k
	}
	return all, true
}
