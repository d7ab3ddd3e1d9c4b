package picture

// Room in a chart.
const (
	panelHead = 46 // the unit, and the labels of ticks
	panelGap  = 22
	barThick  = 15
	figureMax = 190 // the widest line of a figure's words
)

// barRow is a bar with its text broken into lines and its place.
type barRow struct {
	Bar
	label  []wording
	figure []string
	y      int
	height int
}

// sheet is a chart laid out.
type sheet struct {
	panels        []drawnPanel
	column, width int
	height        int
	left          string // what is not drawn, in words
	legend        legend
}

type drawnPanel struct {
	unit  string
	rows  []barRow
	scale scale
	y     int
	end   int
}

// SVG draws the chart.
func (c Chart) SVG(o Options) []byte {
	if len(c.Bars) == 0 {
		return listed(o, c.Title, c.Source, nil)
	}
	s := c.lay(int(o.width()))
	return frame{title: c.Title, source: c.Source, list: c.List(), width: s.width, height: s.height}.svg(o, func(k *canvas) { s.draw(k, o) })
}

func (c Chart) lay(width int) *sheet {
	s := &sheet{width: width, column: min(max(width*2/5, 120), 340), left: firstOf(len(c.Bars), "bars")}
	drawn := 0
	for _, p := range c.panels() {
		d := drawnPanel{unit: p.unit, y: s.height}
		y := s.height + panelHead
		var values []float64
		figures := 0
		for _, b := range p.bars {
			if drawn++; drawn > mostRows {
				break
			}
			r := barRow{Bar: b, y: y}
			r.label = b.lines(orElse(clean(b.Label), "not named"), sizeText, s.column, 6)
			r.figure = wrap(b.told(), sizeText, min(figureMax, width/4), 4, textWidth)
			for _, l := range r.figure {
				figures = max(figures, textWidth(l, sizeText))
			}
			r.height = max(len(r.label), len(r.figure))*lineText + 12
			if b.finite() {
				values = append(values, b.Value)
			}
			d.rows = append(d.rows, r)
			y += r.height
		}
		if len(d.rows) == 0 {
			break
		}
		d.scale = newScale(values, s.column+24, width-figures-14)
		d.end = y
		s.panels = append(s.panels, d)
		s.height = y + panelGap
	}
	s.height -= panelGap
	if s.left != "" {
		s.height += 24
	}
	s.legend = newLegend(s.samples(), width)
	if len(s.legend.samples) > 0 {
		s.height += 16 + s.legend.height
	}
	return s
}

// told is the quantity as it stands at the bar: in the words that are given, else the number.
func (b Bar) told() string {
	text := clean(b.Text)
	switch {
	case !b.finite():
		return orElse(text, "not a number that can be drawn")
	case text == "":
		return b.figure()
	case b.Approximate:
		return "≈ " + text
	}
	return text
}

// mostRows is how many bars or events are drawn; the list has them all.
const mostRows = 300

// firstOf says that only the first rows are drawn, "" where all are.
func firstOf(n int, what string) string {
	if n <= mostRows {
		return ""
	}
	return "Drawn: the first " + num(mostRows) + " of " + plain(float64(n)) + " " + what + "."
}

func (s *sheet) draw(c *canvas, o Options) {
	for _, p := range s.panels {
		p.draw(c, o)
	}
	y := s.height - s.legend.height
	s.legend.draw(c, y)
	if s.left != "" {
		if len(s.legend.samples) > 0 {
			y -= 16
		}
		c.text(0, y-6, sizeSmall, "start", s.left, faint()...)
	}
}

func (p drawnPanel) draw(c *canvas, o Options) {
	c.text(p.scale.left, p.y+14, sizeText, "start", cut(orElse(p.unit, "number"), sizeText, p.scale.right-p.scale.left+60), "font-weight", "bold")
	top := p.y + panelHead - 6
	free := -1 << 20
	for _, t := range p.scale.ticks {
		x := p.scale.x(t)
		opacity := "0.15"
		if t == 0 {
			opacity = "1"
		}
		c.rule(x, top, x, p.end, opacity)
		if w := textWidth(number(t), sizeSmall); x-w/2 >= free {
			c.text(x, top-5, sizeSmall, "middle", number(t), "class", "tick")
			free = x + w/2 + 8
		}
	}
	for _, r := range p.rows {
		y := r.y + 13
		for _, w := range r.label {
			c.words(0, y, sizeText, "start", w, o, "class", "bar")
			y += lineText
		}
		r.draw(c, p.scale)
	}
}

