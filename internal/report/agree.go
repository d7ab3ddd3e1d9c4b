package report

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// agree tells whether two values of one thing can both hold. Dates do that have a day in common, a hedged one within a year; figures of one unit
// that are equal, a hedged one within a tenth; places of which one is said to be a part of the other.
func (l *Lookup) agree(a, b quad.Value) bool {
	if a == b {
		return true
	}
	x, isDate := a.(quad.TypedString)
	y, both := b.(quad.TypedString)
	if isDate && both && x.Type == quads.EDTF && y.Type == quads.EDTF {
		return datesAgree(string(x.Value), string(y.Value))
	}
	n, isNumber := quads.Number(a)
	m, areNumbers := quads.Number(b)
	if isNumber || areNumbers {
		return isNumber && areNumbers && n == m
	}
	p, isNode := a.(quad.IRI)
	o, areNodes := b.(quad.IRI)
	if !isNode || !areNodes {
		return false
	}
	f, g := l.figure(p), l.figure(o)
	if f != nil && g != nil {
		return f.agrees(g)
	}
	return len(l.scan(p, partOf, o, nil))+len(l.scan(o, partOf, p, nil)) > 0
}

const partOf = quad.IRI("kg:partOf")

// figure is the value of a quantity.
type figure struct {
	value float64
	unit  string
	rough bool
}

// figure returns that of a node, nil for a node without value or unit.
func (l *Lookup) figure(node quad.IRI) *figure {
	value, ok := quads.Number(l.object(node, quads.Figure))
	unit := l.object(node, quads.UnitCode)
	if !ok || unit == nil {
		return nil
	}
	return &figure{value, quads.TextOf(unit), quads.TextOf(l.object(node, approximate)) == "true"}
}

func (f *figure) agrees(g *figure) bool {
	switch {
	case f.unit != g.unit:
		return true
	case f.rough || g.rough:
		return math.Abs(f.value-g.value) <= max(math.Abs(f.value), math.Abs(g.value))/10
	}
	return f.value == g.value
}

// datesAgree tells whether two EDTF dates can be of one thing. Those without a year are held to month and day.
func datesAgree(a, b string) bool {
	p, q := daysOf(a), daysOf(b)
	if strings.HasPrefix(a, "XXXX") || strings.HasPrefix(b, "XXXX") {
		before, behind := p.from[4:] <= q.to[4:], q.from[4:] <= p.to[4:]
		switch over, overToo := p.overNewYear(), q.overNewYear(); {
		case over && overToo:
			return true
		case over || overToo:
			return before || behind
		}
		return before && behind
	}
	if strings.ContainsAny(a+b, "?~%") {
		return p.from[:4] <= yearAfter(q.to) && q.from[:4] <= yearAfter(p.to)
	}
	return p.from <= q.to && q.from <= p.to
}

// days are the first and the last day that a date allows, digit by digit: of 2031-03, 2031-03-00 and 2031-03-99.
type days struct{ from, to string }

func daysOf(edtf string) days {
	text := strings.NewReplacer("?", "", "~", "", "%", "").Replace(edtf)
	from, to, isInterval := strings.Cut(text, "/")
	if !isInterval {
		to = from
	}
	bound := func(part, open, digit string) string {
		if part == "" || part == ".." {
			part = open
		}
		full := open + "-" + digit + digit + "-" + digit + digit
		part, last, isSeason := strings.Cut(months(strings.ReplaceAll(part, "X", digit)), "/")
		if isSeason && digit == "9" {
			part = last
		}
		return part + full[min(len(part), len(full)):]
	}
	return days{bound(from, "0000", "0"), bound(to, "9999", "9")}
}

// overNewYear tells of days of which the year does not count whether they begin late in one and end early in another, as winter does.
func (d days) overNewYear() bool { return d.from[4:] > d.to[4:] }

// months are those of a season, as an interval: 2031-24, winter, ends in the next year. Any other date stays as it is.
func months(date string) string {
	if len(date) != 7 || date[5] != '2' || date[6] < '1' || date[6] > '4' {
		return date
	}
	year, last := date[:4], 3*int(date[6]-'0')+2
	if last > 12 {
		return year + "-12/" + yearAfter(year) + "-02"
	}
	return fmt.Sprintf("%s-%02d/%s-%02d", year, last-2, year, last)
}

// yearAfter is the year behind that of a date, in four digits; 9999 has none.
func yearAfter(date string) string {
	year, _ := strconv.Atoi(date[:4])
	return fmt.Sprintf("%04d", min(year+1, 9999))
}
