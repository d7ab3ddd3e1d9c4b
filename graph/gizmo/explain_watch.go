package gizmo

import (
	"reflect"
	"slices"
	"time"

	"rapport/graph"
)

// A program may make plans in a loop, and within one place of them paths that are never alike. So many are kept: of plans, and of paths
// within an operator.
const (
	maxPlans  = 32
	maxInside = 16
)

// explainer watches the plans of a program. A nil one sees nothing, and costs nothing where rows pass.
type explainer struct {
	src  graph.Source
	told *Explanation
	at   *Operator // whose stages are being built, or built at a row
	role string    // of the next path within it

	clock time.Time
	since time.Duration  // on the clock
	on    *time.Duration // what the time since then goes to
}

func newExplainer(src graph.Source) *explainer {
	x := &explainer{src: src, told: &Explanation{}, clock: time.Now()}
	x.on = &x.told.JavaScript
	return x
}

// tick gives the time since the last tick to what it went to, and the time from now on to another.
func (x *explainer) tick(to *time.Duration) (was *time.Duration) {
	if x == nil {
		return nil
	}
	now := time.Since(x.clock)
	*x.on += now - x.since
	was, x.on, x.since = x.on, to, now
	return was
}

// begin is called with the final of a plan that is about to run, and returns what is called behind it.
func (x *explainer) begin(c *call) (plan *Plan, end func()) {
	if x == nil {
		return nil, func() {}
	}
	plan = x.plan(c)
	plan.Runs++
	at, was, from := x.at, x.tick(&plan.Own), time.Since(x.clock)
	x.at = &Operator{Inside: []*Inside{{Operators: plan.Operators}}}
	root := x.at
	return plan, func() {
		plan.Operators = root.Inside[0].Operators
		plan.Time += time.Since(x.clock) - from
		x.tick(was)
		x.at = at
	}
}

// plan finds the plan of a final that ran before, or makes one.
func (x *explainer) plan(c *call) *Plan {
	e := c.q.here("")
	e.moveBack(c.q.text, c.name)
	ops := append([]op{nil}, c.path.ops()...)
	for _, p := range x.told.Plans {
		if p.Final == c.name && p.Line == e.Line && p.Col == e.Col && alike(p.Operators, ops) {
			return p
		}
	}
	p := &Plan{Final: c.name, Line: e.Line, Col: e.Col}
	if len(x.told.Plans) == maxPlans {
		x.told.Omitted++
		return p
	}
	x.told.Plans = append(x.told.Plans, p)
	return p
}

// final counts the rows that come to a final.
func (x *explainer) final(p *Plan, s *sink) stage {
	if x == nil {
		return s
	}
	return &finalStage{pass{s}, p, x, s}
}

type finalStage struct {
	pass
	plan *Plan
	x    *explainer
	sink *sink
}

func (s *finalStage) pushAll(vertices []graph.ID) bool {
	if count := s.many(); count != nil {
		return count(len(vertices))
	}
	return s.sink.singly(vertices, s)
}

func (s *finalStage) anyOrder() bool { return s.sink.anyOrder() }

// many is that of the sink.
func (s *finalStage) many() func(n int) bool {
	return counted(s.sink, func(n int) { s.plan.Rows += n })
}

// counted returns how a stage takes rows that are only counted, with somebody who counts them too; nil where each row matters.
func counted(next stage, count func(n int)) func(n int) bool {
	c, ok := next.(counter)
	if !ok {
		return nil
	}
	many := c.many()
	if many == nil {
		return nil
	}
	return func(n int) bool {
		count(n)
		return many(n)
	}
}

func (s *finalStage) push() bool {
	s.plan.Rows++
	was := s.x.tick(&s.plan.Own)
	more := s.next.push()
	s.x.tick(was)
	return more
}

// operators are those of some ops, or none where nobody asks.
type operators []*Operator

func (t operators) from(i int) operators {
	if t == nil {
		return nil
	}
	return t[i:]
}

// path returns the operators of a path: its start, then its ops.
func (x *explainer) path(p *Path, ops []op) operators {
	if x == nil {
		return nil
	}
	return x.within(append([]op{nil}, ops...), p)
}

// ops returns the operators of ops.
func (x *explainer) ops(ops []op) operators {
	if x == nil || len(ops) == 0 {
		return nil
	}
	return x.within(ops, nil)
}

// within returns the operators of ops that the one being built has inside: those of the last time it was built, or new ones.
func (x *explainer) within(ops []op, from *Path) operators {
	role := x.role
	x.role = ""
	for i, in := range x.at.Inside[min(x.at.cursor, len(x.at.Inside)):] {
		if in.Operators == nil || alike(in.Operators, ops) {
			x.at.cursor += i + 1
			x.fill(in, ops, from)
			return in.Operators
		}
	}
	in := &Inside{Role: role}
	if x.at.cursor = len(x.at.Inside) + 1; len(x.at.Inside) < maxInside {
		x.at.Inside = append(x.at.Inside, in)
	}
	x.fill(in, ops, from)
	return in.Operators
}

// alike says whether operators are those of ops of the same types.
func alike(told []*Operator, ops []op) bool {
	return slices.EqualFunc(told, ops, func(o *Operator, p op) bool { return reflect.TypeOf(o.op) == reflect.TypeOf(p) })
}

