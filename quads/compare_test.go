package quads

import (
	"cmp"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
)

func typed(lexical, datatype string) quad.Value {
	return quad.TypedString{Value: quad.String(lexical), Type: quad.IRI(xsd + datatype)}
}

// ascending is the order by example: each value is less than the next, and identical to itself only.
func ascending() []quad.Value {
	return []quad.Value{
		nil,
		quad.BNode("a"), quad.BNode("b"),
		quad.IRI("kg:a"), quad.IRI("kg:ab"), quad.IRI("kg:b"),
		// numbers by value, then by form
		typed("-INF", "double"), typed("-INF", "float"),
		typed("-1e400", "double"), typed("-10", "integer"), typed("-9.5", "decimal"), typed("-9", "integer"), typed("-0.1", "decimal"),
		typed("-0", "integer"), typed("-0.0", "double"), typed("0", "integer"), typed("0e99", "double"),
		typed("1e-400", "double"), typed("0.1", "decimal"), typed("0.1", "double"), typed("0.10000000000000001", "double"),
		typed("007", "integer"), typed("7", "byte"), typed("7", "integer"), typed("7.0", "decimal"), typed("7E0", "double"),
		typed("8", "integer"), typed("9.5", "double"), typed("10", "integer"), typed("4.0E7", "double"), typed("40000001", "long"),
		typed("9007199254740992", "integer"), typed("9007199254740993", "integer"), typed("9007199254740993.5", "decimal"),
		typed("1"+strings.Repeat("0", 400), "integer"), typed("1e401", "double"), typed("1e99999999999999999999", "double"),
		typed("+INF", "double"), typed("INF", "double"), typed("NaN", "double"),
		// booleans
		typed("0", "boolean"), typed("false", "boolean"), typed("1", "boolean"), typed("true", "boolean"),
		// times by instant, then by form
		typed("-0044-03-15", "date"), typed("0000", "gYear"), typed("1979", "gYear"), typed("2001-03", "gYearMonth"),
		typed("2025-10-01T23:59:59.9999999999", "dateTime"), typed("2025-10-01T23:59:59.99999999991", "dateTime"),
		typed("2025-10-01T24:00:00", "dateTime"), typed("2025-10-02", "date"), typed("2025-10-02T00:00:00Z", "dateTime"), typed("2025-10-02T03:30:00+03:30", "dateTime"), typed("2025-10-02Z", "date"),
		typed("2025-10-02T03:30:00", "dateTime"), typed("2025-10-02-14:00", "date"),
		typed("2026", "gYear"), typed("12025-01-01", "date"),
		// text by code points, then datatype, then language
		quad.String(""), typed("--10-02", "gMonthDay"), typed("-1", "boolean"),
		typed("0x10", "integer"), typed("1.5", "integer"), typed("1e3", "decimal"), typed("2025-02-30", "date"), typed("2025-10-02", "dateTime"),
		quad.String("8"), typed("abc", "integer"),
		quad.String("b"), quad.LangString{Value: "b", Lang: "en"}, quad.LangString{Value: "b", Lang: "fa"}, quad.TypedString{Value: "b", Type: "kg:t"},
		quad.String("ba"), quad.String("é"), quad.String("\uffff"), quad.String("😀"),
	}
}

func TestCompareOrder(t *testing.T) {
	vs := ascending()
	for i, a := range vs {
		for j, b := range vs {
			if got := Compare(a, b); got != cmp.Compare(i, j) {
				t.Errorf("Compare(%v, %v) = %d, want %d", a, b, got, cmp.Compare(i, j))
			}
		}
	}
}

// The order is total over many more values than the examples: antisymmetric, transitive, 0 for the identical only; sorting by it
// keeps Number and Time ascending.
func TestCompareTotal(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		vs := make([]quad.Value, 30)
		for i := range vs {
			vs[i] = randomValue(rng)
		}
		slices.SortFunc(vs, Compare)
		for i, a := range vs {
			for j, b := range vs {
				c := Compare(a, b)
				if c != -Compare(b, a) || (c == 0) != (a == b) || i < j && c > 0 {
					t.Fatalf("Compare(%#v, %#v) = %d, back %d, at places %d and %d", a, b, c, Compare(b, a), i, j)
				}
				ascends(t, a, b, c)
			}
		}
	}
}

func ascends(t *testing.T, a, b quad.Value, c int) {
	t.Helper()
	x, ok1 := Number(a)
	if y, ok2 := Number(b); ok1 && ok2 && c < 0 && x > y {
		t.Fatalf("%v is before %v, but %v is above %v", a, b, x, y)
	}
	u, ok1 := Time(a)
	if v, ok2 := Time(b); ok1 && ok2 && c < 0 && u.After(v) {
		t.Fatalf("%v is before %v, but %v is after %v", a, b, u, v)
	}
}

// pick draws a text from an alphabet, short enough that equal ones meet.
func pick(rng *rand.Rand, alphabet string, most int) string {
	b := make([]byte, rng.IntN(most+1))
	for i := range b {
		b[i] = alphabet[rng.IntN(len(alphabet))]
	}
	return string(b)
}

