package gizmo

import (
	"slices"

	"rapport/graph"
)

// Rows that differ in nothing but the vertex pass from stage to stage many at a time, in the order in which they would pass one by one. A
// stage that can take them so is wide; to any other they are handed singly. What a row rests on, or the walk to it, is told row by row: where
// somebody asks for either, no rows pass this way.

// wide is a stage that takes many rows at once.
type wide interface {
	stage
	// pushAll takes the row in the frame with each of the vertices in turn. They are the giver's, and good until it returns. False: no
	// more rows are wanted. The frame is as it was on return.
	pushAll(vertices []graph.ID) (more bool)
}

// flow hands rows to a stage: see wide.
type flow func(vertices []graph.ID) (more bool)

// flow returns how to hand on rows that differ in the vertex.
func (f *frame) flow(next stage) flow {
	if w, ok := next.(wide); ok {
		return w.pushAll
	}
	return func(vertices []graph.ID) bool { return f.singly(vertices, next) }
}

// singly hands rows to a stage one by one.
func (f *frame) singly(vertices []graph.ID, next stage) (more bool) {
	v := f.row[0]
	more = true
	for _, id := range vertices {
		f.row[0] = id
		if more = next.push() && !f.stop.Load(); !more {
			break
		}
	}
	f.row[0] = v
	return more
}

// asked says whether somebody asks what rows rest on, or for the walk to them.
func (f *frame) asked() bool { return f.trail != nil || f.track != 0 }

// pace is when the executor goes another way. It is speed only, never meaning.
type pace struct {
	// How many rows pass at a time: few at first, since no more than a few may be wanted.
	firstFlow, mostFlow int
	// So many vertices are asked one by one before it is looked at what it would cost to read all that answers, and then until each of
	// them, at the price of so many quads read, has cost as much.
	askedFirst, askingCost int
	// So many rows come before it is looked at how many came again, and one in so many is enough to go on leaving them out.
	earlyLook, earlyWorth int
	// So many of the quads of a far end are read before it is looked at whether it is reached.
	firstNears int
}

var usualPace = pace{firstFlow: 32, mostFlow: 1024, askedFirst: 32, askingCost: 80, earlyLook: 512, earlyWorth: 8, firstNears: 8}

// batch gathers vertices for a flow.
type batch struct {
	into flow
	ids  []graph.ID // len is how many there is room for
	n    int
	most int // room at most
}

func (x *executor) batch(into flow) *batch {
	return &batch{into: into, ids: make([]graph.ID, x.pace.firstFlow), most: x.pace.mostFlow}
}

// add adds a vertex once. False: no more are wanted.
func (b *batch) add(id graph.ID) (more bool) {
	b.ids[b.n] = id
	b.n++
	return b.n < len(b.ids) || b.flush()
}

// flush hands on what was gathered.
func (b *batch) flush() (more bool) {
	n := b.n
	b.n = 0
	if n == 0 {
		return true
	}
	if !b.into(b.ids[:n]) {
		return false
	}
	if n == len(b.ids) && n < b.most {
		b.ids = make([]graph.ID, min(2*n, b.most))
	}
	return true
}

// some hands on those of some vertices that pass, each of which is asked about once.
func (b *batch) some(from []graph.ID, passes func(graph.ID) bool) (more bool) {
	out := slices.IndexFunc(from, func(v graph.ID) bool { return !passes(v) })
	if out < 0 { // most often
		return b.into(from)
	}
	if b.n > 0 { // it is under way
		b = &batch{into: b.into, ids: make([]graph.ID, len(b.ids)), most: b.most}
	}
	for i, v := range from {
		if (i < out || i > out && passes(v)) && !b.add(v) {
			b.n = 0
			return false
		}
	}
	return b.flush()
}
