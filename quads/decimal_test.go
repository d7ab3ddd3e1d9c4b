package quads

import (
	"testing"

	"github.com/cayleygraph/quad"
)

func TestDecimalOf(t *testing.T) {
	for _, c := range []struct {
		v    quad.Value
		want Decimal
	}{
		{typed("-007", "integer"), Decimal{-1, "7", 0, IntegerForm}},
		{typed("1200", "long"), Decimal{1, "12", 2, IntegerForm}},
		{typed("0.10", "decimal"), Decimal{1, "1", -1, DecimalForm}},
		{typed("12.050", "decimal"), Decimal{1, "1205", -2, DecimalForm}},
		{typed("4.0E7", "double"), Decimal{1, "4", 7, DoubleForm}},
		{typed("0.1", "float"), Decimal{1, "1", -1, DoubleForm}},
		{typed("-0", "double"), Decimal{0, "", 0, DoubleForm}},
		{typed("1e-999999999999", "double"), Decimal{0, "", 0, DoubleForm}},
		{quad.TypedString{Value: "3", Type: "xsd:integer"}, Decimal{1, "3", 0, IntegerForm}},
	} {
		if got, ok := DecimalOf(c.v); !ok || got != c.want {
			t.Errorf("%v: got %+v %v, want %+v", c.v, got, ok, c.want)
		}
	}
	for _, bad := range []quad.Value{nil, quad.String("7"), typed("INF", "double"), typed("NaN", "double"), typed("1e999", "double"), typed("x", "integer")} {
		if got, ok := DecimalOf(bad); ok {
			t.Errorf("%v: got %+v, want none", bad, got)
		}
	}
}
