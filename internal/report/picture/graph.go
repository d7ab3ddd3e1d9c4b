package picture

// Graph is a picture of who is linked to whom.
type Graph struct {
	Title string
	// Source is a line below the picture that says where it comes from; "" for none.
	Source string
	Nodes  []Node
	// Edges whose From or To is no node's ID are drawn with a node that is labelled with that ID.
	Edges []Edge
	// Most is how many nodes are drawn at most; 0 or more than 60 means 60. Of more nodes the strongest are drawn, those in focus
	// first, then those with the most edges, then the first given; the rest are counted in words, and List has them all.
	Most int
}

// Node is a box of a graph.
type Node struct {
	ID    string // what edges name; of two nodes with one ID the first counts
	Label string // "" means the ID
	Kind  string // a word or two under the label, such as "treaty"; "" for none
	// Content marks what is said, hoped or planned, not a thing in the world: its box is rounded and dashed.
	Content bool
	Focus   bool   // what the picture is about: drawn heavier, never left out
	URL     string // where the box links to: http, https, or relative; anything else is not linked
	Notes   []int  // numbers of footnotes
}

// Edge is a line from one node to another, or to itself.
type Edge struct {
	From, To string
	Label    string // a predicate's words, such as "signed"
	// Negative says that the label itself denies, as "stops short of" does: the line is crossed out, and no word is added.
	Negative bool
	Standing
}

func (e Edge) stroke() stroke {
	if e.Negative {
		return struck
	}
	return e.Standing.stroke()
}

// List says everything the graph holds, a sentence an edge, in the order of the edges; then the nodes that no edge touches.
func (g Graph) List() []string {
	names, linked := map[string]string{}, map[string]bool{}
	for _, n := range g.Nodes {
		if _, twice := names[n.ID]; !twice {
			names[n.ID] = n.name()
		}
	}
	name := func(id string) string {
		linked[id] = true
		if text, ok := names[id]; ok {
			return text
		}
		return clean(id)
	}
	var lines []string
	for _, e := range g.Edges {
		lines = append(lines, isolate(name(e.From))+" — "+isolate(e.label())+" → "+isolate(name(e.To))+e.suffix())
	}
	for _, n := range g.Nodes {
		if !linked[n.ID] {
			linked[n.ID] = true
			lines = append(lines, isolate(n.name())+": no link"+Standing{Notes: n.Notes}.suffix())
		}
	}
	return lines
}

func (n Node) name() string {
	if text := clean(n.Label); text != "" {
		return text
	}
	return clean(n.ID)
}

func (e Edge) label() string {
	if text := clean(e.Label); text != "" {
		return text
	}
	return "linked to"
}
