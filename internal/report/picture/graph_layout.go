package picture

import (
	"cmp"
	"slices"
)

// Room in boxes and labels.
const (
	boxText   = 152 // the widest line of a node's label
	boxSide   = 10  // between text and outline
	boxLeast  = 56
	labelText = 128
	lineText  = 17 // from baseline to baseline
	lineSmall = 14
	arrowRoom = 16 // along, between a node and where its links may bend
	shelfGap  = 34 // between parts that are not linked
)

// box is a node with its text broken into lines.
type box struct {
	Node
	label, kind   []string
	notes         []wording
	width, height int
	x, y          int // of the upper left corner
	loops         []*line
}

// line is a link with the words on it.
type line struct {
	link
	words         []wording
	width, height int // of the words
	x, y          int // of their upper left corner
	route         []segment
	cross         spot // where a sign crosses it, if it is denied or disputed
	end           spot
	heading       spot // the unit vector of its end
}

// spot is a place in the drawing.
type spot struct{ x, y int }

// segment is a piece of a route: straight to a spot, or, with bend, a curve that leaves and arrives along.
type segment struct {
	to   spot
	bend bool
}

// plan is a graph laid out.
type plan struct {
	boxes         []*box
	lines         []*line
	width, height int
}

// lay lays a sketch out: left to right, or top to bottom where that fits a page of this width better.
func (s sketch) lay(width int) *plan {
	across := s.layTo(width, false)
	if across.width <= width {
		return across
	}
	down := s.layTo(width, true)
	if down.shrink(width) > across.shrink(width) {
		return down
	}
	return across
}

// shrink is how small the plan's text gets on a page of this width and twice its height, in thousandths.
func (p *plan) shrink(width int) int {
	return min(1000, 1000*width/max(p.width, 1), 1000*2*width/max(p.height, 1))
}

// layTo lays each connected part out and stands the parts on shelves, those without links last.
func (s sketch) layTo(width int, down bool) *plan {
	p := &plan{}
	for _, n := range s.nodes {
		p.boxes = append(p.boxes, newBox(n))
	}
	var pairs [][2]int
	for _, l := range s.links {
		ln := newLine(l)
		p.lines = append(p.lines, ln)
		pairs = append(pairs, [2]int{l.from, l.to})
		if l.from == l.to {
			p.boxes[l.from].loops = append(p.boxes[l.from].loops, ln)
		}
	}
	var parts []*part
	for _, nodes := range components(len(s.nodes), pairs) {
		parts = append(parts, p.part(nodes, down))
	}
	p.shelve(parts, width)
	return p
}

func newBox(n Node) *box {
	b := &box{Node: n}
	measure := textWidth
	if n.Focus {
		measure = boldWidth
	}
	b.label = wrap(orElse(n.name(), "not named"), sizeText, boxText, 5, measure)
	b.kind = wrap(clean(n.Kind), sizeSmall, boxText, 2, textWidth)
	b.notes = Standing{Notes: n.Notes}.lines("", sizeSmall, boxText, 0)
	for _, l := range b.label {
		b.width = max(b.width, measure(l, sizeText))
	}
	for _, l := range b.kind {
		b.width = max(b.width, textWidth(l, sizeSmall))
	}
	for _, w := range b.notes {
		b.width = max(b.width, w.width(sizeSmall))
	}
	b.width = max(b.width+2*boxSide, boxLeast)
	b.height = len(b.label)*lineText + (len(b.kind)+len(b.notes))*lineSmall + 13
	return b
}

// newLine breaks the words of a link into lines: those of each edge, with how it is meant and its notes.
func newLine(l link) *line {
	ln := &line{link: l}
	for _, e := range l.edges {
		ln.words = append(ln.words, e.lines(e.label(), sizeSmall, labelText, 4)...)
	}
	const most = 16
	if len(ln.words) > most {
		ln.words = append(ln.words[:most-1], wording{text: "…"})
	}
	for _, w := range ln.words {
		ln.width = max(ln.width, w.width(sizeSmall))
	}
	ln.height = len(ln.words) * lineSmall
	return ln
}

// part is a connected part of a graph: its boxes and lines, and the room it takes.
type part struct {
	boxes         []*box
	lines         []*line
	width, height int
}

