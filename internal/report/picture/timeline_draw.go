package picture

import (
	"slices"
	"strings"
	"time"
)

// Room in a timeline.
const (
	rowPad    = 7
	barHeight = 12
	axisRoom  = 26 // above the rows
	pointMost = 9  // a day that is narrower than this is a point
	spanLeast = 15 // how wide a span of several days is drawn at least
	signRoom  = 18 // before the undated, where the signs of some stand
)

// row is an event with its text broken into lines and its place.
type row struct {
	Event
	label  []wording
	when   []string
	y      int
	height int
}

// chronicle is a timeline laid out: the dated rows first.
type chronicle struct {
	rows          []row
	dated         int
	axis          *axis // nil where nothing is dated
	column, width int
	height        int
	left          string // what is not drawn, in words
	legend        legend
	top, bottom   int // of the rows that stand at the axis
	undatedY      int
	indent        int // of the undated, 0 where none needs a sign
}

// SVG draws the timeline.
func (t Timeline) SVG(o Options) []byte {
	if len(t.Events) == 0 {
		return listed(o, t.Title, t.Source, nil)
	}
	c := t.lay(int(o.width()))
	return frame{title: t.Title, source: t.Source, list: t.List(), width: c.width, height: c.height}.svg(o, func(k *canvas) { c.draw(k, o) })
}

func (t Timeline) lay(width int) *chronicle {
	c := &chronicle{width: width, column: min(max(width*2/5, 140), 340), left: firstOf(len(t.Events), "events")}
	var spans [][2]day0
	events := t.ordered()
	if slices.ContainsFunc(events, Event.signed) {
		c.indent = signRoom
	}
	for _, e := range events[:min(len(events), mostRows)] {
		r := row{Event: e}
		room := c.column
		if e.undated() {
			room = width - c.indent
		} else {
			c.dated++
			spans = append(spans, e.span())
		}
		r.label = e.lines(orElse(clean(e.Label), "not named"), sizeText, room, 6)
		if when := e.told(); when != "" {
			r.when = wrap(when, sizeSmall, room, 3, textWidth)
		}
		r.height = len(r.label)*lineText + len(r.when)*lineSmall + 2*rowPad
		c.rows = append(c.rows, r)
	}
	if c.dated > 0 {
		c.axis = newAxis(spans, c.column+24, width-16)
		c.top = axisRoom
	}
	c.place()
	if c.left != "" {
		c.height += 24
	}
	c.legend = newLegend(c.samples(), width)
	if len(c.legend.samples) > 0 {
		c.height += 16 + c.legend.height
	}
	return c
}

// signed tells of an undated event that it needs a sign of its own: it has no mark on the axis that shows that it is no plain fact.
func (e Event) signed() bool { return e.undated() && (e.stroke() != solid || e.Disputed) }

// place stacks the rows.
func (c *chronicle) place() {
	y := c.top
	for i := range c.rows {
		if i == c.dated {
			c.bottom = y
			if i > 0 {
				y += 14
			}
			c.undatedY = y
			y += 22
		}
		c.rows[i].y = y
		y += c.rows[i].height
	}
	if c.dated == len(c.rows) {
		c.bottom = y
	}
	c.height = y
}

// told is the date as it stands below an event's label: in the article's words, and what they come to where that says more.
func (e Event) told() string {
	if e.undated() && clean(e.When) == "" {
		return ""
	}
	when := e.when()
	switch dates := e.dates(); {
	case e.Concluded && !e.undated() && when != dates:
		return when + " · " + dates + " (inferred)"
	case e.Concluded && !e.undated():
		return dates + " (inferred)"
	case !e.undated() && !holdsNumbers(when, dates):
		when += " · " + dates
	}
	return when
}

// byInference tells whether an event is drawn where no words put it.
func (e Event) byInference() bool { return e.Inferred || e.Concluded }

// holdsNumbers tells whether all numbers of a text stand in another, and there are any.
func holdsNumbers(text, of string) bool {
	numbers := func(s string) []string {
		return strings.FieldsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	}
	all := numbers(of)
	has := numbers(text)
	for _, n := range all {
		if !slices.Contains(has, n) {
			return false
		}
	}
	return len(all) > 0
}

