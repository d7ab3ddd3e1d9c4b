package graph

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rapport/internal/segment"
)

// appenderVariable makes the test binary append b.nq to the segment x.rsg in the folder that it names.
const appenderVariable = "RAPPORT_GRAPH_APPENDER"

func TestAppender(t *testing.T) {
	dir := os.Getenv(appenderVariable)
	if dir == "" {
		t.Skip("it is what TestKilledAppender kills")
	}
	if err := os.Chdir(dir); err != nil {
		t.Fatal(err)
	}
	fmt.Println("ready")
	if _, err := AppendFiles(context.Background(), "x.rsg", []string{"b.nq"}, nil, BuildOptions{}); err != nil {
		t.Fatal(err)
	}
}

// An append is killed at random moments: the segment is the one before or the one after, whole, and what is left beside it the next removes.
func TestKilledAppender(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes seconds")
	}
	dir := t.TempDir()
	t.Chdir(dir)
	r := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 2))
	article(t, r, "a.nq", 20_000)
	article(t, r, "b.nq", 20_000)
	ctx := context.Background()
	for path, names := range map[string][]string{"x.rsg": {"a.nq"}, "all.rsg": {"a.nq", "b.nq"}} {
		if _, err := CompileFiles(ctx, path, names, nil, BuildOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	before, after := bytesOf(t, "x.rsg"), bytesOf(t, "all.rsg")
	append := func(killed time.Duration) (took time.Duration) {
		cmd := exec.Command(os.Args[0], "-test.run=^TestAppender$")
		cmd.Env = []string{appenderVariable + "=" + dir, "TMPDIR=" + dir}
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		out.Read(make([]byte, 16))
		start := time.Now()
		if killed > 0 {
			time.Sleep(killed)
			cmd.Process.Kill()
		}
		cmd.Wait()
		return time.Since(start)
	}
	whole := append(0)
	if !bytes.Equal(bytesOf(t, "x.rsg"), after) {
		t.Fatal("nothing was killed, and nothing appended")
	}
	left := 0
	for range 40 {
		if err := os.WriteFile("x.rsg", before, 0o644); err != nil {
			t.Fatal(err)
		}
		append(time.Duration(r.Int64N(int64(whole)) + 1))
		if got := bytesOf(t, "x.rsg"); !bytes.Equal(got, before) && !bytes.Equal(got, after) {
			t.Fatalf("a killed append left %d bytes that are neither segment", len(got))
		}
		left = max(left, len(hidden(t)))
	}
	if left > 2 {
		t.Errorf("%d temporary files were there at once", left)
	}
	if err := segment.Creatable(filepath.Join(dir, "x.rsg")); err != nil {
		t.Fatal(err)
	}
	if left := hidden(t); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}

func hidden(t *testing.T) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			names = append(names, e.Name())
		}
	}
	return names
}
