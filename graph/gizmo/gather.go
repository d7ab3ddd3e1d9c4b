package gizmo

import (
	"math/bits"

	"rapport/graph"
)

// gatherStage holds back the vertices for a step that is asked for each of them once, and hands them on in the order of their ids, in which they
// are found fastest. Nobody sees in which order they came.
type gatherStage struct {
	pass
	*frame
	hop *hopStage
	met vertexSet
	off bool
}

func (s *gatherStage) begin() {
	s.release(s.met.bytes)
	s.met = vertexSet{}
	s.off = s.asked() || len(s.row) > 1 // a row with tags is more than its vertex
	s.next.begin()
}

func (s *gatherStage) push() bool {
	if s.off {
		return s.next.push()
	}
	return s.pushAll(s.row[:1])
}

func (s *gatherStage) pushAll(vertices []graph.ID) bool {
	if s.off {
		return s.hop.pushAll(vertices)
	}
	bytes := s.met.bytes
	for _, v := range vertices {
		s.met.add(v)
	}
	s.keep()
	return s.hold(s.met.bytes - bytes)
}

func (s *gatherStage) end() {
	if !s.off && s.met.n > 0 && !s.hop.reachAll(&s.met) {
		s.met.each(s.pace.mostFlow, func(vertices []graph.ID) bool { return !s.stop.Load() && s.hop.pushAll(vertices) })
	}
	s.next.end()
}

// each calls f with the members in ascending order, at most so many at a time, until it says stop.
func (s *vertexSet) each(most int, f func(ids []graph.ID) (more bool)) {
	out := make([]graph.ID, 0, min(most, s.n))
	for at, p := range s.pages {
		if p == nil {
			continue
		}
		for i, word := range p {
			for ; word != 0; word &= word - 1 {
				if out = append(out, graph.ID(at*pageIDs+i*64+bits.TrailingZeros64(word))); len(out) == cap(out) {
					if !f(out) {
						return
					}
					out = out[:0]
				}
			}
		}
	}
	for id := range s.rest {
		out = append(out, id)
	}
	if len(out) > 0 {
		f(out)
	}
}

// freeBefore says whether the order of the rows that come to an op can be seen by nobody, given whether that of the rows behind it can not.
func freeBefore(o op, behind bool) bool {
	switch o := o.(type) {
	case *uniqueOp:
		return behind && o.tags == nil
	case *recurseOp:
		return behind && len(bindsOf(o.ops)) == 0
	case *hopOp, *hasOp, *saveOp, *savePredicateOp, *isOp, *filterOp, *tagOp, *backOp, *eitherOp, *unionOp, *joinOp, *exceptOp, *orderOp, *groupOp,
		*predicatesOp, *labelsOp:
		return behind
	}
	return false
}

// orderless is a last stage that may not care for the order of its rows.
type orderless interface{ anyOrder() bool }

func anyOrder(s stage) bool {
	o, ok := s.(orderless)
	return ok && o.anyOrder()
}
