package gizmo

import (
	"bytes"
	"context"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rapport/graph"
	"rapport/graph/cayleystore"
	"rapport/graph/cayleystore/storetest"
	"rapport/quads"
)

// TestLevelDBAnswersAlike asks random paths of random graphs in memory and in stores that Cayley made of them.
func TestLevelDBAnswersAlike(t *testing.T) {
	answerAlike(t, rounds(10, 40), func(nquads *bytes.Buffer) graph.Source {
		folder := filepath.Join(t.TempDir(), "store")
		if err := storetest.WriteLevelDB(folder, nquads); err != nil {
			t.Fatal(err)
		}
		return openStore(t, "cayley:leveldb:"+folder)
	})
}

func TestPostgresAnswersAlike(t *testing.T) {
	c, err := storetest.StartPostgres()
	if err != nil {
		t.Skipf("SKIP: PostgreSQL is not tested: %v", err)
	}
	t.Cleanup(func() { c.Close() })
	answerAlike(t, rounds(3, 10), func(nquads *bytes.Buffer) graph.Source {
		address, err := c.Write(nquads)
		if err != nil {
			t.Fatal(err)
		}
		return openStore(t, "cayley:postgres:"+address)
	})
}

func openStore(t *testing.T, name string) graph.Source {
	s, err := cayleystore.Open(context.Background(), name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// answerAlike compares rows, tags, multiplicity and what rows rest on. Which rows a limit leaves depends on an order that nobody promises,
// and so does which of several rows a unique by some tags keeps.
func answerAlike(t *testing.T, graphs int, store func(nquads *bytes.Buffer) graph.Source) {
	const paths = 100
	from, asked, seen := seed(t), 0, 0
	for i := range graphs {
		r := rand.New(rand.NewPCG(from, uint64(i)))
		qs := randomQuads(r)
		var nquads bytes.Buffer
		if err := quads.WriteSorted(&nquads, qs); err != nil {
			t.Fatal(err)
		}
		text := nquads.String()
		ours, theirs := graph.Load(storetest.KeptQuads(qs)), store(&nquads)
		for range paths {
			program := (&randomPath{Rand: r}).path(1 + r.IntN(5))
			p := pathOf(t, ours, program)
			if p == nil || dependsOnOrder(program) || usesFirst(p.ops()) {
				continue
			}
			want, wantErr := textsOf(ours, program+".all()")
			got, gotErr := textsOf(theirs, program+".all()")
			if (wantErr == nil) != (gotErr == nil) || !slices.Equal(got, want) {
				t.Fatalf("graph %d, %s:\ngot %q, %v\nwant %q, %v\nof\n%s", i, program, got, gotErr, want, wantErr, text)
			}
			asked++
			seen += len(want)
		}
	}
	t.Logf("%d paths, %d rows", asked, seen)
	if asked < graphs*paths/2 || seen < asked {
		t.Errorf("%d paths with %d rows of %d", asked, seen, graphs*paths)
	}
}

// textsOf writes the rows of a program with what they rest on, sorted. Rows over a bound are compared no further: they would take too long.
func textsOf(src graph.Source, program string) (out []string, err error) {
	stats, err := Run(context.Background(), src, "test.js", program, Options{Why: true, Limit: 3000}, func(r Row) error {
		var parts []string
		for i, n := range r.Names {
			parts = append(parts, n+"="+string(quads.AppendTerm(nil, r.Values[i])))
		}
		slices.Sort(parts)
		for _, d := range r.Why {
			parts = append(parts, "|")
			for _, q := range d {
				parts = append(parts, string(quads.AppendQuad(nil, q)))
			}
		}
		out = append(out, strings.Join(parts, " "))
		return nil
	})
	if stats.Cut {
		return nil, err
	}
	slices.Sort(out)
	return out, err
}
