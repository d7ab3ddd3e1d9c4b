package bench

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/memstore"
	cquery "github.com/cayleygraph/cayley/query"
	stock "github.com/cayleygraph/cayley/query/gizmo"

	"rapport/graph"
	"rapport/graph/gizmo"
	"rapport/quads"
)

// sizeVariable says how many quads the benchmarks, and TestAnswers, run on.
const sizeVariable = "RAPPORT_BENCH_QUADS"

// size is what sizeVariable says, or another size where it says nothing.
func size(t testing.TB, otherwise int) int {
	text := os.Getenv(sizeVariable)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatalf("%s: %v", sizeVariable, err)
	}
	return n
}

// benchQuads is how many quads a benchmark runs on where nothing is said.
const benchQuads = 100_000

// generated writes a graph to a file of a temporary folder.
func generated(t testing.TB, n int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "news.nq")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	_, err = Generate(f, n, Seed)
	if err := errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}

// compiled returns the segment of an N-Quads file.
func compiled(t testing.TB, path string) *graph.Segment {
	t.Helper()
	out := path + ".rsg"
	if _, err := graph.CompileFiles(context.Background(), out, []string{path}, nil, graph.BuildOptions{}); err != nil {
		t.Fatal(err)
	}
	s, err := graph.OpenSegment(out)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// answer runs a query and returns its rows as text, in their order.
func answer(t testing.TB, src graph.Source, q Query, programs *gizmo.Programs) (rows []string) {
	_, err := gizmo.Run(context.Background(), src, q.Name, q.Gizmo, gizmo.Options{Programs: programs}, func(r gizmo.Row) error {
		rows = append(rows, fmt.Sprint(r.Names, r.Values))
		return nil
	})
	if err != nil {
		t.Fatalf("%s: %v", q.Name, err)
	}
	return rows
}

// ask runs a query and looks at no row.
func ask(b *testing.B, src graph.Source, q Query, programs *gizmo.Programs) {
	if _, err := gizmo.Run(context.Background(), src, q.Name, q.Gizmo, gizmo.Options{Programs: programs}, func(gizmo.Row) error { return nil }); err != nil {
		b.Fatal(err)
	}
}

// The segment answers every query as the memory graph does, row by row.
func TestAnswers(t *testing.T) {
	queries, err := Queries()
	if err != nil {
		t.Fatal(err)
	}
	path := generated(t, size(t, 50_000))
	memory, _, err := graph.ReadFiles([]string{path}, nil, quads.ReaderOptions{})
	if err != nil {
		t.Fatal(err)
	}
	segment := compiled(t, path)
	answered := 0
	for _, q := range queries {
		got, want := answer(t, segment, q, nil), answer(t, memory, q, nil)
		if !slices.Equal(got, want) {
			t.Errorf("%s: the segment gives %d rows, the memory graph %d:\n%.300q\n%.300q", q.Name, len(got), len(want), got, want)
		}
		answered += len(want)
	}
	if answered < 1000 {
		t.Errorf("all queries together have %d rows: they say nothing", answered)
	}
}

// Answers at a million quads are known: all engines agreed on them.
func TestKnownAnswers(t *testing.T) {
	if os.Getenv(sizeVariable) != "1000000" {
		t.Skip(sizeVariable + "=1000000 asks a million quads")
	}
	known := KnownAnswers()
	queries, err := Queries()
	if err != nil {
		t.Fatal(err)
	}
	segment := compiled(t, generated(t, 1_000_000))
	for _, q := range queries {
		want, ok := known[q.Name]
		if !ok {
			continue
		}
		rows := answer(t, segment, q, nil)
		got := len(rows)
		if q.Kind == "count" {
			var text string
			fmt.Sscanf(rows[0], "[value] [%q", &text)
			got, _ = strconv.Atoi(text)
		}
		if got != want {
			t.Errorf("%s: %d, want %d", q.Name, got, want)
		}
	}
}

// BenchmarkQueries asks each query of the segment, of the memory graph, and of Cayley's memstore with Cayley's own Gizmo.
func BenchmarkQueries(b *testing.B) {
	queries, err := Queries()
	if err != nil {
		b.Fatal(err)
	}
	path := generated(b, size(b, benchQuads))
	memory, _, err := graph.ReadFiles([]string{path}, nil, quads.ReaderOptions{})
	if err != nil {
		b.Fatal(err)
	}
	segment, store := compiled(b, path), stockStore(b, path)
	for _, q := range queries {
		var programs gizmo.Programs
		b.Run(q.Name+"/segment", func(b *testing.B) {
			for b.Loop() {
				ask(b, segment, q, &programs)
			}
		})
		b.Run(q.Name+"/memory", func(b *testing.B) {
			for b.Loop() {
				ask(b, memory, q, &programs)
			}
		})
		b.Run(q.Name+"/cayley", func(b *testing.B) {
			for b.Loop() {
				stockAnswer(b, store, q)
			}
		})
	}
}

// BenchmarkLoad compiles an N-Quads file into a durable segment.
func BenchmarkLoad(b *testing.B) {
	path := generated(b, size(b, benchQuads))
	n := 0
	for b.Loop() {
		sum, err := graph.CompileFiles(context.Background(), path+".rsg", []string{path}, nil, graph.BuildOptions{})
		if err != nil {
			b.Fatal(err)
		}
		n += sum.Quads
	}
	info, err := os.Stat(path + ".rsg")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "quads/s")
	b.ReportMetric(float64(info.Size())*float64(b.N)/float64(n), "bytes/quad")
}

// BenchmarkOpen opens a segment and asks it one point.
func BenchmarkOpen(b *testing.B) {
	queries, err := Queries()
	if err != nil {
		b.Fatal(err)
	}
	path := generated(b, size(b, benchQuads))
	compiled(b, path)
	for b.Loop() {
		s, err := graph.OpenSegment(path + ".rsg")
		if err != nil {
			b.Fatal(err)
		}
		ask(b, s, queries[0], nil)
		s.Close()
	}
}

func stockStore(b *testing.B, path string) cayley.QuadStore {
	f, err := os.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	located, err := quads.ReadAll(f, path, quads.ReaderOptions{})
	if err != nil {
		b.Fatal(err)
	}
	store := memstore.New()
	for _, q := range located {
		store.AddQuad(q.Quad)
	}
	return store
}

func stockAnswer(b *testing.B, store cayley.QuadStore, q Query) {
	ctx := context.Background()
	it, err := stock.NewSession(store).Execute(ctx, q.Stock(), cquery.Options{Collation: cquery.Raw})
	if err != nil {
		b.Fatal(err)
	}
	for it.Next(ctx) {
		if r, ok := it.Result().(*stock.Result); ok {
			for _, ref := range r.Tags {
				store.NameOf(ref)
			}
		}
	}
	if it.Err() != nil {
		b.Fatal(it.Err())
	}
	it.Close()
}