// draw draws a bar from zero, and its figure behind its end.
func (r barRow) draw(c *canvas, s scale) {
	zero, end := s.x(0), s.x(0)
	if r.finite() {
		end = s.x(r.Value)
		c.open("g", attrs{"class", "mark"})
		c.raw("\n")
		beam{canvas: c, stroke: r.stroke(), y: r.y, about: r.Approximate, disputed: r.Disputed}.draw(zero, end)
		c.close("g")
	}
	for i, l := range r.figure {
		c.text(max(zero, end)+8, r.y+13+i*lineText, sizeText, "start", l, "class", "figure")
	}
}

// beam draws the bar of a quantity whose upper edge is y.
type beam struct {
	*canvas
	stroke stroke
	y      int
	about  bool // its end is ragged and hatched

	disputed bool // a stroke goes through it
}

const raggedRoom = 12 // of a bar's length at most, where it is about

func (b beam) draw(zero, end int) {
	top, bottom := b.y, b.y+barThick
	way := 1
	if end < zero {
		way = -1
	}
	full := end
	d := "M" + num(zero) + " " + num(top)
	if room := min(raggedRoom, (end-zero)*way/2); b.about && room > 4 {
		full = end - way*room
		d += "L" + num(end-4*way) + " " + num(top) + "L" + num(end) + " " + num(top+4) + "L" + num(end-4*way) + " " + num(top+8) + "L" + num(end) + " " + num(top+12) + "L" + num(end-2*way) + " " + num(bottom)
	} else {
		d += "L" + num(end) + " " + num(top) + "L" + num(end) + " " + num(bottom)
	}
	d += "L" + num(zero) + " " + num(bottom) + "Z"
	m := marker{canvas: b.canvas, stroke: b.stroke}
	if b.stroke == solid {
		b.empty("rect", attrs{"x", num(min(zero, full)), "y", num(top), "width", num(max(full-zero, zero-full)), "height", num(barThick), "fill", "currentColor", "fill-opacity", "0.75"})
	}
	b.empty("path", append(attrs{"fill", "none", "d", d}, m.outline()...))
	switch {
	case b.stroke == dashed:
		b.hatch(min(zero, full), top, max(zero, full), bottom)
	case full != end:
		b.hatch(min(full, end-4*way), top, max(full, end-4*way), bottom)
	}
	switch at := (spot{(zero + end) / 2, (top + bottom) / 2}); {
	case b.stroke == struck:
		b.cross(at)
	case b.disputed:
		b.slash(at, barThick/2+disputeOver)
	}
}

// samples are the signs that occur.
func (s *sheet) samples() []sample {
	var used [struck + 1]bool
	other, about, disputed := false, false, false
	for _, p := range s.panels {
		for _, r := range p.rows {
			st := r.stroke()
			used[st], other, about = true, other || st != solid, about || r.Approximate
			disputed = disputed || r.Disputed && st != struck
		}
	}
	var out []sample
	for st := range struck + 1 {
		if used[st] && other {
			out = append(out, sample{st.String(), func(c *canvas, x, y int) { beam{canvas: c, stroke: st, y: y + 1}.draw(x, x+sampleWidth) }})
		}
	}
	if disputed {
		out = append(out, sample{disputeText, func(c *canvas, x, y int) { beam{canvas: c, y: y + 1, disputed: true}.draw(x, x+sampleWidth) }})
	}
	if about {
		out = append(out, sample{"about: the words say that it is not exact", func(c *canvas, x, y int) {
			beam{canvas: c, y: y + 1, about: true}.draw(x, x+sampleWidth)
		}})
	}
	return out
}
