package gizmo

import (
	"cmp"
	"slices"

	"rapport/graph"
)

// shortest builds shortestOp. From each row it looks, breadth first, for the rounds of the ops in which each of the wanted nodes is met
// first; from both ends where the ops can be followed backwards. Then it walks again, only over nodes that lie on a shortest way, and
// hands on a row for each way: the nodes and the hops between them. Quads that say the same are one hop, with the labels of all.
func (b builder) shortest(o *shortestOp, next stage) stage {
	s := &shortestStage{pass: pass{next}, frame: b.frame, op: o, to: b.set(&o.to), slots: b.slots(o.tags), alike: closed(o.ops)}
	b.told.as("searched")
	s.inner = b.stages(o.ops, &reachEnd{b.frame, func() *reach { return s.growing }})
	b.told.as("walked")
	s.again = b.stages(o.ops, &legEnd{s})
	if o.reverse != nil {
		b.told.as("searched backwards")
		s.reverse = b.stages(o.reverse, &reachEnd{b.frame, func() *reach { return s.growing }})
	}
	return s
}

type shortestStage struct {
	pass
	*frame
	op      *shortestOp
	to      *idSet
	slots   []int // of the tags for the rounds
	inner   stage // the ops, into growing
	reverse stage // backwards; nil: there is no such
	again   stage // the ops, into legs

	growing *reach
	alike   bool     // what is found from a vertex does not depend on the row's tags
	start   graph.ID // that found was found from
	found   []target
	bytes   int // held for it

	gathers bool  // ways are gathered, not given
	whole   []leg // ways that were gathered, from the start of their walk to the target; sorted

	onto *idSet // where the legs that are looked at may end
	legs []leg  // of one node
	base int    // height of the trail before it
}

// target is a wanted node, and of each round from 0 on the nodes that lie on a shortest way to it.
type target struct {
	node   graph.ID
	levels []*idSet
}

// leg is one way through the ops: a round.
type leg struct {
	end  graph.ID
	hops []hop
	ways *ways // where somebody asks why
}

// fewTargets is up to how many wanted nodes are looked for from both ends.
const fewTargets = 4

func (s *shortestStage) push() bool {
	if s.row[0] == 0 || s.to == nil {
		return true
	}
	saved, more := slices.Clone(s.row), true
	if s.start != s.row[0] || !s.alike {
		s.release(s.bytes)
		held := s.held
		s.start = s.row[0]
		s.found = s.search(s.start)
		s.bytes = s.held - held
	}
	for _, t := range s.found {
		held := s.held
		legs := s.legsOf(t, saved)
		copy(s.row, saved)
		if uneven(legs) {
			legs = s.gather(t, legs)
		}
		bytes := s.held - held
		more = !s.stop.Load() && s.ways(t, legs, 0, saved[0])
		s.release(bytes)
		if !more {
			break
		}
	}
	copy(s.row, saved)
	return more
}

// search returns the wanted nodes that can be met, the nearest first.
func (s *shortestStage) search(from graph.ID) (out []target) {
	add := func(node graph.ID, levels []*idSet) {
		if levels != nil {
			out = append(out, target{node, levels})
		}
	}
	if s.reverse != nil && s.to.n <= fewTargets {
		for _, node := range s.to.list() {
			add(node, s.meet(from, node))
		}
	} else {
		f := newReach([]graph.ID{from})
		for s.missing(f) && s.grow(f, s.inner) {
		}
		for _, node := range s.to.list() {
			if i := f.seen.index([]graph.ID{node}); i >= 0 && !s.stop.Load() {
				add(node, levels(f, newReach([]graph.ID{node}), []int{i}))
			}
		}
	}
	slices.SortFunc(out, func(a, b target) int {
		return cmp.Or(cmp.Compare(len(a.levels), len(b.levels)), s.compare(a.node, b.node))
	})
	return out
}

// missing says whether a wanted node is still to be met, in a round that may be walked.
func (s *shortestStage) missing(f *reach) bool {
	return (s.op.most == 0 || f.rounds < s.op.most) && slices.ContainsFunc(s.to.list(), func(id graph.ID) bool { return !f.seen.has(id) })
}

