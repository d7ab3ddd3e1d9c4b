package picture

// sample is one sign of a legend: what is drawn, in a room of sampleWidth by sampleHeight, and what it means.
type sample struct {
	text string
	draw func(c *canvas, x, y int)
}

const (
	sampleWidth  = 40
	sampleHeight = 18
)

// legend explains the signs that occur, side by side as far as there is room.
type legend struct {
	samples []sample
	lines   [][]string // of each sample
	at      []spot
	height  int
}

func newLegend(samples []sample, width int) legend {
	l := legend{samples: samples}
	x, y, tall := 0, 0, 0
	for _, s := range samples {
		lines := wrap(s.text, sizeSmall, width-sampleWidth-8, 4, textWidth)
		need := 0
		for _, line := range lines {
			need = max(need, textWidth(line, sizeSmall))
		}
		need += sampleWidth + 8
		if x > 0 && x+need > width {
			x, y, tall = 0, y+tall, 0
		}
		l.lines, l.at = append(l.lines, lines), append(l.at, spot{x, y})
		x, tall = x+need+22, max(tall, len(lines)*lineSmall+6)
		l.height = y + tall
	}
	return l
}

// draw draws it at y.
func (l legend) draw(c *canvas, y int) {
	for i, s := range l.samples {
		at := l.at[i]
		s.draw(c, at.x, y+at.y)
		for k, line := range l.lines[i] {
			c.text(at.x+sampleWidth+8, y+at.y+13+k*lineSmall, sizeSmall, "start", line, faint()...)
		}
	}
}

// strokes are the attributes of a line that is drawn so.
func (s stroke) attrs() attrs {
	switch s {
	case dashed:
		return attrs{"stroke", "currentColor", "stroke-width", "1.5", "stroke-dasharray", "7 4"}
	case dotted:
		return attrs{"stroke", "currentColor", "stroke-width", "2", "stroke-dasharray", "0.1 5", "stroke-linecap", "round"}
	}
	return attrs{"stroke", "currentColor", "stroke-width", "1.5"}
}

// cross draws the sign of denial.
func (c *canvas) cross(at spot) {
	const r = 5
	c.empty("path", attrs{"class", "denied", "fill", "none", "stroke", "currentColor", "stroke-width", "2",
		"d", "M" + num(at.x-r) + " " + num(at.y-r) + "L" + num(at.x+r) + " " + num(at.y+r) +
			"M" + num(at.x-r) + " " + num(at.y+r) + "L" + num(at.x+r) + " " + num(at.y-r)})
}

// disputeText is what the legend calls it where another statement says otherwise.
const disputeText = "disputed: another statement says otherwise"

// slash draws the sign of dispute, so far up and down: half of the sign of denial, since one statement says it and another does not.
func (c *canvas) slash(at spot, tall int) {
	const wide = 6
	c.empty("path", attrs{"class", "disputed", "fill", "none", "stroke", "currentColor", "stroke-width", "2",
		"d", "M" + num(at.x-wide) + " " + num(at.y+tall) + "L" + num(at.x+wide) + " " + num(at.y-tall)})
}
