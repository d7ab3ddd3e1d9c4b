package gizmo

import (
	"cmp"
	"math"
	"slices"
	"sync/atomic"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/quads"
)

// Derivation is one way to a row: the quads that it crosses, in the order walked, with their labels.
type Derivation []quad.Quad

// Why is what a row rests on, as Row carries it: Derivations and, in More, how many walks took other ways.
type Why struct {
	Derivations []Derivation
	More        int
}

// Because returns what the row rests on.
func (r Row) Because() Why { return Why{r.Why, r.More} }

// Fold returns what a row rests on that stands for two: the derivations of both, each once, as a row that folds has them.
func (w Why) Fold(v Why) Why {
	out := Why{slices.Concat(w.Derivations, v.Derivations), plus(w.More, v.More)}
	slices.SortStableFunc(out.Derivations, compareDerivations)
	out.Derivations = slices.CompactFunc(out.Derivations, func(a, b Derivation) bool { return slices.Equal(a, b) })
	if n := len(out.Derivations); n > MaxDerivations {
		out.Derivations, out.More = out.Derivations[:MaxDerivations], plus(out.More, n-MaxDerivations)
	}
	return out
}

// Then returns what a row rests on that rests on one of w and on one of v: each with each, w before v.
func (w Why) Then(v Why) Why {
	if len(w.Derivations) == 1 && len(v.Derivations) == 1 && w.More+v.More == 0 { // as most are
		return Why{Derivations: []Derivation{slices.Concat(w.Derivations[0], v.Derivations[0])}}
	}
	var out Why
	for _, a := range w.Derivations {
		for _, b := range v.Derivations {
			out.Derivations = append(out.Derivations, slices.Concat(a, b))
		}
	}
	slices.SortStableFunc(out.Derivations, compareDerivations)
	out.Derivations = out.Derivations[:min(len(out.Derivations), MaxDerivations)]
	out.More = times(plus(len(w.Derivations), w.More), plus(len(v.Derivations), v.More)) - len(out.Derivations)
	return out
}

// compareDerivations orders as compareWays does.
func compareDerivations(a, b Derivation) int {
	return cmp.Or(cmp.Compare(len(a), len(b)), slices.CompareFunc(a, b, func(x, y quad.Quad) int {
		return cmp.Or(quads.Compare(x.Subject, y.Subject), quads.Compare(x.Predicate, y.Predicate),
			quads.Compare(x.Object, y.Object), quads.Compare(x.Label, y.Label))
	}))
}

// MaxDerivations is how many derivations a row keeps.
const MaxDerivations = 16

// The trail is what the row being pushed rests on so far: a stack that each stage grows before it pushes and cuts back
// after. What a stage puts there is a quad that it read, or, where the row folds several, the ways that led to it.
//
// A stage that holds rows back keeps with each what lies on the trail above its base, the height at its begin, and puts it
// back when it pushes the row at its end: between the two, whoever feeds it has put nothing else below.
type trail struct {
	steps []trailStep
	stop  *atomic.Bool // once set, ways are not put together any more
	order idOrder
}

// idOrder compares ids as their values; nil where ids keep the order of values.
type idOrder func(a, b graph.ID) int

func (x *executor) idOrder() idOrder {
	if x.src.Sorted() {
		return nil
	}
	return x.compare
}

// trailStep is a quad, or ways.
type trailStep struct {
	quad graph.Quad
	ways *ways
}

// way is a derivation in ids, and how many walks took it.
type way struct {
	quads []graph.Quad
	walks int
}

// ways are the different ways to a row: the first MaxDerivations, the shortest first and among those as long by their
// quads. It counts the walks of them all. A way that is among the first of the whole was among the first of every part,
// so what is folded or joined in pieces is what would be folded or joined at once.
type ways struct {
	kept  []way
	walks int
	order idOrder
}

// height of a trail that is not kept is 0.
func (t *trail) height() int {
	if t == nil {
		return 0
	}
	return len(t.steps)
}

func (t *trail) quad(q graph.Quad) { t.steps = append(t.steps, trailStep{quad: q}) }
func (t *trail) cut(height int)    { t.steps = t.steps[:height] }

// fold puts on the trail what a row was held back with.
func (t *trail) fold(w *ways) { t.steps = append(t.steps, trailStep{ways: w}) }

// reason puts on the trail why a condition is true.
func (t *trail) reason(quads []graph.Quad) {
	for _, q := range quads {
		t.quad(q)
	}
}

// since returns the ways that lie above a height.
func (t *trail) since(height int) *ways {
	one := &struct { // nearly all are one way
		ways
		way [1]way
	}{}
	out := &one.ways
	one.way[0].walks = 1
	*out = ways{kept: one.way[:], walks: 1, order: t.order}
	if n := room(t.steps[height:]); n > 0 {
		out.kept[0].quads = make([]graph.Quad, 0, n)
	}
	for _, s := range t.steps[height:] {
		if s.ways != nil {
			if t.stop.Load() {
				break
			}
			if len(s.ways.kept) == 1 {
				out.thenOne(s.ways)
			} else {
				out = out.then(s.ways)
			}
			continue
		}
		for i := range out.kept {
			out.kept[i].quads = append(out.kept[i].quads, s.quad)
		}
	}
	return out
}