func randomValue(rng *rand.Rand) quad.Value {
	examples := ascending()
	switch rng.IntN(8) {
	case 0:
		return quad.IRI("kg:" + pick(rng, "ab", 2))
	case 1:
		return quad.LangString{Value: quad.String(pick(rng, "ab", 2)), Lang: "en" + pick(rng, "-a", 1)}
	case 2:
		return typed(pick(rng, "0123456789", 3)+pick(rng, ".0", 2)+pick(rng, "01e-+", 3), []string{"integer", "decimal", "double"}[rng.IntN(3)])
	case 3:
		return typed(pick(rng, "-+", 1)+pick(rng, "019", 4), "integer")
	case 4:
		return typed("202"+pick(rng, "01", 1)+"-01-0"+pick(rng, "12", 1)+"T0"+pick(rng, "01", 1)+":00:00"+pick(rng, ".01", 3)+pick(rng, "Z", 1), "dateTime")
	default:
		return examples[rng.IntN(len(examples))]
	}
}

// Numbers compare as math/big does with the decimals they are written as.
func TestCompareNumbersExactly(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	forms := []string{"integer", "decimal", "double"}
	for range 100_000 {
		a, b := randomNumber(rng), randomNumber(rng)
		x, _ := new(big.Rat).SetString(a)
		y, _ := new(big.Rat).SetString(b)
		va, vb := typed(a, forms[2]), typed(b, forms[2])
		c := Compare(va, vb)
		if want := x.Cmp(y); want != 0 && c != want || want == 0 && a == b && c != 0 {
			t.Fatalf("Compare(%s, %s) = %d, want %d", a, b, c, want)
		}
		f, _ := Number(va)
		if g, _ := x.Float64(); f != g {
			t.Fatalf("Number(%s) = %v, want %v", a, f, g)
		}
	}
}

func randomNumber(rng *rand.Rand) string {
	s := pick(rng, "+-", 1) + pick(rng, "0019", 5)
	if rng.IntN(2) == 0 {
		s += "." + pick(rng, "0019", 5)
	}
	if strings.Trim(s, "+-.") == "" {
		s += "0"
	}
	if rng.IntN(2) == 0 {
		s += "e" + pick(rng, "-+", 1) + "0" + pick(rng, "012", 1)
	}
	return s
}

func TestNumber(t *testing.T) {
	for lexical, want := range map[string]float64{"007": 7, "4.0E7": 4e7, ".5": .5, "5.": 5, "-INF": math.Inf(-1), "1e999": math.Inf(1), "1e-999": 0, "-0.0": 0} {
		if got, ok := Number(typed(lexical, "double")); !ok || got != want {
			t.Errorf("%s: got %v %v, want %v", lexical, got, ok, want)
		}
	}
	if got, ok := Number(typed("NaN", "double")); !ok || !math.IsNaN(got) {
		t.Errorf("NaN: got %v %v", got, ok)
	}
	for _, bad := range []quad.Value{nil, quad.String("7"), typed("", "integer"), typed("7.0", "integer"), typed(" 7", "integer"), typed("7e0", "decimal"), typed(".", "decimal"),
		typed("1_0", "double"), typed("0x1p3", "double"), typed("Infinity", "double"), typed("inf", "double"), typed("1e", "double"), typed("1e+-1", "double"), typed("--1", "integer"), typed("٧", "integer")} {
		if got, ok := Number(bad); ok {
			t.Errorf("%v: got %v, want none", bad, got)
		}
	}
}

func TestTime(t *testing.T) {
	for _, c := range [][3]string{
		{"2025-10-02T09:30:00.123456789012+03:30", "dateTime", "2025-10-02T06:00:00.123456789Z"},
		{"2025-10-02T09:30:00", "dateTime", "2025-10-02T09:30:00Z"},
		{"2025-12-31T24:00:00", "dateTime", "2026-01-01T00:00:00Z"},
		{"2025-10-02", "date", "2025-10-02T00:00:00Z"},
		{"2024-02-29-05:00", "date", "2024-02-29T05:00:00Z"},
		{"2025-10", "gYearMonth", "2025-10-01T00:00:00Z"},
		{"2025", "gYear", "2025-01-01T00:00:00Z"},
		{"2025-10-02T09:30:00Z", "dateTimeStamp", "2025-10-02T09:30:00Z"},
		{"25", "gYear", ""}, {"02025", "gYear", ""}, {"1234567890", "gYear", ""}, {"2025-13", "gYearMonth", ""}, {"2023-02-29", "date", ""},
		{"2025-10-02T09:30", "dateTime", ""}, {"2025-10-02T09:60:00", "dateTime", ""}, {"2025-10-02T24:00:01", "dateTime", ""}, {"2025-10-02T09:30:00.", "dateTime", ""},
		{"2025-10-02T09:30:00+14:01", "dateTime", ""}, {"2025-10-02T09:30:00+3:00", "dateTime", ""}, {"2025-10-02 09:30:00", "dateTime", ""}, {"2025-10-02T09:30:00Zulu", "dateTime", ""},
		{"2025-10-02T09:30:00", "dateTimeStamp", ""}, {"09:30:00", "time", ""}, {"", "date", ""}, {"-", "date", ""},
	} {
		got, ok := Time(typed(c[0], c[1]))
		if ok != (c[2] != "") || ok && got.Format(time.RFC3339Nano) != c[2] {
			t.Errorf("%s %s: got %v %v, want %s", c[1], c[0], got, ok, c[2])
		}
	}
}

func TestCompareQuads(t *testing.T) {
	a := quad.MakeIRI("kg:a", "kg:p", "kg:o", "")
	b := quad.MakeIRI("kg:a", "kg:p", "kg:o", "kg:g")
	c := quad.MakeIRI("kg:a", "kg:q", "kg:a", "kg:a")
	if CompareQuads(a, b) != -1 || CompareQuads(b, c) != -1 || CompareQuads(c, a) != 1 || CompareQuads(b, b) != 0 {
		t.Error("quads are not ordered by subject, predicate, object, label")
	}
}
