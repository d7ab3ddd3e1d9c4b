package gizmo

import "rapport/graph"

// sweep is all quads of some predicates, to be read by their far ends: those of the vertices that are looked for are picked out.
type sweep struct {
	*walker
	readers []graph.Sweep
	from    bitmap
	nears   [graph.PartQuads]graph.ID // of the part that is read
	hits    marks                     // which of them are among those that are looked for
}

// sweep returns how to read all quads of the walker's predicates, if that is cheaper than to look up the vertices; else nil.
func (w *walker) sweep(from *vertexSet) *sweep {
	sweeper, ok := w.src.(graph.Sweeper)
	if !ok || w.dir != forward || from.n < w.pace.askedFirst {
		return nil
	}
	s, price := &sweep{walker: w}, 0
	if !w.combinations(nil, graph.Object, func(pattern graph.Quad) bool {
		price += w.src.Count(pattern)
		return price <= from.n*w.pace.askingCost
	}) {
		return nil
	}
	if s.from, ok = from.bitmap(); !ok {
		return nil
	}
	if !w.combinations(nil, graph.Object, func(pattern graph.Quad) bool {
		r := sweeper.Sweep(pattern, graph.Subject, graph.Object)
		s.readers = append(s.readers, r)
		return r != nil
	}) {
		return nil
	}
	return s
}

// run calls visit with each part of the quads: see graph.Sweep. False: visit said stop, or nothing more can be read.
func (s *sweep) run(visit func(r graph.Sweep, fars []graph.ID, ends []int) (more bool)) bool {
	if !s.hold(s.from.bytes()) {
		return false
	}
	defer s.release(s.from.bytes())
	for _, r := range s.readers {
		for {
			fars, ends, err := r.Next()
			if err != nil {
				s.fail(err)
			}
			if s.stop.Load() {
				return false
			}
			if len(fars) == 0 {
				break
			}
			if !visit(r, fars, ends) {
				return false
			}
		}
	}
	return true
}

// reach hands on the far ends of the vertices, each once for a predicate.
func (s *sweep) reach() {
	last := graph.ID(0)
	if s.run(func(r graph.Sweep, fars []graph.ID, ends []int) bool {
		at := 0
		for i, far := range fars {
			if far != last && s.leads(r, at, ends[i]) {
				if last = far; !s.out.add(far) {
					return false
				}
			}
			at = ends[i]
		}
		return true
	}) {
		s.out.flush()
	}
}

// leads says whether one of the vertices is the near end of the quads [at, end) of a part. Most often it is that of one of the first.
func (s *sweep) leads(r graph.Sweep, at, end int) bool {
	for some := s.pace.firstNears; at < end; some *= 2 {
		nears := s.nears[:min(some, end-at)]
		r.Read(at, nears)
		if s.from.any(nears) {
			return true
		}
		at += len(nears)
	}
	return false
}

// reachAll hands on where some vertices lead by reading all quads, if that is cheaper than to look them up; else it does nothing and is false.
func (s *hopStage) reachAll(from *vertexSet) (done bool) {
	if s.many != nil {
		return false
	}
	sweep := s.sweep(from)
	if sweep == nil || !s.enter() {
		return false
	}
	defer s.leave()
	s.told.once()
	sweep.reach()
	return true
}

// tally counts the quads of the vertices by their far ends, in ascending order, each with the lowest vertex that leads to it; more is how often a vertex
// counts beyond once. Far ends that have too few quads to be among the first are passed over. done is false where not all could be read.
func (s *sweep) tally(more map[graph.ID]int, front *front) (all tallies, done bool) {
	t := counting{more: more, front: front}
	done = s.run(func(r graph.Sweep, fars []graph.ID, ends []int) bool {
		least, at := front.least(), 0
		if len(more) > 0 {
			least = 0
		}
		for i, next := 0, 0; i < len(fars); i = next {
			from := at
			for next < len(fars) && (next == 0 || next == len(fars)-1 || ends[next]-at >= least) { // the first and the last may have more in other parts
				at = ends[next]
				next++
			}
			if next > i {
				s.tallySome(r, from, fars[i:next], ends[i:next], &t)
			} else {
				at = ends[next]
				next++
			}
		}
		return true
	})
	if t.last.n > 0 {
		t.all.add(t.last, front)
	}
	return t.all, done
}

// counting is a tally under way.
type counting struct {
	all   tallies
	last  tallied // whose quads may go on
	more  map[graph.ID]int
	front *front
}

// tallySome counts the quads of some far ends of a part that follow each other; the first begin at from.
func (s *sweep) tallySome(r graph.Sweep, from int, fars []graph.ID, ends []int, t *counting) {
	nears := s.nears[:ends[len(ends)-1]-from]
	r.Read(from, nears)
	s.from.mark(nears, &s.hits)
	at := 0
	for i, far := range fars {
		n, first := s.hits.within(at, ends[i]-from)
		at = ends[i] - from
		if n == 0 {
			continue
		}
		if len(t.more) > 0 {
			for _, v := range nears[first:at] {
				n += t.more[v]
			}
		}
		if far == t.last.vertex {
			t.last.n += n
			continue
		}
		if t.last.n > 0 {
			t.all.add(t.last, t.front)
		}
		t.last = tallied{far, nears[first], n}
	}
}

// radixBits is how many bits of an id inOrder sorts by at a time.
const radixBits = 11

// talliedBytes is what a tallied takes, and its place in sorting.
const talliedBytes = 2 * 16

// inOrder sorts far ends by the first vertex that leads to them; those of one vertex stay as they are.
func inOrder(list []tallied) []tallied {
	spare, last := make([]tallied, len(list)), graph.ID(0)
	for i := range list {
		last = max(last, list[i].first)
	}
	for shift := 0; last>>shift > 0; shift += radixBits {
		var next [1 << radixBits]int
		for i := range list {
			next[list[i].first>>shift%(1<<radixBits)]++
		}
		at := 0
		for digit, n := range next {
			next[digit] = at
			at += n
		}
		for i := range list {
			digit := list[i].first >> shift % (1 << radixBits)
			spare[next[digit]] = list[i]
			next[digit]++
		}
		list, spare = spare, list
	}
	return list
}
