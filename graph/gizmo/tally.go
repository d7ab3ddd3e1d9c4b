package gizmo

import "rapport/graph"

// tallier is a stage that may only count the rows of each vertex: it can be told how many there are.
type tallier interface {
	// tallies takes n rows with a vertex in place of n pushes; nil where each row matters.
	tallies() func(vertex graph.ID, n int) (more bool)
}

func talliesOf(s stage) func(vertex graph.ID, n int) bool {
	t, ok := s.(tallier)
	if !ok {
		return nil
	}
	return t.tallies()
}

// tallyStage holds back the vertices for a step with one predicate whose far ends are only counted, as long as they come in ascending order: reading
// all quads of the predicate may be cheaper than to look up each vertex. The far ends are then counted in the order in which they would have come.
type tallyStage struct {
	pass
	*frame
	hop   *hopStage
	count func(vertex graph.ID, n int) bool
	met   vertexSet
	more  map[graph.ID]int // how often a vertex came beyond once
	top   graph.ID         // the highest
	off   bool
}

func (s *tallyStage) begin() {
	s.forget()
	s.off = false
	s.next.begin()
}

func (s *tallyStage) forget() {
	s.release(s.met.bytes + idBytes*len(s.more))
	s.met, s.more, s.top = vertexSet{}, nil, 0
}

func (s *tallyStage) push() bool {
	if s.off {
		return s.next.push()
	}
	return s.pushAll(s.row[:1])
}

func (s *tallyStage) pushAll(vertices []graph.ID) bool {
	if s.off {
		return s.hop.pushAll(vertices)
	}
	bytes, again := s.met.bytes, len(s.more)
	for rest := vertices; len(rest) > 0; {
		n, top := 0, s.top
		for n < len(rest) && rest[n] > top && rest[n] <= s.last {
			top = rest[n]
			n++
		}
		s.met.addAll(rest[:n])
		s.top = top
		if rest = rest[n:]; len(rest) == 0 {
			break
		}
		switch v := rest[0]; {
		case v == 0 || v > s.last: // it leads nowhere
		case v == s.top:
			if s.more == nil {
				s.more = map[graph.ID]int{}
			}
			s.more[v]++
		default:
			return s.follow() && s.hop.pushAll(rest)
		}
		rest = rest[1:]
	}
	s.keep()
	return s.hold(s.met.bytes - bytes + idBytes*(len(s.more)-again))
}

// follow hands on what was held back, and holds back no more.
func (s *tallyStage) follow() (more bool) {
	s.off, more = true, true
	s.met.each(s.pace.mostFlow, func(vertices []graph.ID) bool {
		if len(s.more) == 0 {
			more = !s.stop.Load() && s.hop.pushAll(vertices)
			return more
		}
		for i := range vertices {
			for range 1 + s.more[vertices[i]] {
				if more = !s.stop.Load() && s.hop.pushAll(vertices[i:i+1]); !more {
					return false
				}
			}
		}
		return true
	})
	s.forget()
	return more
}

func (s *tallyStage) end() {
	if !s.off && s.met.n > 0 && !s.tallyAll() {
		s.follow()
	}
	s.next.end()
}

// tallyAll counts the far ends by reading all quads, if that is cheaper than to look up the vertices; else it does nothing and is false.
func (s *tallyStage) tallyAll() (done bool) {
	sweep := s.hop.sweep(&s.met)
	if sweep == nil {
		return false
	}
	list, done := sweep.tally(s.more)
	bytes := 2 * idBytes * len(list)
	if done && s.hold(bytes) {
		for i, t := range inOrder(list) {
			if s.stopped(i) || !s.count(t.far, t.n) {
				break
			}
		}
		s.release(bytes)
	}
	s.forget()
	return true
}
