package quads

import (
	"cmp"
	"strings"
	"time"
)

// instant is a moment on the time line with any number of fractional digits.
type instant struct {
	seconds  int64  // since 1970, UTC
	fraction string // digits behind the point of the second, without trailing zeros
}

func (t instant) compare(u instant) int {
	return cmp.Or(cmp.Compare(t.seconds, u.seconds), strings.Compare(t.fraction, u.fraction))
}

// time cuts the fraction to nanoseconds.
func (t instant) time() time.Time {
	return time.Unix(t.seconds, int64(number9(t.fraction))).UTC()
}

// number9 reads up to nine digits as billionths.
func number9(fraction string) int {
	n := 0
	for i := range 9 {
		n *= 10
		if i < len(fraction) {
			n += int(fraction[i] - '0')
		}
	}
	return n
}

// parseInstant reads the XSD 1.1 forms -?YYYY, YYYY-MM, YYYY-MM-DD and YYYY-MM-DDThh:mm:ss(.s+)?, each with an optional zone (dateTimeStamp
// needs it), and gives their earliest moment. Years have four to nine digits. 24:00:00 is the next midnight.
func parseInstant(s, datatype string) (instant, bool) {
	c := cursor{s: s}
	year, month, day, hour, minute, second := c.year(), 1, 1, 0, 0, 0
	fraction := ""
	if datatype != "gYear" {
		month = c.field("-", 1, 12)
	}
	if datatype != "gYear" && datatype != "gYearMonth" {
		day = c.field("-", 1, daysIn(year, month))
	}
	if strings.HasPrefix(datatype, "dateTime") {
		hour, minute, second = c.field("T", 0, 24), c.field(":", 0, 59), c.field(":", 0, 59)
		fraction = c.fraction()
		c.bad = c.bad || hour == 24 && (minute > 0 || second > 0 || fraction != "")
	}
	zoned := c.s != ""
	zone := c.zone()
	if c.bad || c.s != "" || datatype == "dateTimeStamp" && !zoned {
		return instant{}, false
	}
	t := time.Date(year, time.Month(month), day, hour, minute-zone, second, 0, time.UTC)
	return instant{t.Unix(), fraction}, true
}

// cursor reads the fields of a date from the front of s; bad is set for good at the first that does not fit.
type cursor struct {
	s   string
	bad bool
}

func (c *cursor) year() int {
	negative := strings.HasPrefix(c.s, "-")
	if negative {
		c.s = c.s[1:]
	}
	n := digitRun(c.s)
	if n < 4 || n > 9 || n > 4 && c.s[0] == '0' {
		c.bad = true
		return 0
	}
	year := atoi(c.s[:n])
	c.s = c.s[n:]
	if negative {
		return -year
	}
	return year
}

// field reads a separator and two digits from low to high.
func (c *cursor) field(separator string, low, high int) int {
	rest, ok := strings.CutPrefix(c.s, separator)
	if c.bad || !ok || digitRun(rest) != 2 {
		c.bad = true
		return low
	}
	n := atoi(rest[:2])
	c.s, c.bad = rest[2:], n < low || n > high
	return n
}

func (c *cursor) fraction() string {
	rest, ok := strings.CutPrefix(c.s, ".")
	if !ok {
		return ""
	}
	n := digitRun(rest)
	c.bad = c.bad || n == 0
	c.s = rest[n:]
	return strings.TrimRight(rest[:n], "0")
}

// zone reads Z or ±hh:mm, at most 14 hours, as minutes east; nothing is UTC.
func (c *cursor) zone() int {
	switch {
	case c.s == "Z":
		c.s = ""
	case c.s != "" && (c.s[0] == '+' || c.s[0] == '-'):
		sign := 1
		if c.s[0] == '-' {
			sign = -1
		}
		hours, minutes := c.field(c.s[:1], 0, 14), c.field(":", 0, 59)
		c.bad = c.bad || hours == 14 && minutes > 0
		return sign * (hours*60 + minutes)
	}
	return 0
}

func atoi(digits string) int {
	n := 0
	for i := range len(digits) {
		n = n*10 + int(digits[i]-'0')
	}
	return n
}

// daysIn counts the days of a month in the proleptic Gregorian calendar, 31 for a month that is none.
func daysIn(year, month int) int {
	if month < 1 || month > 12 {
		return 31
	}
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}
