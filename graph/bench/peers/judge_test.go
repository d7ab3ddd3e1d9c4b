//go:build linux

package main

import (
	"testing"

	"rapport/graph/bench"
)

// Of a million quads the answers are known: all engines agreed on them.
func TestJudge(t *testing.T) {
	if testing.Short() {
		t.Skip("a million quads take seconds")
	}
	d, err := generate(t.TempDir(), 1_000_000)
	if err != nil {
		t.Fatal(err)
	}
	queries, err := bench.Queries()
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range queries {
		v, err := judge{d}.verdict(q.Name)
		if err != nil {
			t.Error(err)
			continue
		}
		want, known := bench.KnownAnswers()[q.Name]
		if q.Name != driverCost && !known {
			t.Errorf("%s has no known answer", q.Name)
		}
		if known && v.count != want {
			t.Errorf("%s: %d, want %d", q.Name, v.count, want)
		}
		if v.cells != nil && len(v.cells) != v.count {
			t.Errorf("%s: %d cells of %d rows", q.Name, len(v.cells), v.count)
		}
	}
}

func TestLexical(t *testing.T) {
	for term, want := range map[string][2]string{
		"<http://news.example/a#b>": {"http://news.example/a#b", ""},
		`"5 # 6"`:                   {"5 # 6", ""},
		`"2021-03-01"^^<http://www.w3.org/2001/XMLSchema#date>`: {"2021-03-01", "date"},
		`"1000"^^<http://www.w3.org/2001/XMLSchema#integer>`:    {"1000", "integer"},
	} {
		if text, datatype := lexical(term); text != want[0] || datatype != want[1] {
			t.Errorf("%s is %q, %q", term, text, datatype)
		}
	}
}
