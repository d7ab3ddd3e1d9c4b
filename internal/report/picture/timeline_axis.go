package picture

import (
	"slices"
	"strconv"
	"time"
)

// day0 counts days, from 1 January 1970.
type day0 int64

// dayOf is the day of a moment. Years that no calendar has are taken to its ends.
func dayOf(t time.Time) day0 {
	switch y := t.Year(); {
	case y < -9999:
		t = time.Date(-9999, 1, 1, 0, 0, 0, 0, time.UTC)
	case y > 99999:
		t = time.Date(99999, 12, 31, 0, 0, 0, 0, time.UTC)
	}
	return dayAt(t)
}

// dayAt is the day of a moment, as far as one can count.
func dayAt(t time.Time) day0 {
	s := t.Unix()
	d := s / 86400
	if s%86400 < 0 {
		d--
	}
	return day0(d)
}

func (d day0) date() (year int, month time.Month, day int) {
	return time.Unix(int64(d)*86400, 0).UTC().Date()
}

// stretch of an axis: the days [from, to) at the pixels [left, right).
type stretch struct {
	from, to    day0
	left, right int
}

// axis is a scale of time. Between its stretches, which are all to one scale, years in which nothing stands are left out.
type axis struct {
	stretches   []stretch
	left, right int
}

const (
	breakRoom  = 26 // pixels where an axis is broken
	mostBreaks = 3
)

// newAxis makes an axis for some spans [from, to) of days, which must not be empty, from one pixel to another.
func newAxis(spans [][2]day0, left, right int) *axis {
	a := &axis{left: left, right: right}
	spans = slices.Clone(spans)
	slices.SortFunc(spans, func(a, b [2]day0) int { return int(max(-1, min(1, a[0]-b[0]))) })
	begin, end := spans[0][0], spans[0][1]
	for _, s := range spans {
		end = max(end, s[1])
	}
	total := max(end-begin, 1)
	a.stretches = []stretch{{from: begin, to: begin}}
	for _, s := range spans {
		last := &a.stretches[len(a.stretches)-1]
		if s[0]-last.to > total*3/10 && len(a.stretches) <= mostBreaks {
			a.stretches = append(a.stretches, stretch{from: s[0], to: s[1]})
			continue
		}
		last.to = max(last.to, s[1])
	}
	a.pad()
	a.scale()
	return a
}

// pad leaves some room beside what stands in a stretch.
func (a *axis) pad() {
	room := max(a.days()/25, 1)
	for i := range a.stretches {
		a.stretches[i].from -= room
		a.stretches[i].to += room
	}
}

// days is how many days are drawn.
func (a *axis) days() (sum day0) {
	for _, s := range a.stretches {
		sum += s.to - s.from
	}
	return sum
}

func (a *axis) scale() {
	days := a.days()
	room := day0(a.right - a.left - (len(a.stretches)-1)*breakRoom)
	done, at := day0(0), 0
	for i := range a.stretches {
		s := &a.stretches[i]
		s.left = a.left + at + int(done*room/days)
		done += s.to - s.from
		s.right = a.left + at + int(done*room/days)
		at += breakRoom
	}
}

// x is the pixel at which a day begins. A day that is left out, as the end of a long span may be, is where the axis is broken.
func (a *axis) x(d day0) int {
	for _, s := range a.stretches {
		if d < s.from {
			return s.left - breakRoom/2
		}
		if d <= s.to {
			return s.left + int((d-s.from)*day0(s.right-s.left)/(s.to-s.from))
		}
	}
	return a.right
}

// tick is a place on the axis with a label.
type tick struct {
	x    int
	text string
}

// step is a distance between ticks: some days, months or years.
type step struct{ days, months, years int }

// steps from the finest; years go on in 1, 2, 5.
func steps() []step {
	all := []step{{days: 1}, {days: 2}, {days: 5}, {days: 10}, {months: 1}, {months: 2}, {months: 3}, {months: 6}}
	for unit := 1; unit <= 10_000; unit *= 10 {
		all = append(all, step{years: unit}, step{years: 2 * unit}, step{years: 5 * unit})
	}
	return all
}

// length is about how many days it is.
func (s step) length() day0 { return day0(s.days + s.months*30 + s.years*365) }

// text is the label of a tick.
func (s step) text(d day0) string {
	y, m, day := d.date()
	switch {
	case s.days > 0:
		return strconv.Itoa(day) + " " + m.String()[:3] + " " + strconv.Itoa(y)
	case s.months > 0:
		return m.String()[:3] + " " + strconv.Itoa(y)
	}
	return strconv.Itoa(y)
}

// first is the first tick at or after a day, next the one behind a tick.
func (s step) first(d day0) day0 {
	y, m, day := d.date()
	at := func(y int, m time.Month, day int) day0 { return dayAt(time.Date(y, m, day, 0, 0, 0, 0, time.UTC)) }
	var t day0
	switch {
	case s.days > 0:
		t = at(y, m, 1+(day-1)/s.days*s.days)
	case s.months > 0:
		t = at(y, 1+(m-1)/time.Month(s.months)*time.Month(s.months), 1)
	default:
		t = at(y-(y%s.years+s.years)%s.years, 1, 1)
	}
	for t < d {
		t = s.next(t)
	}
	return t
}

func (s step) next(d day0) day0 {
	y, m, day := d.date()
	if s.days > 0 {
		if _, month, _ := (d + day0(s.days)).date(); month != m || day+2*s.days > 32 && s.days > 1 {
			return dayAt(time.Date(y, m+1, 1, 0, 0, 0, 0, time.UTC)) // a short rest of a month bears no tick
		}
		return d + day0(s.days)
	}
	return dayAt(time.Date(y+s.years, m+time.Month(s.months), 1, 0, 0, 0, 0, time.UTC))
}

// ticks are as fine as their labels have room; a stretch that has none gets one that is finer.
func (a *axis) ticks() []tick {
	all := steps()
	room := day0(a.right - a.left)
	fit := len(all) - 1
	for i, s := range all {
		if need := day0(textWidth(s.text(0), sizeSmall) + 16); s.length()*room >= need*a.days() {
			fit = i
			break
		}
	}
	var out []tick
	for _, s := range a.stretches {
		for i := fit; i >= 0; i-- {
			before := len(out)
			for d := all[i].first(s.from); d < s.to; d = all[i].next(d) {
				out = append(out, tick{a.x(d), all[i].text(d)})
			}
			if len(out) > before {
				break
			}
		}
	}
	return out
}
