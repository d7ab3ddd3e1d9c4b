package graph

import (
	"context"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
)

// TestTerms: predicates and IRIs are those of the quads, whatever holds them.
func TestTerms(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 22))
	for _, n := range []int{0, 1, 20, 300, 3000} {
		qs := plainQuads(r, n)
		predicates, iris := map[quad.IRI]bool{}, map[quad.IRI]bool{}
		for _, q := range qs {
			for _, v := range []quad.Value{q.Subject, q.Predicate, q.Object, q.Label} {
				if iri, ok := v.(quad.IRI); ok {
					iris[iri] = true
				}
			}
			if p, ok := q.Predicate.(quad.IRI); ok {
				predicates[p] = true
			}
		}
		for name, src := range map[string]Source{"memory": Load(qs), "segment": compiled(t, qs), "view of a segment": Under(t.Context(), compiled(t, qs)),
			"store": NewCayley(context.Background(), OverQuadStore(inMemstore(t, qs)))} {
			if got, want := Predicates(src), sorted(predicates); !slices.Equal(got, want) {
				t.Errorf("%s of %d: predicates %q, want %q", name, n, got, want)
			}
			if !src.Sorted() {
				continue
			}
			for _, text := range append([]string{"", "z", "\x00", "\xff"}, beginnings(sorted(iris))...) {
				var want []quad.IRI
				for _, iri := range sorted(iris) {
					if strings.HasPrefix(string(iri), text) && len(want) < 5 {
						want = append(want, iri)
					}
				}
				if got := IRIsFrom(src, text, 5); !slices.Equal(got, want) {
					t.Errorf("%s of %d: %q: %q, want %q", name, n, text, got, want)
				}
			}
		}
	}
}

func sorted(set map[quad.IRI]bool) (out []quad.IRI) {
	for iri := range set {
		out = append(out, iri)
	}
	slices.Sort(out)
	return out
}

// beginnings are some of each length.
func beginnings(iris []quad.IRI) (out []string) {
	for i, iri := range iris {
		out = append(out, string(iri)[:min(len(iri), i%7)], string(iri))
	}
	return out
}
