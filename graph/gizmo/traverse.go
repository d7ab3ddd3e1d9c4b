package gizmo

import (
	"slices"

	"rapport/graph"
)

// startStage pushes the vertices that a path starts at.
type startStage struct {
	*frame
	next   stage
	all    bool
	ids    []graph.ID
	ranges idRanges // of all: those that can pass the filters behind
	seed   *walker  // a walk of all quads that stands for "every vertex, then the first op"
}

func (s *startStage) first() stage {
	if s.seed != nil {
		return s.seed.next
	}
	return s.next
}

func (s *startStage) begin() { s.first().begin() }
func (s *startStage) end()   { s.first().end() }

func (s *startStage) run() {
	switch {
	case s.seed != nil:
		s.seed.everywhere()
	case s.all && s.asked():
		for _, r := range s.ranges {
			for id := r.lo; id < r.hi && !s.stop.Load(); id++ {
				s.row[0] = id
				if !s.next.push() {
					return
				}
			}
		}
	case s.all:
		out := s.batch(s.flow(s.next))
		for _, r := range s.ranges {
			for id := r.lo; id < r.hi; id++ {
				if !out.add(id) || out.n == 0 && s.stop.Load() {
					return
				}
			}
		}
		out.flush()
	case s.asked():
		for _, id := range s.ids {
			s.row[0] = id
			if s.stop.Load() || !s.next.push() {
				return
			}
		}
	default:
		for ids, into := s.ids, s.flow(s.next); len(ids) > 0; {
			n := min(len(ids), s.pace.mostFlow)
			if s.stop.Load() || !into(ids[:n]) {
				return
			}
			ids = ids[n:]
		}
	}
}

// pass is a stage that remembers nothing.
type pass struct{ next stage }

func (p pass) begin() { p.next.begin() }
func (p pass) end()   { p.next.end() }

// walker reads the quads at a vertex and calls visit for each that its predicates, labels and far ends allow.
type walker struct {
	*frame
	src     graph.Source // the executor's, or that with somebody who watches
	next    stage        // of the seeded start
	dir     direction
	anyPred bool
	via     *idSet // where preds are from; nil: any
	preds   []graph.ID
	fars    []graph.ID // the far end is one of these; nil: any
	labels  *idSet     // nil: any

	predSlots, labelSlots []int

	visit func(near, far graph.ID) bool // false: stop
	quad  graph.Quad                    // that visit is called for
	back  bool                          // from object to subject

	walk   graph.Walker // the source, where it walks by itself; else nil
	each   func(graph.Quad) bool
	reads  reading
	ranges idRanges         // a far end that is not given lies in one of these; nil: anywhere
	many   func(n int) bool // takes rows in place of visit where only their number matters; nil: it matters what they are

	ends []graph.Ends // that read the quads of a vertex; nil: they are visited one by one
	out  *batch       // of what they read
	busy bool         // they are at work
	lone [1]graph.ID
}

// reading is one pass over the quads of a pattern.
type reading struct {
	near, far int
	labels    *idSet // nil: any
	more      bool   // no visit said stop
}

// at visits the quads of a vertex. False: a visit said stop.
func (w *walker) at(v graph.ID) bool {
	if v == 0 || v > w.last {
		return true
	}
	if len(w.predSlots)+len(w.labelSlots) == 0 {
		return w.directions(v)
	}
	saved := make([]graph.ID, 0, 8)
	for _, s := range w.predSlots {
		saved = append(saved, w.row[s])
	}
	for _, s := range w.labelSlots {
		saved = append(saved, w.row[s])
	}
	more := w.directions(v)
	for i, s := range w.predSlots {
		w.row[s] = saved[i]
	}
	for i, s := range w.labelSlots {
		w.row[s] = saved[len(w.predSlots)+i]
	}
	return more
}

// everywhere visits the quads of every vertex.
func (w *walker) everywhere() { w.directions(0) }

func (w *walker) directions(v graph.ID) bool {
	switch w.dir {
	case forward:
		return w.predicates(v, graph.Subject, graph.Object)
	case backward:
		return w.predicates(v, graph.Object, graph.Subject)
	}
	return w.predicates(v, graph.Object, graph.Subject) && w.predicates(v, graph.Subject, graph.Object)
}

