package gizmo

import (
	"slices"

	"rapport/graph"
)

// branch builds a virtual predicate: its ops run anew for each row.
func (b builder) branch(o *branchOp, next stage) stage {
	s := &branchStage{pass: pass{next}, frame: b.frame, optional: o.optional, slot: -1}
	if o.tag != "" {
		s.slot = b.slot(o.tag)
	}
	b.told.as("each row")
	s.inner = b.stages(o.ops, &branchEnd{s})
	if groups(o.ops) != "" {
		s.own = b.slots(bindsOf(o.ops))
	}
	return s
}

type branchStage struct {
	pass
	*frame
	inner    stage
	slot     int // of the tag for the end; -1: none
	optional bool
	own      []int // of the tags that the ops set, where a group among them drops all others; else nil

	came   []graph.ID // the row that the ops are run from
	vertex graph.ID
	found  bool
	more   bool
}

func (s *branchStage) push() bool {
	old := slices.Clone(s.row)
	came, vertex, found, more := s.came, s.vertex, s.found, s.more
	s.came, s.vertex, s.found, s.more = old, s.row[0], false, true
	s.inner.begin()
	s.inner.push()
	s.inner.end()
	copy(s.row, old)
	if s.more && s.optional && !s.found && !s.stop.Load() {
		if s.slot >= 0 {
			s.row[s.slot] = 0
		}
		s.more = s.next.push()
		copy(s.row, old)
	}
	result := s.more
	s.came, s.vertex, s.found, s.more = came, vertex, found, more
	return result
}

// branchEnd is where the ops of a branch end: it goes on from where they began.
type branchEnd struct{ *branchStage }

func (e *branchEnd) begin() {}
func (e *branchEnd) end()   {}

func (e *branchEnd) push() bool {
	s := e.branchStage
	if !s.more {
		return false
	}
	end := s.row[0]
	s.found = true
	if s.track != 0 {
		defer func(at graph.ID) { s.row[s.track] = at }(s.row[s.track])
		s.row[s.track] = s.came[s.track]
	}
	if s.own != nil {
		for i := 1; i < len(s.came); i++ {
			if !slices.Contains(s.own, i) {
				s.row[i] = s.came[i]
			}
		}
	}
	if s.slot >= 0 {
		old := s.row[s.slot]
		s.row[s.slot] = end
		defer func() { s.row[s.slot] = old }()
	}
	s.row[0] = s.vertex
	s.more = s.next.push()
	s.row[0] = end
	return s.more
}

// eitherStage is eitherOp.
type eitherStage struct {
	pass
	*frame
	first, second stage
}

func (s *eitherStage) begin() {
	s.next.begin()
	s.first.begin()
	s.second.begin()
}

func (s *eitherStage) push() bool { return s.first.push() && s.second.push() }

func (s *eitherStage) end() {
	s.first.end()
	s.second.end()
	s.next.end()
}

// tailStage is where two branches meet: their end is not yet the end.
type tailStage struct{ next stage }

func (s *tailStage) begin()     {}
func (s *tailStage) end()       {}
func (s *tailStage) push() bool { return s.next.push() }

// union builds unionOp: the path runs once the rows before it are through.
func (b builder) union(o *unionOp, next stage) stage {
	return &unionStage{frame: b.frame, next: next, path: o.path, slots: b.slots(o.path.bound), operator: b.told.operator()}
}

type unionStage struct {
	*frame
	next  stage
	path  *Path
	slots []int // where the path's tags go
	full  bool

	operator *Operator // where somebody asks what ran
}

func (s *unionStage) begin() {
	s.full = false
	s.next.begin()
}

func (s *unionStage) push() bool {
	more := s.next.push()
	s.full = s.full || !more
	return more
}

func (s *unionStage) end() {
	if !s.full && !s.stop.Load() {
		saved := slices.Clone(s.row) // within a virtual predicate or a recursion, the tags of the row that it is asked for
		for _, i := range s.hidden() {
			s.row[i] = 0
		}
		s.told.again(s.operator, "then", func() {
			f := s.newFrame(s.path)
			if s.track != 0 && f.track == 0 {
				f.keepTrack()
			}
			s.buildIn(f, s.path, func(f *frame) stage { return &unionEnd{unionStage: s, from: f} }).run()
		})
		copy(s.row, saved)
	}
	s.next.end()
}

// unionEnd is where the path of a union ends: the row goes on in the frame of the other.
type unionEnd struct {
	*unionStage
	from  *frame
	marks [][2]int // the track, and what it was where tags were set: columns of the other frame, and of this one
}

