package picture

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// What a graph draws at most. More lines than these cannot be told apart.
const (
	mostNodes = 60
	mostLinks = 240
)

// sketch is what of a graph is drawn.
type sketch struct {
	nodes []Node
	links []link
	// Of how many nodes and lines these are the strongest.
	allNodes, allEdges, drawnEdges int
}

// link is a line of the drawing: the edges from one node to another that are drawn alike.
type link struct {
	from, to int
	stroke   stroke
	disputed bool // each of them
	edges    []Edge
}

// sketch picks the nodes that are drawn, the strongest of too many, and joins parallel edges that are drawn alike.
func (g Graph) sketch() sketch {
	nodes, at := g.everyNode()
	s := sketch{allNodes: len(nodes), allEdges: len(g.Edges)}
	degree := make([]int, len(nodes))
	for _, e := range g.Edges {
		degree[at[e.From]]++
		degree[at[e.To]]++
	}
	drawn := make([]int, len(nodes)) // index in s.nodes, -1 for none
	for i := range drawn {
		drawn[i] = -1
	}
	for _, i := range g.strongest(nodes, degree) {
		drawn[i] = len(s.nodes)
		s.nodes = append(s.nodes, nodes[i])
	}
	type alike struct {
		from, to int
		stroke   stroke
		disputed bool
	}
	lines := map[alike]int{}
	for _, e := range g.Edges {
		from, to := drawn[at[e.From]], drawn[at[e.To]]
		if from < 0 || to < 0 {
			continue
		}
		key := alike{from, to, e.stroke(), e.Disputed}
		i, ok := lines[key]
		if !ok {
			if len(s.links) == mostLinks {
				continue
			}
			i = len(s.links)
			lines[key] = i
			s.links = append(s.links, link{from: from, to: to, stroke: e.stroke(), disputed: e.Disputed})
		}
		s.links[i].edges = append(s.links[i].edges, e)
		s.drawnEdges++
	}
	return s
}

// Drawn returns the edges that the picture draws: all, or those between its strongest nodes.
func (g Graph) Drawn() []Edge {
	var out []Edge
	for _, l := range g.sketch().links {
		out = append(out, l.edges...)
	}
	return out
}

// everyNode returns the nodes, each once, and those that only edges name.
func (g Graph) everyNode() (nodes []Node, at map[string]int) {
	at = map[string]int{}
	enter := func(n Node) {
		if _, ok := at[n.ID]; !ok {
			at[n.ID] = len(nodes)
			nodes = append(nodes, n)
		}
	}
	for _, n := range g.Nodes {
		enter(n)
	}
	for _, e := range g.Edges {
		enter(Node{ID: e.From})
		enter(Node{ID: e.To})
	}
	return nodes, at
}

// strongest returns the nodes that are drawn, in the order given.
func (g Graph) strongest(nodes []Node, degree []int) []int {
	most := g.Most
	if most <= 0 || most > mostNodes {
		most = mostNodes
	}
	all := make([]int, len(nodes))
	for i := range all {
		all[i] = i
	}
	if len(all) <= most {
		return all
	}
	slices.SortStableFunc(all, func(a, b int) int {
		if fa, fb := nodes[a].Focus, nodes[b].Focus; fa != fb {
			if fa {
				return -1
			}
			return 1
		}
		return cmp.Compare(degree[b], degree[a])
	})
	all = all[:most]
	slices.Sort(all)
	return all
}

// left says in words what is not drawn, "" for nothing.
func (s sketch) left() string {
	var parts []string
	if n := s.allNodes - len(s.nodes); n > 0 {
		parts = append(parts, fmt.Sprintf("the %d strongest of %s nodes", len(s.nodes), plain(float64(s.allNodes))))
	}
	if s.drawnEdges < s.allEdges {
		parts = append(parts, fmt.Sprintf("%s of %s links", plain(float64(s.drawnEdges)), plain(float64(s.allEdges))))
	}
	if len(parts) == 0 {
		return ""
	}
	return "Drawn: " + strings.Join(parts, ", ") + "."
}
