package picture

// SVG draws the graph.
func (g Graph) SVG(o Options) []byte {
	s := g.sketch()
	if len(s.nodes) == 0 {
		return listed(o, g.Title, g.Source, nil)
	}
	p := s.lay(int(o.width()))
	width := max(p.width, 320)
	if len(o.Footnotes) > 0 {
		width = max(width, min(int(o.width()), 640)) // a small graph leaves its notes room to be read
	}
	l := newLegend(p.samples(), width)
	left := wrap(s.left(), sizeSmall, width, 2, textWidth)
	f := frame{title: g.Title, source: g.Source, list: g.List(), width: width, height: p.height}
	if o.Width > 0 {
		f.most = int(o.whole())
	}
	if len(left) > 0 {
		f.height += 10 + len(left)*15
	}
	if len(l.samples) > 0 {
		f.height += 18 + l.height
	}
	return f.svg(o, func(c *canvas) {
		c.open("g", attrs{"transform", "translate(" + num((width-p.width)/2) + " 0)"})
		c.raw("\n")
		for _, ln := range p.lines {
			ln.draw(c, o)
		}
		for _, b := range p.boxes {
			b.draw(c, o)
		}
		c.close("g")
		y := p.height
		for i, line := range left {
			c.text(0, y+21+i*15, sizeSmall, "start", line, faint()...)
		}
		if len(left) > 0 {
			y += 10 + len(left)*15
		}
		l.draw(c, y+18)
	})
}

// draw draws a link: its line, its head, its words and, if it is denied or disputed, the sign that crosses it.
func (l *line) draw(c *canvas, o Options) {
	c.open("g", attrs{"class", "edge"})
	c.raw("\n")
	l.mark(c)
	for i, w := range l.words {
		x, anchor := l.x, "start"
		if l.heading.y == 0 && l.from != l.to {
			x, anchor = l.x+l.width/2, "middle"
		}
		c.words(x, l.y+11+i*lineSmall, sizeSmall, anchor, w, o, "class", "words")
	}
	c.close("g")
}

// mark draws the line alone.
func (l *line) mark(c *canvas) {
	c.empty("path", append(attrs{"fill", "none", "d", l.path()}, l.stroke.attrs()...))
	c.head(l.end, l.heading)
	switch {
	case l.stroke == struck:
		c.cross(l.cross)
	case l.disputed:
		c.slash(l.cross, 6)
	}
}

// path is the route in the language of SVG.
func (l *line) path() string {
	at := l.route[0].to
	d := "M" + num(at.x) + " " + num(at.y)
	for _, s := range l.route[1:] {
		switch {
		case s.to == at:
			continue
		case s.bend && l.heading.y == 0:
			m := num((at.x + s.to.x) / 2)
			d += "C" + m + " " + num(at.y) + " " + m + " " + num(s.to.y) + " " + num(s.to.x) + " " + num(s.to.y)
		case s.bend:
			m := num((at.y + s.to.y) / 2)
			d += "C" + num(at.x) + " " + m + " " + num(s.to.x) + " " + m + " " + num(s.to.x) + " " + num(s.to.y)
		default:
			d += "L" + num(s.to.x) + " " + num(s.to.y)
		}
		at = s.to
	}
	return d
}

// head draws the head of an arrow with its tip at a spot.
func (c *canvas) head(tip, heading spot) {
	const long, half = 9, 4
	x, y := tip.x-long*heading.x, tip.y-long*heading.y
	c.empty("path", attrs{"d", "M" + num(tip.x) + " " + num(tip.y) +
		"L" + num(x+half*heading.y) + " " + num(y+half*heading.x) + "L" + num(x-half*heading.y) + " " + num(y-half*heading.x) + "Z"})
}

// draw draws a box and its text.
func (b *box) draw(c *canvas, o Options) {
	link := page(b.URL)
	if link != "" {
		c.linked = true
		c.open("a", attrs{"href", link})
	}
	c.open("g", attrs{"class", "node"})
	c.raw("\n")
	a := attrs{"x", num(b.x), "y", num(b.y), "width", num(b.width), "height", num(b.height), "rx", "3", "fill", "none", "stroke", "currentColor"}
	if b.Content {
		a[9] = "14"
		a = append(a, "stroke-dasharray", "5 3")
	}
	weight, bold := "1", []string(nil)
	if b.Focus {
		weight, bold = "2.5", []string{"font-weight", "bold"}
	}
	c.empty("rect", append(a, "stroke-width", weight))
	middle := b.x + b.width/2
	y := b.y + (b.height-len(b.label)*lineText-(len(b.kind)+len(b.notes))*lineSmall)/2 + 13
	for _, l := range b.label {
		c.text(middle, y, sizeText, "middle", l, bold...)
		y += lineText
	}
	y -= 2
	for _, l := range b.kind {
		c.text(middle, y, sizeSmall, "middle", l, faint()...)
		y += lineSmall
	}
	for _, w := range b.notes {
		c.words(middle, y, sizeSmall, "middle", w, o, faint()...)
		y += lineSmall
	}
	c.close("g")
	if link != "" {
		c.close("a")
	}
}

// samples are the signs of the legend: strokes, if there is another than solid, what is disputed, and the box of content.
func (p *plan) samples() []sample {
	var used [struck + 1]bool
	content, other, disputed := false, false, false
	for _, l := range p.lines {
		used[l.stroke] = true
		disputed = disputed || l.disputed && l.stroke != struck
		other = other || l.stroke != solid || l.disputed
	}
	for _, b := range p.boxes {
		content = content || b.Content
	}
	var out []sample
	arrow := func(text string, as link) sample {
		return sample{text, func(c *canvas, x, y int) {
			l := line{link: as, heading: spot{1, 0}, end: spot{x + sampleWidth, y + 9}, cross: spot{x + 16, y + 9}}
			l.route = []segment{{to: spot{x, y + 9}}, {to: spot{x + sampleWidth - 7, y + 9}}}
			l.mark(c)
		}}
	}
	for s := range struck + 1 {
		if used[s] && other {
			out = append(out, arrow(s.String(), link{stroke: s}))
		}
	}
	if disputed {
		out = append(out, arrow(disputeText, link{disputed: true}))
	}
	if content {
		out = append(out, sample{"what is said, meant or planned, not a thing in the world", func(c *canvas, x, y int) {
			c.empty("rect", attrs{"x", num(x + 1), "y", num(y + 2), "width", num(sampleWidth - 2), "height", "14", "rx", "7", "fill", "none", "stroke", "currentColor", "stroke-dasharray", "5 3"})
		}})
	}
	return out
}
