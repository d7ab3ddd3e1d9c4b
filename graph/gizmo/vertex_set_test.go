package gizmo

import (
	"math/rand/v2"
	"slices"
	"testing"

	"rapport/graph"
)

// Many ids at a time are added and found as one by one, those of the source and others.
func TestVertexSets(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for range 300 {
		var at, all, fresh vertexSet
		met := map[graph.ID]bool{}
		spread := 1 + r.IntN(4*pageIDs)
		some := func() []graph.ID {
			ids := make([]graph.ID, r.IntN(200))
			for i := range ids {
				if ids[i] = graph.ID(r.IntN(spread)); r.IntN(9) == 0 {
					ids[i] += graph.MaxID + 1
				}
			}
			return ids
		}
		for range 10 {
			ids := some()
			var wantKept, wantNew []graph.ID
			for _, id := range ids {
				if met[id] {
					wantKept = append(wantKept, id)
				}
			}
			buf := make([]graph.ID, len(ids))
			if got := buf[:all.keep(ids, buf)]; !slices.Equal(got, wantKept) {
				t.Fatalf("keep gives %v of %v, want %v", got, ids, wantKept)
			}
			for _, id := range ids {
				if at.add(id) != !met[id] {
					t.Fatalf("add says that %d is new: %t", id, met[id])
				}
				if !met[id] {
					wantNew = append(wantNew, id)
				}
				met[id] = true
			}
			if got := buf[:fresh.addNew(ids, buf)]; !slices.Equal(got, wantNew) {
				t.Fatalf("addNew gives %v of %v, want %v", got, ids, wantNew)
			}
			for _, id := range ids {
				if id <= graph.MaxID {
					all.addAll([]graph.ID{id})
				}
			}
			all.addAll(slices.DeleteFunc(slices.Clone(ids), func(id graph.ID) bool { return id > graph.MaxID }))
			for _, id := range ids {
				if id > graph.MaxID {
					all.add(id)
				}
			}
			for _, s := range []*vertexSet{&at, &all, &fresh} {
				if s.n != len(met) || s.bytes != at.bytes {
					t.Fatalf("%d ids, %d bytes; want %d, %d", s.n, s.bytes, len(met), at.bytes)
				}
				for _, id := range append(some(), ids...) {
					if s.has(id) != met[id] {
						t.Fatalf("has %d: %t", id, !met[id])
					}
				}
			}
		}
	}
}