func (e *unionEnd) begin() {
	e.marks = e.marks[:0]
	for _, to := range e.hidden() {
		if i := slices.Index(e.from.names, e.names[to-1]); i >= 0 {
			e.marks = append(e.marks, [2]int{i + 1, to})
		}
	}
}

func (e *unionEnd) end() {}

func (e *unionEnd) push() bool {
	s := e.unionStage
	saved := make([]graph.ID, len(s.slots))
	for i, slot := range s.slots {
		saved[i] = s.row[slot]
		if v := e.from.row[i+1]; v != 0 { // build numbers the tags of a path as they stand in bound
			s.row[slot] = v
		}
	}
	s.row[0] = e.from.row[0]
	for _, m := range e.marks {
		s.row[m[1]] = e.from.row[m[0]]
	}
	more := s.next.push()
	for i, slot := range s.slots {
		s.row[slot] = saved[i]
	}
	return more
}

// join builds joinOp. A path that can be asked about one vertex is; another is run once, and its rows held.
func (b builder) join(o *joinOp, next stage) stage {
	if ops, ok := probe(o.path); ok && !asksTrack(ops) { // a walk of its own begins at its own start
		b.told.as("each row")
		told := b.told.ops(ops)
		for _, o := range told {
			o.around = b.told.operator()
		}
		inner := b.lineTo(ops, told, next, b.folds)
		return &knownStage{pass{inner}, b.frame, b.batch(b.flow(inner))}
	}
	if b.folds && len(o.path.bound) == 0 && !b.asked() {
		return &isStage{pass{next}, b.frame, b.endsOf(o.path), b.batch(b.flow(next))}
	}
	b.told.as("held")
	s := &joinStage{pass: pass{next}, frame: b.frame, slots: b.slots(o.path.bound), heads: map[graph.ID]int32{}}
	b.executor.trail.apart(func() { b.build(o.path, func(f *frame) stage { return &joinEnd{s, f} }).run() })
	return s
}

// knownStage keeps the rows whose vertex is in the graph: no other is where a path ends that starts there.
type knownStage struct {
	pass
	*frame
	out *batch
}

func (s *knownStage) push() bool { return !s.known() || s.next.push() }

func (s *knownStage) pushAll(vertices []graph.ID) bool {
	return s.out.some(vertices, func(v graph.ID) bool { return v != 0 && v <= s.last })
}

// known says whether the row has a vertex, and that is no value that a group made.
func (f *frame) known() bool { return f.row[0] != 0 && f.row[0] <= f.last }

// probe returns the ops that say whether, and how often, a path ends at the vertex they are run from.
func probe(p *Path) ([]op, bool) {
	ops := p.ops()
	if o, ok := linked(p, ops); ok && stationary(ops[1:]) && !asksWhy(ops) {
		return relabel(append([]op{o}, ops[1:]...), everyLabel), true
	}
	if !stationary(ops) || asksWhy(ops) || !p.all && !p.morphism && !distinct(p.start) {
		return nil, false
	}
	return p.asMorphism(everyLabel), true
}

// linked returns the condition on a vertex that a path's first step leads to it from where the path starts.
func linked(p *Path, ops []op) (op, bool) {
	if p.all || p.morphism || len(ops) == 0 || len(p.start) > manyFars || !distinct(p.start) {
		return nil, false
	}
	hop, ok := ops[0].(*hopOp)
	if !ok || hop.dir == either || len(hop.tags)+len(hop.labels.binds()) > 0 {
		return nil, false
	}
	return &hasOp{walk{hop.dir.flip(), hop.via, hop.labels}, nodeSet{ids: p.start, listed: true}, nil}, true
}

// groups returns the name of the first step among ops that folds all rows into groups, "" for none. What stands in a virtual
// predicate folds only the rows of each row.
func groups(ops []op) string {
	for _, o := range ops {
		switch o := o.(type) {
		case *groupOp:
			return o.fold.String()
		case *eitherOp:
			if name := groups(o.first) + groups(o.second); name != "" {
				return name
			}
		}
	}
	return ""
}

// asksWhy says whether ops have a step that tells what the row rests on: what it tells is where it is run from.
func asksWhy(ops []op) bool {
	return slices.ContainsFunc(ops, func(o op) bool {
		switch o := o.(type) {
		case *whyOp:
			return true
		case *branchOp:
			return asksWhy(o.ops)
		case *eitherOp:
			return asksWhy(o.first) || asksWhy(o.second)
		case *recurseOp:
			return asksWhy(o.ops)
		case *repeatOp:
			return asksWhy(o.ops)
		case *shortestOp:
			return asksWhy(o.ops)
		}
		return false
	})
}

