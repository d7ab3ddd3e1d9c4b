package gizmo

import (
	"slices"
	"testing"

	"rapport/graph"
)

// TestSomeAsksOnce: what passes is handed on in its order, and each vertex is asked about once, as an answer may take a walk.
func TestSomeAsksOnce(t *testing.T) {
	from := []graph.ID{1, 2, 3, 4, 5, 6, 7}
	for out := range 1 << len(from) {
		var got, want, asked []graph.ID
		b := &batch{ids: make([]graph.ID, 2), most: 4, into: func(some []graph.ID) bool { got = append(got, some...); return true }}
		passes := func(v graph.ID) bool { return out>>(v-1)&1 == 0 }
		for _, v := range from {
			if passes(v) {
				want = append(want, v)
			}
		}
		if !b.some(from, func(v graph.ID) bool { asked = append(asked, v); return passes(v) }) {
			t.Fatalf("%b: no more are wanted", out)
		}
		if !slices.Equal(got, want) || !slices.Equal(asked, from) {
			t.Errorf("%b: got %v of %v, asked about %v", out, got, want, asked)
		}
	}
}
