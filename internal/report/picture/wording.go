package picture

import (
	"net/url"
	"strconv"
	"strings"
)

// wording is a line of text, and the numbers of footnotes behind it. closed says that no more numbers follow on another line.
type wording struct {
	text   string
	notes  []int
	open   bool // the bracket of the notes opens here
	closed bool // and here it closes
}

// noteOver is how far beyond a line's width its notes may reach, so that few stand on a line alone.
const noteOver = 18

// lines breaks a text into lines, at most most of them (0: as many as it takes), with how it is meant and its notes behind it.
func (s Standing) lines(text string, size, width, most int) []wording {
	if w := s.words(); w != "" {
		text += " (" + w + ")"
	}
	if most == 0 {
		most = 1 << 20
	}
	var out []wording
	for _, l := range wrap(text, size, width, most, textWidth) {
		out = append(out, wording{text: l})
	}
	if len(s.Notes) == 0 {
		return out
	}
	if len(out) == 0 {
		out = append(out, wording{})
	}
	last := &out[len(out)-1]
	for i, n := range s.Notes {
		with := *last
		with.notes = append(with.notes[:len(with.notes):len(with.notes)], n)
		with.open, with.closed = with.open || i == 0, i == len(s.Notes)-1
		if with.width(size) > width+noteOver && (last.text != "" || len(last.notes) > 0) {
			out = append(out, wording{notes: []int{n}, open: i == 0, closed: i == len(s.Notes)-1})
		} else {
			*last = with
		}
		last = &out[len(out)-1]
	}
	return out
}

// String is the line as it reads: "signed (planned) [3, 4]".
func (w wording) String() string {
	var b strings.Builder
	b.WriteString(w.text)
	if w.text != "" && len(w.notes) > 0 {
		b.WriteString(" ")
	}
	w.each(func(before string, n int, after string) { b.WriteString(before + strconv.Itoa(n) + after) })
	return b.String()
}

// each calls f with every note and what stands before and behind it.
func (w wording) each(f func(before string, n int, after string)) {
	for i, n := range w.notes {
		before, after := "", ", "
		if i == 0 && w.open {
			before = "["
		}
		if i == len(w.notes)-1 {
			if after = ","; w.closed {
				after = "]"
			}
		}
		f(before, n, after)
	}
}

func (w wording) width(size int) int { return textWidth(w.String(), size) }

// words writes a line, with its notes linked where the options say how.
func (c *canvas) words(x, y, size int, anchor string, w wording, o Options, more ...string) {
	if len(w.notes) == 0 || o.NoteLink == "" {
		c.text(x, y, size, anchor, w.String(), more...)
		return
	}
	a := attrs{"x", num(x), "y", num(y), "font-size", num(size)}
	if anchor != "start" {
		a = append(a, "text-anchor", anchor)
	}
	c.linked = true
	c.open("text", append(a, more...))
	if w.text != "" {
		c.raw(xmlText(isolate(w.text)), " ")
	}
	w.each(func(before string, n int, after string) {
		c.raw(before)
		c.open("a", attrs{"href", o.NoteLink + strconv.Itoa(n)})
		c.raw(strconv.Itoa(n), "</a>", after)
	})
	c.close("text")
}

// page returns a link to a page, "" for anything else: another scheme, or what no browser would read alike.
func page(link string) string {
	u, err := url.Parse(link)
	if err != nil || link == "" || strings.ContainsFunc(link, func(r rune) bool { return r <= ' ' || r == '\\' || r == 0x7f }) {
		return ""
	}
	switch u.Scheme {
	case "http", "https", "":
		return u.String()
	}
	return ""
}
