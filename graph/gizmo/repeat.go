package gizmo

import (
	"slices"

	"rapport/graph"
)

// repeat builds repeatOp: the ops once for each round, one behind the other, and a row for each end of each. A condition on the vertex
// behind it tells how far a walk has still to go: toward. What cannot get there in the rounds that are left is not walked further.
func (b builder) repeat(o *repeatOp, toward *isOp, next stage) stage {
	s := &repeatStage{next: next}
	slots := b.slots(o.tags)
	if toward != nil {
		s.ahead = b.ahead(o, toward)
	}
	b.rounds = true
	for k := o.most; k >= 1; k-- {
		b.told.as("each round")
		if k < o.most {
			b.told.anew()
		}
		s.first = b.stages(o.ops, &roundEnd{frame: b.frame, next: next, on: s.first, ahead: s.ahead, slots: slots, round: k, left: o.most - k})
	}
	return s
}

type repeatStage struct {
	next  stage
	first stage // of the first round
	ahead *ahead
}

func (s *repeatStage) begin() {
	s.next.begin()
	s.first.begin()
}

func (s *repeatStage) push() bool { return s.first.push() }

func (s *repeatStage) end() {
	s.first.end()
	s.next.end()
}

// roundEnd is where a round ends: a row, and the beginning of the next round.
type roundEnd struct {
	*frame
	next  stage
	on    stage  // the next round; nil after the last
	ahead *ahead // nil: every way is walked to the last round
	slots []int  // of the tags for the round
	round int
	left  int // rounds after it
}

func (e *roundEnd) begin() {
	if e.on != nil {
		e.on.begin()
	}
}

func (e *roundEnd) end() {
	if e.on != nil {
		e.on.end()
	}
}

func (e *roundEnd) push() bool {
	more := e.give()
	if !more || e.on == nil || e.ahead != nil && !e.ahead.within(e.row[0], e.left) {
		return more && !e.stop.Load()
	}
	return e.on.push()
}

func (e *roundEnd) give() bool {
	if len(e.slots) == 0 {
		return e.next.push()
	}
	saved, round := make([]graph.ID, len(e.slots)), e.integer(e.round)
	for i, slot := range e.slots {
		saved[i], e.row[slot] = e.row[slot], round
	}
	more := e.next.push()
	for i, slot := range e.slots {
		e.row[slot] = saved[i]
	}
	return more
}

// ahead knows how many rounds a vertex is away from where a walk must end, at least.
type ahead struct {
	*frame
	from  []graph.ID
	inner stage // the ops, backwards
	most  int
	reach *reach // nil: not asked yet
}

// ahead returns nil where the ops cannot be followed backwards. What only drops walks may be left out: it brings nothing nearer.
func (b builder) ahead(o *repeatOp, toward *isOp) *ahead {
	ops := slices.DeleteFunc(slices.Clone(o.ops), func(o op) bool {
		switch o.(type) {
		case *simplePathOp, *pathOp:
			return true
		}
		return false
	})
	back, stuck := reverse(ops)
	if stuck != "" || toward.nodes.all || toward.nodes.path != nil || asksTrack(back) || asksWhy(back) {
		return nil
	}
	f := b.newFrame(&Path{})
	f.trail = nil // that there is no way has no evidence
	a := &ahead{frame: f, from: toward.nodes.ids, most: o.most - 1}
	b.told.as("ahead")
	a.inner = builder{frame: f}.stages(back, &reachEnd{f, func() *reach { return a.reach }})
	return a
}

// within says whether a vertex may be no more than so many rounds away.
func (a *ahead) within(v graph.ID, rounds int) bool {
	if a.reach == nil {
		a.reach = newReach(a.from)
		for range a.most {
			if !a.reach.grow(a.frame, a.inner, 0) {
				break
			}
		}
	}
	i := a.reach.seen.index([]graph.ID{v})
	return i >= 0 && int(a.reach.round[i]) <= rounds
}

// reach is what a search has met, breadth first.
type reach struct {
	seen   *idSet    // in the order of the rounds
	round  []int32   // in which each was met
	before [][]int32 // of each: who of the round before leads to it, by number
	front  int       // the first that was met in the last round
	at     int       // whose ends are being looked at
	rounds int
}

func newReach(from []graph.ID) *reach {
	r := &reach{seen: newIDSet(from...)}
	r.round, r.before = make([]int32, r.seen.n), make([][]int32, r.seen.n)
	return r
}

// reachBytes is what a vertex met costs, roughly.
const reachBytes = idBytes + 32

// grow looks one round further; false where there is nothing more, or it was stopped.
func (r *reach) grow(f *frame, inner stage, track int) bool {
	if f.stop.Load() {
		return false
	}
	from, to := r.front, r.seen.n
	r.front = to
	r.rounds++
	for r.at = from; r.at < to; r.at++ {
		f.row[0] = r.seen.list()[r.at]
		if track != 0 {
			f.row[track] = 0
		}
		inner.begin()
		inner.push()
		inner.end()
		if f.stop.Load() {
			return false
		}
	}
	return r.seen.n > to
}

// width is how many were met in the last round.
func (r *reach) width() int { return r.seen.n - r.front }

// reachEnd is where the ops of a search end.
type reachEnd struct {
	*frame
	reach func() *reach
}

func (e *reachEnd) begin() {}
func (e *reachEnd) end()   {}

func (e *reachEnd) push() bool {
	r := e.reach()
	i, isNew := r.seen.tuples.add(e.row[:1])
	if isNew {
		e.keep()
		r.round, r.before = append(r.round, int32(r.rounds)), append(r.before, nil)
		if !e.hold(reachBytes) {
			return false
		}
	}
	if int(r.round[i]) != r.rounds {
		return true
	}
	if b := r.before[i]; len(b) == 0 || b[len(b)-1] != int32(r.at) {
		r.before[i] = append(b, int32(r.at))
		return e.hold(4)
	}
	return true
}
