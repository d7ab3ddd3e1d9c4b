package graph

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// A file is one input however it is spelled, and its blank nodes have the label that its path gives, whatever stands beside it.
func TestAFileIsOneInput(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a.nq", "b.nq"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	linked := []string{}
	if os.Symlink("a.nq", filepath.Join(dir, "z.nq")) == nil {
		linked = []string{"z.nq"}
	}
	t.Chdir(dir)
	for _, names := range [][]string{{"b.nq", "a.nq"}, {"./a.nq", "b.nq", "x/../a.nq"}, append(linked, "a.nq", "./b.nq", filepath.Join(dir, "b.nq"), "a.nq")} {
		ins, err := inputsOf(names)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, in := range ins {
			got = append(got, filepath.Base(in.name))
		}
		if strings.Join(got, " ") != "a.nq b.nq" && strings.Join(got, " ") != "b.nq a.nq" {
			t.Errorf("%v are %v", names, got)
		}
	}
	alone, err := inputsOf([]string{"a.nq", "./a.nq"})
	if err != nil || len(alone) != 1 || alone[0].own != "" {
		t.Errorf("one file alone: %+v, %v", alone, err)
	}
}

// What stands before a label is sound in N-Quads, and no other file's.
func TestOwnPrefixes(t *testing.T) {
	seen := map[string]string{}
	for _, path := range []string{"a.nq", "b.nq", "x/a.nq", "-", "a", ".nq", "статья.nq", "2024-05 treaty.nq.gz", strings.Repeat("long", 40), "a.b.nq"} {
		own := ownPrefix(path)
		if other, taken := seen[own]; taken {
			t.Errorf("%s and %s share %s", path, other, own)
		}
		seen[own] = path
		if strings.Count(own, ".") != 1 || !strings.HasSuffix(own, ".") {
			t.Errorf("%q: %q", path, own)
		}
		line := "_:" + own + "x <k:p> <k:o> .\n"
		qs, err := quads.ReadAll(strings.NewReader(line), "f", quads.ReaderOptions{})
		if err != nil || qs[0].Subject != quad.BNode(own+"x") {
			t.Errorf("%q: %v, %v", line, qs, err)
		}
	}
}
