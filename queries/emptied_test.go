package queries

import (
	"slices"
	"testing"

	"github.com/cayleygraph/quad"
)

// TestEmptied: a value that is left out of a row is told, one that no row has is not, nor one of another row.
func TestEmptied(t *testing.T) {
	q := &Query{Columns: []string{"what", "about", "by", "statement"}, Blanks: []string{"", "", "not said", ""}}
	row := func(cells ...string) []quad.Value {
		out := make([]quad.Value, len(cells))
		for i, c := range cells {
			if c != "" {
				out[i] = quad.String(c)
			}
		}
		return out
	}
	for _, c := range []struct {
		name        string
		part, whole [][]quad.Value
		want        []Emptied
	}{
		{"about is left out", [][]quad.Value{row("hope", "", "x", "s")}, [][]quad.Value{row("hope", "plant", "x", "s")}, []Emptied{{"about", 1}}},
		{"in two rows, and a blank in one", [][]quad.Value{row("hope", "", "x", "s"), row("aim", "", "not said", "t")},
			[][]quad.Value{row("hope", "plant", "x", "s"), row("aim", "road", "y", "t")}, []Emptied{{"about", 2}, {"by", 1}}},
		{"nobody says it", [][]quad.Value{row("hope", "", "not said", "s")}, [][]quad.Value{row("hope", "", "not said", "s")}, nil},
		{"of another row", [][]quad.Value{row("hope", "", "x", "s")}, [][]quad.Value{row("aim", "plant", "x", "s"), row("hope", "plant", "x", "t")}, nil},
		{"two of one", [][]quad.Value{row("hope", "", "x", "s")}, [][]quad.Value{row("hope", "plant", "x", "s"), row("hope", "road", "x", "s")}, []Emptied{{"about", 1}}},
		{"a statement goes with its value", [][]quad.Value{row("hope", "", "x", "")}, [][]quad.Value{row("hope", "plant", "x", "s")}, []Emptied{{"about", 1}}},
		{"no rows", nil, [][]quad.Value{row("hope", "plant", "x", "s")}, nil},
	} {
		if got := q.Emptied(&Result{Rows: c.part}, &Result{Rows: c.whole}); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	if q.Lacks(&Result{Rows: [][]quad.Value{row("a", "b", "c", "d")}}) || !q.Lacks(&Result{Rows: [][]quad.Value{row("a", "b", "not said", "d")}}) {
		t.Error("Lacks does not know a blank")
	}
}
