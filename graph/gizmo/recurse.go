package gizmo

import (
	"slices"

	"rapport/graph"
)

// recurse builds recurseOp. The rows that come in are gathered by their tags; from the vertices of each gathering the ops
// are followed breadth first, and each vertex met is a row, once, at its smallest depth. Its ways are those of that depth:
// a walk that comes round again is no further reason.
func (b builder) recurse(o *recurseOp, next stage) stage {
	s := &recurseStage{frame: b.frame, next: next, depth: o.depth, slots: b.slots(o.tags)}
	b.told.as("each round")
	s.inner = b.stages(o.ops, &recurseEnd{s})
	s.into, s.found = b.flow(s.inner), b.flow(next)
	return s
}

type recurseStage struct {
	*frame
	next  stage
	inner stage
	into  flow  // to inner
	found flow  // to next
	depth int   // most rounds; 0: any number
	slots []int // of the tags for the depth

	groups *tuples      // tags of the rows that came
	starts [][]graph.ID // vertices of each group
	tracks [][]graph.ID // to each of starts, where somebody asks for the walk
	whys   [][]*ways    // to each of starts, where somebody asks why
	tags   []graph.ID   // of the row that came, without hidden columns
	hide   []int        // the hidden columns
	base   int          // height of the trail at begin

	seen     *idSet
	frontier []graph.ID // met in this round
	round    graph.ID   // the depth, as a value
	more     bool

	before int      // vertices seen in earlier rounds
	met    heldRows // this round's rows, where somebody asks why, or for the walk: then of each the least
}

func (s *recurseStage) begin() {
	s.groups, s.starts, s.tracks, s.whys, s.more = nil, nil, nil, nil, true
	s.hide = s.hidden()
	s.base = s.trail.height()
	s.next.begin()
}

func (s *recurseStage) push() bool {
	if s.groups == nil {
		s.groups = s.tuples(len(s.row) - 1)
	}
	s.keep()
	s.tags = append(s.tags[:0], s.row...)
	for _, i := range s.hide {
		s.tags[i] = 0
	}
	g, isNew := 0, len(s.starts) == 0
	if len(s.row) > 1 {
		g, isNew = s.groups.add(s.tags[1:])
	}
	if isNew {
		s.starts, s.tracks, s.whys = append(s.starts, nil), append(s.tracks, nil), append(s.whys, nil)
	}
	s.starts[g] = append(s.starts[g], s.row[0])
	if s.track != 0 {
		s.tracks[g] = append(s.tracks[g], s.row[s.track])
	}
	if s.trail != nil {
		w := s.trail.since(s.base)
		s.whys[g] = append(s.whys[g], w)
		s.hold(w.bytes())
	}
	return s.hold(len(s.row) * idBytes)
}

func (s *recurseStage) end() {
	saved := slices.Clone(s.row)
	for g := range s.starts {
		if !s.more || s.stop.Load() {
			break
		}
		if len(s.row) > 1 {
			copy(s.row[1:], s.groups.at(g))
		}
		s.follow(s.distinct(g))
	}
	copy(s.row, saved)
	s.groups, s.starts, s.tracks, s.whys = nil, nil, nil, nil
	s.next.end()
}

// distinct returns the vertices of a gathering, each once, and the least track and the ways to each where somebody asks.
func (s *recurseStage) distinct(g int) (from, tracks []graph.ID, whys []*ways) {
	set := s.idSet()
	for i, v := range s.starts[g] {
		if s.stopped(i) {
			break
		}
		n, isNew := set.tuples.add([]graph.ID{v})
		switch {
		case s.track == 0:
		case isNew:
			tracks = append(tracks, s.tracks[g][i])
		case s.compareTracks(s.tracks[g][i], tracks[n]) < 0:
			tracks[n] = s.tracks[g][i]
		}
		switch {
		case s.trail == nil:
		case isNew:
			whys = append(whys, s.whys[g][i])
		default:
			s.hold(quadBytes * whys[n].add(s.whys[g][i]))
		}
	}
	return set.list(), tracks, whys
}

