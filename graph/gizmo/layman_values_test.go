package gizmo_test

import (
	"cmp"
	"math"
	"math/big"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// The kinds of values, in the order that order() promises.
const (
	kindBlank = iota
	kindIRI
	kindNumber
	kindBoolean
	kindTime
	kindText
)

// worth is what a value is worth when it is compared: a kind, and one of the rest.
type worth struct {
	kind   int
	number *big.Rat // nil: the special below
	beyond int      // -1 -INF, 1 INF, 2 NaN
	truth  bool
	time   time.Time
	text   string
}

var (
	integerForm = regexp.MustCompile(`^[+-]?\d+$`)
	decimalForm = regexp.MustCompile(`^[+-]?(\d+(\.\d*)?|\.\d+)$`)
	doubleForm  = regexp.MustCompile(`^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$`)
	timeForm    = regexp.MustCompile(`^\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\d(\.\d+)?)?)?)?(Z|[+-]\d\d:\d\d)?$`)
)

func worthOf(v quad.Value) worth {
	switch v := v.(type) {
	case quad.BNode:
		return worth{kind: kindBlank, text: string(v)}
	case quad.IRI:
		return worth{kind: kindIRI, text: string(v)}
	case quad.TypedString:
		if w, ok := worthOfTyped(string(v.Value), strings.TrimPrefix(strings.TrimPrefix(string(v.Type), quads.XSD), "xsd:")); ok {
			return w
		}
	}
	return worth{kind: kindText, text: textOf(v)}
}

func worthOfTyped(text, datatype string) (worth, bool) {
	switch datatype {
	case "integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger":
		return numberWorth(text, integerForm)
	case "decimal":
		return numberWorth(text, decimalForm)
	case "double", "float":
		if beyond, ok := map[string]int{"-INF": -1, "INF": 1, "NaN": 2}[text]; ok {
			return worth{kind: kindNumber, beyond: beyond}, true
		}
		return numberWorth(text, doubleForm)
	case "boolean":
		truth := text == "true" || text == "1"
		return worth{kind: kindBoolean, truth: truth}, truth || text == "false" || text == "0"
	case "gYear":
		return timeWorth(text, "2006")
	case "gYearMonth":
		return timeWorth(text, "2006-01")
	case "date":
		return timeWorth(text, "2006-01-02")
	case "dateTime":
		return timeWorth(text, "2006-01-02T15:04:05")
	}
	return worth{}, false
}

func numberWorth(text string, form *regexp.Regexp) (worth, bool) {
	if !form.MatchString(text) {
		return worth{}, false
	}
	n, ok := new(big.Rat).SetString(text)
	return worth{kind: kindNumber, number: n}, ok
}

// timeWorth is the first moment of a year, month, day or second; in UTC where no zone is given.
func timeWorth(text, layout string) (worth, bool) {
	if !timeForm.MatchString(text) {
		return worth{}, false
	}
	for _, zone := range []string{"", "Z07:00"} {
		if t, err := time.Parse(layout+zone, text); err == nil {
			return worth{kind: kindTime, time: t.UTC()}, true
		}
	}
	return worth{}, false
}

// compareWorth orders by kind and then by value; 0 is equal, though not the same.
func compareWorth(a, b worth) int {
	if a.kind != b.kind {
		return cmp.Compare(a.kind, b.kind)
	}
	switch a.kind {
	case kindNumber:
		if a.number != nil && b.number != nil {
			return a.number.Cmp(b.number)
		}
		return cmp.Compare(a.beyond, b.beyond)
	case kindBoolean:
		return cmp.Compare(strconv.FormatBool(a.truth), strconv.FormatBool(b.truth))
	case kindTime:
		return a.time.Compare(b.time)
	}
	return strings.Compare(a.text, b.text)
}

// inOrder says on which side of a bound a value is; ok is whether the two can be compared: they are of one kind.
func inOrder(v, bound quad.Value) (c int, ok bool) {
	a, b := worthOf(v), worthOf(bound)
	if a.kind != b.kind || a.beyond == 2 || b.beyond == 2 || isOther(v) || isOther(bound) {
		return 0, false
	}
	return compareWorth(a, b), true
}

// isOther says that a literal of a datatype is neither number, boolean nor time: its text says nothing that we could compare.
func isOther(v quad.Value) bool {
	_, typed := v.(quad.TypedString)
	return typed && worthOf(v).kind == kindText
}

// equals says whether a value is equal to a number, boolean or time.
func equals(v, to quad.Value) bool {
	c, ok := inOrder(v, to)
	return ok && c == 0
}

// textOf is a value's text without brackets, language and datatype.
func textOf(v quad.Value) string {
	switch v := v.(type) {
	case quad.IRI:
		return string(v)
	case quad.BNode:
		return string(v)
	case quad.String:
		return string(v)
	case quad.LangString:
		return string(v.Value)
	case quad.TypedString:
		return string(v.Value)
	}
	return ""
}

// alike says whether a text is like a pattern: % is any run of characters, ? is one.
func alike(text, pattern []rune) bool {
	switch {
	case len(pattern) == 0:
		return len(text) == 0
	case pattern[0] == '%':
		return alike(text, pattern[1:]) || len(text) > 0 && alike(text[1:], pattern)
	}
	return len(text) > 0 && (pattern[0] == '?' || pattern[0] == text[0]) && alike(text[1:], pattern[1:])
}

// writeTerm writes a term as N-Quads.
func writeTerm(v quad.Value) string {
	switch v := v.(type) {
	case nil:
		return ""
	case quad.IRI:
		return "<" + string(v) + ">"
	case quad.BNode:
		return "_:" + string(v)
	case quad.LangString:
		return writeTerm(v.Value) + "@" + v.Lang
	case quad.TypedString:
		return writeTerm(v.Value) + "^^<" + string(v.Type) + ">"
	}
	return `"` + escapes.Replace(textOf(v)) + `"`
}

// escapes are those of N-Quads, and of JavaScript.
var escapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`, "\t", `\t`)

// readTerm reads a string as a program writes terms.
func readTerm(s string) quad.Value {
	n := len(s)
	if n > 2 && s[0] == '<' && s[n-1] == '>' {
		return quad.IRI(s[1 : n-1])
	}
	if n > 2 && s[:2] == "_:" {
		return quad.BNode(s[2:])
	}
	if m := literalForm.FindStringSubmatch(s); m != nil {
		text := quad.String(meaning(m[1]))
		if m[2] != "" {
			return quad.LangString{Value: text, Lang: m[2]}
		}
		return quad.TypedString{Value: text, Type: quad.IRI(m[3])}
	}
	return quad.String(s)
}

var literalForm = regexp.MustCompile(`(?s)^"((?:[^"\\]|\\.)*)"(?:@([a-zA-Z][a-zA-Z0-9-]*)|\^\^<([^>]+)>)$`)

