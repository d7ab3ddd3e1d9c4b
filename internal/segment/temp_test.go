package segment

import (
	"bufio"
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func temps(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), tempSuffix) {
			names = append(names, e.Name())
		}
	}
	return names
}

// What a killed builder leaves is removed by the next; what a living one writes, and what others named, is not.
func TestStaleFilesAreRemoved(t *testing.T) {
	dir := t.TempDir()
	living, err := createTemp(dir, "x.rsg")
	if err != nil {
		t.Fatal(err)
	}
	if err := tryLock(living); errors.Is(err, errors.ErrUnsupported) {
		t.Skip("this system has no locks")
	}
	dead, err := createTemp(dir, "x.rsg")
	if err != nil {
		t.Fatal(err)
	}
	foreign := filepath.Join(dir, ".x.rsg.1.tmp")
	if err := errors.Join(dead.Close(), os.WriteFile(foreign, nil, 0o644), os.Symlink(foreign, filepath.Join(dir, ".link"+tempSuffix))); err != nil {
		t.Fatal(err)
	}
	RemoveStale(dir)
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 3 {
		t.Fatalf("%d files are left, %v; want that of the living, the link and the foreign one: %v", len(left), err, left)
	}
	if !isAt(living, living.Name()) {
		t.Error("a living builder's file is gone")
	}
	living.Close()
	RemoveStale(dir)
	if left := temps(t, dir); len(left) != 1 {
		t.Errorf("left: %v", left)
	}
}

// A builder is killed until it leaves a temporary file; Creatable takes it away.
func TestKilledBuilderLeavesNothingForLong(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes seconds")
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "graph.rsg")
	r := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 1))
	for range 200 {
		cmd := exec.Command(os.Args[0], "-test.run=^TestBuilder$")
		cmd.Env = append(os.Environ(), builderVariable+"="+path)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		bufio.NewReader(out).ReadString('\n')
		time.Sleep(time.Duration(r.IntN(20)) * time.Millisecond)
		cmd.Process.Kill()
		cmd.Wait()
		if len(temps(t, dir)) > 0 {
			break
		}
	}
	if len(temps(t, dir)) == 0 {
		t.Skip("no builder was killed while it wrote")
	}
	if err := Creatable(path); err != nil {
		t.Fatal(err)
	}
	if left := temps(t, dir); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}

// One at a time may be about to replace a segment, and who does replace it frees it.
func TestLock(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.rsg")
	g := randomGraph(rand.New(rand.NewPCG(9, 9)), 30, 300)
	unlock, err := Lock(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(Create(path, g.input()), unlock()); err != nil {
		t.Fatal(err)
	}
	if unlock, err = Lock(path); err != nil {
		t.Fatal(err)
	}
	if _, err := Lock(path); !errors.Is(err, ErrLocked) {
		t.Fatalf("a second lock: %v", err)
	}
	if err := Create(path, g.input()); err != nil {
		t.Fatal(err)
	}
	second, err := Lock(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(unlock(), second()); err != nil {
		t.Fatal(err)
	}
}
