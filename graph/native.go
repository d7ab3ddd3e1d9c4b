package graph

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/cayleygraph/quad"
)

const xsd = "http://www.w3.org/2001/XMLSchema#"

// lexical turns Cayley's native values into the text that XML Schema calls canonical, and a typed string without a type or of
// type xsd:string into a plain one. Any other value is its own.
func lexical(v quad.Value) quad.Value {
	switch v := v.(type) {
	case quad.TypedString:
		if v.Type == "" || v.Type == xsd+"string" {
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
	return quad.TypedString{Value: quad.String(text), Type: quad.IRI(xsd + datatype)}
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

// native turns a term into the kind that Cayley would have read it as: a number, truth value or time where the lexical form
// is one. NaN and the infinities stay text, since a JSON answer of Cayley's with one of them fails as a whole.
func native(v quad.Value) quad.Value {
	term, ok := v.(quad.TypedString)
	if !ok {
		return v
	}
	parsed, err := term.ParseValue()
	if err != nil {
		return v
	}
	if f, ok := parsed.(quad.Float); ok && (math.IsNaN(float64(f)) || math.IsInf(float64(f), 0)) {
		return v
	}
	return parsed
}

// find returns the id of a value: as it is spelled, else with its datatype's IRI in full, else of any spelling that Cayley
// reads as the same native value. It is 0 when no quad has it.
func (s *Store) find(v quad.Value) ID {
	if v == nil {
		return 0
	}
	if id := s.src.ID(lexical(v)); id != 0 {
		return id
	}
	if term, ok := v.(quad.TypedString); ok {
		term.Type = term.Type.Full()
		return s.src.ID(lexical(term))
	}
	return 0
}

func notFound(v quad.Value) error {
	return fmt.Errorf("no quad has the value %s", quad.StringOf(v))
}
