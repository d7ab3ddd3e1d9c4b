package report

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// The kinds of a value, as JSON cells name them.
const (
	kindIRI     = "iri"
	kindBNode   = "bnode"
	kindString  = "string"
	kindNumber  = "number"
	kindBoolean = "boolean"
	kindTime    = "time"
)

// kindOf tells what a value is; a literal's kind follows its datatype, and an unknown datatype is a string.
func kindOf(v quad.Value) string {
	switch v := v.(type) {
	case quad.IRI:
		return kindIRI
	case quad.BNode:
		return kindBNode
	case quad.TypedString:
		return kindOfType(v.Type)
	}
	return kindString
}

// kindOfType tells what the literals of a datatype are.
func kindOfType(datatype quad.IRI) string {
	if datatype == quads.EDTF {
		return kindTime
	}
	local, ok := strings.CutPrefix(string(datatype), quads.XSD)
	if !ok {
		return kindString
	}
	switch local {
	case "boolean":
		return kindBoolean
	case "dateTime", "dateTimeStamp", "date", "time", "gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay":
		return kindTime
	case "double", "float", "decimal", "integer", "long", "int", "short", "byte",
		"nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger",
		"unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte":
		return kindNumber
	}
	return kindString
}

// text returns a cell as data formats without types write it: the name, or the value's own text, and what it is.
func (c Cell) text(o Options) string {
	text := textOf(c.Value)
	if o.IDs {
		return text
	}
	text = cmp.Or(c.Name, text)
	if c.Tag != "" {
		text += " (" + c.Tag + ")"
	}
	return text
}

// textOf returns a value's own text; that of a blank node starts with _:.
func textOf(v quad.Value) string {
	if b, ok := v.(quad.BNode); ok {
		return "_:" + string(b)
	}
	return quads.TextOf(v)
}

// show returns a cell as a reader sees it: like text, but numbers short and grouped, dates in words and nothing hidden.
func (c Cell) show(o Options) string {
	if v, ok := c.Value.(quad.TypedString); ok && v.Type == quads.EDTF {
		return Clean(Date(string(v.Value)))
	}
	if kindOf(c.Value) == kindNumber {
		return Clean(showNumber(textOf(c.Value)))
	}
	return Clean(c.text(o))
}

// String is the cell as a reader sees it: its name and what it is, numbers short and grouped, dates in words and nothing hidden.
func (c Cell) String() string { return c.show(Options{}) }

// Numeric tells whether a cell holds a number.
func (c Cell) Numeric() bool { return c.Value != nil && kindOf(c.Value) == kindNumber }

// Show returns a value as tables show it: its name unless that is "", or the value itself, numbers in short readable form (2.0E1 is 20,
// 1.0E10 is 10,000,000,000), dates in words (see Date), and everything that could disturb a terminal escaped.
func Show(v quad.Value, name string) string { return Cell{Value: v, Name: name}.show(Options{}) }

// showNumber writes a lexical number short: no exponent up to 21 digits, thousands grouped from five digits on (2025 may be a year).
// What is not a number in canonical form (007, +5, INF) stays as it is.
func showNumber(s string) string {
	if strings.ContainsAny(s, "eE") || strings.HasSuffix(s, ".0") {
		f, err := strconv.ParseFloat(s, 64)
		if err != nil || f >= 1e21 || f <= -1e21 || (f > -1e-6 && f < 1e-6 && f != 0) {
			return s
		}
		s = strconv.FormatFloat(f, 'f', -1, 64)
	}
	sign, digits := "", s
	if strings.HasPrefix(s, "-") {
		sign, digits = "-", s[1:]
	}
	whole, fraction, _ := strings.Cut(digits, ".")
	if len(whole) < 5 || whole[0] == '0' || strings.Trim(whole+fraction, "0123456789") != "" {
		return s
	}
	return sign + group(whole) + digits[len(whole):]
}

// group puts a comma before every third digit from the right.
func group(digits string) string {
	var b strings.Builder
	for i := range len(digits) {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte(digits[i])
	}
	return b.String()
}
