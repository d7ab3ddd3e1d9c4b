package graph

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// TestInMemory: a segment that is read whole is the graph that Load makes of the same quads.
func TestInMemory(t *testing.T) {
	d, err := quads.Load(quads.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(3, 4))
	graphs := [][]quad.Quad{nil, d.Quads()}
	for range 20 {
		var qs []quad.Quad
		for range r.IntN(300) {
			value := func() quad.Value {
				n := r.IntN(12)
				return [...]quad.Value{quad.IRI(fmt.Sprint("n", n)), quad.BNode(fmt.Sprint("b", n)), quad.String(fmt.Sprint(n)), quad.Int(n),
					quad.LangString{Value: "x", Lang: fmt.Sprint("l", n)}, quad.TypedString{Value: "y", Type: quad.IRI(fmt.Sprint("t", n))}, quad.Bool(n > 5)}[r.IntN(7)]
			}
			q := quad.Quad{Subject: value(), Predicate: quad.IRI(fmt.Sprint("p", r.IntN(3))), Object: value()}
			if r.IntN(3) > 0 {
				q.Label = value()
			}
			qs = append(qs, q)
		}
		graphs = append(graphs, qs)
	}
	for i, qs := range graphs {
		s := compiled(t, qs)
		got, err := s.InMemory()
		if err != nil {
			t.Fatal(err)
		}
		want := Load(qs)
		if !reflect.DeepEqual(got.perms, want.perms) || got.NumValues() != want.NumValues() {
			t.Fatalf("graph %d: other quads, or in another order", i)
		}
		for id := ID(0); int(id) <= want.NumValues()+1; id++ {
			v := want.Value(id)
			if got.Value(id) != v || v != nil && got.ID(v) != id {
				t.Fatalf("graph %d: id %d is %v, whose id is %d; want %v", i, id, got.Value(id), got.ID(got.Value(id)), v)
			}
		}
		if got.ID(quad.IRI("nobody")) != 0 || got.ID(nil) != 0 {
			t.Errorf("graph %d has what it has not", i)
		}
	}
}

// BenchmarkSmallDossier opens the shipped dossier in the ways there are.
func BenchmarkSmallDossier(b *testing.B) {
	load := func() []quad.Quad {
		d, err := quads.Load(quads.Shipped())
		if err != nil {
			b.Fatal(err)
		}
		return d.Quads()
	}
	path := filepath.Join(b.TempDir(), "graph.rsg")
	if err := Compile(path, load()); err != nil {
		b.Fatal(err)
	}
	b.Run("read", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			Load(load())
		}
	})
	b.Run("open", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			s, err := OpenSegment(path)
			if err != nil {
				b.Fatal(err)
			}
			if _, err := s.InMemory(); err != nil {
				b.Fatal(err)
			}
			s.Close()
		}
	})
}
