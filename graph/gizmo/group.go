package gizmo

import (
	"fmt"
	"slices"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/quads"
)

// groupStage is groupOp: it holds the keys of all rows back with what is folded for each, and hands on a row for each.
type groupStage struct {
	*frame
	next   stage
	op     *groupOp
	keys   []int // slots of the keys, 0 for the vertex
	of     int   // slot of what is folded
	out    int   // slot of the result
	vertex int   // slot of what becomes the vertex

	groups *tuples
	tally  *tally // in place of groups and folds, where rows are counted by their vertex alone; else nil
	key    []graph.ID
	folds  folds
	ways   []*ways // to each group, where somebody asks why
	base   int     // height of the trail at begin
	bytes  int     // held

	first int // how many groups are wanted, of those with the least count or, if down, the most; 0: all
	down  bool
	told  *Operator // where somebody asks what ran
}

// folds are what is folded, by the number of the group.
type folds interface {
	// add folds a value into a group, which it may be the first of; it returns what it took of memory, and how the row
	// counts among the reasons of the group. False: the value cannot be folded.
	add(group int, id graph.ID) (bytes int, counts verdict, ok bool)
	result(group int) graph.ID
}

// verdict says how a row is a reason for what its group gives.
type verdict uint8

const (
	reasonToo  verdict = iota // as those before it
	reasonOnly                // those before it are none any more
	noReason
)

// group builds groupOp. The steps behind it may want only the first groups by their count.
func (b builder) group(o *groupOp, first int, down bool, next stage) stage {
	s := &groupStage{frame: b.frame, next: next, op: o, of: b.column(o.of), first: first, down: down, told: b.told.operator()}
	for _, k := range o.keys {
		s.keys = append(s.keys, b.column(k))
	}
	if name := o.result(); name != "" {
		s.out = b.slot(name)
	}
	if len(s.keys) > 0 && !slices.Contains(s.keys, 0) {
		s.vertex = s.keys[0]
	}
	return s
}

// column returns where a tag stands, or the vertex.
func (b builder) column(name string) int {
	if name == vertexName {
		return 0
	}
	return b.slot(name)
}

func (s *groupStage) begin() {
	s.groups, s.key = s.tuples(len(s.keys)), make([]graph.ID, len(s.keys))
	s.ways, s.base = nil, s.trail.height()
	if s.tally = nil; s.tells() {
		s.tally = &tally{}
	}
	switch s.op.fold {
	case foldCount:
		s.folds = &counts{x: s.executor}
	case foldBag:
		s.folds = &bags{x: s.executor}
	case foldMin, foldMax:
		s.folds = &extremes{x: s.executor, down: s.op.fold == foldMax}
	default:
		s.folds = &totals{x: s.executor, mean: s.op.fold == foldMean}
	}
	s.next.begin()
}

// tally counts how often each vertex comes.
type tally struct {
	numbering
	n []int
}

func (s *groupStage) pushAll(vertices []graph.ID) bool {
	if s.tally == nil {
		return s.singly(vertices, s)
	}
	t := s.tally
	before := t.bytes
	for _, v := range vertices {
		i := t.number(v)
		if i == len(t.n) {
			t.n = append(t.n, 0)
		}
		t.n[i]++
	}
	s.keep()
	s.bytes += t.bytes - before
	return s.hold(t.bytes - before)
}

// tells says whether rows are counted by their vertex alone.
func (s *groupStage) tells() bool {
	return s.op.fold == foldCount && len(s.keys) == 1 && s.keys[0] == 0 && s.trail == nil
}

func (s *groupStage) tallies() *taker {
	if !s.tells() {
		return nil
	}
	return &taker{s.first, s.down, func(all *tallies) {
		s.skipped(all.vertices - len(all.list))
		list, t := inOrder(all.list), s.tally
		t.ids, t.n = make([]graph.ID, len(list)), make([]int, len(list))
		for i := range list {
			t.ids[i], t.n[i] = list[i].vertex, list[i].n
		}
		s.keep()
		s.bytes = 2 * idBytes * len(list)
		s.hold(s.bytes)
	}}
}

// skipped notes groups that nobody wants.
func (s *groupStage) skipped(n int) {
	if s.told != nil {
		s.told.Out += n
		s.told.Skipped += n
	}
}

func (s *groupStage) push() bool {
	if s.tally != nil {
		return s.pushAll(s.row[:1])
	}
	value := s.row[s.of]
	if value == 0 && s.op.fold > foldBag {
		return true // nothing to fold
	}
	s.keep()
	for i, k := range s.keys {
		s.key[i] = s.row[k]
	}
	g, isNew := 0, s.groups.n == 0
	if len(s.key) > 0 || isNew {
		g, isNew = s.groups.add(s.key)
	}
	bytes, verdict, ok := s.folds.add(g, value)
	if !ok {
		s.fail(s.op.misfit(s.value(value)))
		return false
	}
	if isNew {
		bytes += len(s.key) * idBytes
	}
	if s.trail != nil {
		bytes += s.because(g, verdict)
	}
	s.bytes += bytes
	return s.hold(bytes)
}

