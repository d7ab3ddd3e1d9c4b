package gizmo

import (
	"cmp"
	"slices"
	"strings"

	"rapport/graph"
)

// A track is the walk that led to a row: the quads along which its vertex moved. It is kept where a step asks for it (path, simplePath,
// shortestPath), in a hidden column of the row that holds the number of the last hop; each hop knows the one before it. So a row that is
// held back, sorted or paired keeps its track as it keeps a tag. Hops are forgotten as soon as the rows behind them are through, unless a
// stage kept one of those rows.

// hop is a quad as a walk crosses it. Hop 0 is none: the walk begins at the row's vertex.
type hop struct {
	prev       graph.ID // the hop before; 0: none
	size       uint32   // how many hops up to this
	back       bool     // from object to subject
	near, far  graph.ID
	predicate  graph.ID
	label      graph.ID
	moreLabels []graph.ID // of quads beside it that say the same, where a step folds them; sorted
}

// hopBytes is what a hop costs.
const hopBytes = 56

// Names of hidden columns: the track, and what it was where a tag was set that back returns to.
const (
	trackColumn = "\x00track"
	markColumn  = "\x00track of "
)

// asksTrack says whether a step among ops asks for the walk, or one within them.
func asksTrack(ops []op) bool {
	return slices.ContainsFunc(ops, func(o op) bool {
		switch o := o.(type) {
		case *pathOp, *simplePathOp, *shortestOp:
			return true
		case *branchOp:
			return asksTrack(o.ops)
		case *eitherOp:
			return asksTrack(o.first) || asksTrack(o.second)
		case *recurseOp:
			return asksTrack(o.ops)
		case *repeatOp:
			return asksTrack(o.ops)
		}
		return false
	})
}

// follow keeps the track from now on.
func (f *frame) keepTrack() { f.track = f.slot(trackColumn) }

// hidden are the columns that are no tags.
func (f *frame) hidden() (slots []int) {
	for i, n := range f.names {
		if strings.HasPrefix(n, "\x00") {
			slots = append(slots, i+1)
		}
	}
	return slots
}

// keep says that a row, or a value of one, outlives the push.
func (x *executor) keep() { x.keeps++ }

// hop notes a hop and returns its number.
func (x *executor) hop(h hop) graph.ID {
	if x.hops == nil {
		x.hops = make([]hop, 1, 64)
	}
	h.size = x.hops[h.prev].size + 1
	x.hops = append(x.hops, h)
	x.hold(hopBytes + idBytes*len(h.moreLabels))
	return graph.ID(len(x.hops) - 1)
}

// forget takes the last hop back if no row was kept since it was made.
func (x *executor) forget(at graph.ID, keeps int) {
	if x.keeps == keeps && int(at) == len(x.hops)-1 {
		x.release(hopBytes + idBytes*len(x.hops[at].moreLabels))
		x.hops = x.hops[:at]
	}
}

// track returns the hops of a walk, in order.
func (x *executor) trackOf(last graph.ID) []hop {
	if last == 0 {
		return nil
	}
	out := make([]hop, x.hops[last].size)
	for i := len(out) - 1; i >= 0; i-- {
		out[i] = x.hops[last]
		last = out[i].prev
	}
	return out
}

// compareTracks orders the shorter before the longer, and those as long hop by hop.
func (x *executor) compareTracks(a, b graph.ID) (c int) {
	if a == b || a == 0 || b == 0 || x.hops[a].size != x.hops[b].size {
		return cmp.Compare(x.sizeOf(a), x.sizeOf(b))
	}
	for a != b {
		g, h := &x.hops[a], &x.hops[b]
		if d := x.compareHops(g, h); d != 0 {
			c = d // of an earlier hop than what differed so far
		}
		a, b = g.prev, h.prev
		if a == 0 && b == 0 && g.near != h.near {
			c = x.compare(g.near, h.near)
		}
	}
	return c
}

func (x *executor) sizeOf(track graph.ID) uint32 {
	if track == 0 {
		return 0
	}
	return x.hops[track].size
}

// compareHops compares two hops from one vertex: by predicate, out before in, by where they lead and by label.
func (x *executor) compareHops(a, b *hop) int {
	return cmp.Or(x.compareEnds(a, b), x.compare(a.label, b.label))
}

// compareEnds compares two hops without their labels.
func (x *executor) compareEnds(a, b *hop) int {
	way := 0
	if a.back != b.back {
		if way = -1; a.back {
			way = 1
		}
	}
	return cmp.Or(x.compare(a.predicate, b.predicate), way, x.compare(a.far, b.far))
}

