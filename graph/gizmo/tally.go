package gizmo

import (
	"cmp"

	"rapport/graph"
)

// tallier is a stage that may only count the rows of each vertex: it can be told how many there are.
type tallier interface {
	// tallies returns what takes the counts in place of all pushes between a begin and its end; nil where each row matters.
	tallies() *taker
}

// taker takes how many rows each vertex has.
type taker struct {
	first int // only those that can be among so many are wanted, with the least counts or, if down, the most; 0: all
	down  bool
	take  func(*tallies)
}

// tallies are vertices, each once, and how many rows each has.
type tallies struct {
	list           []tallied // those that are wanted, which are the taker's
	vertices, rows int       // of all
}

type tallied struct {
	vertex, first graph.ID // first orders them as their rows would have come; those that are equal stand as they would
	n             int
}

func takerOf(s stage) *taker {
	t, ok := s.(tallier)
	if !ok {
		return nil
	}
	return t.tallies()
}

// add adds a vertex, unless it can not be among the first.
func (t *tallies) add(vertex tallied, front *front) {
	t.vertices++
	t.rows += vertex.n
	if front.admits(vertex.n) {
		t.list = append(t.list, vertex)
	}
}

// front knows which counts can be among the first of many.
type front struct {
	first  int // 0: all of them
	down   bool
	exact  bool  // it must be known how many there are, also of those that can not be among the first
	counts []int // the first of those that were met, the last of them on top once they are so many
}

// admits takes in a count, and says whether it can be among the first.
func (f *front) admits(n int) bool {
	switch {
	case f.first == 0:
		return true
	case len(f.counts) < f.first:
		if f.counts = append(f.counts, n); len(f.counts) == f.first {
			heapify(f.counts, f.compare)
		}
		return true
	}
	c := f.compare(n, f.counts[0])
	if c < 0 {
		f.counts[0] = n
		settle(f.counts, 0, f.compare)
	}
	return c <= 0
}

// least is how many rows a vertex must have to be among the first, as far as is known.
func (f *front) least() int {
	if f.first == 0 || !f.down || f.exact || len(f.counts) < f.first {
		return 0
	}
	return f.counts[0]
}

func (f *front) compare(a, b int) int {
	if f.down {
		a, b = b, a
	}
	return cmp.Compare(a, b)
}

// tallyStage holds back the vertices for a step with one predicate whose far ends are only counted, as long as they come in ascending order: reading
// all quads of the predicate may be cheaper than to look up each vertex.
type tallyStage struct {
	pass
	*frame
	hop  *hopStage
	into *taker
	met  vertexSet
	more map[graph.ID]int // how often a vertex came beyond once
	top  graph.ID         // the highest
	off  bool
}

func (s *tallyStage) begin() {
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
	if s.met.n > 0 && !s.tallyAll() {
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
	all, done := sweep.tally(s.more, &front{first: s.into.first, down: s.into.down, exact: s.told != nil})
	if bytes := talliedBytes * cap(all.list); done && s.hold(bytes) {
		s.into.take(&all)
		s.release(bytes)
	}
	s.forget()
	return true
}
