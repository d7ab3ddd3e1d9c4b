package bench

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"rapport/graph"
)

// builderVariable makes the test binary compile the file that it names, in bounded memory.
const builderVariable = "RAPPORT_BENCH_BUILDER"

const (
	boundedQuads = 1_000_000
	bound        = 64 << 20
)

func TestBoundedBuilder(t *testing.T) {
	path := os.Getenv(builderVariable)
	if path == "" {
		t.Skip("it is what TestMemoryIsBounded measures")
	}
	opts := graph.BuildOptions{Memory: bound}
	if _, err := graph.CompileFiles(context.Background(), path+".bounded", []string{path}, nil, opts); err != nil {
		t.Fatal(err)
	}
}

// A process that builds a graph in bounded memory is never larger than the bound, all of it, and writes the same file.
func TestMemoryIsBounded(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes seconds")
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "graph.nq")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Generate(f, boundedQuads, Seed); err != nil {
		t.Fatal(err)
	}
	f.Close()
	cmd := exec.Command(os.Args[0], "-test.run=^TestBoundedBuilder$")
	cmd.Env = append(os.Environ(), builderVariable+"="+path)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	peak := cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss << 10
	t.Logf("%d MiB at most", peak>>20)
	if peak > bound {
		t.Errorf("the process took %d MiB, want at most %d", peak>>20, bound>>20)
	}
	if _, err := graph.CompileFiles(context.Background(), path+".rsg", []string{path}, nil, graph.BuildOptions{}); err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(path + ".rsg")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(path + ".bounded"); err != nil || !bytes.Equal(got, want) {
		t.Errorf("the bounded build is another file, %v", err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 3 {
		t.Errorf("left: %v", left)
	}
}
