package quads

import (
	"fmt"
	"strings"
	"time"
)

// Interval is what an EDTF value says: the span of time it lies in, and how sure the writer was.
type Interval struct {
	Earliest, Latest time.Time // first and last second it can be, in UTC; the zero time where there is no bound
	OpenStart        bool      // "../b": no beginning
	OpenEnd          bool      // "a/..": no end
	Approximate      bool      // ~ or % anywhere
	Uncertain        bool      // ? or % anywhere
}

// ParseEDTF reads the part of the Extended Date/Time Format (ISO 8601-2, https://www.loc.gov/standards/datetime/) that news needs:
//
//	2024  2024-03  2024-03-02       a year, month or day; years 0000 to 9999
//	197X  2024-XX  XXXX-01-17       unspecified digits, from the right of each part; an XXXX year has no bounds
//	2024-21 … 2024-24               spring, summer, autumn, winter, as March–May … December–February of the next year
//	a/b  ../b  a/..  /b  a/         an interval; ".." is open, nothing is unknown, and neither gives a bound
//	2024?  2024-03~  2024-03-02%    uncertain, approximate, both; also before or behind a single part (2024-?03)
//
// Times of day, sets, exponents and divisions from 25 on are not read. A reader's "2024-03-02?" is that day, only less surely.
func ParseEDTF(s string) (Interval, error) {
	from, to, isInterval := strings.Cut(s, "/")
	if !isInterval {
		return parseEDTFDate(s, s)
	}
	var i Interval
	if (from == "" || from == "..") && (to == "" || to == "..") {
		return i, fmt.Errorf("date %s: an interval needs a date on one side", quoted(s))
	}
	if from != "" && from != ".." {
		a, err := parseEDTFDate(from, s)
		if err != nil {
			return i, err
		}
		i = a
		i.Latest = time.Time{}
	}
	if to != "" && to != ".." {
		b, err := parseEDTFDate(to, s)
		if err != nil {
			return Interval{}, err
		}
		i.Latest, i.Approximate, i.Uncertain = b.Latest, i.Approximate || b.Approximate, i.Uncertain || b.Uncertain
		if !b.Latest.IsZero() && b.Latest.Before(i.Earliest) {
			return Interval{}, fmt.Errorf("date %s: the end lies before the beginning", quoted(s))
		}
	}
	i.OpenStart, i.OpenEnd = from == "..", to == ".."
	return i, nil
}

// edtfPart is a year, month or day with its qualifiers taken off.
type edtfPart struct {
	digits    string // as written, X for an unspecified one
	low, high int    // what it can be
}

// parseEDTFDate reads one date; whole is the value that it is a part of, for errors.
func parseEDTFDate(s, whole string) (Interval, error) {
	fields := strings.Split(s, "-")
	if len(fields) > 3 {
		return Interval{}, edtfError(whole)
	}
	var i Interval
	parts := []edtfPart{{low: 0, high: 0}, {low: 1, high: 12}, {low: 1, high: 31}}
	for n, field := range fields {
		width := 2
		if n == 0 {
			width = 4
		}
		digits := i.qualifiers(field)
		part, ok := parseEDTFPart(digits, width)
		if !ok {
			return Interval{}, edtfError(whole)
		}
		parts[n] = part
	}
	if err := i.bound(parts, len(fields)); err != nil {
		return Interval{}, fmt.Errorf("date %s: %w", quoted(whole), err)
	}
	return i, nil
}

func edtfError(whole string) error {
	return fmt.Errorf("date %s is not EDTF: want such as 2024, 2024-03, 2024-03-02, 197X or 2024/2025", quoted(whole))
}

// qualifiers takes one of ? ~ % off each end of a part and remembers them.
func (i *Interval) qualifiers(field string) string {
	digits := strings.TrimFunc(field, func(r rune) bool { return r == '?' || r == '~' || r == '%' })
	if at := strings.Index(field, digits); at > 1 || len(field)-at-len(digits) > 1 {
		return "" // two in a row
	}
	i.Approximate = i.Approximate || strings.ContainsAny(field, "~%")
	i.Uncertain = i.Uncertain || strings.ContainsAny(field, "?%")
	return digits
}

// parseEDTFPart reads exactly width digits, the last of which may be X.
func parseEDTFPart(digits string, width int) (edtfPart, bool) {
	p := edtfPart{digits: digits}
	known := strings.TrimRight(digits, "X")
	if len(digits) != width || digitRun(known) != len(known) {
		return p, false
	}
	p.low = atoi(known + strings.Repeat("0", width-len(known)))
	p.high = atoi(known + strings.Repeat("9", width-len(known)))
	return p, true
}

// bound sets the first and the last second from the parts that were given.
func (i *Interval) bound(parts []edtfPart, given int) error {
	year, month, day := parts[0], parts[1], parts[2]
	if given == 2 && month.low >= 21 && month.high <= 24 {
		i.season(year, month.low)
		return nil
	}
	if month.clamp(1, 12); month.low > month.high {
		return fmt.Errorf("there is no month %s", month.digits)
	}
	day.clamp(1, 31)
	first, ok := firstDay(year, month, day)
	if !ok {
		return fmt.Errorf("there is no day %s in that month", day.digits)
	}
	if year.digits != "XXXX" {
		i.Earliest, i.Latest = first, lastDay(year, month, day).Add(24*time.Hour-time.Second)
	}
	return nil
}

// clamp narrows a part to what the calendar has; low is above high when nothing is left.
func (p *edtfPart) clamp(low, high int) { p.low, p.high = max(p.low, low), min(p.high, high) }

// firstDay finds the first day of the calendar that the parts can be, false if there is none (2023-02-29).
func firstDay(year, month, day edtfPart) (time.Time, bool) {
	for y := year.low; y <= year.high; y++ {
		for m := month.low; m <= month.high; m++ {
			if day.low <= min(day.high, daysIn(y, m)) {
				return time.Date(y, time.Month(m), day.low, 0, 0, 0, 0, time.UTC), true
			}
		}
	}
	return time.Time{}, false
}

// lastDay finds the last; there is one if there is a first.
func lastDay(year, month, day edtfPart) time.Time {
	for y := year.high; y >= year.low; y-- {
		for m := month.high; m >= month.low; m-- {
			if d := min(day.high, daysIn(y, m)); d >= day.low {
				return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
			}
		}
	}
	return time.Time{}
}

// season bounds the three months of a season from 21 (spring) to 24 (winter); an XXXX year has no bounds.
func (i *Interval) season(year edtfPart, season int) {
	if year.digits == "XXXX" {
		return
	}
	month := time.Month(3 + 3*(season-21))
	i.Earliest = time.Date(year.low, month, 1, 0, 0, 0, 0, time.UTC)
	i.Latest = time.Date(year.high, month+3, 1, 0, 0, 0, 0, time.UTC).Add(-time.Second)
}
