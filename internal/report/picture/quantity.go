package picture

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// panel is the bars of one unit.
type panel struct {
	unit string
	bars []Bar
}

// panels groups the bars by unit.
func (c Chart) panels() []panel {
	var ps []panel
	for _, b := range c.Bars {
		unit := clean(b.Unit)
		i := slices.IndexFunc(ps, func(p panel) bool { return p.unit == unit })
		if i < 0 {
			i = len(ps)
			ps = append(ps, panel{unit: unit})
		}
		ps[i].bars = append(ps[i].bars, b)
	}
	return ps
}

func (b Bar) finite() bool { return !math.IsNaN(b.Value) && !math.IsInf(b.Value, 0) }

// figure is the number with its unit, in words from a million on: "≈ 10 billion US dollars".
func (b Bar) figure() string {
	s := number(b.Value)
	if unit := clean(b.Unit); unit != "" {
		s += " " + unit
	}
	if b.Approximate {
		s = "≈ " + s
	}
	return s
}

// sentence says the bar as List does.
func (b Bar) sentence() string {
	text := b.figure()
	if !b.finite() {
		text = "not a number that can be drawn"
	}
	if words := clean(b.Text); words != "" && words != text {
		text += " (" + words + ")"
	}
	return isolate(orElse(clean(b.Label), "not named")) + ": " + text + b.suffix()
}

// number writes a number for people: thousands grouped, from a million on in words.
func number(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "not a number"
	}
	for _, s := range []struct {
		size float64
		word string
	}{{1e12, " trillion"}, {1e9, " billion"}, {1e6, " million"}} {
		if a := math.Abs(v); a >= s.size && a < 1e16 {
			return plain(v/s.size) + s.word
		}
	}
	return plain(v)
}

// plain writes a number with grouped thousands and no more digits than it needs.
func plain(v float64) string {
	if a := math.Abs(v); a >= 1e16 || a != 0 && a < 1e-6 {
		return strconv.FormatFloat(v, 'g', 6, 64)
	}
	s := strconv.FormatFloat(v, 'f', -1, 64)
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "−", s[1:]
	}
	whole, fraction, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0 && len(whole) > 4; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if fraction != "" {
		whole += "." + fraction
	}
	return sign + whole
}