func (s *shortestStage) grow(r *reach, inner stage) bool {
	s.growing = r
	return r.grow(s.frame, inner, s.track)
}

// meet looks from both ends, each time from the one that has less to look at; nil where they do not meet.
func (s *shortestStage) meet(from, to graph.ID) []*idSet {
	f, b := newReach([]graph.ID{from}), newReach([]graph.ID{to})
	if from == to {
		return levels(f, b, []int{0})
	}
	for s.op.most == 0 || f.rounds+b.rounds < s.op.most {
		grown, other, inner := f, b, s.inner
		if b.width() < f.width() {
			grown, other, inner = b, f, s.reverse
		}
		if !s.grow(grown, inner) {
			return nil
		}
		var met []int // of f
		for _, v := range grown.seen.list()[grown.front:] {
			if other.seen.has(v) {
				met = append(met, f.seen.index([]graph.ID{v}))
			}
		}
		if met != nil {
			return levels(f, b, met)
		}
	}
	return nil
}

// levels returns the nodes of each round on the ways that two searches found, of which these are where they met, as numbers of the first.
func levels(f, b *reach, met []int) []*idSet {
	out := make([]*idSet, f.round[met[0]]+1)
	middle := newIDSet()
	for _, i := range met {
		middle.add(f.seen.list()[i])
	}
	out[len(out)-1] = middle
	for k := len(out) - 1; k > 0; k-- {
		out[k-1] = f.nearer(out[k])
	}
	for b.round[b.seen.index(out[len(out)-1].list()[:1])] > 0 {
		out = append(out, b.nearer(out[len(out)-1]))
	}
	return out
}

// nearer returns those of the round before who lead to some nodes.
func (r *reach) nearer(nodes *idSet) *idSet {
	out := newIDSet()
	for _, v := range nodes.list() {
		for _, i := range r.before[r.seen.index([]graph.ID{v})] {
			out.add(r.seen.list()[i])
		}
	}
	return out
}

// legsOf walks the ways to a target again and returns the legs from each node, by round, sorted.
func (s *shortestStage) legsOf(t target, row []graph.ID) []map[graph.ID][]leg {
	out := make([]map[graph.ID][]leg, len(t.levels)-1)
	s.base = s.trail.height()
	for k := range out {
		out[k], s.onto = map[graph.ID][]leg{}, t.levels[k+1]
		for _, v := range t.levels[k].list() {
			if s.stop.Load() {
				return out
			}
			copy(s.row, row)
			s.row[0], s.row[s.track], s.legs = v, 0, nil
			s.again.begin()
			s.again.push()
			s.again.end()
			slices.SortFunc(s.legs, s.compareLegs)
			out[k][v] = s.legs
		}
	}
	return out
}

func (s *shortestStage) compareLegs(a, b leg) int {
	for i := range min(len(a.hops), len(b.hops)) {
		if c := cmp.Or(s.compare(a.hops[i].near, b.hops[i].near), s.compareEnds(&a.hops[i], &b.hops[i])); c != 0 {
			return c
		}
	}
	return cmp.Or(cmp.Compare(len(a.hops), len(b.hops)), s.compare(a.end, b.end))
}

// legEnd is where a round of the second walk ends.
type legEnd struct{ *shortestStage }

func (e *legEnd) begin() {}
func (e *legEnd) end()   {}

func (e *legEnd) push() bool {
	s := e.shortestStage
	if !s.onto.has(s.row[0]) {
		return true
	}
	l, bytes := s.legTo(s.row[0])
	for i := range s.legs {
		if s.compareLegs(s.legs[i], l) == 0 {
			s.legs[i].fold(l, s.executor)
			return s.hold(bytes)
		}
	}
	s.legs = append(s.legs, l)
	return s.hold(bytes)
}

