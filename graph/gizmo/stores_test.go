package gizmo_test

import (
	stdcontext "context"
	"path/filepath"
	"slices"
	"testing"

	"github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/quad"

	"rapport/graph"
)

// TestCayleyAgainstTheLayman asks random programs of Cayley's own store in memory, through graph.Cayley. Such a store keeps the value of
// a literal with a datatype and not how it is written, so there are none here.
func TestCayleyAgainstTheLayman(t *testing.T) {
	againstTheLayman(t, 500, func(one *trial) {
		one.quads = slices.DeleteFunc(one.quads, func(q quad.Quad) bool { _, typed := q.Object.(quad.TypedString); return typed })
		one.source = func(qs []quad.Quad) graph.Source {
			return graph.NewCayley(stdcontext.Background(), graph.OverQuadStore(memstore.New(qs...)))
		}
	})
}

// TestSegmentAgainstTheLayman asks random programs of compiled graphs.
func TestSegmentAgainstTheLayman(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.rsg")
	againstTheLayman(t, 300, func(one *trial) {
		one.source = func(qs []quad.Quad) graph.Source {
			if err := graph.Compile(path, qs); err != nil { // whoever has the file before it open goes on reading that
				t.Fatal(err)
			}
			s, err := graph.OpenSegment(path)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { s.Close() })
			return s
		}
	})
}

// againstTheLayman asks random programs of the source that prepare gives a trial.
func againstTheLayman(t *testing.T, asked int, prepare func(*trial)) {
	from, classes := seed(t), map[string]int{}
	for i := range asked {
		one, err := randomTrial(from, i)
		if err != nil {
			t.Fatal(err)
		}
		prepare(&one)
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
