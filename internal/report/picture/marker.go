package picture

// marker draws points and bars of one row, whose upper edge is y.
type marker struct {
	*canvas
	stroke   stroke
	inferred bool // the date is: never full, with a diamond where a printed one is a point or hatched
	disputed bool // a stroke goes through it
	y        int
}

// ending is how a bar ends.
type ending int

const (
	sharp ending = iota
	arrow
	unknown
	ragged
)

type ends struct{ left, right ending }

// diamond draws a moment that is inferred.
func (m marker) diamond(x int) {
	const r = 5
	y := m.y + barHeight/2
	m.empty("path", append(attrs{"class", "inferred", "fill", "none", "d", "M" + num(x-r) + " " + num(y) + "L" + num(x) + " " + num(y-r) + "L" + num(x+r) + " " + num(y) + "L" + num(x) + " " + num(y+r) + "Z"}, m.outline()...))
}

// point draws a moment: full where it is stated as a fact.
func (m marker) point(x int) {
	if m.inferred {
		m.diamond(x)
		m.doubt(x)
		return
	}
	fill := "none"
	if m.stroke == solid {
		fill = "currentColor"
	}
	m.empty("circle", append(attrs{"cx", num(x), "cy", num(m.y + barHeight/2), "r", "5", "fill", fill}, m.outline()...))
	m.doubt(x)
}

// doubt crosses out what is denied, and puts a stroke through what is disputed.
func (m marker) doubt(x int) {
	at := spot{x, m.y + barHeight/2}
	switch {
	case m.stroke == struck:
		m.cross(at)
	case m.disputed:
		m.slash(at, barHeight/2+disputeOver)
	}
}

// disputeOver is how far the stroke through something full sticks out of it, so that it is seen.
const disputeOver = 5

// outline is the stroke of points and bars.
func (m marker) outline() attrs {
	switch m.stroke {
	case dashed:
		return attrs{"stroke", "currentColor", "stroke-width", "1.5", "stroke-dasharray", "4 2"}
	case dotted:
		return attrs{"stroke", "currentColor", "stroke-width", "1.5", "stroke-dasharray", "0.1 3", "stroke-linecap", "round"}
	}
	return attrs{"stroke", "currentColor", "stroke-width", "1.5"}
}

// bar draws a span from left to right: full where it is stated as a fact that it lasts so long, hatched where it only lies within.
func (m marker) bar(left, right int, e ends, within bool) {
	right = max(right, left+3)
	top, bottom, middle := m.y, m.y+barHeight, m.y+barHeight/2
	d := "M" + num(left) + " " + num(bottom)
	switch e.left {
	case arrow:
		d = "M" + num(left+8) + " " + num(bottom) + "L" + num(left) + " " + num(middle) + "L" + num(left+8) + " " + num(top)
	case ragged:
		d += "L" + num(left+4) + " " + num(top+8) + "L" + num(left) + " " + num(top+4) + "L" + num(left+4) + " " + num(top)
	case unknown: // not closed
		d = "M" + num(left) + " " + num(top)
	default:
		d += "L" + num(left) + " " + num(top)
	}
	switch e.right {
	case arrow:
		d += "L" + num(right-8) + " " + num(top) + "L" + num(right) + " " + num(middle) + "L" + num(right-8) + " " + num(bottom)
	case ragged:
		d += "L" + num(right-4) + " " + num(top) + "L" + num(right) + " " + num(top+4) + "L" + num(right-4) + " " + num(top+8) + "L" + num(right) + " " + num(bottom)
	case unknown:
		d += "L" + num(right) + " " + num(top) + "M" + num(right) + " " + num(bottom) + "L" + num(left) + " " + num(bottom)
	default:
		d += "L" + num(right) + " " + num(top) + "L" + num(right) + " " + num(bottom)
	}
	switch {
	case e.left == unknown:
		d += "L" + num(left) + " " + num(bottom)
	case e.right != unknown:
		d += "Z"
	}
	fill := "none"
	if m.stroke == solid && !within && !m.inferred {
		fill = "currentColor"
	}
	m.empty("path", append(attrs{"fill", fill, "d", d}, m.outline()...))
	switch {
	case m.inferred:
		m.diamond((left + right) / 2)
	case within:
		m.hatch(left+inset(e.left), top, right-inset(e.right), bottom)
	}
	if e.left == unknown {
		m.sign(left-4, "?", "end")
	}
	if e.right == unknown {
		m.sign(right+4, "?", "start")
	}
	m.doubt((left + right) / 2)
}

// inset keeps the hatching within an end that is no straight line.
func inset(e ending) int {
	switch e {
	case arrow:
		return 8
	case ragged:
		return 4
	}
	return 0
}

// hatch fills a rectangle with slanted lines.
func (c *canvas) hatch(left, top, right, bottom int) {
	const apart = 6
	d := ""
	for x := left - (bottom - top); x < right; x += apart {
		x1, y1, x2, y2 := x, bottom, x+bottom-top, top
		if x1 < left {
			x1, y1 = left, bottom-(left-x)
		}
		if x2 > right {
			x2, y2 = right, top+(x+bottom-top-right)
		}
		if x1 < x2 {
			d += "M" + num(x1) + " " + num(y1) + "L" + num(x2) + " " + num(y2)
		}
	}
	if d != "" {
		c.empty("path", attrs{"class", "hatch", "fill", "none", "stroke", "currentColor", "stroke-opacity", "0.6", "d", d})
	}
}

// sign writes a character beside a mark.
func (m marker) sign(x int, s, anchor string) {
	m.text(x, m.y+barHeight-1, sizeText, anchor, s, "font-weight", "bold")
}