func (w *walker) predicates(v graph.ID, near, far int) bool {
	var pattern graph.Quad
	pattern[near], w.back = v, near == graph.Object
	if w.anyPred {
		return w.farEnds(pattern, near, far)
	}
	for _, p := range w.preds {
		if p > w.last {
			continue
		}
		pattern[graph.Predicate] = p
		if !w.farEnds(pattern, near, far) {
			return false
		}
	}
	return true
}

func (w *walker) farEnds(pattern graph.Quad, near, far int) bool {
	if w.fars == nil {
		return w.labelled(pattern, near, far)
	}
	for _, o := range w.fars {
		if o > w.last {
			continue
		}
		pattern[far] = o
		if !w.labelled(pattern, near, far) {
			return false
		}
	}
	return true
}

// labelled reads one label at a time where there is only one, or where the pattern has neither end and they are few for its quads; else it
// checks each quad.
func (w *walker) labelled(pattern graph.Quad, near, far int) bool {
	if w.labels == nil || w.labels.every || w.labels.n > 1 && (pattern[near] != 0 || pattern[far] != 0 || w.manyLabels(pattern)) {
		return w.scan(pattern, near, far, w.labels)
	}
	for _, l := range w.labels.list() {
		if l > w.last {
			continue
		}
		pattern[graph.Label] = l
		if !w.scan(pattern, near, far, nil) {
			return false
		}
	}
	return true
}

// A look-up costs about as much as to check so many quads.
const quadsPerLookUp = 8

// manyLabels says that it is cheaper to check the quads of a pattern than to look up each label.
func (w *walker) manyLabels(pattern graph.Quad) bool {
	return w.labels.n > fewLabels && w.src.Count(pattern) < quadsPerLookUp*w.labels.n
}

// scan reads the quads of a pattern by whatever way the source has. False: a visit said stop, or nothing more can be read.
func (w *walker) scan(pattern graph.Quad, near, far int, labels *idSet) bool {
	if w.many != nil && labels == nil && pattern[graph.Label] == 0 {
		if n, ok := w.count(pattern, far); ok {
			return !w.stop.Load() && w.many(n)
		}
	}
	if w.stop.Load() {
		return false
	}
	was := w.reads
	w.reads = reading{near, far, labels, true}
	err := w.read(pattern)
	more := w.reads.more && err == nil
	w.reads = was
	if err != nil {
		w.fail(err)
	}
	return more
}

// count counts the quads of a pattern, those with a far end in the walker's ranges if it has some; false where the source cannot.
func (w *walker) count(pattern graph.Quad, far int) (n int, ok bool) {
	if w.ranges == nil {
		return w.src.Count(pattern), true
	}
	n, served, err := w.ranges.count(w.src, pattern, far)
	if err != nil {
		w.fail(err)
	}
	return n, served && err == nil
}

// inRanges tells the walker of a has in which ranges of ids the far ends lie that its filters let pass.
func (b builder) inRanges(s *hasStage, o op, next stage) {
	has, ok := o.(*hasOp)
	if !ok {
		return
	}
	exact := false
	s.ranges, exact = b.rangesOf(has.filters)
	_, serves := s.src.(graph.Ranger) // from predicate to object, whatever the label
	if exact && serves && has.nodes.all && !s.anyPred && s.dir == forward && s.labels == nil {
		s.passes = nil
		s.many = s.blind(next)
	}
}

func (w *walker) read(pattern graph.Quad) error {
	if w.ranges != nil && pattern[graph.Predicate] != 0 && pattern[w.reads.far] == 0 { // in the order of Scan
		if served, err := w.ranges.walk(w.src, pattern, w.reads.far, w.each); served || err != nil {
			return err
		}
	}
	if w.walk != nil && pattern[graph.Label] == 0 { // a permutation begins with any such pattern: nothing is passed over
		return w.walk.Walk(pattern, w.each)
	}
	scan := w.executor.scan(w.src, pattern)
	for q, ok := scan.Next(); ok; q, ok = scan.Next() {
		if !w.take(q) {
			return nil
		}
	}
	return scan.Err()
}

// take visits a quad that was read.
func (w *walker) take(q graph.Quad) bool {
	r := &w.reads
	if w.stop.Load() {
		r.more = false
		return false
	}
	if r.labels != nil && !r.labels.has(q[graph.Label]) {
		return true
	}
	w.quad = q
	for _, s := range w.labelSlots {
		w.row[s] = q[graph.Label]
	}
	for _, s := range w.predSlots { // the step's own tag is set last, as save's is
		w.row[s] = q[graph.Predicate]
	}
	more := false
	if w.trail != nil {
		more = w.trace(q, r.near, r.far)
	} else {
		more = w.visit(q[r.near], q[r.far])
	}
	r.more = more
	return more
}

