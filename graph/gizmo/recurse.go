package gizmo

import (
	"slices"

	"rapport/graph"
)

// recurse builds recurseOp. The rows that come in are gathered by their tags; from the vertices of each gathering the ops
// are followed breadth first, and each vertex met is a row, once, at its smallest depth.
func (b builder) recurse(o *recurseOp, next stage) stage {
	s := &recurseStage{frame: b.frame, next: next, depth: o.depth, slots: b.slots(o.tags)}
	s.inner = b.stages(o.ops, &recurseEnd{s})
	return s
}

type recurseStage struct {
	*frame
	next  stage
	inner stage
	depth int   // most rounds; 0: any number
	slots []int // of the tags for the depth

	groups *tuples      // tags of the rows that came
	starts [][]graph.ID // vertices of each group

	seen     *idSet
	frontier []graph.ID // met in this round
	round    graph.ID   // the depth, as a value
	more     bool
}

func (s *recurseStage) begin() {
	s.groups, s.starts, s.more = nil, nil, true
	s.next.begin()
}

func (s *recurseStage) push() bool {
	if s.groups == nil {
		s.groups = newTuples(len(s.row) - 1)
	}
	g, isNew := 0, len(s.starts) == 0
	if len(s.row) > 1 {
		g, isNew = s.groups.add(s.row[1:])
	}
	if isNew {
		s.starts = append(s.starts, nil)
	}
	s.starts[g] = append(s.starts[g], s.row[0])
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
		s.follow(newIDSet(s.starts[g]...).list())
	}
	copy(s.row, saved)
	s.groups, s.starts = nil, nil
	s.next.end()
}

// follow walks breadth first from the vertices of one gathering.
func (s *recurseStage) follow(from []graph.ID) {
	s.seen = newIDSet()
	tags := slices.Clone(s.row[1:])
	for round := 1; len(from) > 0 && s.more && !s.stop.Load() && (s.depth == 0 || round <= s.depth); round++ {
		if len(s.slots) > 0 {
			s.round = s.executor.depth(round)
		}
		s.frontier = nil
		s.inner.begin()
		for _, v := range from {
			s.row[0] = v
			if s.stop.Load() || !s.inner.push() || !s.more {
				break
			}
		}
		s.inner.end()
		copy(s.row[1:], tags)
		from = s.frontier
	}
	s.release(s.seen.n * idBytes)
}

// recurseEnd is where the ops of a recursion end: a vertex met for the first time is a row, and goes into the next round.
type recurseEnd struct{ *recurseStage }

func (e *recurseEnd) begin() {}
func (e *recurseEnd) end()   {}

func (e *recurseEnd) push() bool {
	s := e.recurseStage
	if !s.more {
		return false
	}
	if !s.seen.add(s.row[0]) {
		return true
	}
	if !s.hold(idBytes) {
		return false
	}
	s.frontier = append(s.frontier, s.row[0])
	if len(s.slots) == 0 {
		s.more = s.next.push()
		return s.more
	}
	saved := make([]graph.ID, len(s.slots))
	for i, slot := range s.slots {
		saved[i], s.row[slot] = s.row[slot], s.round
	}
	s.more = s.next.push()
	for i, slot := range s.slots {
		s.row[slot] = saved[i]
	}
	return s.more
}