// span is the days that an event needs on the axis.
func (e Event) span() [2]day0 {
	first, last := e.first(), e.last()
	switch y, m, d := e.first().Date(); { // without one end, the year, month or day that the other is the end of: "until 2030" is no matter of days
	case e.Earliest.IsZero() && m == time.December && d == 31:
		first = time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC)
	case e.Earliest.IsZero() && e.first().AddDate(0, 0, 1).Day() == 1:
		first = time.Date(y, m, 1, 0, 0, 0, 0, time.UTC)
	case e.Latest.IsZero() && m == time.January && d == 1:
		last = time.Date(y, 12, 31, 0, 0, 0, 0, time.UTC)
	case e.Latest.IsZero() && d == 1:
		last = time.Date(y, m+1, 0, 0, 0, 0, 0, time.UTC)
	}
	return [2]day0{dayOf(first), dayOf(last) + 1}
}

func (c *chronicle) draw(k *canvas, o Options) {
	if c.axis != nil {
		c.drawAxis(k)
	}
	for i, r := range c.rows {
		if i > 0 && i != c.dated {
			k.rule(0, r.y, c.width, r.y, "0.15")
		}
		y, x := r.y+rowPad+11, 0
		if i >= c.dated {
			x = c.indent
		}
		if r.signed() {
			k.open("g", attrs{"class", "mark"})
			k.raw("\n")
			marker{canvas: k, stroke: r.stroke(), disputed: r.Disputed, y: r.y + rowPad}.point(6)
			k.close("g")
		}
		for _, w := range r.label {
			k.words(x, y, sizeText, "start", w, o, "class", "event")
			y += lineText
		}
		y -= 2
		for _, w := range r.when {
			k.text(x, y, sizeSmall, "start", w, faint()...)
			y += lineSmall
		}
		if i < c.dated {
			c.mark(k, r)
		}
	}
	if c.dated < len(c.rows) {
		k.text(0, c.undatedY+15, sizeSmall, "start", "Without a date:", "font-weight", "bold")
	}
	y := c.height - c.legend.height
	c.legend.draw(k, y)
	if c.left != "" {
		if len(c.legend.samples) > 0 {
			y -= 16
		}
		k.text(0, y-6, sizeSmall, "start", c.left, faint()...)
	}
}

// rule draws a thin line.
func (c *canvas) rule(x1, y1, x2, y2 int, opacity string) {
	c.empty("line", attrs{"x1", num(x1), "y1", num(y1), "x2", num(x2), "y2", num(y2), "stroke", "currentColor", "stroke-opacity", opacity})
}

// drawAxis draws the scale above the rows, a thin line down from each tick, and where years are left out.
func (c *chronicle) drawAxis(k *canvas) {
	y := c.top - 6
	for i, s := range c.axis.stretches {
		k.rule(s.left, y, s.right, y, "0.8")
		if i > 0 {
			k.broken(s.left-breakRoom, y, c.bottom)
		}
	}
	free := 0
	for _, t := range c.axis.ticks() {
		k.rule(t.x, y, t.x, c.bottom, "0.15")
		k.rule(t.x, y-4, t.x, y, "0.8")
		if w := textWidth(t.text, sizeSmall); t.x-w/2 >= free && t.x+w/2 <= c.width+8 {
			k.text(t.x, y-8, sizeSmall, "middle", t.text, "class", "tick")
			free = t.x + w/2 + 8
		}
	}
}

// broken draws the sign of a broken axis: two strokes across it, and the gap dotted down the rows.
func (c *canvas) broken(x, y, bottom int) {
	c.empty("path", attrs{"class", "break", "fill", "none", "stroke", "currentColor",
		"d", "M" + num(x) + " " + num(y+6) + "L" + num(x+8) + " " + num(y-6) + "M" + num(x+breakRoom-8) + " " + num(y+6) + "L" + num(x+breakRoom) + " " + num(y-6)})
	c.empty("line", attrs{"x1", num(x + breakRoom/2), "y1", num(y + 10), "x2", num(x + breakRoom/2), "y2", num(bottom),
		"stroke", "currentColor", "stroke-opacity", "0.4", "stroke-dasharray", "2 5"})
}

