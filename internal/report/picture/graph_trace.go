package picture

// Links from a node to itself hang below its box, each further left and further down than the one before, their words to the right of
// them all. Where the drawing runs downwards they stand at the right side of the box, which is as tall as they need.
const (
	loopLeg  = 12 // from leg to leg
	loopStep = 20 // from loop to loop
	loopGap  = 6
)

// slot is the room that a loop and its words need, downwards.
func (l *line) slot() int { return max(l.height, loopLeg) + 2*loopGap }

// loopRoom is how much more than its box the loops of a node need, to the right or below.
func (b *box) loopRoom(down bool) (width, height int) {
	for _, l := range b.loops {
		width, height = max(width, l.width), height+l.slot()
	}
	switch {
	case len(b.loops) == 0:
		return 0, 0
	case down:
		return width + loopStep + 2*loopGap, height
	}
	return width + len(b.loops)*loopStep + 2*loopGap, height
}

// tracer turns a layered drawing into places in the plane.
type tracer struct {
	*layered
	boxes []*box // of the nodes
	down  bool
}

// spot is the place of a point along and across.
func (t *tracer) spot(along, across int) spot {
	if t.down {
		return spot{across, along}
	}
	return spot{along, across}
}

// extent is where a node begins and ends along: in the middle of its rank, or beside its links where it has them on one side only.
func (t *tracer) extent(i int) (from, to int) {
	v, b := &t.vertices[i], t.boxes[i]
	depth := b.width
	if t.down {
		depth = b.height
	}
	from = t.start[v.rank] + arrowRoom
	free := t.room[v.rank] - 2*arrowRoom - depth
	switch {
	case len(b.loops) > 0: // whose words may reach further than the box
	case len(v.back) > 0 && len(v.on) > 0:
		from += free / 2
	case len(v.on) > 0:
		from += free
	}
	return from, from + depth
}

// stand puts a box in its place, and its loops.
func (t *tracer) stand(i int) {
	v, b := &t.vertices[i], t.boxes[i]
	from, _ := t.extent(i)
	at := t.spot(from, v.pos-v.before)
	b.x, b.y = at.x, at.y
	y := b.y + b.height
	if t.down {
		y = b.y
	}
	for k, l := range b.loops {
		if t.down {
			l.loopRight(b.x+b.width, y+loopGap)
		} else {
			l.loopBelow(b, len(b.loops)-1-k, y+l.slot()-loopGap)
		}
		y += l.slot()
	}
}

// loopBelow draws a loop out of and into the lower side of a box, down to y, with some loops to its left.
func (l *line) loopBelow(b *box, left, y int) {
	top, words := b.y+b.height, b.x+loopGap+len(b.loops)*loopStep
	x := b.x + loopGap + left*loopStep
	l.route = []segment{{to: spot{x, top}}, {to: spot{x, y}}, {to: spot{x + loopLeg, y}}, {to: spot{x + loopLeg, top + 8}}}
	l.end, l.heading = spot{x + loopLeg, top + 1}, spot{0, -1}
	l.cross = spot{x + loopLeg/2, y}
	l.x, l.y = words, y-max(l.height, loopLeg)
}

// loopRight draws one at the right side of a box, from y down.
func (l *line) loopRight(x, y int) {
	l.route = []segment{{to: spot{x, y}}, {to: spot{x + loopStep, y}}, {to: spot{x + loopStep, y + loopLeg}}, {to: spot{x + 8, y + loopLeg}}}
	l.end, l.heading = spot{x + 1, y + loopLeg}, spot{-1, 0}
	l.cross = spot{x + loopStep, y + loopLeg/2}
	l.x, l.y = x+loopStep+2*loopGap, y-2
}

// trace draws a link along its chain: straight through every rank that it crosses, bending only in the gaps between them.
func (t *tracer) trace(i int, l *line) {
	a := &t.links[i]
	low, high := a.ends()
	first, last := a.chain[0], a.chain[len(a.chain)-1]
	_, from := t.extent(low)
	to, _ := t.extent(high)
	across := t.vertices[first].pos + t.portOf(&t.vertices[first], i, &t.vertices[a.chain[1]])
	points := []segment{{to: t.spot(from, across)}, {to: t.spot(t.start[t.vertices[first].rank]+t.room[t.vertices[first].rank], across)}}
	for _, at := range a.chain[1 : len(a.chain)-1] {
		v := &t.vertices[at]
		points = append(points,
			segment{to: t.spot(t.start[v.rank], v.pos), bend: v.pos != across},
			segment{to: t.spot(t.start[v.rank]+t.room[v.rank], v.pos)})
		across = v.pos
	}
	v := &t.vertices[last]
	end := v.pos + t.portOf(v, i, &t.vertices[a.chain[len(a.chain)-2]])
	points = append(points, segment{to: t.spot(t.start[v.rank], end), bend: end != across}, segment{to: t.spot(to, end)})
	l.route, l.heading = points, t.spot(1, 0)
	if a.flipped {
		l.route, l.heading = reversed(points), t.spot(-1, 0)
	}
	tip := &l.route[len(l.route)-1].to
	l.end = spot{tip.x - l.heading.x, tip.y - l.heading.y} // beside the outline, not on it
	*tip = spot{l.end.x - 7*l.heading.x, l.end.y - 7*l.heading.y}
	t.letter(a, l)
}

// reversed is a route from its end. A bend belongs to the piece that it is in.
func reversed(points []segment) []segment {
	out := make([]segment, len(points))
	for i := range points {
		out[len(points)-1-i].to = points[i].to
		if i > 0 {
			out[len(points)-i].bend = points[i].bend
		}
	}
	return out
}

// letter puts the words of a link on its middle piece, and the sign that crosses it out.
func (t *tracer) letter(a *arc, l *line) {
	v := &t.vertices[a.middle]
	begin, room := t.start[v.rank], t.room[v.rank]
	if t.down {
		l.x, l.y = v.pos+l.aside(), begin+(room-l.height)/2
		l.cross = spot{v.pos, begin + room/2}
		return
	}
	l.x, l.y = begin+(room-l.width)/2, v.pos-l.lift()-l.height
	l.cross = spot{begin + room/2, v.pos}
}
