package gizmo

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/graph"
)

// TestManyLabels: a label context of more labels than are looked up one by one gives what the judge gives, and reads each quad once.
func TestManyLabels(t *testing.T) {
	r := rand.New(rand.NewPCG(seed(t), 1))
	const labels = 3 * fewLabels
	var qs []quad.Quad
	for range 150 {
		qs = append(qs, quad.Quad{Subject: quad.IRI(fmt.Sprint("n", r.IntN(9))), Predicate: quad.IRI(fmt.Sprint("p", r.IntN(2))),
			Object: quad.IRI(fmt.Sprint("n", r.IntN(9))), Label: quad.IRI(fmt.Sprint("l", r.IntN(labels)))})
	}
	src := graph.Load(qs)
	var context []string
	for l := range 2 * fewLabels {
		context = append(context, fmt.Sprintf(`"<l%d>"`, l))
	}
	list := "[" + strings.Join(context, ",") + "]"
	for _, program := range []string{
		`g.V().labelContext(` + list + `,"l").out("<p0>")`,
		`g.V().labelContext(` + list + `).in()`,
		`g.V().tag("x").labelContext(` + list + `,"l").both("<p1>")`,
		`g.V().labelContext(` + list + `).has("<p0>").save("<p1>","y")`,
		`g.V().labelContext("<l1>").out()`,
	} {
		rows, _ := newJudge(src).all(pathOf(t, src, program))
		var want []string
		for _, r := range rows {
			want = append(want, r.key(nil))
		}
		got := answers(t, src, program+".all()")
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s\n got %q\nwant %q", program, got, want)
		}
	}
	told, _ := explain(t, src, `g.V().labelContext(`+list+`).out("<p0>").all()`)
	if reads := told.Plans[0].Operators[1].Reads; len(reads) != 1 || reads[0].Times != 1 {
		t.Errorf("read %+v", *reads[0])
	}
	told, _ = explain(t, src, `g.V().labelContext("<l1>","<l2>").out("<p0>").all()`)
	if reads := told.Plans[0].Operators[1].Reads; reads[0].By != "predicate and label" {
		t.Errorf("read %+v", *reads[0])
	}
}