// mark draws when an event is.
func (c *chronicle) mark(k *canvas, r row) {
	m := marker{canvas: k, stroke: r.stroke(), inferred: r.byInference(), disputed: r.Disputed, y: r.y + rowPad + 1}
	from, to := c.axis.x(dayOf(r.first())), c.axis.x(dayOf(r.last())+1)
	k.open("g", attrs{"class", "mark"})
	k.raw("\n")
	end := to
	switch {
	case r.Earliest.IsZero() && r.OpenStart:
		m.bar(c.axis.left, to, ends{arrow, about(r.Event).right}, false)
	case r.Earliest.IsZero():
		m.bar(max(c.axis.left, to-46), to, ends{unknown, about(r.Event).right}, true)
	case r.Latest.IsZero() && r.OpenEnd:
		m.bar(from, c.axis.right, ends{about(r.Event).left, arrow}, false)
		end = c.axis.right
	case r.Latest.IsZero():
		end = min(c.axis.right, from+46)
		m.bar(from, end, ends{about(r.Event).left, unknown}, true)
		end += 10
	case to-from < pointMost && r.oneDay():
		m.point((from + to) / 2)
		end = (from+to)/2 + 6
	case to-from < spanLeast: // wide enough to be seen as a span
		from, end = (from+to-spanLeast)/2, (from+to+spanLeast)/2
		m.bar(from, end, about(r.Event), !r.Lasts)
	default:
		m.bar(from, to, about(r.Event), !r.Lasts)
	}
	if r.Approximate && r.oneDay() && to-from < pointMost && end < to+7 {
		m.sign(from-6, "≈", "end")
	}
	if r.Uncertain {
		m.sign(end+5, "?", "start")
	}
	k.close("g")
}

// oneDay tells whether both bounds fall on one day.
func (e Event) oneDay() bool { return dayOf(e.first()) == dayOf(e.last()) }

// about is how both ends of an event's bar are drawn: ragged where its date is only about right.
func about(e Event) ends {
	if e.Approximate {
		return ends{ragged, ragged}
	}
	return ends{}
}

// samples are the signs that occur.
func (c *chronicle) samples() []sample {
	var used [struck + 1]bool
	spans, hedged, doubt, open, unknownEnd, other, inferred, disputed := false, false, false, false, false, false, false, false
	for i, r := range c.rows {
		s := r.stroke()
		if i >= c.dated && !r.signed() {
			continue
		}
		used[s], other = true, other || s != solid
		disputed = disputed || r.Disputed && s != struck
		if i >= c.dated {
			continue
		}
		from, to := c.axis.x(dayOf(r.first())), c.axis.x(dayOf(r.last())+1)
		bounded := !r.Earliest.IsZero() && !r.Latest.IsZero()
		open = open || r.OpenStart || r.OpenEnd
		unknownEnd = unknownEnd || !bounded && !r.OpenStart && !r.OpenEnd
		spans = spans || bounded && !r.Lasts && !r.byInference() && (to-from >= pointMost || !r.oneDay())
		inferred = inferred || r.byInference()
		hedged, doubt = hedged || r.Approximate, doubt || r.Uncertain
	}
	var out []sample
	add := func(yes bool, text string, draw func(m marker, x int)) {
		if yes {
			out = append(out, sample{text, func(k *canvas, x, y int) { draw(marker{canvas: k, y: y + 3}, x) }})
		}
	}
	for s := range struck + 1 {
		add(used[s] && other, s.String(), func(m marker, x int) { m.stroke = s; m.point(x + 12); m.bar(x+22, x+sampleWidth, ends{}, false) })
	}
	add(disputed, disputeText, func(m marker, x int) {
		m.disputed = true
		m.point(x + 8)
		m.bar(x+20, x+sampleWidth, ends{}, false)
	})
	add(spans, "at some time within the span", func(m marker, x int) { m.bar(x, x+sampleWidth, ends{}, true) })
	add(inferred, "inferred, printed nowhere; in a span, at some time within it", func(m marker, x int) {
		m.inferred = true
		m.point(x + 5)
		m.bar(x+16, x+sampleWidth, ends{}, true)
	})
	add(open, "without a beginning or an end", func(m marker, x int) { m.bar(x, x+sampleWidth, ends{right: arrow}, false) })
	add(unknownEnd, "beginning or end not known", func(m marker, x int) { m.bar(x, x+sampleWidth-8, ends{right: unknown}, true) })
	add(hedged, "about", func(m marker, x int) {
		m.sign(x+6, "≈", "middle")
		m.bar(x+16, x+sampleWidth, ends{ragged, ragged}, true)
	})
	add(doubt, "doubtful", func(m marker, x int) { m.sign(x+sampleWidth/2, "?", "middle") })
	add(c.axis != nil && len(c.axis.stretches) > 1, "years left out", func(m marker, x int) {
		m.rule(x, m.y+6, x+7, m.y+6, "0.8")
		m.rule(x+33, m.y+6, x+sampleWidth, m.y+6, "0.8")
		m.broken(x+7, m.y+6, m.y+6)
	})
	return out
}