// follow walks breadth first from the vertices of one gathering.
func (s *recurseStage) follow(from, tracks []graph.ID, whys []*ways) {
	s.seen = s.idSet()
	s.seen.loose = !s.holds()
	tags := slices.Clone(s.row[1:])
	for round := 1; len(from) > 0 && s.more && !s.stop.Load() && (s.depth == 0 || round <= s.depth); round++ {
		if len(s.slots) > 0 {
			s.round = s.integer(round)
		}
		s.frontier, s.before = nil, s.seen.n
		s.met.begin(s.frame)
		s.inner.begin()
		if s.seen.loose {
			s.enterAll(from)
		} else {
			s.enterEach(from, tracks, whys)
		}
		s.inner.end()
		if s.holds() {
			tracks, whys = s.met.column(s.frame, s.track), slices.Clone(s.met.ways)
			s.met.push(s.frame, &recurseRow{s})
		}
		copy(s.row[1:], tags)
		from = s.frontier
	}
	s.release(s.seen.n * idBytes)
}

// holds says whether the rows of a round are held back until it is over.
func (s *recurseStage) holds() bool { return s.trail != nil || s.track != 0 }

// enterAll takes the vertices of the last round through the ops.
func (s *recurseStage) enterAll(from []graph.ID) {
	for len(from) > 0 && s.more && !s.stop.Load() {
		n := min(len(from), s.pace.mostFlow)
		if !s.into(from[:n]) {
			return
		}
		from = from[n:]
	}
}

// enterEach is enterAll where the ways or walks to each of the vertices are kept.
func (s *recurseStage) enterEach(from, tracks []graph.ID, whys []*ways) {
	for i, v := range from {
		s.row[0] = v
		if s.track != 0 {
			s.row[s.track] = tracks[i]
		}
		if s.stop.Load() || !s.enter(i, whys) || !s.more {
			return
		}
	}
}

// enter takes a vertex of the last round through the ops.
func (s *recurseStage) enter(i int, whys []*ways) bool {
	if s.trail == nil {
		return s.inner.push()
	}
	s.trail.fold(whys[i])
	more := s.inner.push()
	s.trail.cut(s.base)
	return more
}

// recurseEnd is where the ops of a recursion end: a vertex met for the first time is a row, and goes into the next round.
type recurseEnd struct{ *recurseStage }

func (e *recurseEnd) fold()  {}
func (e *recurseEnd) begin() {}
func (e *recurseEnd) end()   {}

func (e *recurseEnd) push() bool {
	s := e.recurseStage
	if !s.more {
		return false
	}
	if s.seen.loose {
		return e.pushAll(s.row[:1])
	}
	i, isNew := s.seen.tuples.add(s.row[:1])
	if isNew {
		s.keep()
		s.frontier = append(s.frontier, s.row[0])
		if !s.hold(idBytes) {
			return false
		}
	}
	if i < s.before {
		return true
	}
	s.met.least(s.frame, i-s.before)
	return s.met.fold(s.frame, i-s.before)
}

func (e *recurseEnd) pushAll(vertices []graph.ID) bool {
	s := e.recurseStage
	if !s.seen.loose {
		return s.singly(vertices, e)
	}
	if !s.more {
		return false
	}
	from := len(s.frontier)
	for _, v := range vertices {
		if s.seen.note(v) {
			s.frontier = append(s.frontier, v)
		}
	}
	found := s.frontier[from:]
	if len(found) == 0 {
		return true
	}
	s.keep()
	if !s.hold(idBytes * len(found)) {
		return false
	}
	return s.deep(func() bool { return s.found(found) })
}

// recurseRow hands on a vertex that was met, with its depth.
type recurseRow struct{ *recurseStage }

func (r *recurseRow) begin() {}
func (r *recurseRow) end()   {}

func (r *recurseRow) push() bool { return r.deep(r.next.push) }

// deep hands rows on with their depth.
func (s *recurseStage) deep(push func() bool) bool {
	saved := make([]graph.ID, len(s.slots))
	for i, slot := range s.slots {
		saved[i], s.row[slot] = s.row[slot], s.round
	}
	s.more = push()
	for i, slot := range s.slots {
		s.row[slot] = saved[i]
	}
	return s.more
}