// tracked visits quads as a hop that the track keeps.
func (w *walker) tracked(next stage) func(near, far graph.ID) bool {
	return func(near, far graph.ID) bool {
		before, keeps := w.row[w.track], w.keeps
		at := w.hop(hop{prev: before, back: w.back, near: near, far: far, predicate: w.quad[graph.Predicate], label: w.quad[graph.Label]})
		w.row[0], w.row[w.track] = far, at
		more := next.push()
		w.row[w.track] = before
		w.forget(at, keeps)
		return more
	}
}

// anewStage begins the track anew: the vertex moved, but not along a quad.
type anewStage struct {
	pass
	*frame
	mark int // the column of the track to go on with where it leads here; 0: none
}

func (s *anewStage) push() bool {
	before, at := s.row[s.track], graph.ID(0)
	if s.mark != 0 {
		if at = s.row[s.mark]; at != 0 && s.hops[at].far != s.row[0] {
			at = 0
		}
	}
	s.row[s.track] = at
	more := s.next.push()
	s.row[s.track] = before
	return more
}

// anew puts what begins the track anew in front of a stage, where a track is kept.
func (b builder) anew(next stage) stage {
	if b.track == 0 {
		return next
	}
	return &anewStage{pass{next}, b.frame, 0}
}

// tag builds tagOp; the track is kept with a tag, for back.
func (b builder) tag(o *tagOp, next stage) stage {
	if b.track != 0 {
		s := &markStage{pass: pass{next}, frame: b.frame}
		for _, t := range o.tags {
			s.marks = append(s.marks, b.slot(markColumn+t))
		}
		next = s
	}
	return &tagStage{pass{next}, b.frame, b.slots(o.tags)}
}

// back builds backOp: the walk goes on from where the tag was set.
func (b builder) back(o *backOp, next stage) stage {
	if b.track != 0 {
		next = &anewStage{pass{next}, b.frame, b.slot(markColumn + o.tag)}
	}
	return &backStage{pass{next}, b.frame, b.slot(o.tag)}
}

// markStage keeps the track with the tags just set.
type markStage struct {
	pass
	*frame
	marks []int
}

func (s *markStage) push() bool {
	saved := make([]graph.ID, len(s.marks))
	for i, m := range s.marks {
		saved[i], s.row[m] = s.row[m], s.row[s.track]
	}
	more := s.next.push()
	for i, m := range s.marks {
		s.row[m] = saved[i]
	}
	return more
}

// pathStage is pathOp.
type pathStage struct {
	pass
	*frame
	slot int
}

func (s *pathStage) push() bool {
	old, keeps, locals := s.row[s.slot], s.keeps, len(s.locals)
	s.row[s.slot] = s.path(s.row[0], s.row[s.track])
	isNew := len(s.locals) > locals
	more := s.next.push()
	s.row[s.slot] = old
	if isNew && s.keeps == keeps && len(s.locals) == locals+1 {
		s.dropLocal()
	}
	return more
}

// path returns the id of a walk that ends at a vertex as a list.
func (x *executor) path(end, track graph.ID) graph.ID {
	l := listed{hops: x.trackOf(track)}
	switch {
	case len(l.hops) > 0:
		l.ids = append(l.ids, l.hops[0].near)
		for i := range l.hops {
			l.ids = append(l.ids, l.hops[i].far)
		}
	case end != 0:
		l.ids = []graph.ID{end}
	}
	return x.list(l)
}

// simplePathStage is simplePathOp.
type simplePathStage struct {
	pass
	*frame
	nodes []graph.ID
}

func (s *simplePathStage) push() bool { return !s.simple() || s.next.push() }

// fewNodes is up to how many nodes are compared each with each.
const fewNodes = 32

// simple says whether the walk is at no node twice.
func (s *simplePathStage) simple() bool {
	at := s.row[s.track]
	if at == 0 {
		return true
	}
	s.nodes = append(s.nodes[:0], s.hops[at].far)
	for ; at != 0; at = s.hops[at].prev {
		s.nodes = append(s.nodes, s.hops[at].near)
	}
	if len(s.nodes) > fewNodes {
		return distinct(s.nodes)
	}
	for i, n := range s.nodes {
		if slices.Contains(s.nodes[:i], n) {
			return false
		}
	}
	return true
}
