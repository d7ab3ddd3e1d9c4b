package gizmo_test

import (
	stdcontext "context"
	"slices"
	"testing"

	"github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/quad"

	"rapport/graph"
)

// TestCayleyAgainstTheLayman asks random programs of Cayley's own store in memory, through graph.Cayley. Such a store keeps the value of
// a literal with a datatype and not how it is written, so there are none here.
func TestCayleyAgainstTheLayman(t *testing.T) {
	from, classes, asked := seed(t), map[string]int{}, 500
	for i := range asked {
		one, err := randomTrial(from, i)
		if err != nil {
			t.Fatal(err)
		}
		one.quads = slices.DeleteFunc(one.quads, func(q quad.Quad) bool { _, typed := q.Object.(quad.TypedString); return typed })
		one.source = func(qs []quad.Quad) graph.Source {
			return graph.NewCayley(stdcontext.Background(), graph.OverQuadStore(memstore.New(qs...)))
		}
		v := one.judge()
		if v.bad() {
			small := one.shrink(v.class)
			t.Fatalf("SEED=%d i=%d, disagree about %s\n%s\n\nin short\n%s\n%s", from, i, v.class, one, small, small.judge().details)
		}
		classes[v.class]++
	}
	t.Logf("%d programs: %v", asked, classes)
	if classes["agree"] < asked*3/4 {
		t.Error("too few of them say anything")
	}
}
