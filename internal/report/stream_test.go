package report

import (
	"bytes"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/queries"
)

// TestStreamIsWrite: rows that are written as they come give the bytes of the whole table.
func TestStreamIsWrite(t *testing.T) {
	tables := map[string]*Table{
		"none":  {},
		"empty": {Columns: []string{"a"}},
		"one":   {Columns: []string{"a"}, Rows: [][]Cell{{{}}, {Text("=1+1")}}},
		"some": {Columns: []string{"who", "tab\tbed", "3"}, Cut: true, Rows: [][]Cell{
			{{Value: quad.IRI("kg:iran"), Name: "Iran"}, Text("a,\"b\"\n"), Count(3)}, {Text("short")}, {{}, {}, Text("\x1b")}}},
		"less": {Columns: []string{"who", "by"}, Rows: [][]Cell{{Text("x")}}, LeftOut: []queries.Emptied{{Column: "by", Rows: 1}}},
	}
	for name, table := range tables {
		for _, f := range []Format{FormatCSV, FormatTSV, FormatJSONL} {
			for _, o := range []Options{{}, {IDs: true}} {
				var want, got bytes.Buffer
				if err := Write(&want, f, table, o); err != nil {
					t.Fatal(err)
				}
				s, err := NewStream(&got, f, table.Columns, o)
				if err != nil {
					t.Fatal(err)
				}
				for _, row := range table.Rows {
					if err := s.Row(row); err != nil {
						t.Fatal(err)
					}
				}
				if err := s.End(table.Cut, table.LeftOut); err != nil {
					t.Fatal(err)
				}
				if got.String() != want.String() {
					t.Errorf("%s as %s: got %q, want %q", name, f, got.String(), want.String())
				}
			}
		}
	}
	if _, err := NewStream(nil, FormatJSON, nil, Options{}); err == nil {
		t.Error("JSON is one document")
	}
	if _, err := NewStream(nil, FormatCSV, []string{"a", "a"}, Options{}); err == nil {
		t.Error("two columns of one name")
	}
}
