package gizmo

import (
	"slices"

	"rapport/graph"
)

// Path is a query or a morphism: what starts it and the ops that follow, in order. It never changes; each step makes a new
// one that shares the ops of the old.
type Path struct {
	last     *link
	morphism bool       // begun by g.M(): the first op has no start
	labels   *labelSpec // the label context of what is appended next; nil: that of whoever follows this path
	bound    []string   // tags that a row has here, in the order first bound
	needs    []string   // tags that back() wants from whoever follows this morphism
	grouped  bool       // a step dropped the tags that came before it
	start    []graph.ID // of a query: where it starts; see all
	all      bool       // of a query: starts at every vertex
}

// link is one op of a path and the way back to its first.
type link struct {
	prev *link
	op   op
	size int // ops up to here, with those of the paths inside them
}

// maxOps bounds a plan: a program can double a path by following it with itself.
const maxOps = 4096

func (p *Path) size() int {
	if p.last == nil {
		return 1
	}
	return p.last.size + 1
}

// ops returns the path's ops in order, without its start.
func (p *Path) ops() []op {
	n := 0
	for l := p.last; l != nil; l = l.prev {
		n++
	}
	out := make([]op, n)
	for l := p.last; l != nil; l = l.prev {
		n--
		out[n] = l.op
	}
	return out
}

// with returns the path with ops appended.
func (p *Path) with(more ...op) *Path {
	longer := &struct {
		Path
		first link // most grow by one
	}{Path: *p}
	np := &longer.Path
	for i, o := range more {
		l := &longer.first
		if i > 0 {
			l = &link{}
		}
		*l = link{np.last, o, np.size() + o.weight()}
		np.last = l
		np.bound = bindOp(np.bound, o)
		if _, ok := o.(*groupOp); ok {
			np.grouped = true
		}
	}
	return np
}

// bind adds names to a list of tags; the list given is left alone.
func bind(tags, names []string) []string {
	for _, name := range names {
		if !contains(tags, name) {
			tags = append(tags[:len(tags):len(tags)], name)
		}
	}
	return tags
}

