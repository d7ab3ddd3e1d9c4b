package cayleyapi

import (
	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/cayley/query/mql"

	"rapport/graph/gizmo"
)

// mqlShape is the shape that Cayley draws of a query. Its lines without a node on them, which its page cannot draw, get one.
func mqlShape(s *mql.Session, program string) (*gizmo.Shape, error) {
	drawn, err := s.ShapeOf(program)
	if err != nil {
		return nil, err
	}
	shape, most := &gizmo.Shape{}, 0
	parts, _ := drawn.(map[string]any)
	nodes, _ := parts["nodes"].([]iterator.Node)
	for _, n := range nodes {
		most = max(most, n.ID)
		shape.Nodes = append(shape.Nodes, &gizmo.ShapeNode{ID: n.ID, Tags: n.Tags, Words: n.Values, IsLink: n.IsLinkNode, IsSet: n.IsFixed})
	}
	links, _ := parts["links"].([]iterator.Link)
	for _, l := range links {
		if l.LinkNode == 0 {
			most++
			l.LinkNode = most
			shape.Nodes = append(shape.Nodes, &gizmo.ShapeNode{ID: most, IsLink: true})
		}
		shape.Links = append(shape.Links, gizmo.ShapeLink{Source: l.Source, Target: l.Target, Via: l.LinkNode})
	}
	return shape, nil
}
