package gizmo

import (
	"strconv"

	"github.com/cayleygraph/quad"

	"rapport/graph"
)

// Shape is a plan as a drawing: vertices that a program asks for, and between them the quads that must join these. It is what
// Cayley's "Query Shape" draws.
type Shape struct {
	Nodes []*ShapeNode
	Links []ShapeLink
}

// ShapeNode is a place in a plan that vertices come to, or, as the Via of a link, what stands on the line.
type ShapeNode struct {
	ID     int      // from 1
	Tags   []string // under which rows keep what comes here
	Terms  []quad.Value
	Words  []string // conditions, such as "lt 2030", and what a line is that is no hop
	IsLink bool     // it is on a line
	IsSet  bool     // only the vertices in Terms come here
}

// ShapeLink is a line from the subject to the object of the quads that are walked. Via is the ShapeNode on it, with the predicates.
type ShapeLink struct{ Source, Target, Via int }

// maxShape bounds the nodes of a drawing, which nobody could read anyway. What a plan has beyond is left out.
const maxShape = 500

// drafter draws paths.
type drafter struct {
	src   graph.Source
	shape Shape
	tags  map[string]*ShapeNode // where each tag was set last
}

// shapeOf draws the path of a final.
func shapeOf(src graph.Source, p *Path) *Shape {
	d := &drafter{src: src, tags: map[string]*ShapeNode{}}
	d.path(p)
	return &d.shape
}

func (d *drafter) full() bool { return len(d.shape.Nodes) >= maxShape }

func (d *drafter) node() *ShapeNode {
	n := &ShapeNode{ID: len(d.shape.Nodes) + 1}
	d.shape.Nodes = append(d.shape.Nodes, n)
	return n
}

// line joins two nodes and returns what stands on it.
func (d *drafter) line(from, to *ShapeNode, dir direction, words ...string) *ShapeNode {
	via := d.node()
	via.IsLink, via.Words = true, words
	if dir == backward {
		from, to = to, from
	}
	d.shape.Links = append(d.shape.Links, ShapeLink{from.ID, to.ID, via.ID})
	return via
}

// path draws a path from its start, and returns where it ends.
func (d *drafter) path(p *Path) *ShapeNode {
	at := d.node()
	if !p.all && !p.morphism {
		d.only(at, p.start)
	}
	return d.ops(at, p.ops())
}

func (d *drafter) ops(at *ShapeNode, ops []op) *ShapeNode {
	for _, o := range ops {
		if d.full() {
			break
		}
		at = d.op(at, o)
	}
	return at
}

// only says that no other vertices than these come to a node.
func (d *drafter) only(n *ShapeNode, ids []graph.ID) {
	n.IsSet = true
	for _, id := range ids {
		n.Terms = append(n.Terms, d.src.Value(id))
	}
}

// holds says of a node which vertices it may have.
func (d *drafter) holds(n *ShapeNode, set *nodeSet) {
	switch {
	case set.all:
	case set.path != nil:
		if !d.full() {
			d.line(n, d.path(set.path), forward, "one of")
		}
	default:
		d.only(n, set.ids)
	}
}

// walk draws the quads that an op walks, and returns the node at their far end.
func (d *drafter) walk(at *ShapeNode, w *walk, tags ...string) *ShapeNode {
	to := d.node()
	via := d.line(at, to, w.dir)
	d.tag(via, tags...)
	if w.dir == either {
		via.Words = append(via.Words, "either way")
	}
	d.holds(via, &w.via)
	via.IsSet = !w.via.all
	if l := w.labels; l != nil {
		d.tag(via, l.tags...)
		if !l.all {
			for _, id := range l.ids {
				via.Words = append(via.Words, "under "+quad.StringOf(d.src.Value(id)))
			}
		}
	}
	return to
}

// tag says which tags keep what comes to a node. Those that no row shows are only for back.
func (d *drafter) tag(n *ShapeNode, tags ...string) {
	for _, t := range tags {
		d.tags[t] = n
		if t != "" && t[0] != 0 {
			n.Tags = append(n.Tags, t)
		}
	}
}

// test adds conditions.
func test(n *ShapeNode, filters []filter) {
	for _, f := range filters {
		switch f := f.(type) {
		case *comparison:
			n.Words = append(n.Words, f.name+" "+quad.StringOf(f.bound))
		case *pattern:
			n.Words = append(n.Words, f.name+" "+strconv.Quote(f.text))
		}
	}
}

// op draws an op and returns where rows are behind it.
func (d *drafter) op(at *ShapeNode, o op) *ShapeNode {
	switch o := o.(type) {
	case *hopOp:
		return d.walk(at, &o.walk, o.tags...)
	case *hasOp:
		to := d.walk(at, &o.walk)
		d.holds(to, &o.nodes)
		test(to, o.filters)
	case *saveOp:
		d.tag(d.walk(at, &o.walk), o.tag)
	case *savePredicateOp:
		d.walk(at, &o.walk, o.tag)
	case *predicatesOp:
		return d.step(at, "predicates")
	case *labelsOp:
		return d.step(at, "labels")
	case *isOp:
		d.holds(at, &o.nodes)
	case *filterOp:
		test(at, o.filters)
	case *tagOp:
		d.tag(at, o.tags...)
	case *backOp:
		return d.back(at, o.tag)
	case *branchOp:
		d.tag(d.ops(at, o.ops), o.tag)
	case *eitherOp:
		d.line(d.ops(at, o.first), d.ops(at, o.second), forward, "or")
		return at
	case *unionOp:
		d.line(at, d.path(o.path), forward, "or")
	case *joinOp:
		d.line(at, d.path(o.path), forward, "the same as")
	case *exceptOp:
		d.line(at, d.path(o.path), forward, "not")
	case *recurseOp:
		return d.again(at, o.ops, "any number of times", o.tags)
	case *repeatOp:
		return d.again(at, o.ops, "up to "+strconv.Itoa(o.most)+" times", o.tags)
	case *shortestOp:
		to := d.again(at, o.ops, "shortest", o.tags)
		d.holds(to, &o.to)
		return to
	case *groupOp:
		return d.step(at, o.fold.String(), o.binds()...)
	case *pathOp:
		d.tag(at, o.tag)
	}
	return at
}

// step draws a move that is along no quad.
func (d *drafter) step(at *ShapeNode, words string, tags ...string) *ShapeNode {
	to := d.node()
	d.line(at, to, forward, words)
	d.tag(to, tags...)
	return to
}

// again draws ops that run more than once: one round, and a line to where any round ends.
func (d *drafter) again(at *ShapeNode, ops []op, words string, tags []string) *ShapeNode {
	return d.step(d.ops(at, ops), words, tags...)
}

// back finds where a tag was set.
func (d *drafter) back(at *ShapeNode, name string) *ShapeNode {
	if n := d.tags[name]; n != nil && !n.IsLink {
		return n
	}
	return d.step(at, "back to "+name)
}
