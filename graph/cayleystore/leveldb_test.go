package cayleystore

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/graph/cayleystore/storetest"
	"rapport/quads"
)

// shipped is the dossier that is built in.
func shipped(t testing.TB) []quad.Quad {
	t.Helper()
	d, err := quads.Load(quads.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	return d.Quads()
}

func nquads(t testing.TB, qs []quad.Quad) *bytes.Buffer {
	t.Helper()
	var out bytes.Buffer
	if err := quads.WriteSorted(&out, qs); err != nil {
		t.Fatal(err)
	}
	return &out
}

// inLevelDB is a folder with a store of quads.
func inLevelDB(t testing.TB, qs []quad.Quad) string {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "store")
	if err := storetest.WriteLevelDB(folder, nquads(t, qs)); err != nil {
		t.Fatal(err)
	}
	return folder
}

func open(t testing.TB, name string) *Store {
	t.Helper()
	s, err := Open(context.Background(), name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// told writes the quads of a pattern, sorted.
func told(src graph.Source, pattern [4]quad.Value) (out []string) {
	var p graph.Quad
	for i, v := range pattern {
		if v == nil {
			continue
		}
		if p[i] = src.ID(v); p[i] == 0 {
			return nil
		}
	}
	scan := src.Scan(p)
	for q, ok := scan.Next(); ok; q, ok = scan.Next() {
		out = append(out, string(quads.AppendQuad(nil, quad.Quad{Subject: src.Value(q[0]), Predicate: src.Value(q[1]), Object: src.Value(q[2]), Label: src.Value(q[3])})))
	}
	if n := src.Count(p); n != len(out) {
		out = append(out, fmt.Sprintf("counted %d", n))
	}
	slices.Sort(out)
	return out
}

// checkQuads compares every pattern of a sample of quads, and then the whole.
func checkQuads(t *testing.T, src graph.Source, qs []quad.Quad) {
	t.Helper()
	m := graph.Load(storetest.KeptQuads(qs))
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 40 {
		q := qs[r.IntN(len(qs))]
		for mask := range 16 {
			if i < 20 && mask&5 == 0 {
				continue // first without those that read the whole
			}
			var p [4]quad.Value
			for c, v := range []quad.Value{q.Subject, q.Predicate, q.Object, q.Label} {
				if mask&(1<<c) != 0 {
					p[c] = v
				}
			}
			want := p
			for c := range want {
				want[c] = storetest.Kept(want[c])
			}
			if got, want := told(src, p), told(m, want); !slices.Equal(got, want) || src.Err() != nil {
				t.Log(src.Err())
				t.Fatalf("pattern %v: %d quads, want %d; got %.500q, want %.500q", p, len(got), len(want), got, want)
			}
		}
	}
	if got, want := told(src, [4]quad.Value{}), told(m, [4]quad.Value{}); !slices.Equal(got, want) {
		t.Errorf("the store has %d quads, want %d", len(got), len(want))
	}
	if src.NumValues() != m.NumValues() {
		t.Errorf("%d values, want %d", src.NumValues(), m.NumValues())
	}
	if err := src.Err(); err != nil {
		t.Error(err)
	}
}

// digest tells what files are in a folder and what is in them.
func digest(t *testing.T, folder string) string {
	t.Helper()
	out := ""
	err := fs.WalkDir(os.DirFS(folder), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(filepath.Join(folder, path))
		info, _ := d.Info()
		out += fmt.Sprintf("%s %x %v\n", path, sha256.Sum256(text), info.ModTime())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestLevelDBHasTheQuads: read directly, and through Cayley's own package, and no file is touched.
func TestLevelDBHasTheQuads(t *testing.T) {
	qs := shipped(t)
	folder := inLevelDB(t, qs)
	before := digest(t, folder)
	s := open(t, "cayley:leveldb:"+folder)
	checkQuads(t, s, qs)
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if after := digest(t, folder); after != before {
		t.Errorf("reading changed the folder:\n%s\nwas\n%s", after, before)
	}
	theirs, err := storetest.OpenLevelDB(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer theirs.Close()
	checkQuads(t, graph.NewCayley(context.Background(), graph.OverQuadStore(theirs)), qs)
}

// TestLevelDBForgetsTheDeleted: quads that Cayley deleted are gone, and so are values that no quad has any more.
func TestLevelDBForgetsTheDeleted(t *testing.T) {
	var qs []quad.Quad
	for i := range 100 {
		qs = append(qs, quad.MakeIRI("a", "p", fmt.Sprint("n", i), "l"), quad.MakeIRI(fmt.Sprint("n", i), "q", "a", ""))
	}
	folder := inLevelDB(t, qs)
	theirs, err := storetest.OpenLevelDB(folder)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(context.Background(), "cayley:leveldb:"+folder); err == nil || !strings.Contains(err.Error(), "locked by a process that writes to it") {
		t.Errorf("a store that is written to opens: %v", err)
	}
	var deltas []cayley.Delta
	for _, q := range qs[:50] {
		deltas = append(deltas, cayley.Delta{Quad: q, Action: cayley.Delete})
	}
	if err := errors.Join(theirs.ApplyDeltas(deltas, cayley.IgnoreOpts{}), theirs.Close()); err != nil {
		t.Fatal(err)
	}
	s := open(t, "cayley:leveldb:"+folder)
	checkQuads(t, s, qs[50:])
	if id := s.ID(quad.IRI("n0")); id != 0 {
		t.Errorf("a value that no quad has is %d", id)
	}
}

// TestOpenSaysWhatIsWrong: each with what would be right.
func TestOpenSaysWhatIsWrong(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	empty := t.TempDir()
	for name, want := range map[string]string{
		"":                          "want cayley:leveldb:FOLDER or cayley:postgres:ADDRESS",
		"leveldb:x":                 "want cayley:leveldb:FOLDER",
		"cayley:":                   "want cayley:leveldb:FOLDER",
		"cayley:leveldb":            "no address, want cayley:leveldb:FOLDER",
		"cayley:lvldb:x":            `unknown backend "lvldb"; there are leveldb and postgres`,
		"cayley:sqlite:x":           "Cayley's sqlite backend loses the label of quads",
		"cayley:bolt:x":             "Cayley's bolt backend is not offered; there are leveldb and postgres",
		"cayley:leveldb:" + file:    "want the folder",
		"cayley:leveldb:/not/there": "no such file or directory",
		"cayley:leveldb:" + empty:   "holds no LevelDB database",
	} {
		s, err := Open(context.Background(), name)
		var told *Error
		if !errors.As(err, &told) || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, %v; want %s", name, s, err, want)
		}
	}
	if entries, err := os.ReadDir(empty); err != nil || len(entries) > 0 {
		t.Errorf("opening left %v, %v", entries, err)
	}
}
