package gizmo

import (
	"cmp"
	"slices"

	"rapport/graph"
)

// What a row held back costs, roughly: its ids and its place in a table.
const idBytes = 4 + 8

// uniqueStage is uniqueOp: the first row of each kind.
type uniqueStage struct {
	*frame
	next  stage
	slots []int // what makes the kind; nil: all of the row
	key   []graph.ID
	seen  *tuples

	met *vertexSet // in place of seen, where the vertex alone makes the kind; else nil
	out *batch

	held  heldRows // the first row of each kind, with the ways of all
	waits bool     // rows are handed on at the end: where somebody asks why, and among rounds, where the order would else depend on that
}

func (b builder) unique(tags []string, next stage) stage {
	s := &uniqueStage{frame: b.frame, next: next, waits: b.trail != nil || b.rounds, out: b.batch(b.flow(next))}
	for _, t := range tags {
		if t == vertexName {
			s.slots = append(s.slots, 0)
		} else {
			s.slots = append(s.slots, b.slot(t))
		}
	}
	return s
}

func (s *uniqueStage) begin() {
	if s.slots == nil && s.track != 0 { // the track makes no difference
		hidden := s.hidden()
		for i := range s.row {
			if !slices.Contains(hidden, i) {
				s.slots = append(s.slots, i)
			}
		}
	}
	width := len(s.slots)
	if width == 0 {
		width = len(s.row)
	}
	if s.seen != nil {
		s.release(s.seen.n * s.seen.width * idBytes)
	}
	if s.met != nil {
		s.release(s.met.bytes)
		s.met = nil
	}
	if width == 1 && (s.slots == nil || s.slots[0] == 0) && !s.waits {
		s.met = &vertexSet{}
	}
	s.key, s.seen = make([]graph.ID, width), s.tuples(width)
	s.held.begin(s.frame)
	s.next.begin()
}

// isNew says whether a vertex comes for the first time. There is room for it unless ok is false.
func (s *uniqueStage) isNew(v graph.ID) (isNew, ok bool) {
	bytes := s.met.bytes
	if !s.met.add(v) {
		return false, true
	}
	s.keep()
	return true, bytes == s.met.bytes || s.hold(s.met.bytes-bytes)
}

func (s *uniqueStage) pushAll(vertices []graph.ID) bool {
	if s.met == nil || s.out.n > 0 {
		return s.singly(vertices, s)
	}
	for _, v := range vertices {
		isNew, ok := s.isNew(v)
		if !ok || isNew && !s.out.add(v) {
			s.out.n = 0
			return false
		}
	}
	return s.out.flush()
}

func (s *uniqueStage) push() bool {
	if s.met != nil {
		isNew, ok := s.isNew(s.row[0])
		return ok && (!isNew || s.next.push())
	}
	key := s.row
	if s.slots != nil {
		key = s.key
		for i, slot := range s.slots {
			key[i] = s.row[slot]
		}
	}
	i, isNew := s.seen.add(key)
	if isNew {
		s.keep()
		if !s.hold(len(key) * idBytes) {
			return false
		}
	}
	switch {
	case s.waits:
		return s.held.fold(s.frame, i)
	case isNew:
		return s.next.push()
	}
	return true
}

func (s *uniqueStage) end() {
	s.held.push(s.frame, s.next)
	s.next.end()
}

// heldRows are rows that a stage holds back, with the ways to them where somebody asks why.
type heldRows struct {
	base  int // height of the trail at the stage's begin
	n     int
	rows  []graph.ID
	ways  []*ways
	bytes int // held for them
}

func (h *heldRows) begin(f *frame) { *h = heldRows{base: f.trail.height()} }

// row is the held row i.
func (h *heldRows) row(f *frame, i int) []graph.ID { return h.rows[i*len(f.row) : (i+1)*len(f.row)] }

func (h *heldRows) hold(f *frame, bytes int) bool {
	h.bytes += bytes
	return f.hold(bytes)
}

// fold adds the row in the frame to the held row i, which it may be the first of. False: there is no room.
func (h *heldRows) fold(f *frame, i int) bool {
	bytes := 0
	if i == h.n {
		f.keep()
		h.rows = append(h.rows, f.row...)
		h.n++
		bytes = len(f.row) * idBytes
	}
	if f.trail != nil {
		w := f.trail.since(h.base)
		if i < len(h.ways) {
			bytes += quadBytes * h.ways[i].add(w)
		} else {
			h.ways = append(h.ways, w)
			bytes += w.bytes()
		}
	}
	return h.hold(f, bytes)
}

