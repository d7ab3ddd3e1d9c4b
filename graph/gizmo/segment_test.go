package gizmo

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/internal/segment"
)

func segmentOf(t *testing.T, qs []quad.Quad) (*graph.Segment, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "graph.rsg")
	if err := graph.Compile(path, qs); err != nil {
		t.Fatal(err)
	}
	s, err := graph.OpenSegment(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s, path
}

// A segment that is damaged or cut short while a query reads it is an error of that query; no row is made up.
func TestDamageEndsTheQuery(t *testing.T) {
	s, path := segmentOf(t, fan(4_000))
	const program = `g.V("<hub>").out("<to>").out("<name>").all()`
	rows := func(src graph.Source) (int, error) {
		n := 0
		_, err := Run(context.Background(), src, "t.js", program, Options{}, func(r Row) error {
			if !strings.HasPrefix(string(r.Values[0].(quad.String)), "name ") {
				t.Fatalf("the row %v was never written", r.Values)
			}
			n++
			return nil
		})
		return n, err
	}
	if n, err := rows(s); err != nil || n != 4_000 {
		t.Fatalf("%d rows, %v", n, err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	met := 0
	for at := 0; at < len(whole); at += len(whole) / 25 {
		whole[at] ^= 1
		bad := path + ".bad"
		if err := os.WriteFile(bad, whole, 0o644); err != nil {
			t.Fatal(err)
		}
		whole[at] ^= 1
		damaged, err := graph.OpenSegment(bad)
		if err != nil {
			continue
		}
		n, err := rows(damaged)
		var damage *segment.Error
		switch {
		case errors.As(err, &damage):
			met++
		case err != nil || n != 4_000:
			t.Errorf("byte %d is damaged: %d rows, %v", at, n, err)
		}
		damaged.Close()
	}
	if met == 0 {
		t.Error("no damage was met")
	}
	if err := os.Truncate(path, 0); err != nil {
		t.Skip("this system does not cut a mapped file:", err)
	}
	if _, err := rows(s); err == nil || !strings.Contains(err.Error(), "changed while it was open") {
		t.Errorf("a file that is cut short: %v", err)
	}
}

// A segment answers as the memory graph of the same quads does, row by row in the same order, with why and without, and counts alike.
func TestSegmentAnswersAsMemory(t *testing.T) {
	from, asked, seen := seed(t), 0, 0
	for i := range rounds(20, 100) {
		r := rand.New(rand.NewPCG(from, uint64(i)))
		qs := randomQuads(r)
		memory := graph.Load(qs)
		compiled, _ := segmentOf(t, qs)
		for range 60 {
			program := (&randomPath{Rand: r}).path(1 + r.IntN(5))
			if pathOf(t, memory, program) == nil {
				continue
			}
			for n, opts := range []Options{{Limit: 2000}, {Limit: 2000, Why: true}, {Limit: 2000}, {Limit: 2000}} {
				want, got := linesOf(t, memory, program+".all()", opts), linesOf(t, compiled, program+".all()", Paced(opts, n))
				if !slices.Equal(got, want) {
					t.Fatalf("graph %d, %s, why %t:\ngot  %q\nwant %q", i, program, opts.Why, got, want)
				}
				seen += len(want)
			}
			if want, got := linesOf(t, memory, program+".count()", Options{}), linesOf(t, compiled, program+".count()", Options{}); !slices.Equal(got, want) {
				t.Fatalf("graph %d, %s: count %q, want %q", i, program, got, want)
			}
			asked++
		}
	}
	t.Logf("%d paths, %d rows", asked, seen)
	if seen < asked {
		t.Error("too few rows to say anything")
	}
}

// linesOf returns rows and what they rest on as text, in their order.
func linesOf(t *testing.T, src graph.Source, program string, opts Options) (out []string) {
	t.Helper()
	_, err := Run(context.Background(), src, "t.js", program, opts, func(r Row) error {
		out = append(out, fmt.Sprint(r.Names, r.Values, r.Why, r.More))
		return nil
	})
	if err != nil {
		out = append(out, err.Error())
	}
	return out
}

// What passes many at a time allocates nothing for a row: ten times the rows cost next to nothing more.
func TestRowsDoNotAllocate(t *testing.T) {
	sources := func(n int) []graph.Source {
		qs := fan(n)
		compiled, _ := segmentOf(t, qs)
		return []graph.Source{graph.Load(qs), compiled}
	}
	few, many := sources(1_000), sources(10_000)
	for _, program := range []string{
		`g.V("<hub>").out("<to>").count()`,
		`g.V("<hub>").out("<to>").in("<to>").out("<to>").limit(100000).unique().count()`,
		`g.V("<hub>").out("<to>").has("<name>").hasR("<to>", "<hub>").out("<name>").unique().count()`,
		`g.V("<hub>").out("<to>").and(g.V("<hub>").out("<to>")).and(g.V("<hub>").out("<to>").unique()).skip(1).count()`,
		`g.V("<hub>").followRecursive("<to>").except(g.V("<hub>").out("<name>")).count()`,
	} {
		prog, err := compile("t.js", program)
		if err != nil {
			t.Fatal(err)
		}
		for i := range few {
			cost := func(src graph.Source) float64 {
				return testing.AllocsPerRun(3, func() {
					if err := newSession(src, prog, Options{}, func(Row) error { return nil }).run(); err != nil {
						t.Fatal(err)
					}
				})
			}
			if a, b := cost(few[i]), cost(many[i]); b > a+300 {
				t.Errorf("%T: %s allocates %.0f times for 1 000 rows, %.0f times for 10 000", few[i], program, a, b)
			}
		}
	}
}
