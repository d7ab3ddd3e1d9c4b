package gizmo

import (
	"rapport/graph"
	"rapport/quads"
)

// newFrame returns the frame of a path: its tags stand as in bound.
func (x *executor) newFrame(p *Path) *frame {
	f := &frame{executor: x, trail: x.trail, row: make([]graph.ID, 1, 4)}
	f.slots(p.bound)
	if asksTrack(p.ops()) {
		f.keepTrack()
	}
	return f
}

// builder turns the ops of one path into stages over one frame.
type builder struct {
	*frame
	folds   bool // a row that came before makes no difference to what is behind the op that is built
	gathers bool // nor does the order of its rows
	rounds  bool // the op stands in one of the rounds of a repeat
	seeds   bool // it is walked for every vertex at once
}

// folder is a last stage to which a row that came before makes no difference.
type folder interface{ fold() }

// build makes a path ready to run into the stage that sink returns for its frame.
func (x *executor) build(p *Path, sink func(*frame) stage) *chain {
	return x.buildIn(x.newFrame(p), p, sink)
}

// buildIn is build in a frame made for the path.
func (x *executor) buildIn(f *frame, p *Path, sink func(*frame) stage) *chain {
	b := builder{frame: f}
	ops, start := p.ops(), &startStage{frame: f, all: p.all || p.morphism, ids: p.start}
	told, last := x.told.path(p, ops), sink(f)
	if start.all {
		start.ranges = idRanges{{1, graph.ID(x.src.NumValues()) + 1}}
		if r, exact := x.firstRanges(ops); r != nil {
			start.ranges = r
			start.next = x.told.fused(f, told, 1, b.line(ops[1:], told.from(2), last), func(next stage) stage {
				if exact {
					return next
				}
				return b.stage(ops[0], next)
			})
			return &chain{f, start, told.time(1)}
		}
		if tags, o, n := seedable(ops); o != nil {
			next := b.line(ops[n:], told.from(n+1), last)
			x.told.fused(f, told, n, next, func(next stage) stage {
				start.seed = b.seed(tags, o, next)
				return next
			})
			return &chain{f, start, told.time(n)}
		}
	}
	start.next = x.told.started(f, told, b.line(ops, told.from(1), last))
	return &chain{f, start, told.time(0)}
}

// stages builds ops in front of a stage.
func (b builder) stages(ops []op, next stage) stage { return b.line(ops, b.told.ops(ops), next) }

// line is stages with the operators of the ops, none where nobody asks what ran.
func (b builder) line(ops []op, told operators, next stage) stage {
	_, folds := next.(folder)
	return b.lineTo(ops, told, next, folds)
}

// lineTo is line where it is known whether a row that came before makes no difference to next and what is behind it.
func (b builder) lineTo(ops []op, told operators, next stage, behind bool) stage {
	free := anyOrder(next)
	for i := len(ops) - 1; i >= 0; i-- {
		b.folds, b.gathers = behind, behind && free && i > 0
		behind, free = foldsBefore(ops[i], behind), freeBefore(ops[i], free)
		if _, ok := ops[i].(*hopOp); ok && b.folds && i+1 < len(ops) && costly(ops[i+1]) {
			var o *Operator
			if told != nil {
				o = told[i]
			}
			next = b.early(o, next)
		}
		build := func(next stage) stage { return b.stage(ops[i], next) }
		if r, ok := ops[i].(*repeatOp); ok && i+1 < len(ops) {
			toward, _ := ops[i+1].(*isOp)
			build = func(next stage) stage { return b.repeat(r, toward, next) }
		}
		if g, ok := ops[i].(*groupOp); ok && i+2 < len(ops) {
			first, down := firstOf(g, ops[i+1], ops[i+2])
			build = func(next stage) stage { return b.group(g, first, down, next) }
		}
		if o, ok := ops[i].(*orderOp); ok && i+1 < len(ops) {
			limit, _ := ops[i+1].(*limitOp)
			build = func(next stage) stage { return b.order(o, limit, next) }
		}
		if told == nil {
			next = build(next)
		} else {
			next = b.told.stage(b.frame, told[i], next, build)
		}
	}
	return next
}

func (b builder) stage(o op, next stage) stage {
	switch o := o.(type) {
	case *hopOp:
		hop := b.hop(o, next)
		if b.gathers && hop.ends != nil {
			return &gatherStage{pass: pass{hop}, frame: b.frame, hop: hop}
		}
		if !b.seeds && len(hop.ends) == 1 && len(hop.preds) == 1 && hop.dir == forward {
			if into := takerOf(next); into != nil {
				return &tallyStage{pass: pass{hop}, frame: b.frame, hop: hop, into: into}
			}
		}
		return hop
	case *hasOp:
		return b.has(o, next)
	case *saveOp:
		return b.save(o, next)
	case *savePredicateOp:
		return b.savePredicate(o, next)
	case *predicatesOp:
		return b.predicates(o, b.anew(b.unique(nil, next)))
	case *labelsOp:
		return b.labels(o, b.anew(b.unique(nil, next)))
	case *isOp:
		return &isStage{pass{next}, b.frame, b.set(&o.nodes), b.batch(b.flow(next))}
	case *filterOp:
		return b.filter(o, next)
	case *tagOp:
		return b.tag(o, next)
	case *backOp:
		return b.back(o, next)
	case *branchOp:
		return b.branch(o, next)
	case *eitherOp:
		tail := &tailStage{next}
		b.told.as("backwards")
		first := b.stages(o.first, tail)
		b.told.as("forwards")
		return &eitherStage{pass{next}, b.frame, first, b.stages(o.second, tail)}
	case *unionOp:
		return b.union(o, next)
	case *joinOp:
		return b.join(o, next)
	case *exceptOp:
		return b.except(o, next)
	case *recurseOp:
		return b.recurse(o, next)
	case *uniqueOp:
		return b.unique(o.tags, next)
	case *whyOp:
		return &whyStage{pass: pass{next}, frame: b.frame, slot: b.slot(o.tag)}
	case *orderOp:
		return b.order(o, nil, next)
	case *repeatOp:
		return b.repeat(o, nil, next)
	case *pathOp:
		return &pathStage{pass{next}, b.frame, b.slot(o.tag)}
	case *simplePathOp:
		return &simplePathStage{pass: pass{next}, frame: b.frame}
	case *shortestOp:
		return b.shortest(o, next)
	case *groupOp:
		return b.group(o, 0, false, next)
	case *limitOp:
		return &limitStage{next: next, into: b.flow(next), n: o.n}
	case *skipOp:
		return &skipStage{next: next, into: b.flow(next), n: o.n}
	}
	panic("no stage for an op")
}

