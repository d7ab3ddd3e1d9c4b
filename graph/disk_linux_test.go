package graph

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/cayleygraph/quad"
	"golang.org/x/sys/unix"
)

// A disk that is full, and a folder that cannot be written to, are errors: the segment that was there stays, and nothing is left beside it.
func TestAFullDisk(t *testing.T) {
	dir := t.TempDir()
	if err := unix.Mount("tmpfs", dir, "tmpfs", 0, "size=256k"); err != nil {
		t.Skipf("SKIP: only root may make a small disk: %v", err)
	}
	t.Cleanup(func() { unix.Unmount(dir, unix.MNT_DETACH) })
	path := filepath.Join(dir, "graph.rsg")
	r := rand.New(rand.NewPCG(1, 9))
	if err := Compile(path, randomQuads(r, 20)); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	unharmed := func(when string) {
		t.Helper()
		after, err := os.ReadFile(path)
		if err != nil || string(after) != string(before) {
			t.Errorf("%s: what was there is another now, %v", when, err)
		}
		if left, _ := os.ReadDir(dir); len(left) != 1 {
			t.Errorf("%s: %d files are left", when, len(left))
		}
	}
	large := make([]quad.Quad, 20_000)
	for i := range large {
		large[i] = quad.Quad{Subject: quad.IRI(fmt.Sprint("k:s", i)), Predicate: quad.IRI("k:p"), Object: quad.String(fmt.Sprint(i * i))}
	}
	if err := Compile(path, large); !errors.Is(err, unix.ENOSPC) {
		t.Errorf("full: %v", err)
	}
	unharmed("full")
	if err := unix.Mount("", dir, "", unix.MS_REMOUNT|unix.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	if err := Compile(path, randomQuads(r, 10)); !errors.Is(err, unix.EROFS) {
		t.Errorf("read only: %v", err)
	}
	unharmed("read only")
}
