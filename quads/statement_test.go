package quads

import (
	"testing"

	"github.com/cayleygraph/quad"
)

func TestStatementIRI(t *testing.T) {
	for _, c := range []struct {
		prefix   string
		sentence int
		letter   string
		iri      string
	}{{"rit", 1, "a", "rit:01a"}, {"rit", 18, "bc", "rit:18bc"}, {"x", 123, "z", "x:123z"}} {
		iri := StatementIRI(c.prefix, c.sentence, c.letter)
		if string(iri) != c.iri {
			t.Errorf("StatementIRI = %s, want %s", iri, c.iri)
		}
		p, n, l, ok := ParseStatementIRI(iri)
		if !ok || p != c.prefix || n != c.sentence || l != c.letter {
			t.Errorf("ParseStatementIRI(%s) = %q %d %q %v", iri, p, n, l, ok)
		}
	}
	for _, bad := range []string{"rit:1a", "rit:01", "rit:article", "rit:01A", "01a", "rit:s18", ":01a", "rit:01a.1", "rit:0123456a"} {
		if _, _, _, ok := ParseStatementIRI(quad.IRI(bad)); ok {
			t.Errorf("ParseStatementIRI(%s) is ok", bad)
		}
	}
}

func TestNextLetter(t *testing.T) {
	for last, want := range map[string]string{"": "a", "a": "b", "z": "aa", "az": "ba", "zz": "aaa"} {
		if got := NextLetter(last); got != want {
			t.Errorf("NextLetter(%q) = %q, want %q", last, got, want)
		}
	}
}

func TestWeakest(t *testing.T) {
	for _, c := range []struct {
		in   []string
		want string
	}{
		{nil, Actual},
		{[]string{"obliged", "hoped", "planned"}, "hoped"},
		{[]string{"hoped", Denied, "unsettled"}, Denied},
		{[]string{Actual, "intended"}, "intended"},
	} {
		if got := Weakest(c.in...); got != c.want {
			t.Errorf("Weakest(%v) = %s, want %s", c.in, got, c.want)
		}
	}
}
