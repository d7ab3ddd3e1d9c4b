package report

import (
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/graph"
)

// TestLists: what a query gathered reads as words.
func TestLists(t *testing.T) {
	l := NewLookup(graph.Load(shippedQuads(t)))
	for text, want := range map[string]string{
		`["<kg:iran>","<kg:nobody>",39,true,"words",null]`: "Iran, kg:nobody, 39, true, words, null",
		`["<kg:rosatom>",{"predicate":"<kg:builds>","way":"out","labels":["<rit:18d>"]},"<kg:eight-plants>",{"predicate":"<kg:site>","way":"in","labels":[]},"x"]`: "Rosatom —engaged to build→ Eight small nuclear power plants in Iran (project, contracted) ←site— x",
		`["<rit:capacity-hope>","<kg:Hope>"]`: "the project will help it reach a nuclear power capacity of 20 gigawatts by 2040 (hope), hope",
		`[]`:                                  "", `[{"a":1}]`: "", `{"a":1}`: "", `[`: "",
	} {
		if got := l.Cell(quad.TypedString{Value: quad.String(text), Type: rdfJSON}).Name; got != want {
			t.Errorf("%s\n got %s\nwant %s", text, got, want)
		}
	}
	if got := l.Cell(quad.String(`["<kg:iran>"]`)).Name; got != "" {
		t.Errorf("a plain text: got %s", got)
	}
}
