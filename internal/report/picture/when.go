package picture

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// ordered returns the events by the first moment that they can be, then the last; the undated last; equals as given.
func (t Timeline) ordered() []Event {
	events := slices.Clone(t.Events)
	slices.SortStableFunc(events, func(a, b Event) int {
		if ua, ub := a.undated(), b.undated(); ua != ub {
			if ua {
				return 1
			}
			return -1
		}
		return cmp.Or(a.first().Compare(b.first()), a.last().Compare(b.last()))
	})
	return events
}

func (e Event) undated() bool { return e.Earliest.IsZero() && e.Latest.IsZero() }

// first is the earliest bound that is known, last the latest.
func (e Event) first() time.Time {
	if e.Earliest.IsZero() {
		return e.Latest
	}
	return e.Earliest
}

func (e Event) last() time.Time {
	if e.Latest.IsZero() || e.Latest.Before(e.first()) {
		return e.first()
	}
	return e.Latest
}

// when is the date as printed, else in words.
func (e Event) when() string {
	if s := clean(e.When); s != "" {
		return s
	}
	return e.dates()
}

// dates puts the bounds into words: "2011", "some time 1970–1979", "from 2025 to 2027", "since 2014", "by 2040".
func (e Event) dates() string {
	var s string
	from, to := e.Earliest, e.last()
	switch {
	case e.undated():
		return "no date stated"
	case e.Earliest.IsZero() && e.OpenStart:
		s = "until " + day(e.Latest, true)
	case e.Earliest.IsZero():
		s = "by " + day(e.Latest, true)
	case e.Latest.IsZero() && e.OpenEnd:
		s = "since " + day(from, false)
	case e.Latest.IsZero() && e.Lasts:
		s = "from " + day(from, false) + ", end unknown"
	case e.Latest.IsZero():
		s = day(from, false) + " or later"
	case oneUnit(from, to) != "":
		s = oneUnit(from, to)
	case e.Lasts:
		s = "from " + day(from, false) + " to " + day(to, true)
	default:
		s = "some time " + day(from, false) + " – " + day(to, true)
	}
	if e.Approximate {
		s = hedged(s)
	}
	if e.Uncertain {
		s += " (uncertain)"
	}
	return s
}

// hedged says of a date in words that it is not exact, behind what it begins with: "since about 2027".
func hedged(date string) string {
	for _, lead := range [...]string{"since ", "until ", "by ", "from ", "some time "} {
		if rest, ok := strings.CutPrefix(date, lead); ok {
			return lead + "about " + rest
		}
	}
	return "about " + date
}

// oneUnit names the day, month, year or decade that the bounds make up together; "" for any other span.
func oneUnit(from, to time.Time) string {
	fy, fm, fd := from.Date()
	ty, tm, td := to.Date()
	monthEnds := time.Date(ty, tm+1, 0, 0, 0, 0, 0, time.UTC).Day() == td
	switch {
	case fy == ty && fm == tm && fd == td:
		return strconv.Itoa(fd) + " " + fm.String() + " " + strconv.Itoa(fy)
	case fd != 1 || !monthEnds:
	case fy == ty && fm == tm:
		return fm.String() + " " + strconv.Itoa(fy)
	case fm != time.January || tm != time.December:
	case fy == ty:
		return strconv.Itoa(fy)
	case fy%10 == 0 && ty == fy+9:
		return strconv.Itoa(fy) + "s"
	}
	return ""
}

// day names a bound as coarsely as it was given: the first or last second of a year is that year, of a month that month.
func day(t time.Time, end bool) string {
	y, m, d := t.Date()
	year := strconv.Itoa(y)
	if !end && m == time.January && d == 1 || end && m == time.December && d == 31 {
		return year
	}
	if !end && d == 1 || end && t.AddDate(0, 0, 1).Day() == 1 {
		return m.String() + " " + year
	}
	return strconv.Itoa(d) + " " + m.String() + " " + year
}

// sentence says the event as List does.
func (e Event) sentence() string {
	when := e.when()
	switch dates := e.dates(); {
	case e.undated():
	case clean(e.When) != "" && dates != when && e.Concluded:
		when += " (" + dates + ", inferred)"
	case clean(e.When) != "" && dates != when:
		when += " (" + dates + ")"
	case e.Concluded:
		when += " (inferred)"
	}
	return isolate(when) + ": " + isolate(orElse(clean(e.Label), "not named")) + e.suffix()
}
