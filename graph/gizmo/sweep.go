package gizmo

import "rapport/graph"

// sweep is all quads of some predicates, to be read by their far ends: those of the vertices that are looked for are picked out.
type sweep struct {
	*walker
	readers []graph.Sweep
	from    bitmap
	buf     [256]graph.ID
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

// run calls visit with each far end, and how many quads it has; one with many may come several times in a row. False: visit said stop, or nothing
// more can be read.
func (s *sweep) run(visit func(r graph.Sweep, far graph.ID, n int) bool) bool {
	if !s.hold(s.from.bytes()) {
		return false
	}
	defer s.release(s.from.bytes())
	for _, r := range s.readers {
		for {
			far, n, err := r.Next()
			if err != nil {
				s.fail(err)
			}
			if s.stop.Load() {
				return false
			}
			if n == 0 {
				break
			}
			if !visit(r, far, n) {
				return false
			}
		}
	}
	return true
}

// nears reads at most so many of the near ends of a far end; it returns none only where nothing more can be read.
func (s *sweep) nears(r graph.Sweep, most int) []graph.ID {
	n, err := r.Read(s.buf[:min(most, len(s.buf))])
	if err != nil {
		s.fail(err)
	}
	return s.buf[:n]
}

// reach hands on the far ends of the vertices, each once for a predicate.
func (s *sweep) reach() {
	last := graph.ID(0)
	if s.run(func(r graph.Sweep, far graph.ID, n int) bool {
		if far == last { // the rest of its quads
			return true
		}
		for some := s.pace.firstFlow; n > 0; some *= 2 { // most often one of the first is
			nears := s.nears(r, min(n, some))
			if len(nears) == 0 {
				return false
			}
			if s.from.index(nears) >= 0 {
				last = far
				return s.out.add(far)
			}
			n -= len(nears)
		}
		return true
	}) {
		s.out.flush()
	}
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

// tallied is a far end that was counted.
type tallied struct {
	far, first graph.ID // first is the lowest of the vertices that lead to it
	n          int
}

// tally counts the quads of the vertices by their far ends, which it returns in ascending order; more is how often a vertex counts beyond once. done
// is false where not all could be read.
func (s *sweep) tally(more map[graph.ID]int) (list []tallied, done bool) {
	done = s.run(func(r graph.Sweep, far graph.ID, n int) bool {
		all, first := 0, graph.ID(0)
		for n > 0 {
			nears := s.nears(r, n)
			if len(nears) == 0 {
				return false
			}
			n -= len(nears)
			hits := s.from.count(nears)
			if hits > 0 && first == 0 {
				first = nears[s.from.index(nears)]
			}
			if all += hits; hits > 0 && len(more) > 0 {
				for _, v := range nears {
					all += more[v]
				}
			}
		}
		switch last := len(list) - 1; {
		case all == 0:
		case last >= 0 && list[last].far == far:
			list[last].n += all
		default:
			list = append(list, tallied{far, first, all})
		}
		return true
	})
	return list, done
}

// radixBits is how many bits of an id inOrder sorts by at a time.
const radixBits = 11

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