// bindOp adds the tags that an op sets to those that came to it. A group has no others than its own.
func bindOp(tags []string, o op) []string {
	if _, ok := o.(*groupOp); ok {
		tags = nil
	}
	return bind(tags, o.binds())
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// op is one step of a plan. The types below are all there are.
type op interface {
	// binds returns the tags that the op sets on a row.
	binds() []string
	// weight counts the ops of the paths inside this op.
	weight() int
	// describe says what the op does, and returns what the program calls it: explain_ops.go.
	describe(w *wording) (step string)
}

// direction is the way a hop takes a quad.
type direction uint8

const (
	forward  direction = iota // subject → object
	backward                  // object → subject
	either                    // both: backward, then forward
)

func (d direction) flip() direction {
	switch d {
	case forward:
		return backward
	case backward:
		return forward
	}
	return either
}

// nodeSet is a set of vertices: every one, those listed, or where a path ends.
type nodeSet struct {
	all    bool
	ids    []graph.ID
	listed bool // ids were given, maybe none that the source has
	path   *Path
}

func (n *nodeSet) weight() int {
	if n == nil || n.path == nil {
		return 0
	}
	return n.path.size()
}

// labelSpec is a label context: the labels whose quads may be walked, and the tags that keep the label of the quad walked.
type labelSpec struct {
	nodeSet
	tags []string
}

func (l *labelSpec) binds() []string {
	if l == nil {
		return nil
	}
	return l.tags
}

// orderKey is a tag, or "id" for the vertex, and which way it sorts. Rows without the tag come last either way.
type orderKey struct {
	tag  string
	down bool
}

// walk is what the ops that read quads have in common.
type walk struct {
	dir    direction
	via    nodeSet    // the predicates
	labels *labelSpec // nil: that of whoever follows; none at all: every label
}

type (
	// hopOp moves the vertex along each matching quad: in, out, both. tags keep the predicate.
	hopOp struct {
		walk
		tags []string
	}
	// hasOp keeps a row once for each matching quad: has, hasR. The far end is in nodes and passes the filters.
	hasOp struct {
		walk
		nodes   nodeSet
		filters []filter
	}
	// saveOp keeps a row once for each matching quad, with the far end as tag: save, saveR; saveOpt and saveOptR also
	// keep the row, without the tag, where there is no quad.
	saveOp struct {
		walk
		tag      string
		optional bool
	}
	// predicatesOp moves the vertex to the predicates of its quads, each once: inPredicates, outPredicates.
	predicatesOp struct{ walk }
	// labelsOp moves the vertex to the labels of its quads, each once: labels.
	labelsOp struct{ labels *labelSpec }
	// savePredicateOp keeps a row once for each quad, with its predicate as tag: saveInPredicates, saveOutPredicates.
	savePredicateOp struct {
		walk
		tag string
	}
	// isOp keeps the rows whose vertex is in nodes.
	isOp struct{ nodes nodeSet }
	// filterOp keeps the rows whose vertex passes every filter.
	filterOp struct{ filters []filter }
	// tagOp keeps the vertex under names. A hidden name begins with a zero byte and never reaches a row.
	tagOp struct{ tags []string }
	// backOp moves the vertex to what a tag holds; a row without it ends.
	backOp struct{ tag string }
	// branchOp runs a virtual predicate (a morphism given where a predicate may stand) from each vertex and stays there:
	// a row for each end that passes, with the end as tag if there is one; optional keeps a row that has no end.
	branchOp struct {
		ops      []op
		tag      string
		optional bool
	}
	// eitherOp runs one branch and then the other for each row: both, with a morphism.
	eitherOp struct{ first, second []op }
	// unionOp passes the rows on and then those of a path: union, or.
	unionOp struct{ path *Path }
	// joinOp pairs each row with each row of a path that ends at the same vertex: intersect, and.
	joinOp struct{ path *Path }
	// exceptOp drops the rows whose vertex a path ends at: except, difference.
	exceptOp struct{ path *Path }
	// recurseOp runs ops from each vertex, from each vertex they end at, and so on: followRecursive.
	recurseOp struct {
		ops   []op
		depth int // most rounds; 0: no limit
		tags  []string
	}
	// uniqueOp keeps the first of the rows that agree in the vertex and all tags, or in what is named by tags.
	uniqueOp struct{ tags []string }
	// whyOp keeps a row once for each statement that it rests on so far, as tag; one that rests on none stays, without it: why.
	whyOp struct{ tag string }
	// orderOp sorts rows by the first key, those that it leaves equal by the next, and so on; without keys by vertex: order.
	orderOp struct{ keys []orderKey }
	// groupOp gives a row for each combination of the keys, with what is folded of the rows that have it: as a tag, and the
	// vertex is what the first key holds; without keys one row, the vertex of which is the result.
	groupOp struct {
		fold fold
		of   string // what is folded: a tag, or "id"
		keys []string
		at   *Error // where the program says so, for values that cannot be folded
	}
	// repeatOp runs ops from each row, from each row that they give, and so on: a row for each walk, as often as there are such.
	repeatOp struct {
		ops  []op
		most int // rounds
		tags []string
	}
	// pathOp keeps the walk to the row as a list.
	pathOp struct{ tag string }
	// simplePathOp drops the rows whose walk is at a node twice.
	simplePathOp struct{}
	// shortestOp moves the vertex to each of some nodes, a row for each of the shortest ways that ops take to it.
	shortestOp struct {
		to      nodeSet
		ops     []op
		reverse []op // ops from their end to their start; nil: there is no such
		most    int  // rounds; 0: any number
		tags    []string
	}
	// limitOp keeps the first rows.
	limitOp struct{ n int }
	// skipOp drops the first rows.
	skipOp struct{ n int }
)

// fold is what a group makes of its rows.
type fold uint8

const (
	foldCount fold = iota // how many they are
	foldBag               // a list of what they have
	foldSum
	foldMin
	foldMax
	foldMean
)

// String is the step.
func (f fold) String() string {
	return [...]string{"groupCount", "group", "sum", "min", "max", "mean"}[f]
}

// result names the tag of what a group gives, "" where that is the vertex.
func (o *groupOp) result() string {
	switch {
	case o.fold == foldCount:
		return "count"
	case o.fold == foldBag:
		return "values"
	case len(o.keys) == 0:
		return ""
	}
	return o.fold.String()
}

func (o *hopOp) binds() []string           { return bind(o.labels.binds(), o.tags) }
func (o *hasOp) binds() []string           { return o.labels.binds() }
func (o *saveOp) binds() []string          { return bind(o.labels.binds(), []string{o.tag}) }
func (o *predicatesOp) binds() []string    { return nil }
func (o *labelsOp) binds() []string        { return nil }
func (o *savePredicateOp) binds() []string { return bind(o.labels.binds(), []string{o.tag}) }
func (o *isOp) binds() []string            { return nil }
func (o *filterOp) binds() []string        { return nil }
func (o *tagOp) binds() []string           { return o.tags }
func (o *backOp) binds() []string          { return nil }
func (o *branchOp) binds() []string {
	tags := bindsOf(o.ops)
	if o.tag != "" {
		tags = bind(tags, []string{o.tag})
	}
	return tags
}
func (o *eitherOp) binds() []string  { return bind(bindsOf(o.first), bindsOf(o.second)) }
func (o *unionOp) binds() []string   { return o.path.bound }
func (o *joinOp) binds() []string    { return o.path.bound }
func (o *exceptOp) binds() []string  { return nil }
func (o *recurseOp) binds() []string { return bind(bindsOf(o.ops), o.tags) }
func (o *uniqueOp) binds() []string  { return nil }
func (o *whyOp) binds() []string     { return []string{o.tag} }
func (o *orderOp) binds() []string   { return nil }
func (o *groupOp) binds() []string {
	tags := slices.DeleteFunc(slices.Clone(o.keys), func(k string) bool { return k == vertexName })
	if name := o.result(); name != "" {
		tags = append(tags, name)
	}
	return tags
}
func (o *repeatOp) binds() []string     { return bind(bindsOf(o.ops), o.tags) }
func (o *pathOp) binds() []string       { return []string{o.tag} }
func (o *simplePathOp) binds() []string { return nil }
func (o *shortestOp) binds() []string   { return o.tags }
func (o *limitOp) binds() []string      { return nil }
func (o *skipOp) binds() []string       { return nil }

func bindsOf(ops []op) (tags []string) {
	for _, o := range ops {
		tags = bindOp(tags, o)
	}
	return tags
}

func (w *walk) weight() int {
	n := w.via.weight()
	if w.labels != nil {
		n += w.labels.weight()
	}
	return n
}
func (o *hasOp) weight() int    { return o.walk.weight() + o.nodes.weight() }
func (o *labelsOp) weight() int { return 0 }
func (o *isOp) weight() int     { return o.nodes.weight() }
func (o *filterOp) weight() int { return len(o.filters) }
func (o *tagOp) weight() int    { return len(o.tags) }
func (o *backOp) weight() int   { return 0 }
func (o *branchOp) weight() int { return weightOf(o.ops) }
func (o *eitherOp) weight() int { return weightOf(o.first) + weightOf(o.second) }
func (o *unionOp) weight() int  { return o.path.size() }
func (o *joinOp) weight() int   { return o.path.size() }
func (o *exceptOp) weight() int { return o.path.size() }
func (o *recurseOp) weight() int {
	return weightOf(o.ops)
}
func (o *uniqueOp) weight() int     { return 0 }
func (o *whyOp) weight() int        { return 0 }
func (o *orderOp) weight() int      { return 0 }
func (o *groupOp) weight() int      { return len(o.keys) }
func (o *repeatOp) weight() int     { return o.most * (1 + weightOf(o.ops)) }
func (o *pathOp) weight() int       { return 0 }
func (o *simplePathOp) weight() int { return 0 }
func (o *shortestOp) weight() int   { return o.to.weight() + 2*weightOf(o.ops) }
func (o *limitOp) weight() int      { return 0 }
func (o *skipOp) weight() int       { return 0 }

func weightOf(ops []op) int {
	n := 0
	for _, o := range ops {
		n += 1 + o.weight()
	}
	return n
}