// set returns the ids of a node set, nil for every one. A path in it is run now.
func (b builder) set(n *nodeSet) *idSet {
	switch {
	case n.all:
		return nil
	case n.path != nil:
		return b.endsOf(n.path)
	}
	return newIDSet(n.ids...)
}

// endsOf returns the vertices that a path ends at; it is run once.
func (x *executor) endsOf(p *Path) *idSet {
	return x.sets.remember(&x.sets.ends, p, func() *idSet {
		s := x.idSet()
		s.loose = x.trail == nil
		x.told.as("set")
		x.trail.apart(func() { x.build(p, func(f *frame) stage { return &collectStage{f, s} }).run() })
		x.told.distinct(s.n)
		return s
	})
}

// collectStage is the last of a path that stands for a set.
type collectStage struct {
	*frame
	set *idSet
}

func (s *collectStage) fold()  {}
func (s *collectStage) begin() {}
func (s *collectStage) end()   {}
func (s *collectStage) push() bool {
	if s.row[0] == 0 {
		return true
	}
	if s.set.loose {
		return s.pushAll(s.row[:1])
	}
	i, isNew := s.set.tuples.add(s.row[:1])
	if isNew {
		s.keep()
		if !s.hold(idBytes) {
			return false
		}
	}
	if s.trail == nil {
		return true
	}
	return s.hold(quadBytes * s.set.because(i, s.trail.first(), s.trail.order))
}

func (s *collectStage) pushAll(vertices []graph.ID) bool {
	if !s.set.loose {
		return s.singly(vertices, s)
	}
	before := s.set.n
	for _, v := range vertices {
		if v != 0 && s.set.note(v) {
			s.keep()
		}
	}
	return s.hold((s.set.n - before) * idBytes)
}

// walker builds the reader of quads for an op. visit is called with the quad in w.quad.
func (b builder) walker(w walk, tags []string) *walker {
	out := &walker{frame: b.frame, src: b.told.reader(b.src), dir: w.dir}
	if preds := b.set(&w.via); preds != nil {
		out.via, out.preds = preds, preds.list()
	} else {
		out.anyPred = true
	}
	out.predSlots = b.slots(tags)
	out.walk, _ = out.src.(graph.Walker)
	out.each = out.take
	if w.labels != nil {
		out.labels = b.labelSet(w.labels)
		out.labelSlots = b.slots(w.labels.tags)
	}
	return out
}

// fewLabels is up to how many labels of a context are looked up one by one.
const fewLabels = 16

// labelSet returns the labels of a context, nil for every one. Those that a path gives are found once.
func (b builder) labelSet(l *labelSpec) *idSet {
	if p := l.path; p != nil && p.all && p.last == nil && !p.morphism { // g.V(): any label at all, which need not be listed
		return &idSet{every: true}
	}
	if l.path == nil {
		return b.labelsOf(b.set(&l.nodeSet))
	}
	return b.sets.remember(&b.sets.labels, l.path, func() *idSet { return b.labelsOf(b.endsOf(l.path)) })
}

// labelsOf returns the labels that nodes mean: an article's IRI means its statements too, which are there for the article's reason. nil means
// every label.
func (b builder) labelsOf(given *idSet) *idSet {
	if given == nil {
		return nil
	}
	out := b.idSet()
	allow := func(label, from graph.ID) {
		if i, _ := out.tuples.add([]graph.ID{label}); given.why != nil {
			out.because(i, given.reason(from), b.idOrder())
		}
	}
	for i, id := range given.list() {
		if b.stopped(i) {
			return out
		}
		allow(id, id)
	}
	inArticle, derived := b.src.ID(quads.InArticle), b.src.ID(quads.DerivedLabel)
	if inArticle == 0 || derived == 0 {
		return out
	}
	src := b.told.reader(b.src)
	add := func(pattern graph.Quad) {
		scan := b.scan(src, pattern)
		for q, ok := scan.Next(); ok && !b.stop.Load(); q, ok = scan.Next() {
			if given.has(q[graph.Object]) {
				allow(q[graph.Subject], q[graph.Object])
			}
		}
		if err := scan.Err(); err != nil {
			b.fail(err)
		}
	}
	if given.n > fewLabels { // most are no articles: read once which statement is in which
		add(graph.Quad{graph.Predicate: inArticle, graph.Label: derived})
		return out
	}
	for _, id := range given.list() {
		if id <= b.last {
			add(graph.Quad{graph.Predicate: inArticle, graph.Object: id, graph.Label: derived})
		}
	}
	return out
}
