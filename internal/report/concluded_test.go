package report

import (
	"slices"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/graph/gizmo"
	"rapport/quads"
)

// A value that an inference alone gives is told from what is stated beside it, and so is the end of a link that is inferred; a row that states nothing, or states
// both ends otherwise, is inferred as a whole.
func TestConcluded(t *testing.T) {
	d, err := quads.Load(quads.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	l := NewLookup(graph.Load(d.Quads()))
	quadOf := func(s, p quad.IRI, label quad.Value) quad.Quad {
		for _, q := range l.scan(s, p, nil, label) {
			return q
		}
		t.Fatalf("no %s %s of %s", s, p, label)
		return quad.Quad{}
	}
	words := quadOf("kg:russia-iran-treaty-signing", quads.TimeText, quad.IRI("rit:03a"))
	date := quadOf("kg:russia-iran-treaty-signing", "kg:inferredWhen", quad.IRI("rit:inf-signing"))
	link := quadOf("rit:no-territory-for-separatists", "kg:inferredProvidedBy", quad.IRI("rit:inf-pledges"))
	bound := quadOf("rit:no-territory-for-separatists", quads.Bearer, quad.IRI("rit:12a"))
	party := quadOf("kg:russia-iran-treaty", "kg:party", quad.IRI("rit:01b"))
	also := words
	also.Object = date.Object // as if words gave the same date
	for _, c := range []struct {
		name    string
		crossed []quad.Quad
		shown   []quad.Value
		columns []string
		marked  []int // the places of what is marked; nil where the row is inferred as a whole
		rest    bool
	}{
		{"a date beside words", []quad.Quad{words, date}, []quad.Value{words.Object, date.Object}, []string{"time", "date"}, []int{1}, false},
		{"a date alone", []quad.Quad{date}, []quad.Value{date.Subject, date.Object}, []string{"what", "date"}, nil, true},
		{"a date that is not shown", []quad.Quad{words, date}, []quad.Value{words.Object}, []string{"time"}, []int{}, true},
		{"a link beside what binds", []quad.Quad{bound, link}, []quad.Value{bound.Object, link.Subject, link.Object}, []string{"bearer", "duty", "by"}, []int{2}, false},
		{"a link from what is stated", []quad.Quad{party, link}, []quad.Value{party.Object, link.Subject}, []string{"party", "duty"}, []int{1}, false},
		{"a link between what is stated", []quad.Quad{bound, party, link}, []quad.Value{bound.Object, link.Subject, link.Object}, []string{"bearer", "duty", "by"}, []int{}, true},
		{"that, under a column of what is inferred", []quad.Quad{bound, party, link}, []quad.Value{link.Subject, link.Object}, []string{"duty", "inferred-agreement"}, []int{1}, false},
		{"a link of which no loose end is shown", []quad.Quad{bound, link}, []quad.Value{bound.Object, link.Subject}, []string{"bearer", "duty"}, []int{}, true},
		{"a link alone", []quad.Quad{link}, []quad.Value{link.Subject, link.Object}, []string{"duty", "by"}, nil, true},
		{"a date that words give too", []quad.Quad{also, date}, []quad.Value{date.Object}, []string{"date"}, []int{}, false},
		{"that, under a column of what is inferred", []quad.Quad{also, date}, []quad.Value{date.Object, date.Object}, []string{"printed-date", "inferred-date"}, []int{1}, false},
		{"no inference", []quad.Quad{words}, []quad.Value{words.Object}, []string{"time"}, nil, false},
	} {
		e := l.NewExplainer().Explain(gizmo.Why{Derivations: []gizmo.Derivation{c.crossed}})
		var cells []Cell
		for _, v := range c.shown {
			cells = append(cells, Cell{Value: v})
		}
		got := l.Concluded(&e, cells, c.columns)
		if got == nil {
			if c.marked != nil || e.Inferred != c.rest {
				t.Errorf("%s: the row is taken as a whole", c.name)
			}
			continue
		}
		marked := []int{}
		for i := range cells {
			if got.At(i) != nil {
				marked = append(marked, i)
			}
		}
		if c.marked == nil || !slices.Equal(marked, c.marked) || got.Rest != c.rest {
			t.Errorf("%s: %v are marked, more is inferred: %v", c.name, marked, got.Rest)
		}
	}
}