// trace visits a quad with it on the trail, and why its predicate and label are among those that may be walked.
func (w *walker) trace(q graph.Quad, near, far int) bool {
	height := w.trail.height()
	w.trail.quad(q)
	w.trail.reason(w.via.reason(q[graph.Predicate]))
	w.trail.reason(w.labels.reason(q[graph.Label]))
	more := w.visit(q[near], q[far])
	w.trail.cut(height)
	return more
}

// seedable finds an op that, behind nothing but tags, can read all quads once instead of every vertex in turn. n ops are
// used up.
func seedable(ops []op) (tags []string, o op, n int) {
	for i, o := range ops {
		switch o := o.(type) {
		case *tagOp:
			tags = append(tags, o.tags...)
			continue
		case *hopOp, *hasOp, *savePredicateOp:
			return tags, o, i + 1
		case *saveOp:
			if !o.optional {
				return tags, o, i + 1
			}
		}
		break
	}
	return nil, nil, 0
}

// seed builds the walker that stands for every vertex, tagged, and the op.
func (b builder) seed(tags []string, o op, next stage) *walker {
	var w *walker
	b.gathers, b.seeds = false, true
	switch s := b.stage(o, next).(type) {
	case *hopStage:
		w = s.walker
	case *hasStage:
		w = s.walker
		b.inRanges(s, o, next)
	case *saveStage:
		w = s.walker
	}
	w.next = next
	visit, f := w.visit, b.frame
	var slots []int
	for _, s := range b.slots(tags) {
		if !slices.Contains(w.predSlots, s) && !slices.Contains(w.labelSlots, s) { // the op sets it anew
			slots = append(slots, s)
		}
	}
	w.visit = func(near, far graph.ID) bool {
		f.row[0] = near
		for _, s := range slots {
			f.row[s] = near
		}
		return visit(near, far)
	}
	return w
}

// hopStage is hopOp, predicatesOp and labelsOp.
type hopStage struct {
	pass
	*walker
	told *Operator // where somebody asks what ran
}

func (s *hopStage) begin() { s.pass.begin() }
func (s *hopStage) end()   { s.pass.end() }

func (s *hopStage) push() bool {
	if s.enter() {
		defer s.leave()
		return s.followAll(s.alone())
	}
	v := s.row[0]
	more := s.at(v)
	s.row[0] = v
	return more
}

func (b builder) hop(o *hopOp, next stage) *hopStage {
	w := b.walker(o.walk, o.tags)
	w.visit = func(_, far graph.ID) bool {
		w.row[0] = far
		return next.push()
	}
	if w.track != 0 {
		w.visit = w.tracked(next)
	}
	w.many = w.blind(next)
	w.readers(nil, next)
	return &hopStage{pass{next}, w, b.told.operator()}
}

// untagged is a label context for a step that folds: it keeps no label.
func untagged(l *labelSpec) *labelSpec {
	if l == nil {
		return nil
	}
	return &labelSpec{nodeSet: l.nodeSet}
}

func (b builder) predicates(o *predicatesOp, next stage) stage {
	w := b.walker(walk{o.dir, o.via, untagged(o.labels)}, nil)
	w.visit = func(_, _ graph.ID) bool {
		w.row[0] = w.quad[graph.Predicate]
		return next.push()
	}
	return &hopStage{pass: pass{next}, walker: w}
}

func (b builder) labels(o *labelsOp, next stage) stage {
	w := b.walker(walk{either, nodeSet{all: true}, untagged(o.labels)}, nil)
	w.visit = func(_, _ graph.ID) bool {
		w.row[0] = w.quad[graph.Label]
		return w.row[0] == 0 || next.push()
	}
	return &hopStage{pass: pass{next}, walker: w}
}

// hasStage is hasOp and savePredicateOp: the vertex stays.
type hasStage struct {
	pass
	*walker
	known  *nearEnds               // nil: it is asked quad by quad
	passes func(far graph.ID) bool // nil: every far end does
	fars   [64]graph.ID            // that are looked at
	kept   []graph.ID              // room for the vertices that are among the known
	into   flow                    // takes them
	once   bool                    // a row is as good as several that are equal
	told   *Operator               // where somebody asks what ran
}

