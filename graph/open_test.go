package graph

import (
	"compress/gzip"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// files writes each text under its name, .gz names compressed, and returns their paths.
func files(t *testing.T, texts map[string]string) func(names ...string) []string {
	dir := t.TempDir()
	for name, text := range texts {
		f, err := os.Create(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, ".gz") {
			z := gzip.NewWriter(f)
			_, err = z.Write([]byte(text))
			err = errors.Join(err, z.Close())
		} else {
			_, err = f.WriteString(text)
		}
		if err := errors.Join(err, f.Close()); err != nil {
			t.Fatal(err)
		}
	}
	return func(names ...string) []string {
		for i, name := range names {
			if name != "-" {
				names[i] = filepath.Join(dir, name)
			}
		}
		return names
	}
}

// lines are the quads of a graph in its order.
func lines(m *Memory) []string {
	var out []string
	s := NewStore(m)
	for _, row := range m.perms[Subject].rows {
		out = append(out, s.Quad(link(row)).String())
	}
	return out
}

func TestReadFiles(t *testing.T) {
	in := files(t, map[string]string{
		"a.nq":    "_:b <kg:p> \"a\" .\n<kg:s> <kg:p> <kg:o> <kg:l> .\n",
		"b.nq.gz": "_:b <kg:p> \"a\" .\n<kg:s> <kg:p> <kg:o> <kg:l> .\n",
	})
	m, sum, err := ReadFiles(in("a.nq", "b.nq.gz", "-", "a.nq"), strings.NewReader("_:b <kg:p> _:b .\n"), quads.ReaderOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if want := (Summary{Files: 3, Quads: 5}); sum != want || m.Count(Quad{}) != 4 {
		t.Errorf("got %+v and %d quads, want %+v and 4", sum, m.Count(Quad{}), want)
	}
	for _, name := range in("a.nq", "b.nq.gz", "-") {
		if label := quad.BNode(ownPrefix(name) + "b"); m.ID(label) == 0 {
			t.Errorf("no blank node %s in %v", label, lines(m))
		}
	}
	one, _, err := ReadFiles(in("a.nq"), nil, quads.ReaderOptions{})
	if err != nil || one.ID(quad.BNode("b")) == 0 {
		t.Errorf("the blank node of a single file has another name: %v, %v", lines(one), err)
	}
}

func TestReadFilesTellsEveryError(t *testing.T) {
	in := files(t, map[string]string{
		"a.nq": "<kg:s> <kg:p> .\n<kg:s> <kg:p> <kg:o> .\n<kg:s> \"p\" <kg:o> .\n",
		"b.nq": "nonsense\n",
	})
	m, _, err := ReadFiles(in("a.nq", "missing.nq", "b.nq"), nil, quads.ReaderOptions{})
	if m != nil || err == nil {
		t.Fatalf("got %v, %v", m, err)
	}
	for _, want := range []string{"a.nq:1:", "a.nq:3:", "b.nq:1:"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q does not tell %s", err, want)
		}
	}
	var syntax quads.SyntaxErrors
	if !errors.Is(err, fs.ErrNotExist) || !errors.As(err, &syntax) {
		t.Errorf("%v hides its kinds", err)
	}
}

func TestReadFilesLax(t *testing.T) {
	in := files(t, map[string]string{"a.nq": "<alice> <follows> <bob> .\n"})
	if _, _, err := ReadFiles(in("a.nq"), nil, quads.ReaderOptions{}); err == nil {
		t.Error("a relative IRI passes strictly")
	}
	m, sum, err := ReadFiles(in("a.nq"), nil, quads.ReaderOptions{Lax: true})
	if err != nil || sum.Relative != 3 || m.ID(quad.IRI("alice")) == 0 {
		t.Errorf("got %+v, %v, %v", sum, lines(m), err)
	}
}

// TestReadIsLoad: a file read is its quads loaded.
func TestReadIsLoad(t *testing.T) {
	text := "<kg:a> <kg:p> \"7\"^^<http://www.w3.org/2001/XMLSchema#integer> <kg:l> .\n<kg:a> <kg:p> \"x\"@fa .\n<kg:a> <kg:q> <kg:a> .\n"
	in := files(t, map[string]string{"a.nq": text})
	read, _, err := ReadFiles(in("a.nq"), nil, quads.ReaderOptions{})
	if err != nil {
		t.Fatal(err)
	}
	located, err := quads.ReadAll(strings.NewReader(text), "a.nq", quads.ReaderOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var qs []quad.Quad
	for _, q := range slices.Backward(located) {
		qs = append(qs, q.Quad)
	}
	if dump(read) != dump(Load(qs)) {
		t.Errorf("got %v, want %v", lines(read), lines(Load(qs)))
	}
}
