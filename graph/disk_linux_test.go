package graph

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
	"golang.org/x/sys/unix"

	"rapport/internal/segment"
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
	if err := setAsideIn(dir, large); !errors.Is(err, unix.ENOSPC) || !strings.Contains(err.Error(), "temporary file: ") {
		t.Errorf("full of temporary files: %v", err)
	}
	unharmed("full of temporary files")
	if err := unix.Mount("", dir, "", unix.MS_REMOUNT|unix.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	if err := Compile(path, randomQuads(r, 10)); !errors.Is(err, unix.EROFS) {
		t.Errorf("read only: %v", err)
	}
	unharmed("read only")
}

// setAsideIn takes quads that leave no room.
func setAsideIn(dir string, qs []quad.Quad) error {
	c := &compiler{holding: newHolding(), ctx: context.Background(), room: segment.Room{Memory: fixedMemory + 1<<20, Dir: dir}}
	defer c.close()
	for piece := range slices.Chunk(qs, 1000) {
		if err := c.take(piece); err != nil {
			return err
		}
	}
	return nil
}