// everyLabel is the context of a path that stands for itself.
var everyLabel = &labelSpec{nodeSet: nodeSet{all: true}}

func distinct(ids []graph.ID) bool { return newIDSet(ids...).n == len(ids) }

type joinStage struct {
	pass
	*frame
	slots []int
	heads map[graph.ID]int32 // the first row of a vertex, from 1
	tails map[graph.ID]int32
	nexts []int32
	rows  []graph.ID // the tags, len(slots) a row
	ways  []*ways    // to each row, where somebody asks why
}

func (s *joinStage) push() bool {
	at := s.heads[s.row[0]]
	if at == 0 {
		return true
	}
	saved := make([]graph.ID, len(s.slots))
	for i, slot := range s.slots {
		saved[i] = s.row[slot]
	}
	more := true
	for ; at != 0 && more; at = s.nexts[at-1] {
		row := s.rows[int(at-1)*len(s.slots):]
		for i, slot := range s.slots {
			s.row[slot] = row[i]
		}
		height := s.trail.height()
		if s.ways != nil {
			s.trail.fold(s.ways[at-1])
		}
		more = !s.stop.Load() && s.next.push()
		if s.ways != nil {
			s.trail.cut(height)
		}
	}
	for i, slot := range s.slots {
		s.row[slot] = saved[i]
	}
	return more
}

// joinEnd holds the rows of the path of a join.
type joinEnd struct {
	*joinStage
	from *frame
}

func (e *joinEnd) begin() {}
func (e *joinEnd) end()   {}

func (e *joinEnd) push() bool {
	s, v := e.joinStage, e.from.row[0]
	if v == 0 {
		return true
	}
	s.keep()
	s.rows = append(s.rows, e.from.row[1:1+len(s.slots)]...)
	s.nexts = append(s.nexts, 0)
	at := int32(len(s.nexts))
	if s.heads[v] == 0 {
		s.heads[v] = at
	} else {
		s.nexts[s.tails[v]-1] = at
	}
	if s.tails == nil {
		s.tails = map[graph.ID]int32{}
	}
	s.tails[v] = at
	if s.trail != nil {
		w := s.trail.since(0)
		s.ways = append(s.ways, w)
		s.hold(w.bytes())
	}
	return s.hold(64 + len(s.slots)*idBytes)
}

// except builds exceptOp.
func (b builder) except(o *exceptOp, next stage) stage {
	s := &exceptStage{pass: pass{next}, frame: b.frame, out: b.batch(b.flow(next))}
	if ops, ok := probe(o.path); ok {
		f := b.newFrame(o.path)
		f.trail = nil // that there is none has no evidence
		b.told.as("each row, until one comes")
		s.probe, s.inner = f, builder{frame: f}.stages(ops, &hitStage{s})
		return s
	}
	s.set = b.endsOf(o.path)
	return s
}

type exceptStage struct {
	pass
	*frame
	set   *idSet
	probe *frame // of inner, where there is no set
	inner stage
	hit   bool
	out   *batch
}

func (s *exceptStage) pushAll(vertices []graph.ID) bool {
	return s.out.some(vertices, func(v graph.ID) bool {
		switch {
		case v == 0:
			return true
		case s.inner == nil:
			return !s.set.has(v)
		}
		return v > s.last || !s.hits(v)
	}) && !s.stop.Load()
}

// hits says whether the path ends at a vertex.
func (s *exceptStage) hits(v graph.ID) bool {
	s.hit, s.probe.row[0] = s.stop.Load(), v
	if !s.hit {
		s.inner.begin()
		s.inner.push()
		s.inner.end()
	}
	return s.hit || s.stop.Load() // else that nothing came means nothing
}

func (s *exceptStage) push() bool {
	if s.row[0] == 0 {
		return s.next.push()
	}
	if s.inner == nil {
		return s.set.has(s.row[0]) || s.next.push()
	}
	if !s.known() {
		return s.next.push()
	}
	if s.hits(s.row[0]) {
		return !s.stop.Load()
	}
	return s.next.push()
}

// hitStage notes that a row came.
type hitStage struct{ *exceptStage }

func (h *hitStage) begin() {}
func (h *hitStage) end()   {}
func (h *hitStage) push() bool {
	h.hit = true
	return false
}
