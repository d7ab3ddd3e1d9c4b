package queries_test

import (
	"context"
	"testing"
	"time"

	"rapport/graph"
	"rapport/quads"
	"rapport/queries"
)

// shippedGraph loads the shipped dossier.
func shippedGraph(t *testing.T) graph.Source {
	t.Helper()
	d, err := quads.Load(quads.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	return graph.Load(d.Quads())
}

func shippedLibrary(t *testing.T) *queries.Library {
	t.Helper()
	l, err := queries.Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func shippedQueries(t *testing.T, lib *queries.Library) []*queries.Query {
	t.Helper()
	all, broken := lib.All()
	for _, err := range broken {
		t.Error(err)
	}
	if len(all) < 44 {
		t.Errorf("%d queries are shipped, want 44 or more", len(all))
	}
	return all
}

func TestGoldenRows(t *testing.T) {
	src, lib := shippedGraph(t), shippedLibrary(t)
	prover := queries.NewProver(src, graph.NewFinder(src).Resolve)
	for _, q := range shippedQueries(t, lib) {
		t.Run(q.Name, func(t *testing.T) {
			blocks, err := lib.Golden(q.Name)
			if err != nil {
				t.Fatal(err)
			}
			if len(blocks) == 0 {
				t.Fatalf("%s has no golden rows", q.Name)
			}
			for _, block := range blocks {
				ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
				proof := prover.Prove(ctx, q, block)
				cancel()
				if proof.Err != nil {
					t.Errorf("run: %s: %v", block.Command, proof.Err)
				}
				for i, line := range proof.Diff {
					if i == 0 {
						t.Errorf("run: %s", block.Command)
					}
					t.Log(line)
				}
			}
		})
	}
}
