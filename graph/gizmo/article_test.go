package gizmo

import (
	"bytes"
	"context"
	"io"
	"io/fs"
	"slices"
	"testing"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/memstore"
	cquery "github.com/cayleygraph/cayley/query"
	stock "github.com/cayleygraph/cayley/query/gizmo"
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/nquads"

	"rapport/graph"
	"rapport/quads"
)

// The plain edges that readers ask for first, and what they lead to.
var plainFacts = []struct{ program, want string }{
	{`g.V("<kg:vladimir-putin>").out("<kg:signed>").all()`, "<kg:russia-iran-treaty>"},
	{`g.V("<kg:rosatom>").out("<kg:builds>").all()`, "<kg:eight-plants>"},
	{`g.V("<kg:bushehr-plant>").out("<kg:produces>").all()`, "<rit:one-gigawatt>"},
	{`g.V("<kg:bushehr-plant>").out("<kg:produces>").out("<schema:unitCode>").all()`, `"GW"`},
}

// TestStockCayleyAnswersTheSame loads the shipped files, unchanged, with Cayley's own reader into Cayley's own store, and asks
// Cayley's own Gizmo.
func TestStockCayleyAnswersTheSame(t *testing.T) {
	store, read := stockStore(t)
	d, err := quads.Load(quads.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	files := 0
	for _, f := range d.Files {
		files += len(f.Quads)
	}
	if stats, err := store.Stats(context.Background(), true); err != nil || stats.Quads.Size != int64(files) || read != files {
		t.Errorf("stock Cayley read %d quads and holds %d (%v), the files have %d", read, stats.Quads.Size, err, files)
	}
	ours := graph.Load(d.Quads())
	for _, fact := range plainFacts {
		want := []string{fact.want}
		if got := stockRows(t, store, fact.program); !slices.Equal(got, want) {
			t.Errorf("%s\nstock Cayley: %v, want %v", fact.program, got, want)
		}
		var got []string
		_, err := Run(context.Background(), ours, "fact.js", fact.program, Options{}, func(r Row) error {
			got = append(got, string(quads.AppendTerm(nil, r.Values[0])))
			return nil
		})
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%s\nours: %v %v, want %v", fact.program, got, err, want)
		}
	}
}

// stockStore reads every shipped N-Quads file into a memstore and counts the quads.
func stockStore(t *testing.T) (cayley.QuadStore, int) {
	t.Helper()
	store, read := memstore.New(), 0
	err := fs.WalkDir(quads.Shipped(), ".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !bytes.HasSuffix([]byte(path), []byte(".nq")) {
			return err
		}
		text, err := fs.ReadFile(quads.Shipped(), path)
		if err != nil {
			return err
		}
		r := nquads.NewReader(bytes.NewReader(text), false)
		for {
			q, err := r.ReadQuad()
			if err == io.EOF {
				return nil
			} else if err != nil {
				return err
			}
			store.AddQuad(q)
			read++
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return store, read
}

func stockRows(t *testing.T, store cayley.QuadStore, program string) []string {
	t.Helper()
	ctx := context.Background()
	it, err := stock.NewSession(store).Execute(ctx, program, cquery.Options{Collation: cquery.Raw, Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	defer it.Close()
	var rows []string
	for it.Next(ctx) {
		id := it.Result().(*stock.Result).Tags["id"]
		rows = append(rows, quad.StringOf(store.NameOf(id)))
	}
	if err := it.Err(); err != nil {
		t.Fatal(err)
	}
	return rows
}
