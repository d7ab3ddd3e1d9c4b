package picture

import (
	"strconv"
	"strings"
)

// Sizes of type, in pixels.
const (
	sizeTitle = 17
	sizeText  = 13
	sizeSmall = 11
)

// canvas collects elements. All coordinates are whole pixels, so that no processor's rounding can show in the bytes.
type canvas struct {
	b      []byte
	linked bool // there is a link in it
}

// attrs are pairs of name and value.
type attrs []string

func (c *canvas) raw(parts ...string) {
	for _, p := range parts {
		c.b = append(c.b, p...)
	}
}

// open starts an element; close or end ends it.
func (c *canvas) open(name string, a attrs) {
	c.start(name, a)
	c.raw(">")
}

func (c *canvas) start(name string, a attrs) {
	c.raw("<", name)
	for i := 0; i+1 < len(a); i += 2 {
		c.raw(" ", a[i], `="`, xmlText(a[i+1]), `"`)
	}
}

func (c *canvas) close(name string) { c.raw("</", name, ">\n") }

// empty writes an element without content.
func (c *canvas) empty(name string, a attrs) {
	c.start(name, a)
	c.raw("/>\n")
}

func num(n int) string { return strconv.Itoa(n) }

// text writes a line of text with its baseline at y. anchor is start, middle or end.
func (c *canvas) text(x, y, size int, anchor, s string, more ...string) {
	a := attrs{"x", num(x), "y", num(y), "font-size", num(size)}
	if anchor != "start" {
		a = append(a, "text-anchor", anchor)
	}
	c.open("text", append(a, more...))
	c.raw(xmlText(isolate(s)))
	c.close("text")
}

// faint makes secondary text and lines.
func faint() []string { return []string{"fill-opacity", "0.72"} }

// frame is the document around a picture that is width by height and draws itself.
type frame struct {
	title, source string
	list          []string
	width, height int
	most          int // pixels that it is shown at most, margins included: what is wider is shrunk; 0 for no bound
}

// svg writes the document. draw gets a canvas whose origin is the upper left corner below the title.
func (f frame) svg(o Options, draw func(*canvas)) []byte {
	c, body := &canvas{}, &canvas{}
	draw(body)
	// An image has no parts that one can reach: with links in it, it is a group.
	role := "img"
	if body.linked {
		role = "group"
	}
	title := clean(f.title)
	above, below := 0, 0
	var heading []string
	if o.Standalone {
		heading = wrap(title, sizeTitle, f.width, 3, boldWidth)
		above = len(heading) * 22
		if above > 0 {
			above += 10
		}
	}
	var source []string
	if o.Standalone { // a page says itself where all of it comes from
		source = wrap(clean(f.source), sizeSmall, f.width, 3, textWidth)
	}
	if len(source) > 0 {
		below = 12 + len(source)*15
	}
	notes := f.footnotes(o)
	if len(notes) > 0 {
		below += 14 + len(notes)*15
	}
	w, h := f.width+2*margin, f.height+above+below+2*margin
	shownWidth, shownHeight := w, h
	if f.most > 0 && w > f.most {
		shownWidth, shownHeight = f.most, (h*f.most+w-1)/w
	}
	if o.Standalone {
		c.raw(`<?xml version="1.0" encoding="UTF-8"?>`, "\n")
	}
	a := attrs{"xmlns", "http://www.w3.org/2000/svg", "id", o.id("svg"), "class", "picture", "role", role,
		"aria-labelledby", o.id("title") + " " + o.id("desc"), "viewBox", "0 0 " + num(w) + " " + num(h), "width", num(shownWidth), "height", num(shownHeight),
		"font-family", "Helvetica, Arial, sans-serif", "font-size", num(sizeText), "fill", "currentColor"}
	if o.Standalone {
		a = append(a, "color", "#1a1a1a")
	}
	c.open("svg", a)
	c.raw("\n")
	c.open("title", attrs{"id", o.id("title")})
	c.raw(xmlText(isolate(orElse(title, "Picture"))))
	c.close("title")
	c.open("desc", attrs{"id", o.id("desc")})
	c.raw(xmlText(strings.Join(f.list, ".\n")))
	c.close("desc")
	if o.Standalone {
		c.empty("rect", attrs{"width", num(w), "height", num(h), "fill", "#fff"})
	}
	for i, line := range heading {
		c.text(margin, margin+17+i*22, sizeTitle, "start", line, "font-weight", "bold")
	}
	c.open("g", attrs{"transform", "translate(" + num(margin) + " " + num(margin+above) + ")"})
	c.raw("\n")
	c.b = append(c.b, body.b...)
	c.close("g")
	for i, line := range append(source, notes...) {
		y := margin + above + f.height + 23 + i*15
		if i >= len(source) && len(source) > 0 {
			y += 14
		} else if len(source) == 0 {
			y += 2
		}
		c.text(margin, y, sizeSmall, "start", line, faint()...)
	}
	c.close("svg")
	return c.b
}

// footnotes breaks what stands below the picture into lines.
func (f frame) footnotes(o Options) []string {
	var out []string
	for _, n := range o.Footnotes {
		out = append(out, wrap(clean(n), sizeSmall, f.width, 12, textWidth)...)
	}
	return out
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// listed draws the list itself.
func listed(o Options, title, source string, list []string) []byte {
	f := frame{title: title, source: source, list: list, width: int(o.width())}
	var lines []string
	for _, l := range list {
		lines = append(lines, wrap(l, sizeText, f.width, 4, textWidth)...)
	}
	if len(lines) == 0 {
		f.list, lines = []string{"Nothing to draw"}, []string{"Nothing to draw."}
	}
	f.height = len(lines) * 18
	return f.svg(o, func(c *canvas) {
		for i, l := range lines {
			c.text(0, 13+i*18, sizeText, "start", l)
		}
	})
}