// part lays some nodes out, and their links to each other. The places are as if the part stood alone.
func (p *plan) part(nodes []int, down bool) *part {
	out := &part{}
	at := map[int]int{}
	g := &layered{}
	for _, i := range nodes {
		at[i] = len(out.boxes)
		out.boxes = append(out.boxes, p.boxes[i])
	}
	for _, l := range p.lines {
		if _, ok := at[l.from]; ok {
			out.lines = append(out.lines, l)
		}
	}
	g.nodes = make([]block, len(out.boxes))
	var arcs []*line
	for _, l := range out.lines {
		if l.from == l.to {
			continue
		}
		arcs = append(arcs, l)
		g.links = append(g.links, arc{from: at[l.from], to: at[l.to], label: l.block(down)})
	}
	g.orient()
	for i, b := range out.boxes {
		b.widen(g.busier(i), down)
		g.nodes[i] = b.block(down)
	}
	g.run()
	t := tracer{layered: g, boxes: out.boxes, down: down}
	for i := range out.boxes {
		t.stand(i)
	}
	for i, l := range arcs {
		t.trace(i, l)
	}
	along, across := g.size()
	out.width, out.height = along, across
	if down {
		out.width, out.height = across, along
	}
	return out
}

// widen makes room on a box for the links of its busier side, and for its loops.
func (b *box) widen(links int, down bool) {
	if down {
		_, loops := b.loopRoom(down)
		b.width, b.height = max(b.width, sideNeeds(links)), max(b.height, loops)
	} else {
		b.height = max(b.height, sideNeeds(links))
	}
}

// block is the room of a node, with that of its loops.
func (b *box) block(down bool) block {
	w, h := b.width, b.height
	loopWidth, loopHeight := b.loopRoom(down)
	if down {
		return block{depth: h + 2*arrowRoom, before: w / 2, after: w - w/2 + loopWidth}
	}
	return block{depth: max(w, loopWidth) + 2*arrowRoom, before: h / 2, after: h - h/2 + loopHeight}
}

// block is the room of a line's words, and of the sign that crosses it.
func (l *line) block(down bool) block {
	if down {
		return block{depth: l.height + 6, before: 7, after: l.width + l.aside() + 3}
	}
	return block{depth: l.width + 8, before: l.height + l.lift(), after: 6}
}

// signed tells whether a sign crosses it.
func (l *line) signed() bool { return l.stroke == struck || l.disputed }

// lift is how far above a line its words stand: above the sign that crosses it.
func (l *line) lift() int {
	if l.signed() {
		return 9
	}
	return 4
}

// aside is how far to the right of a line that runs downwards its words stand.
func (l *line) aside() int {
	if l.signed() {
		return 10
	}
	return 7
}

// shelve stands the parts beside each other, the tallest first, and those of a single box without links below.
func (p *plan) shelve(parts []*part, width int) {
	slices.SortStableFunc(parts, func(a, b *part) int {
		return cmp.Or(cmp.Compare(min(len(b.lines), 1), min(len(a.lines), 1)), cmp.Compare(min(b.height, 400), min(a.height, 400)), cmp.Compare(len(b.lines), len(a.lines)))
	})
	for _, part := range parts {
		width = max(width, part.width)
	}
	x, y, shelf, linked := 0, 0, 0, true
	for _, part := range parts {
		if now := len(part.lines) > 0; x > 0 && (x+part.width > width || now != linked) {
			x, y, shelf = 0, y+shelf+shelfGap, 0
		}
		linked = len(part.lines) > 0
		part.move(x, y)
		p.width, p.height = max(p.width, x+part.width), max(p.height, y+part.height)
		x, shelf = x+part.width+shelfGap, max(shelf, part.height)
	}
}

// move shifts everything in a part.
func (p *part) move(dx, dy int) {
	for _, b := range p.boxes {
		b.x, b.y = b.x+dx, b.y+dy
	}
	for _, l := range p.lines {
		l.x, l.y = l.x+dx, l.y+dy
		l.end.shift(dx, dy)
		l.cross.shift(dx, dy)
		for i := range l.route {
			l.route[i].to.shift(dx, dy)
		}
	}
}

func (s *spot) shift(dx, dy int) { s.x, s.y = s.x+dx, s.y+dy }
