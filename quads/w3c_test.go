package quads

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
)

// w3cSuite unpacks a suite that ships inside the quad module: file name → contents.
func w3cSuite(t testing.TB, archive string) map[string][]byte {
	t.Helper()
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/cayleygraph/quad").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	f, err := os.Open(filepath.Join(strings.TrimSpace(string(dir)), archive))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if err == io.EOF {
			return files
		}
		if err != nil {
			t.Fatal(err)
		}
		if files[filepath.Base(h.Name)], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
}

// The suites have two kinds of tests, told apart by the file's name: positive and "-bad-" (negative) syntax. Two positive files of each
// are not in its manifest; they run as well.
func TestW3C(t *testing.T) {
	for _, suite := range []struct {
		archive, ext       string
		positive, negative int
	}{
		{"nquad_tests.tar.gz", ".nq", 55, 32},
		{"ntriple_tests.tar.gz", ".nt", 43, 27},
	} {
		t.Run(suite.archive, func(t *testing.T) {
			positive, negative := 0, 0
			for name, data := range w3cSuite(t, suite.archive) {
				if filepath.Ext(name) != suite.ext {
					continue
				}
				qs, err := ReadAll(bytes.NewReader(data), name, ReaderOptions{})
				if strings.Contains(name, "-bad-") {
					negative++
					rejected(t, name, err)
				} else {
					positive++
					accepted(t, name, data, qs, err)
				}
			}
			if positive != suite.positive || negative != suite.negative {
				t.Errorf("ran %d positive and %d negative files, want %d and %d", positive, negative, suite.positive, suite.negative)
			}
		})
	}
}

func rejected(t *testing.T, name string, err error) {
	t.Helper()
	var one *SyntaxError
	if !errors.As(err, &one) {
		t.Errorf("%s: got %v, want a syntax error", name, err)
	} else if one.Line < 1 || one.Col < 1 || one.File != name {
		t.Errorf("%s: the error has no place: %v", name, err)
	}
}

// accepted asks for no error, for a quad from each line that holds more than a comment, and that the canonical text reads as the same quads.
func accepted(t *testing.T, name string, data []byte, qs []Located, err error) {
	t.Helper()
	if err != nil {
		t.Errorf("%s: %v", name, err)
		return
	}
	want := 0
	for line := range strings.FieldsFuncSeq(string(data), func(r rune) bool { return r == '\n' || r == '\r' }) {
		if line = strings.TrimLeft(line, " \t"); line != "" && line[0] != '#' {
			want++
		}
	}
	if len(qs) != want {
		t.Errorf("%s: got %d quads, want %d", name, len(qs), want)
	}
	for _, q := range qs {
		if again := readOne(t, string(AppendQuad(nil, q.Quad))); again != q.Quad {
			t.Errorf("%s:%d: got %#v, written and read again %#v", name, q.Line, q.Quad, again)
		}
	}
}

// readOne reads a text that holds exactly one quad.
func readOne(t testing.TB, text string) quad.Quad {
	t.Helper()
	qs, err := ReadAll(strings.NewReader(text), "one.nq", ReaderOptions{})
	if err != nil || len(qs) != 1 {
		t.Fatalf("%q: got %d quads and error %v, want one quad", text, len(qs), err)
	}
	return qs[0].Quad
}
