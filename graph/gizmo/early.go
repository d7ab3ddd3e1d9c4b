package gizmo

import (
	"slices"

	"rapport/graph"
)

// earlyStage leaves out rows that came before, for the sake of a step further on that folds equal rows: what lies between is done once for each.
// The step gets its first rows in the same order. Where few rows come again it soon lets all pass.
type earlyStage struct {
	pass
	*frame
	into flow
	left *int // where it is counted what was left out; nil: nobody asks

	fresh       []graph.ID // room for those that come for the first time
	busy        bool       // they are being handed on
	off         bool
	met         vertexSet
	came, again int
}

func (b builder) early(o *Operator, next stage) stage {
	s := &earlyStage{pass: pass{next}, frame: b.frame, into: b.flow(next)}
	if o != nil {
		s.left = &o.Folded
	}
	return s
}

func (s *earlyStage) begin() {
	s.release(s.met.bytes)
	s.met, s.came, s.again = vertexSet{}, 0, 0
	s.off = s.asked() || len(s.row) > 1 // a row with tags is more than its vertex
	s.next.begin()
}

func (s *earlyStage) push() bool {
	if s.off {
		return s.next.push()
	}
	bytes, isNew := s.met.bytes, 0
	if s.met.add(s.row[0]) {
		isNew = 1
	}
	return s.count(1, isNew, bytes) && (isNew == 0 || s.next.push())
}

func (s *earlyStage) pushAll(vertices []graph.ID) (more bool) {
	switch {
	case s.off:
		return s.into(vertices)
	case s.busy:
		return s.singly(vertices, s)
	}
	bytes := s.met.bytes
	s.fresh = slices.Grow(s.fresh[:0], len(vertices))[:len(vertices)]
	n := s.met.addNew(vertices, s.fresh)
	if !s.count(len(vertices), n, bytes) {
		return false
	}
	if n == 0 {
		return true
	}
	s.busy = true
	more = s.into(s.fresh[:n])
	s.busy = false
	return more
}

// count notes that of some vertices so many came for the first time; bytes is what those before took. False: there is no room.
func (s *earlyStage) count(came, fresh, bytes int) bool {
	s.came += came
	s.again += came - fresh
	if s.left != nil {
		*s.left += came - fresh
	}
	if fresh > 0 && s.came >= s.pace.earlyLook && s.again < s.came/s.pace.earlyWorth {
		s.off = true
		s.release(bytes)
		s.met = vertexSet{}
		return true
	}
	return s.hold(s.met.bytes - bytes)
}

// foldsBefore says whether a row that came before makes no difference to an op and what is behind it, given whether it makes none there.
func foldsBefore(o op, behind bool) bool {
	switch o := o.(type) {
	case *uniqueOp, *predicatesOp, *labelsOp, *recurseOp:
		return true
	case *groupOp:
		return o.fold == foldMin || o.fold == foldMax
	case *hopOp, *hasOp, *saveOp, *savePredicateOp, *isOp, *filterOp, *tagOp, *backOp, *branchOp, *eitherOp, *unionOp, *joinOp, *exceptOp, *orderOp:
		return behind
	}
	return false
}

// costly says whether it pays to hand fewer rows to an op.
func costly(o op) bool {
	switch o.(type) {
	case *hopOp, *hasOp, *saveOp, *filterOp, *branchOp, *eitherOp, *joinOp, *exceptOp:
		return true
	}
	return false
}
