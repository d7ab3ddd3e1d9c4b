package quads

import (
	"math"
	"strings"

	"github.com/cayleygraph/quad"
)

// Decimal is a number as the decimal that it is written as: Sign × Digits × 10^Exponent. Compare orders by it, and sums of it lose nothing.
type Decimal struct {
	Sign     int    // -1, 0, 1
	Digits   string // without zeros at either end; "" for zero
	Exponent int
	Form     NumberForm
}

// NumberForm is what kind of number a datatype holds.
type NumberForm uint8

// The forms, each holding the one before, in the order of numberForm.
const (
	IntegerForm NumberForm = iota // xsd:integer and what derives from it
	DecimalForm                   // xsd:decimal
	DoubleForm                    // xsd:double and float
)

// DecimalOf returns a numeric literal as it is written; false for anything that Compare does not rank as a number, and for INF, NaN and
// doubles beyond what a float64 holds. A double too small for one is zero.
func DecimalOf(v quad.Value) (Decimal, bool) {
	var p parts
	if p.split(v); p.rank != RankNumber || p.number.sign > 1 || p.number.sign < -1 {
		return Decimal{}, false
	}
	n := p.number
	name := strings.TrimPrefix(strings.TrimPrefix(p.datatype, xsd), "xsd:")
	e := Decimal{Form: NumberForm(numericForm(name) - formInteger)}
	if e.Form == DoubleForm {
		if f := n.float(); math.IsInf(f, 0) {
			return Decimal{}, false
		} else if f == 0 {
			return e, true
		}
	}
	if n.sign != 0 {
		e.Sign, e.Digits = int(n.sign), n.digits.whole+n.digits.fraction
		e.Exponent = int(n.exponent) - len(e.Digits)
	}
	return e, true
}
