package picture

// Places are where the drawing of a graph has everything, for who draws it again elsewhere: in pixels, from its upper left corner.
type Places struct {
	Width, Height int
	Boxes         []PlacedBox
	Lines         []PlacedLine
	Left          string // what is not drawn, in words; "" for nothing
}

// Place is a spot in a drawing.
type Place struct{ X, Y int }

func (s spot) place() Place { return Place{s.x, s.y} }

// PlacedBox is a node that is drawn.
type PlacedBox struct {
	Node
	Words         []string // the label and the kind, broken into lines that fit the box
	Middle        Place
	Width, Height int
}

// PlacedLine is a line that is drawn: the edges from one node to another that are drawn alike.
type PlacedLine struct {
	From, To string // ids of nodes
	Style    string // as of Modality
	Disputed bool   // each of its edges
	Words    []string
	Notes    []int // of its edges, each once
	Middle   Place // of the words
	Bends    []Place
}

// Places returns where SVG draws what, on a page of some width; 0 is the usual one.
func (g Graph) Places(width float64) Places {
	s := g.sketch()
	p := s.lay(int(Options{Width: width}.width()))
	out := Places{Width: p.width, Height: p.height, Left: s.left()}
	for _, b := range p.boxes {
		placed := PlacedBox{Node: b.Node, Middle: Place{b.x + b.width/2, b.y + b.height/2}, Width: b.width, Height: b.height}
		placed.Words = append(append(placed.Words, b.label...), b.kind...)
		for _, w := range b.notes {
			placed.Words = append(placed.Words, w.String())
		}
		out.Boxes = append(out.Boxes, placed)
	}
	for _, l := range p.lines {
		out.Lines = append(out.Lines, l.placed(s.nodes))
	}
	return out
}

func (l *line) placed(nodes []Node) PlacedLine {
	out := PlacedLine{From: nodes[l.from].ID, To: nodes[l.to].ID, Style: styles[l.stroke], Disputed: l.disputed, Middle: Place{l.x + l.width/2, l.y + l.height/2}}
	seen := map[int]bool{}
	for _, w := range l.words {
		out.Words = append(out.Words, w.String())
	}
	for _, e := range l.edges {
		for _, n := range append(e.Notes[:len(e.Notes):len(e.Notes)], e.Against...) {
			if !seen[n] {
				seen[n] = true
				out.Notes = append(out.Notes, n)
			}
		}
	}
	for i := 1; i < len(l.route)-1; i++ {
		out.Bends = append(out.Bends, l.route[i].to.place())
	}
	return out
}