// first returns the quads of the first way.
func (t *trail) first() []graph.Quad {
	var quads []graph.Quad
	if n := room(t.steps); n > 0 {
		quads = make([]graph.Quad, 0, n)
	}
	for _, s := range t.steps {
		switch {
		case s.ways == nil:
			quads = append(quads, s.quad)
		case len(s.ways.kept) == 1:
			quads = append(quads, s.ways.kept[0].quads...)
		default: // of several, which is the first depends on what else there is
			return t.since(0).kept[0].quads
		}
	}
	return quads
}

// room is how many quads there are on steps that are one way each.
func room(steps []trailStep) (n int) {
	for _, s := range steps {
		if s.ways != nil && len(s.ways.kept) == 1 {
			n += len(s.ways.kept[0].quads)
		} else {
			n++
		}
	}
	return n
}

// thenOne makes the ways what then would return for v, which is one way: they stay different, and in their order.
func (w *ways) thenOne(v *ways) {
	w.walks = times(w.walks, v.walks)
	for i := range w.kept {
		k := &w.kept[i]
		k.quads, k.walks = append(k.quads, v.kept[0].quads...), times(k.walks, v.kept[0].walks)
	}
}

// apart runs what has a trail of its own: a path that is asked beside the row, not behind it.
func (t *trail) apart(run func()) {
	if t == nil {
		run()
		return
	}
	steps := t.steps
	t.steps = nil
	run()
	t.steps = steps
}

// then returns the ways that take one of w and then one of v.
func (w *ways) then(v *ways) *ways {
	out := &ways{walks: times(w.walks, v.walks), order: w.order}
	for _, a := range w.kept {
		for _, b := range v.kept {
			out.keep(way{slices.Concat(a.quads, b.quads), times(a.walks, b.walks)})
		}
	}
	return out
}

// add folds the ways of another row into these, and returns how many quads more are kept.
func (w *ways) add(v *ways) (more int) {
	w.walks = plus(w.walks, v.walks)
	for _, x := range v.kept {
		more += w.keep(x)
	}
	return more
}

// keep puts a way in its place, and returns how many quads more are kept.
func (w *ways) keep(x way) int {
	at, found := slices.BinarySearchFunc(w.kept, x.quads, func(k way, quads []graph.Quad) int { return w.order.compareWays(k.quads, quads) })
	switch {
	case found:
		w.kept[at].walks = plus(w.kept[at].walks, x.walks)
		return 0
	case at == MaxDerivations:
		return 0
	}
	more := len(x.quads)
	if len(w.kept) == MaxDerivations {
		more -= len(w.kept[MaxDerivations-1].quads)
		w.kept = w.kept[:MaxDerivations-1]
	}
	w.kept = slices.Insert(w.kept, at, x)
	return more
}

// What a quad kept for a row that is held back costs, and a list of them.
const (
	quadBytes = 16
	wayBytes  = 64
)

// bytes is what the ways cost, roughly.
func (w *ways) bytes() int {
	n := 0
	for _, k := range w.kept {
		n += wayBytes + quadBytes*len(k.quads)
	}
	return n
}

// more is how many walks took a way that is not kept.
func (w *ways) more() int {
	kept := 0
	for _, k := range w.kept {
		kept = plus(kept, k.walks)
	}
	return w.walks - kept
}

// plus and times count walks; recursions may take more of them than an int holds.
func plus(a, b int) int {
	if a > math.MaxInt-b {
		return math.MaxInt
	}
	return a + b
}

func times(a, b int) int {
	if b != 0 && a > math.MaxInt/b {
		return math.MaxInt
	}
	return a * b
}

// compareWays orders the shorter before the longer, and those as long by their quads in the order walked.
func (o idOrder) compareWays(a, b []graph.Quad) int {
	return cmp.Or(cmp.Compare(len(a), len(b)), slices.CompareFunc(a, b, func(x, y graph.Quad) int {
		if o == nil {
			return slices.Compare(x[:], y[:])
		}
		return slices.CompareFunc(x[:], y[:], o)
	}))
}

// derivations are ways as a Row gives them.
func (x *executor) derivations(w *ways) (why []Derivation, more int) {
	why = make([]Derivation, len(w.kept))
	for i, k := range w.kept {
		if x.stop.Load() {
			break // the row is given to nobody
		}
		why[i] = make(Derivation, len(k.quads))
		for j, q := range k.quads {
			why[i][j] = quad.Quad{Subject: x.value(q[graph.Subject]), Predicate: x.value(q[graph.Predicate]),
				Object: x.value(q[graph.Object]), Label: x.value(q[graph.Label])}
		}
	}
	return why, w.more()
}

// whyStage is whyOp.
type whyStage struct {
	pass
	*frame
	slot int
}

func (s *whyStage) push() bool {
	old, more := s.row[s.slot], true
	statements := s.statements()
	for _, l := range statements {
		s.row[s.slot] = l
		if more = !s.stop.Load() && s.next.push(); !more {
			break
		}
	}
	if len(statements) == 0 {
		s.row[s.slot] = 0
		more = s.next.push()
	}
	s.row[s.slot] = old
	return more
}

// statements returns the labels on the row's ways that are no background, each once, in the order of the ways.
func (s *whyStage) statements() (out []graph.ID) {
	if s.trail == nil { // within except: nobody sees the tag
		return nil
	}
	for _, k := range s.trail.since(0).kept {
		for _, q := range k.quads {
			if s.stop.Load() {
				return nil
			}
			l := q[graph.Label]
			if l != 0 && !slices.Contains(out, l) && !quads.Background(s.value(l)) {
				out = append(out, l)
			}
		}
	}
	return out
}