// least puts the row in the frame in place of the held row i, where its track comes before that one's.
func (h *heldRows) least(f *frame, i int) {
	if f.track == 0 || i == h.n {
		return
	}
	if held := h.row(f, i); f.compareTracks(f.row[f.track], held[f.track]) < 0 {
		f.keep()
		copy(held, f.row)
	}
}

// column returns what the held rows have in a column; nil for none.
func (h *heldRows) column(f *frame, slot int) (ids []graph.ID) {
	if slot != 0 {
		for i := range h.n {
			ids = append(ids, h.row(f, i)[slot])
		}
	}
	return ids
}

// push hands the held rows on, in the order of their first, and forgets them.
func (h *heldRows) push(f *frame, next stage) {
	if h.n == 0 {
		return
	}
	saved := slices.Clone(f.row)
	for i := range h.n {
		if f.stop.Load() {
			break
		}
		copy(f.row, h.row(f, i))
		if f.trail != nil {
			f.trail.fold(h.ways[i])
		}
		more := next.push()
		if f.trail != nil {
			f.trail.cut(h.base)
		}
		if !more {
			break
		}
	}
	copy(f.row, saved)
	f.release(h.bytes)
	*h = heldRows{}
}

// orderStage is orderOp: it holds all rows back, and hands them on sorted, equal ones as they came.
type orderStage struct {
	*frame
	next  stage
	keys  []orderSlot
	rows  []graph.ID
	first int // how many are wanted; 0: all

	base  int     // height of the trail at begin
	ways  []*ways // to each row, where somebody asks why
	bytes int     // held for ways
}

// orderSlot is an orderKey by its place in the row.
type orderSlot struct {
	slot int
	down bool
}

// order builds orderOp. A limit behind it says how many rows are wanted.
func (b builder) order(o *orderOp, limit *limitOp, next stage) stage {
	s := &orderStage{frame: b.frame, next: next}
	if limit != nil {
		s.first = limit.n
	}
	for _, k := range o.keys {
		slot := 0
		if k.tag != vertexName {
			slot = b.slot(k.tag)
		}
		s.keys = append(s.keys, orderSlot{slot, k.down})
	}
	if len(s.keys) == 0 {
		s.keys = []orderSlot{{}}
	}
	return s
}

func (s *orderStage) begin() {
	s.rows, s.base = s.rows[:0], s.trail.height()
	s.next.begin()
}

func (s *orderStage) push() bool {
	s.keep()
	s.rows = append(s.rows, s.row...)
	if s.trail != nil {
		w := s.trail.since(s.base)
		s.ways = append(s.ways, w)
		s.bytes += w.bytes()
		s.hold(w.bytes())
	}
	return s.hold(len(s.row) * idBytes)
}

func (s *orderStage) end() {
	width := len(s.row)
	order := make([]int32, len(s.rows)/width)
	for i := range order {
		order[i] = int32(i)
	}
	if order, done := s.sortRows(order, width); done {
		saved := slices.Clone(s.row)
		for _, i := range order {
			copy(s.row, s.rows[int(i)*width:])
			if s.trail != nil {
				s.trail.fold(s.ways[i])
			}
			more := !s.stop.Load() && s.next.push()
			if s.trail != nil {
				s.trail.cut(s.base)
			}
			if !more {
				break
			}
		}
		copy(s.row, saved)
	}
	s.release(len(s.rows)*idBytes + s.bytes)
	s.rows, s.ways, s.bytes = nil, nil, 0
	s.next.end()
}

// sortRows sorts the rows by number, or, where no more than some first ones are wanted, those. It returns them; done is false when it was stopped.
func (s *orderStage) sortRows(order []int32, width int) (sorted []int32, done bool) {
	ranks, done := s.ranks(width)
	if !done {
		return nil, false
	}
	compare := func(a, b int32) int {
		if c := s.compareRows(s.rows[int(a)*width:], s.rows[int(b)*width:], ranks); c != 0 {
			return c
		}
		return int(a - b)
	}
	if s.first > 0 && s.first < len(order)/2 {
		order = least(order, s.first, compare, s.stopped)
	}
	return order, sortUnless(&s.stop, order, compare)
}

