package gizmo

import (
	"context"
	"fmt"
	"go/ast"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	cquery "github.com/cayleygraph/cayley/query"
	stock "github.com/cayleygraph/cayley/query/gizmo"

	"rapport/graph"
	"rapport/quads"
)

// TestFilmsAsStock asks the queries of Cayley's integration suite over its 470 000 quads of films: our runtime, as rapport query -i does, over
// the graph in memory and over the compiled one, and Cayley's own. The suite itself, with what it expects of Cayley's, runs in TestCayleysSuite.
func TestFilmsAsStock(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIP: the films take seconds to load")
	}
	films, lax := []string{filepath.Join(cayleyDir(t), "data", "30kmoviedata.nq.gz")}, quads.ReaderOptions{Lax: true}
	src, read, err := graph.ReadFiles(films, nil, lax)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "films.rsg")
	built, err := graph.CompileFiles(context.Background(), path, films, nil, graph.BuildOptions{Reader: lax})
	if err != nil || built != read {
		t.Fatalf("compiled %+v of %+v, %v", built, read, err)
	}
	compiled, err := graph.OpenSegment(path)
	if err != nil {
		t.Fatal(err)
	}
	defer compiled.Close()
	cases := readFilmQueries(t)
	if read.Quads < 400_000 || len(cases) < 12 {
		t.Fatalf("%d queries of %d quads", len(cases), read.Quads)
	}
	store, rows := graph.NewStore(src), 0
	for _, c := range cases {
		got, want := filmRows(t, src, c.query), stockFilmRows(t, store, c.query)
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %d rows %.500q\nwant %d %.500q", c.message, len(got), got, len(want), want)
		}
		if of := filmRows(t, compiled, c.query); !slices.Equal(of, got) {
			t.Errorf("%s: the segment gives %d rows %.500q\nthe memory graph %d %.500q", c.message, len(of), of, len(got), got)
		}
		rows += len(got)
	}
	t.Logf("%d queries, %d rows", len(cases), rows)
	if rows < 150 {
		t.Errorf("only %d rows", rows)
	}
}

func filmRows(t *testing.T, src graph.Source, program string) (out []string) {
	t.Helper()
	_, err := Run(context.Background(), src, "films.js", program, Options{}, func(r Row) error {
		var parts []string
		for i, name := range r.Names {
			parts = append(parts, name+"="+spell(r.Values[i]))
		}
		slices.Sort(parts)
		out = append(out, strings.Join(parts, " "))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(out)
	return out
}

func stockFilmRows(t *testing.T, store *graph.Store, program string) (out []string) {
	t.Helper()
	ctx := context.Background()
	it, err := stock.NewSession(store).Execute(ctx, program, cquery.Options{Collation: cquery.JSON})
	if err != nil {
		t.Fatal(err)
	}
	defer it.Close()
	for it.Next(ctx) {
		var parts []string
		for name, v := range it.Result().(map[string]any) {
			parts = append(parts, fmt.Sprintf("%s=%v", name, v))
		}
		slices.Sort(parts)
		out = append(out, strings.Join(parts, " "))
	}
	if err := it.Err(); err != nil {
		t.Fatal(err)
	}
	slices.Sort(out)
	return out
}

// readFilmQueries takes the queries out of the source text of Cayley's suite.
func readFilmQueries(t *testing.T) (cases []*cayleyCase) {
	file := parseCayley(t, "graph", "graphtest", "integration.go")
	consts := constants(file)
	for _, e := range valueOf(t, file, "queries").(*ast.CompositeLit).Elts {
		c := &cayleyCase{}
		for _, e := range e.(*ast.CompositeLit).Elts {
			kv := e.(*ast.KeyValueExpr)
			switch kv.Key.(*ast.Ident).Name {
			case "message":
				c.message = literal(t, kv.Value)
			case "query":
				c.query = concatenated(t, kv.Value, consts)
			}
		}
		cases = append(cases, c)
	}
	return cases
}

// concatenated reads a string that may be put together of literals and constants.
func concatenated(t *testing.T, e ast.Expr, consts map[string]ast.Expr) string {
	switch e := e.(type) {
	case *ast.BinaryExpr:
		if e.Op == token.ADD {
			return concatenated(t, e.X, consts) + concatenated(t, e.Y, consts)
		}
	case *ast.Ident:
		return literal(t, consts[e.Name])
	}
	return literal(t, e)
}
