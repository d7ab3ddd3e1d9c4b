package gizmo

import (
	"math"
	"math/big"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

const xsdDecimal = quad.IRI(quads.XSD + "decimal")

// maxDigits bounds the numbers that are added.
const maxDigits = 1000

// total is an exact sum of numbers as they are written, of which no order of adding makes another.
type total struct {
	form    quads.NumberForm // of the sum: the widest of the numbers
	n       int
	parts   []part
	special float64 // INF, -INF or NaN among them, else 0
}

// part is the sum of the numbers with one exponent, coefficient × 10^exponent.
type part struct {
	exponent int
	small    int64    // what big does not have yet
	big      *big.Int // nil for 0
}

// add adds a number; false where the value is none that can be added.
func (t *total) add(v quad.Value) bool {
	d, ok := quads.DecimalOf(v)
	if !ok {
		f, isNumber := quads.Number(v)
		if !isNumber || !math.IsInf(f, 0) && f == f {
			return false
		}
		t.special += f // INF - INF is NaN
		t.form = quads.DoubleForm
		t.n++
		return true
	}
	if len(d.Digits) > maxDigits || d.Exponent > maxDigits || d.Exponent < -2*maxDigits {
		return false
	}
	t.form = max(t.form, d.Form)
	t.n++
	if d.Sign != 0 {
		t.part(d.Exponent).add(d)
	}
	return true
}

func (t *total) part(exponent int) *part {
	for i := range t.parts {
		if t.parts[i].exponent == exponent {
			return &t.parts[i]
		}
	}
	t.parts = append(t.parts, part{exponent: exponent})
	return &t.parts[len(t.parts)-1]
}

// smallDigits is up to how many digits a number is added to small, which has room for eight of the longest.
const smallDigits = 18

func (p *part) add(d quads.Decimal) {
	if len(d.Digits) <= smallDigits {
		n, _ := strconv.ParseInt(d.Digits, 10, 64)
		p.small += int64(d.Sign) * n
		if p.small > math.MaxInt64/2 || p.small < -math.MaxInt64/2 {
			p.spill()
		}
		return
	}
	n, _ := new(big.Int).SetString(d.Digits, 10)
	if d.Sign < 0 {
		n.Neg(n)
	}
	p.spill()
	p.big.Add(p.big, n)
}

// spill moves small to big.
func (p *part) spill() {
	if p.big == nil {
		p.big = new(big.Int)
	}
	p.big.Add(p.big, big.NewInt(p.small))
	p.small = 0
}

// exact returns the sum as coefficient × 10^exponent.
func (t *total) exact() (coefficient *big.Int, exponent int) {
	for _, p := range t.parts {
		exponent = min(exponent, p.exponent)
	}
	coefficient = new(big.Int)
	for i := range t.parts {
		p := &t.parts[i]
		p.spill()
		coefficient.Add(coefficient, new(big.Int).Mul(p.big, tenTo(p.exponent-exponent)))
	}
	return coefficient, exponent
}

func tenTo(n int) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil) }

// sum is an integer of integers, a decimal of decimals and integers, and a double, rounded once, where there is one.
func (t *total) sum() quad.Value {
	if t.special != 0 {
		return double(t.special)
	}
	n, exponent := t.exact()
	switch t.form {
	case quads.IntegerForm:
		return quad.TypedString{Value: quad.String(n.String()), Type: quads.XSDInteger}
	case quads.DecimalForm:
		return decimal(n, -exponent)
	}
	return nearest64(n, tenTo(-exponent))
}

// meanDigits is how many digits behind the point the mean of integers and decimals has at most.
const meanDigits = 18

// mean is a decimal of integers and decimals, and a double where there is one.
func (t *total) mean() quad.Value {
	if t.special != 0 {
		return double(t.special)
	}
	n, exponent := t.exact()
	count := new(big.Int).Mul(big.NewInt(int64(t.n)), tenTo(-exponent))
	if t.form == quads.DoubleForm {
		return nearest64(n, count)
	}
	n.Mul(n, tenTo(meanDigits))
	half := new(big.Int).Quo(count, big.NewInt(2))
	if n.Sign() < 0 {
		half.Neg(half)
	}
	return decimal(n.Quo(n.Add(n, half), count), meanDigits)
}

// decimal writes n × 10^-places.
func decimal(n *big.Int, places int) quad.Value {
	digits, sign := strings.TrimPrefix(n.String(), "-"), ""
	if n.Sign() < 0 {
		sign = "-"
	}
	if len(digits) <= places {
		digits = strings.Repeat("0", places+1-len(digits)) + digits
	}
	whole, fraction := digits[:len(digits)-places], strings.TrimRight(digits[len(digits)-places:], "0")
	if fraction != "" {
		whole += "." + fraction
	}
	return quad.TypedString{Value: quad.String(sign + whole), Type: xsdDecimal}
}

// nearest64 is n/m as the nearest double.
func nearest64(n, m *big.Int) quad.Value {
	f, _ := new(big.Rat).SetFrac(n, m).Float64()
	return double(f)
}

// double writes a double as XML Schema does: 4.0E7.
func double(f float64) quad.Value {
	text := "NaN"
	switch {
	case math.IsInf(f, 0):
		text = strings.TrimPrefix(strings.ToUpper(strconv.FormatFloat(f, 'f', -1, 64)), "+")
	case f == f:
		mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(f, 'E', -1, 64), "E")
		if !strings.Contains(mantissa, ".") {
			mantissa += ".0"
		}
		n, _ := strconv.Atoi(exponent)
		text = mantissa + "E" + strconv.Itoa(n)
	}
	return quad.TypedString{Value: quad.String(text), Type: quads.XSDDouble}
}