func (s *hasStage) begin() { s.pass.begin() }
func (s *hasStage) end()   { s.pass.end() }

func (s *hasStage) push() bool {
	v := s.row[0]
	if s.enter() {
		defer s.leave()
		return s.sift(s.alone())
	}
	n, known := s.known.of(s.walker, v)
	if known && s.known.again {
		s.told.once()
	}
	switch {
	case !known || n > 0 && s.trail != nil:
		return s.at(v)
	case s.many != nil:
		return n == 0 || s.many(n)
	}
	for ; n > 0; n-- {
		if !s.pass.next.push() {
			return false
		}
	}
	return true
}

// manyFars is when a set of far ends is checked rather than looked up one by one.
const manyFars = 8

func (b builder) has(o *hasOp, next stage) stage {
	w := b.walker(o.walk, nil)
	ends, check := b.set(&o.nodes), b.memo(o.filters)
	nodes := ends
	if nodes != nil && nodes.n <= manyFars {
		w.fars, nodes = append([]graph.ID{}, nodes.list()...), nil
	}
	s := &hasStage{pass: pass{next}, walker: w, into: b.flow(next), once: b.folds && !b.asked()}
	if nodes != nil || check != nil {
		s.passes = func(far graph.ID) bool { return (nodes == nil || nodes.has(far)) && (check == nil || check(far)) }
	} else {
		w.many = w.blind(next)
		s.known = newNearEnds(w, s.once)
	}
	w.visit = func(_, far graph.ID) bool {
		if s.passes != nil && !s.passes(far) {
			return true
		}
		if w.trail != nil {
			w.trail.reason(ends.reason(far)) // trace cuts it
		}
		return next.push()
	}
	w.readers(w.fars, next)
	s.told = b.told.operator()
	return s
}

func (b builder) savePredicate(o *savePredicateOp, next stage) stage {
	w := b.walker(o.walk, []string{o.tag})
	w.visit = func(_, _ graph.ID) bool { return next.push() }
	return &hasStage{pass: pass{next}, walker: w}
}

// saveStage is saveOp.
type saveStage struct {
	pass
	*walker
	slot     int
	optional bool
	found    bool
}

func (s *saveStage) begin() { s.pass.begin() }
func (s *saveStage) end()   { s.pass.end() }

func (b builder) save(o *saveOp, next stage) stage {
	s := &saveStage{pass: pass{next}, walker: b.walker(o.walk, nil), slot: b.slot(o.tag), optional: o.optional}
	s.visit = func(_, far graph.ID) bool {
		s.found = true
		s.row[s.slot] = far
		return next.push()
	}
	return s
}

func (s *saveStage) push() bool {
	old := s.row[s.slot]
	s.found = false
	more := s.at(s.row[0])
	if more && s.optional && !s.found {
		s.row[s.slot] = 0
		more = s.pass.next.push()
	}
	s.row[s.slot] = old
	return more
}

// isStage is isOp.
type isStage struct {
	pass
	*frame
	set *idSet
	out *batch
}

func (s *isStage) pushAll(vertices []graph.ID) bool {
	return s.out.some(vertices, func(v graph.ID) bool { return v != 0 && (s.set == nil || s.set.has(v)) })
}

func (s *isStage) push() bool {
	if s.row[0] == 0 || s.set != nil && !s.set.has(s.row[0]) {
		return true
	}
	if s.trail == nil {
		return s.next.push()
	}
	height := s.trail.height()
	s.trail.reason(s.set.reason(s.row[0]))
	more := s.next.push()
	s.trail.cut(height)
	return more
}

// tagStage is tagOp.
type tagStage struct {
	pass
	*frame
	slots []int
}

func (s *tagStage) push() bool {
	if len(s.slots) == 1 {
		slot := s.slots[0]
		old := s.row[slot]
		s.row[slot] = s.row[0]
		more := s.next.push()
		s.row[slot] = old
		return more
	}
	saved := make([]graph.ID, len(s.slots))
	for i, slot := range s.slots {
		saved[i], s.row[slot] = s.row[slot], s.row[0]
	}
	more := s.next.push()
	for i, slot := range s.slots {
		s.row[slot] = saved[i]
	}
	return more
}

// backStage is backOp.
type backStage struct {
	pass
	*frame
	slot int
}

func (s *backStage) push() bool {
	v := s.row[0]
	s.row[0] = s.row[s.slot]
	more := s.row[0] == 0 || s.next.push()
	s.row[0] = v
	return more
}