// because notes the ways of the row in the frame as those of a group, and returns what they take.
func (s *groupStage) because(g int, v verdict) int {
	if v == noReason {
		return 0
	}
	w := s.trail.since(s.base)
	switch {
	case g == len(s.ways):
		s.ways = append(s.ways, w)
	case v == reasonOnly:
		s.ways[g] = w
	default:
		return quadBytes * s.ways[g].add(w)
	}
	return w.bytes()
}

func (s *groupStage) end() {
	saved := slices.Clone(s.row)
	if s.tally != nil {
		s.groups.data, s.groups.n, s.folds = s.tally.ids, len(s.tally.ids), &counts{s.executor, s.tally.n}
	}
	wanted := s.wanted()
	for g := range s.groups.n {
		if s.stop.Load() {
			break
		}
		if wanted != nil && !wanted(g) {
			s.skipped(1)
			continue
		}
		clear(s.row)
		for i, k := range s.keys {
			s.row[k] = s.groups.at(g)[i]
		}
		s.row[s.out] = s.folds.result(g)
		if len(s.keys) > 0 {
			s.row[0] = s.row[s.vertex]
		}
		if s.trail != nil {
			s.trail.fold(s.ways[g])
		}
		more := s.next.push()
		if s.trail != nil {
			s.trail.cut(s.base)
		}
		if !more {
			break
		}
	}
	copy(s.row, saved)
	s.release(s.bytes)
	s.groups, s.tally, s.folds, s.ways, s.bytes = s.tuples(len(s.keys)), nil, nil, nil, 0
	s.next.end()
}

// wanted says of a group whether it can be among those that the steps behind want; nil: all can.
func (s *groupStage) wanted() func(g int) bool {
	counts, ok := s.folds.(*counts)
	if !ok || s.first == 0 || s.first >= s.groups.n {
		return nil
	}
	f := front{first: s.first, down: s.down}
	last := least(slices.Clone(counts.n), s.first, f.compare, s.stopped)[0]
	return func(g int) bool { return f.compare(counts.n[g], last) <= 0 }
}

// firstOf returns how many groups are wanted by the steps behind a group: those with the least counts or, if down, the most. 0 is all.
func firstOf(g *groupOp, behind, last op) (n int, down bool) {
	order, ordered := behind.(*orderOp)
	limit, limited := last.(*limitOp)
	if !ordered || !limited || g.fold != foldCount || len(order.keys) == 0 || order.keys[0].tag != g.result() {
		return 0, false
	}
	return limit.n, order.keys[0].down
}

// misfit is the error for a value that cannot be folded.
func (o *groupOp) misfit(v quad.Value) error {
	e := *o.at
	e.Message = fmt.Sprintf("%s: %s is no number", o.fold, clip(spell(v)))
	e.Hint = "keep only what is one: filter(gte(-Infinity))"
	if _, ok := quads.Number(v); ok {
		e.Message, e.Hint = fmt.Sprintf("%s: %s is a number of more than %d digits", o.fold, clip(spell(v)), maxDigits), ""
	}
	return &e
}

// counts are numbers of rows.
type counts struct {
	x *executor
	n []int
}

func (f *counts) add(g int, _ graph.ID) (int, verdict, bool) {
	if g == len(f.n) {
		f.n = append(f.n, 1)
		return idBytes, reasonToo, true
	}
	f.n[g]++
	return 0, reasonToo, true
}

func (f *counts) result(g int) graph.ID { return f.x.integer(f.n[g]) }

// bags are lists of values, in their order.
type bags struct {
	x   *executor
	ids [][]graph.ID
}

func (f *bags) add(g int, id graph.ID) (int, verdict, bool) {
	if g == len(f.ids) {
		f.ids = append(f.ids, nil)
	}
	if id == 0 {
		return idBytes, reasonToo, true
	}
	f.ids[g] = append(f.ids[g], id)
	return idBytes, reasonToo, true
}

func (f *bags) result(g int) graph.ID {
	sortUnless(&f.x.stop, f.ids[g], f.x.compare)
	return f.x.list(listed{ids: f.ids[g]})
}

// extremes are the least or the greatest values. Only the rows that have them are their reasons.
type extremes struct {
	x    *executor
	down bool
	ids  []graph.ID
}

func (f *extremes) add(g int, id graph.ID) (int, verdict, bool) {
	if g == len(f.ids) {
		f.ids = append(f.ids, id)
		return idBytes, reasonToo, true
	}
	c := f.x.compare(id, f.ids[g])
	if f.down {
		c = -c
	}
	switch {
	case c == 0:
		return 0, reasonToo, true
	case c > 0:
		return 0, noReason, true
	}
	f.ids[g] = id
	return 0, reasonOnly, true
}

func (f *extremes) result(g int) graph.ID { return f.ids[g] }

// totals are sums or means.
type totals struct {
	x    *executor
	mean bool
	sums []total
}

// totalBytes is what a total costs, roughly.
const totalBytes = 128

func (f *totals) add(g int, id graph.ID) (bytes int, _ verdict, ok bool) {
	if g == len(f.sums) {
		f.sums = append(f.sums, total{})
		bytes = totalBytes
	}
	return bytes, reasonToo, f.sums[g].add(f.x.value(id))
}

func (f *totals) result(g int) graph.ID {
	if f.mean {
		return f.x.local(f.sums[g].mean())
	}
	return f.x.local(f.sums[g].sum())
}
