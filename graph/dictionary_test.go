package graph

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// randomTerm draws a term of any kind whose text is now and then what its datatype wants, and often nearly another's.
func randomTerm(r *rand.Rand) quad.Value {
	stems := []string{"", "0", "-0", "7", "007", "-7", "7.0", "70e-1", "1e400", "-1e-400", "INF", "-INF", "NaN", "true", "false", "1", "2025", "2025-01",
		"2025-01-17", "-0044-03-15", "2025-01-17T24:00:00", "2025-01-17T00:00:00.5Z", "2025-01-17T03:00:00.5+03:00", "999999999", "the same long words", "the same long ", "\u0646", "\x00"}
	datatypes := []string{"integer", "int", "decimal", "double", "float", "boolean", "dateTime", "date", "gYear", "gYearMonth", "string2", "anyURI"}
	stem := func() string { return stems[r.IntN(len(stems))] }
	text := stem()
	if r.IntN(3) == 0 {
		text += stem()
	}
	switch r.IntN(8) {
	case 0:
		return quad.IRI(text)
	case 1:
		return quad.BNode(text)
	case 2:
		return quad.String(text)
	case 3:
		return quad.LangString{Value: quad.String(text), Lang: []string{"en", "fa"}[r.IntN(2)]}
	}
	return quad.TypedString{Value: quad.String(text), Type: quads.XSD + quad.IRI(datatypes[r.IntN(len(datatypes))])}
}

// TestDictionaryFollowsCompare: what the dictionary concludes without asking is what quads.Compare would have said.
func TestDictionaryFollowsCompare(t *testing.T) {
	r := rand.New(rand.NewPCG(31, 32))
	d := newDictionary(0)
	for range 20_000 {
		d.add(randomTerm(r))
	}
	d.sort()
	if !slices.IsSortedFunc(d.values, quads.Compare) {
		t.Error("the values are not in order")
	}
	for id := ID(1); int(id) <= d.NumValues(); id++ {
		if d.ID(d.Value(id)) != id {
			t.Errorf("%v has id %d, want %d", d.Value(id), d.ID(d.Value(id)), id)
		}
	}
}