// least returns the first n of more items in any order, the last of them on top: a heap, which takes in each item that comes before its top. It
// works in the place of the items, and ends early when stopped says so of one.
func least[T any](items []T, n int, compare func(a, b T) int, stopped func(i int) bool) []T {
	heap := items[:n:n]
	heapify(heap, compare)
	for i, item := range items[n:] {
		if stopped(i) {
			break
		}
		if compare(item, heap[0]) < 0 {
			heap[0] = item
			settle(heap, 0, compare)
		}
	}
	return heap
}

// heapify makes items a heap, the greatest first.
func heapify[T any](heap []T, compare func(a, b T) int) {
	for at := len(heap)/2 - 1; at >= 0; at-- {
		settle(heap, at, compare)
	}
}

// settle moves the item at a place of a heap down to where it belongs.
func settle[T any](heap []T, at int, compare func(a, b T) int) {
	for {
		last := at
		for child := 2*at + 1; child <= 2*at+2 && child < len(heap); child++ {
			if compare(heap[child], heap[last]) > 0 {
				last = child
			}
		}
		if last == at {
			return
		}
		heap[at], heap[last] = heap[last], heap[at]
		at = last
	}
}

// ranks returns the places of the ids of each key among each other; nil for a key whose ids are in order by themselves. Values are compared
// once for each that is different.
func (s *orderStage) ranks(width int) (out []map[graph.ID]int32, done bool) {
	out = make([]map[graph.ID]int32, len(s.keys))
	for i, k := range s.keys {
		ids, inOrder := s.idSet(), s.src.Sorted()
		for at := k.slot; at < len(s.rows); at += width {
			if s.stopped(at / width) {
				return nil, false
			}
			if s.rows[at] != 0 { // which comes last
				ids.note(s.rows[at])
			}
			inOrder = inOrder && s.rows[at] <= s.last
		}
		if inOrder {
			continue
		}
		list := ids.list()
		if !sortUnless(&s.stop, list, s.compare) {
			return nil, false
		}
		out[i] = make(map[graph.ID]int32, len(list))
		rank := int32(0)
		for j, id := range list {
			if j > 0 && s.compare(list[j-1], id) != 0 {
				rank++
			}
			out[i][id] = rank
		}
	}
	return out, !s.stop.Load()
}

func (s *orderStage) compareRows(a, b []graph.ID, ranks []map[graph.ID]int32) (c int) {
	for i, k := range s.keys {
		x, y := a[k.slot], b[k.slot]
		switch {
		case x == y:
			continue
		case x == 0:
			return 1
		case y == 0:
			return -1
		case ranks[i] != nil:
			c = cmp.Compare(ranks[i][x], ranks[i][y])
		default:
			c = cmp.Compare(x, y)
		}
		if k.down {
			c = -c
		}
		if c != 0 {
			return c
		}
	}
	return 0
}

// limitStage is limitOp.
type limitStage struct {
	next    stage
	into    flow
	n, seen int
}

func (s *limitStage) begin() {
	s.seen = 0
	s.next.begin()
}

func (s *limitStage) push() bool {
	if s.seen >= s.n {
		return false
	}
	s.seen++
	return s.next.push() && s.seen < s.n
}

func (s *limitStage) pushAll(vertices []graph.ID) bool {
	vertices = vertices[:min(len(vertices), s.n-s.seen)]
	s.seen += len(vertices)
	return (len(vertices) == 0 || s.into(vertices)) && s.seen < s.n
}

func (s *limitStage) end() { s.next.end() }

// skipStage is skipOp.
type skipStage struct {
	next    stage
	into    flow
	n, seen int
}

func (s *skipStage) begin() {
	s.seen = 0
	s.next.begin()
}

func (s *skipStage) push() bool {
	if s.seen < s.n {
		s.seen++
		return true
	}
	return s.next.push()
}

func (s *skipStage) pushAll(vertices []graph.ID) bool {
	n := min(len(vertices), s.n-s.seen)
	s.seen += n
	return n == len(vertices) || s.into(vertices[n:])
}

func (s *skipStage) end() { s.next.end() }
