package language

import (
	"slices"

	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/quad"

	"rapport/graph/gizmo"
)

// Shape draws a program's path as Cayley's API hands it out, and its pages draw it: {"nodes": [iterator.Node], "links": [iterator.Link]}. nil,
// of a program that asks nothing, is drawn as nothing.
func Shape(shape *gizmo.Shape) map[string]any {
	nodes, links := []iterator.Node{}, []iterator.Link{}
	if shape != nil {
		for _, n := range shape.Nodes {
			nodes = append(nodes, iterator.Node{ID: n.ID, Tags: n.Tags, Values: captions(n), IsLinkNode: n.IsLink, IsFixed: n.IsSet})
		}
		for _, l := range shape.Links {
			links = append(links, iterator.Link{Source: l.Source, Target: l.Target, LinkNode: l.Via})
		}
	}
	return map[string]any{"nodes": nodes, "links": links}
}

// captions are the terms and conditions of a node.
func captions(n *gizmo.ShapeNode) []string {
	var out []string
	for _, t := range n.Terms {
		out = append(out, quad.StringOf(t))
	}
	return slices.Concat(out, n.Words)
}
