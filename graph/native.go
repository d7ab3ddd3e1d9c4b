package graph

import (
	"fmt"
	"math"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// lexical turns Cayley's native values into the text that XML Schema calls canonical, and a typed string without a type or of
// type xsd:string into a plain one. Any other value is its own.
func lexical(v quad.Value) quad.Value {
	switch v := v.(type) {
	case quad.TypedString:
		if v.Type == "" || v.Type == quads.XSDString {
			return v.Value
		}
	case quad.Int:
		return typed(strconv.FormatInt(int64(v), 10), "integer")
	case quad.Float:
		return typed(canonicalDouble(float64(v)), "double")
	case quad.Bool:
		return typed(strconv.FormatBool(bool(v)), "boolean")
	case quad.Time:
		return typed(time.Time(v).UTC().Format(time.RFC3339Nano), "dateTime")
	}
	return v
}

func typed(text, datatype string) quad.TypedString {
	return quad.TypedString{Value: quad.String(text), Type: quad.IRI(quads.XSD + datatype)}
}

// canonicalDouble writes 40e6 as 4.0E7.
func canonicalDouble(f float64) string {
	text := strconv.FormatFloat(f, 'E', -1, 64)
	mantissa, exponent, ok := strings.Cut(text, "E")
	if !ok {
		return strings.TrimPrefix(strings.Replace(text, "Inf", "INF", 1), "+")
	}
	if !strings.Contains(mantissa, ".") {
		mantissa += ".0"
	}
	n, _ := strconv.Atoi(exponent)
	return mantissa + "E" + strconv.Itoa(n)
}

// native turns a literal into the kind that Cayley would have read it as: a number, truth value or time, where its lexical form is
// one to both Cayley and quads.Compare. Anything else is its own. NaN and the infinities stay text, since a JSON
// answer of Cayley's with one of them fails as a whole.
func native(v quad.Value) quad.Value {
	literal, ok := v.(quad.TypedString)
	if !ok {
		return v
	}
	parsed, err := literal.ParseValue()
	if err != nil {
		return v
	}
	switch parsed.(type) {
	case quad.Int, quad.Float:
		f, ok := quads.Number(v)
		if !ok || math.IsNaN(f) || math.IsInf(f, 0) {
			return v
		}
	case quad.Bool:
		if !slices.Contains(truths, string(literal.Value)) {
			return v
		}
	case quad.Time:
		if _, ok := quads.Time(v); !ok {
			return v
		}
	}
	return parsed
}

// truths are the lexical forms of xsd:boolean.
var truths = []string{"false", "0", "true", "1"}

// ID returns the id of a value: as it is spelled, or with its datatype's IRI in full; for a native value else the first
// in the graph that is called so. It is 0 when no quad has it.
func (s *Store) ID(v quad.Value) ID {
	if v == nil {
		return 0
	}
	if id := s.src.ID(lexical(v)); id != 0 {
		return id
	}
	switch v := v.(type) {
	case quad.TypedString:
		v.Type = v.Type.Full()
		return s.src.ID(lexical(v))
	case quad.Int, quad.Float, quad.Bool, quad.Time:
		return s.spelling(v)
	}
	return 0
}

// spelling returns the first value whose native form is v. quads.Compare puts equal numbers and equal times side by side, whatever
// their spelling; a source whose ids do not follow it is looked through from its first value.
func (s *Store) spelling(v quad.Value) ID {
	if !s.src.Sorted() {
		for id := ID(1); int(id) <= s.src.NumValues(); id++ {
			if sameNative(native(s.src.Value(id)), v) {
				return id
			}
		}
		return 0
	}
	probe := lexical(v)
	from := sort.Search(s.src.NumValues(), func(i int) bool { return !before(s.src.Value(ID(i+1)), probe) })
	for id := ID(from + 1); int(id) <= s.src.NumValues() && !before(probe, s.src.Value(id)); id++ {
		if sameNative(native(s.src.Value(id)), v) {
			return id
		}
	}
	return 0
}

// before says whether a sorts before b, and is not only another spelling of the same number or time.
func before(a, b quad.Value) bool {
	if quads.Compare(a, b) >= 0 {
		return false
	}
	if x, ok := quads.Number(a); ok {
		y, ok := quads.Number(b)
		return !ok || x < y
	}
	if x, ok := quads.Time(a); ok {
		y, ok := quads.Time(b)
		return !ok || x.Before(y)
	}
	x, ok := native(a).(quad.Bool)
	return !ok || native(b) != x
}

// sameNative compares native values; times are the same at the same instant.
func sameNative(a, b quad.Value) bool {
	if t, ok := a.(quad.Time); ok {
		return t.Equal(b)
	}
	return a == b
}

func notFound(v quad.Value) error {
	return fmt.Errorf("no quad has the value %s", quad.StringOf(v))
}
