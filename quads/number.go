package quads

import (
	"cmp"
	"math"
	"strconv"
	"strings"
)

// numberForm is the lexical space of a numeric datatype.
type numberForm uint8

const (
	formNone    numberForm = iota
	formInteger            // [+-]?[0-9]+
	formDecimal            // and a point
	formDouble             // and an exponent, INF, NaN
)

// numericForm returns the form of an XSD datatype, formNone for those that are not numbers.
func numericForm(local string) numberForm {
	switch local {
	case "integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger",
		"unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte":
		return formInteger
	case "decimal":
		return formDecimal
	case "double", "float":
		return formDouble
	}
	return formNone
}

// number is a numeric literal as sign × 0.digits × 10^exponent, where digits neither begin nor end in 0; so numbers of any length and
// exponent compare exactly and at the cost of their text. Zero has no digits and sign 0.
type number struct {
	sign     int8   // -1, 0, 1; ±2 for infinities, 3 for NaN
	exponent int64  // clamped far beyond what any float64 holds
	digits   digits // without leading and trailing zeros
	text     string // the literal, for float
}

// digits are the digits of a decimal in two pieces, before and after the point.
type digits struct{ whole, fraction string }

const exponentLimit = 1 << 60

// parseNumber is false where s is not of the form. White space is never part of it (RDF literals are not collapsed).
func parseNumber(s string, form numberForm) (number, bool) {
	if form == formDouble {
		switch s {
		case "INF", "+INF":
			return number{sign: 2, text: "Inf"}, true
		case "-INF":
			return number{sign: -2, text: "-Inf"}, true
		case "NaN":
			return number{sign: 3, text: "NaN"}, true
		}
	}
	n := number{sign: 1, text: s}
	if s != "" && (s[0] == '+' || s[0] == '-') {
		if s[0] == '-' {
			n.sign = -1
		}
		s = s[1:]
	}
	whole := s[:digitRun(s)]
	s = s[len(whole):]
	fraction := ""
	if form >= formDecimal && s != "" && s[0] == '.' {
		fraction = s[1 : 1+digitRun(s[1:])]
		s = s[1+len(fraction):]
	}
	if len(whole)+len(fraction) == 0 {
		return number{}, false
	}
	if form == formDouble && s != "" && s[0]|0x20 == 'e' {
		e, ok := parseExponent(s[1:])
		if !ok {
			return number{}, false
		}
		n.exponent, s = e, ""
	}
	n.normalize(whole, fraction)
	return n, s == ""
}

func digitRun(s string) int {
	i := 0
	for i < len(s) && isDigit(s[i]) {
		i++
	}
	return i
}

func parseExponent(s string) (int64, bool) {
	unsigned := strings.TrimLeft(s, "+-")
	if unsigned == "" || digitRun(unsigned) < len(unsigned) || len(s)-len(unsigned) > 1 {
		return 0, false
	}
	e, _ := strconv.ParseInt(s, 10, 64) // out of range gives the nearest int64
	return max(-exponentLimit, min(exponentLimit, e)), true
}

// normalize drops the zeros at both ends and moves the point before the first digit.
func (n *number) normalize(whole, fraction string) {
	whole = strings.TrimLeft(whole, "0")
	fraction = strings.TrimRight(fraction, "0")
	shift := len(whole)
	if whole == "" {
		trimmed := strings.TrimLeft(fraction, "0")
		shift = len(trimmed) - len(fraction)
		fraction = trimmed
	} else if fraction == "" {
		whole = strings.TrimRight(whole, "0")
	}
	if whole == "" && fraction == "" {
		n.sign, n.exponent = 0, 0
		return
	}
	n.exponent += int64(shift)
	n.digits = digits{whole, fraction}
}

func (n number) compare(m number) int {
	if n.sign != m.sign || n.sign == 0 || n.sign > 1 || n.sign < -1 {
		return cmp.Compare(n.sign, m.sign)
	}
	c := cmp.Compare(n.exponent, m.exponent)
	if c == 0 {
		c = n.digits.compare(m.digits)
	}
	return c * int(n.sign)
}

// compare compares digit by digit; the shorter is the smaller where one begins with the other.
func (d digits) compare(e digits) int {
	k := min(len(d.whole), len(e.whole))
	if c := strings.Compare(d.whole[:k], e.whole[:k]); c != 0 {
		return c
	}
	if len(d.whole) == len(e.whole) {
		return strings.Compare(d.fraction, e.fraction)
	}
	if len(d.whole) > len(e.whole) {
		return -digits{e.whole[k:], e.fraction}.compare(digits{d.whole[k:], d.fraction})
	}
	// d.whole is used up: d.fraction stands against e.whole[k:] and then e.fraction.
	rest := e.whole[k:]
	m := min(len(d.fraction), len(rest))
	if c := strings.Compare(d.fraction[:m], rest[:m]); c != 0 {
		return c
	}
	if m == len(rest) {
		return strings.Compare(d.fraction[m:], e.fraction)
	}
	return -1
}

// float is the nearest float64. ParseFloat takes every form that parseNumber does, and gives ±Inf where the number is beyond.
func (n number) float() float64 {
	if n.sign == 0 {
		return 0
	}
	f, err := strconv.ParseFloat(n.text, 64)
	if err != nil && !math.IsInf(f, 0) {
		return math.NaN() // cannot be: parseNumber is stricter than ParseFloat
	}
	return f
}