// fold adds a leg over other quads that say the same.
func (l *leg) fold(m leg, x *executor) {
	for i := range l.hops {
		for _, label := range m.hops[i].moreLabels {
			if at, found := slices.BinarySearchFunc(l.hops[i].moreLabels, label, x.compare); !found {
				l.hops[i].moreLabels = slices.Insert(l.hops[i].moreLabels, at, label)
			}
		}
	}
	if l.ways != nil {
		l.ways.add(m.ways)
	}
}

// uneven says that the same way may be cut into rounds differently: legs differ in length, or a walk begins anew.
func uneven(legs []map[graph.ID][]leg) bool {
	length := -1
	for _, round := range legs {
		for at, from := range round {
			for _, l := range from {
				if length < 0 {
					length = len(l.hops)
				}
				if length != len(l.hops) || l.anew(at) {
					return true
				}
			}
		}
	}
	return false
}

// anew says whether the walk begins anew on a leg from a node: it did not go along a quad.
func (l *leg) anew(at graph.ID) bool { return len(l.hops) == 0 || l.hops[0].near != at }

// gather returns the ways to a target as legs from the start of the row's walk, each way once, and leaves the row's track empty.
func (s *shortestStage) gather(t target, legs []map[graph.ID][]leg) []map[graph.ID][]leg {
	s.gathers, s.whole = true, nil
	s.ways(t, legs, 0, s.row[0])
	s.gathers = false
	s.row[s.track] = 0
	return []map[graph.ID][]leg{{s.row[0]: s.whole}}
}

// keepWay gathers the way that the row's track is.
func (s *shortestStage) keepWay(t target) bool {
	l, bytes := s.legTo(t.node)
	at, found := slices.BinarySearchFunc(s.whole, l, s.compareLegs)
	if found {
		s.whole[at].fold(l, s.executor)
	} else {
		s.whole = slices.Insert(s.whole, at, l)
	}
	return s.hold(bytes)
}

// legTo is the row's track as a leg to a node, and what it costs.
func (s *shortestStage) legTo(end graph.ID) (leg, int) {
	l := leg{end: end, hops: s.trackOf(s.row[s.track])}
	for i := range l.hops {
		l.hops[i].moreLabels = slices.Clone(l.hops[i].labels())
	}
	bytes := hopBytes * (1 + len(l.hops))
	if s.trail != nil {
		l.ways = s.trail.since(s.base)
		bytes += l.ways.bytes()
	}
	return l, bytes
}

// ways hands on a row for each way from a node of a round to the target.
func (s *shortestStage) ways(t target, legs []map[graph.ID][]leg, round int, at graph.ID) bool {
	if round == len(legs) {
		if s.gathers {
			return s.keepWay(t)
		}
		return s.give(t)
	}
	before, height := s.row[s.track], s.trail.height()
	for _, l := range legs[round][at] {
		if s.stop.Load() {
			return false
		}
		keeps, track := s.keeps, before
		if l.anew(at) {
			track = 0
		}
		var made []graph.ID
		for _, h := range l.hops {
			h.prev = track
			track = s.hop(h)
			made = append(made, track)
		}
		s.row[s.track] = track
		if s.trail != nil {
			s.trail.fold(l.ways)
		}
		more := s.ways(t, legs, round+1, l.end)
		if s.trail != nil {
			s.trail.cut(height)
		}
		for i := len(made) - 1; i >= 0; i-- {
			s.forget(made[i], keeps)
		}
		s.row[s.track] = before
		if !more {
			return false
		}
	}
	return true
}

func (s *shortestStage) give(t target) bool {
	saved := make([]graph.ID, 1+len(s.slots))
	saved[0], s.row[0] = s.row[0], t.node
	for i, slot := range s.slots {
		saved[i+1], s.row[slot] = s.row[slot], s.integer(len(t.levels)-1)
	}
	height := s.trail.height()
	if s.trail != nil {
		s.trail.reason(s.to.reason(t.node))
	}
	more := s.next.push()
	if s.trail != nil {
		s.trail.cut(height)
	}
	s.row[0] = saved[0]
	for i, slot := range s.slots {
		s.row[slot] = saved[i+1]
	}
	return more
}