// fill describes the ops, or notes that they are others than those of the last time.
func (x *explainer) fill(in *Inside, ops []op, from *Path) {
	for i, o := range ops {
		d := operatorOf(x.src, o, from)
		switch {
		case i >= len(in.Operators):
			d.op, d.from = o, from
			in.Operators = append(in.Operators, d)
		case !slices.Equal(in.Operators[i].Does, d.Does):
			in.Operators[i].Varies = true
		}
	}
}

// as names the path that is built next within an operator.
func (x *explainer) as(role string) {
	if x != nil {
		x.role = role
	}
}

// anew says that the path that is built next within an operator is the one that was built last, once more.
func (x *explainer) anew() {
	if x != nil && x.at.cursor > 0 {
		x.at.cursor--
	}
}

// operator is the one being built.
func (x *explainer) operator() *Operator {
	if x == nil {
		return nil
	}
	return x.at
}

// again runs what builds a path for an operator while rows pass.
func (x *explainer) again(o *Operator, role string, run func()) {
	if x == nil {
		run()
		return
	}
	at := x.at
	x.at, x.role, o.cursor = o, role, 0
	run()
	x.at = at
}

// distinct notes how many vertices the set has that was made last.
func (x *explainer) distinct(n int) {
	if x == nil {
		return
	}
	if last := x.at.cursor - 1; last < len(x.at.Inside) { // else it was not kept
		x.at.Inside[last].Distinct = n
	}
}

// stage builds the stage of an operator between counters.
func (x *explainer) stage(f *frame, o *Operator, next stage, build func(next stage) stage) stage {
	next = x.behind(f, o, next, build)
	return &inStage{pass{next}, o, x, f.flow(next)}
}

// behind builds a stage with a counter behind it alone.
func (x *explainer) behind(f *frame, o *Operator, next stage, build func(next stage) stage) stage {
	at := x.at
	x.at, o.cursor = o, 0
	s := build(&outStage{pass{next}, o, f.flow(next)})
	x.at = at
	return s
}

// started puts the counter behind the start of a path.
func (x *explainer) started(f *frame, told operators, next stage) stage {
	if told == nil {
		return next
	}
	return &outStage{pass{next}, told[0], f.flow(next)}
}

// fused builds what stands for the start and the ops up to the nth, which alone has rows.
func (x *explainer) fused(f *frame, told operators, n int, next stage, build func(next stage) stage) stage {
	if x == nil {
		return build(next)
	}
	for _, o := range told[:n] {
		o.Fused = true
	}
	told[n].First = true
	return x.behind(f, told[n], next, build)
}

// emitted counts a row that g.emit gave.
func (x *explainer) emitted() {
	if x != nil {
		x.told.Emitted++
	}
}

// time is what the time of a path's own start goes to.
func (t operators) time(i int) *time.Duration {
	if t == nil {
		return nil
	}
	return &t[i].Time
}

// inStage counts what comes into an operator, and its time.
type inStage struct {
	pass
	o    *Operator
	x    *explainer
	into flow
}

func (s *inStage) pushAll(vertices []graph.ID) bool {
	s.o.In += len(vertices)
	was := s.x.tick(&s.o.Time)
	more := s.into(vertices)
	s.x.tick(was)
	return more
}

// tallies is that of the stage behind it.
func (s *inStage) tallies() *taker {
	t := takerOf(s.next)
	if t == nil {
		return nil
	}
	return &taker{t.first, t.down, func(all *tallies) {
		s.o.In += all.rows
		was := s.x.tick(&s.o.Time)
		t.take(all)
		s.x.tick(was)
	}}
}

func (s *inStage) begin() {
	was := s.x.tick(&s.o.Time)
	s.next.begin()
	s.x.tick(was)
}

func (s *inStage) push() bool {
	s.o.In++
	was := s.x.tick(&s.o.Time)
	more := s.next.push()
	s.x.tick(was)
	return more
}

func (s *inStage) end() {
	was := s.x.tick(&s.o.Time)
	s.next.end()
	s.x.tick(was)
}

// outStage counts what comes out of an operator.
type outStage struct {
	pass
	o    *Operator
	into flow
}

func (s *outStage) pushAll(vertices []graph.ID) bool {
	s.o.Out += len(vertices)
	return s.into(vertices)
}

// many is that of the stage behind it.
func (s *outStage) many() func(n int) bool {
	return counted(s.next, func(n int) { s.o.Out += n })
}

// tallies is that of the stage behind it.
func (s *outStage) tallies() *taker {
	t := takerOf(s.next)
	if t == nil {
		return nil
	}
	return &taker{t.first, t.down, func(all *tallies) {
		s.o.Out += all.rows
		t.take(all)
	}}
}

func (s *outStage) push() bool {
	s.o.Out++
	return s.next.push()
}

// reader returns the source as the operator being built reads it.
func (x *explainer) reader(src graph.Source) graph.Source {
	if x == nil {
		return src
	}
	return watched(src, x.at)
}

// finish tells what was to be expected, and returns all.
func (x *explainer) finish() *Explanation {
	if x == nil {
		return nil
	}
	x.tick(x.on)
	x.told.Time = time.Since(x.clock)
	s := sizer{src: x.src}
	for _, p := range x.told.Plans {
		s.line(p.Operators, size{rows: 1})
	}
	return x.told
}