// literal is a term of a datatype; xsd: is written out, and a string has none.
func literal(text, datatype string) quad.Value {
	if local, ok := strings.CutPrefix(datatype, "xsd:"); ok {
		datatype = quads.XSD + local
	}
	if datatype == quads.XSD+"string" {
		return quad.String(text)
	}
	return quad.TypedString{Value: quad.String(text), Type: quad.IRI(datatype)}
}

// numeral is a number of JavaScript's as a term.
func numeral(n float64) quad.Value {
	switch {
	case n != n:
		return literal("NaN", "xsd:double")
	case math.IsInf(n, 0):
		return literal(strings.TrimPrefix(strings.ToUpper(strconv.FormatFloat(n, 'g', -1, 64)), "+"), "xsd:double")
	case n == math.Trunc(n) && math.Abs(n) < 1<<53:
		return literal(strconv.FormatFloat(n, 'f', -1, 64), "xsd:integer")
	}
	return literal(strconv.FormatFloat(n, 'g', -1, 64), "xsd:double")
}

// float is a number as JavaScript has it; false where that loses something of a whole number.
func (w worth) float() (n float64, ok bool) {
	if w.number == nil {
		return map[int]float64{-1: math.Inf(-1), 1: math.Inf(1), 2: math.NaN()}[w.beyond], true
	}
	n, _ = w.number.Float64()
	return n, math.Abs(n) < 1<<53
}
