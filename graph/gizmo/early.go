package gizmo

import "rapport/graph"

// earlyStage leaves out rows that came before, for the sake of a step further on that folds equal rows: what lies between is done once for each.
// The step gets its first rows in the same order. Where few rows come again it soon lets all pass.
type earlyStage struct {
	pass
	*frame
	into flow
	out  *batch
	left *int // where it is counted what was left out; nil: nobody asks

	off         bool
	met         vertexSet
	came, again int
}

func (b builder) early(o *Operator, next stage) stage {
	s := &earlyStage{pass: pass{next}, frame: b.frame, into: b.flow(next), out: b.batch(b.flow(next))}
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

// isNew says whether a vertex comes for the first time, or may. There is room for it unless ok is false.
func (s *earlyStage) isNew(v graph.ID) (isNew, ok bool) {
	bytes := s.met.bytes
	s.came++
	if !s.met.add(v) {
		s.again++
		if s.left != nil {
			*s.left++
		}
		return false, true
	}
	if s.came >= s.pace.earlyLook && s.again < s.came/s.pace.earlyWorth {
		s.off = true
		s.release(bytes)
		s.met = vertexSet{}
		return true, true
	}
	return true, bytes == s.met.bytes || s.hold(s.met.bytes-bytes)
}

func (s *earlyStage) push() bool {
	if s.off {
		return s.next.push()
	}
	isNew, ok := s.isNew(s.row[0])
	return ok && (!isNew || s.next.push())
}

func (s *earlyStage) pushAll(vertices []graph.ID) bool {
	if s.off {
		return s.into(vertices)
	}
	if s.out.n > 0 {
		return s.singly(vertices, s)
	}
	for i, v := range vertices {
		isNew, ok := s.isNew(v)
		if !ok || isNew && !s.out.add(v) {
			s.out.n = 0
			return false
		}
		if s.off {
			return s.out.flush() && s.into(vertices[i+1:])
		}
	}
	return s.out.flush()
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
