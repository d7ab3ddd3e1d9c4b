package queries_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/graph/cayleystore"
	"rapport/graph/cayleystore/storetest"
	"rapport/graph/gizmo"
	"rapport/quads"
	"rapport/queries"
)

// dossiers are the quads and queries that stores are filled with and asked: of the shipped article, and of a fictional harbour.
func dossiers(t *testing.T) map[string]*quads.Dossier {
	t.Helper()
	out := map[string]*quads.Dossier{}
	var err error
	if out["shipped"], err = quads.Load(quads.Shipped()); err != nil {
		t.Fatal(err)
	}
	if out["harbour"], err = quads.Load(os.DirFS("../cmd/rapport/testdata/dossiers/harbour/quads")); err != nil {
		t.Fatal(err)
	}
	return out
}

// store opens a store that Cayley made of quads.
type store func(t *testing.T, nquads *bytes.Buffer) graph.Source

func openStore(t *testing.T, name string) graph.Source {
	t.Helper()
	s, err := cayleystore.Open(context.Background(), name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func levelDB(t *testing.T, nquads *bytes.Buffer) graph.Source {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "store")
	if err := storetest.WriteLevelDB(folder, nquads); err != nil {
		t.Fatal(err)
	}
	return openStore(t, "cayley:leveldb:"+folder)
}

func TestLevelDBAnswersAlike(t *testing.T) { answersAlike(t, levelDB, everyRestriction) }

func TestPostgresAnswersAlike(t *testing.T) {
	c, err := storetest.StartPostgres()
	if err != nil {
		t.Skipf("SKIP: PostgreSQL is not tested: %v", err)
	}
	t.Cleanup(func() { c.Close() })
	answersAlike(t, func(t *testing.T, nquads *bytes.Buffer) graph.Source {
		t.Helper()
		address, err := c.Write(nquads)
		if err != nil {
			t.Fatal(err)
		}
		return openStore(t, "cayley:postgres:"+address)
	}, 1) // what a restriction leaves out does not depend on the store, and a server takes minutes for all of them
}

// everyRestriction is more than there are.
const everyRestriction = 100

// answersAlike asks every query over a store, as its golden rows say and under the first restrictions, of which none is one, and compares with the same quads in memory, as
// Cayley keeps their values: rows, their order, and what each rests on.
func answersAlike(t *testing.T, open store, most int) {
	lib := shippedLibrary(t)
	for name, d := range dossiers(t) {
		var nquads bytes.Buffer
		if err := quads.WriteSorted(&nquads, d.Quads()); err != nil {
			t.Fatal(err)
		}
		ours, theirs := graph.Source(graph.Load(storetest.KeptQuads(d.Quads()))), open(t, &nquads)
		findOurs, findTheirs := graph.NewFinder(ours), graph.NewFinder(theirs)
		all := shippedQueries(t, lib)
		asked, rows := 0, 0
		for _, r := range restrictions(d)[:min(most, len(restrictions(d)))] {
			walkOurs, walkTheirs := restricted(t, ours, r), restricted(t, theirs, r)
			for _, q := range all {
				blocks, err := lib.Golden(q.Name)
				if err != nil {
					t.Fatal(err)
				}
				for _, b := range blocks {
					want := ask(t, walkOurs, findOurs, q, b)
					got := ask(t, walkTheirs, findTheirs, q, b)
					if got != want {
						t.Errorf("%s: %s %s, restricted to %+v:\n%.2000s\nwant\n%.2000s", name, q.Name, b.Command, r, got, want)
					}
					asked++
					rows += strings.Count(want, "\n")
				}
			}
		}
		t.Logf("%s: %d answers with %d rows", name, asked, rows)
		if asked < 100 || rows < 100 {
			t.Errorf("%s: %d answers with %d rows", name, asked, rows)
		}
		if err := theirs.Err(); err != nil {
			t.Error(err)
		}
	}
}

// restrictions are none, and one of each kind.
func restrictions(d *quads.Dossier) []graph.Restriction {
	return []graph.Restriction{{}, {Modalities: []string{quads.Actual}}, {NoInference: true, NoBackground: true},
		{AsOf: time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC), Articles: []quad.IRI{d.Articles[0].IRI}}}
}

func restricted(t *testing.T, src graph.Source, r graph.Restriction) graph.Source {
	t.Helper()
	if r.IsZero() {
		return src
	}
	out, err := graph.Restrict(src, r)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// ask writes the answer to a query: its rows, each with what it rests on.
func ask(t *testing.T, src graph.Source, finder *graph.Finder, q *queries.Query, b queries.Golden) string {
	t.Helper()
	params, err := queries.Bind(&q.Header, b.Given, finder.ResolveAs)
	if err != nil {
		return err.Error()
	}
	result, err := queries.Run(context.Background(), src, q, params, queries.Options{Why: true})
	if err != nil {
		return err.Error()
	}
	var out []string
	for i, row := range result.Rows {
		line := ""
		for _, v := range row {
			line += string(quads.AppendTerm(nil, v)) + "\t"
		}
		out = append(out, line+whyText(result.Why[i])+"\n")
	}
	if !q.Ordered {
		slices.Sort(out) // rows with the same cells may rest on other quads
	}
	return strings.Join(out, "")
}

func whyText(why gizmo.Why) string {
	out := fmt.Sprintf("%d more", why.More)
	for _, d := range why.Derivations {
		out += " |"
		for _, q := range d {
			out += " " + strings.TrimSpace(string(quads.AppendQuad(nil, q)))
		}
	}
	return out
}
