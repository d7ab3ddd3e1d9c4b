package segment

import (
	"bufio"
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// builderVariable makes the test binary a builder that writes one of two segments over and over again.
const builderVariable = "RAPPORT_SEGMENT_BUILDER"

func TestBuilder(t *testing.T) {
	path := os.Getenv(builderVariable)
	if path == "" {
		t.Skip("it is what TestKilledBuilder kills")
	}
	inputs := killed(t)
	fmt.Println("ready")
	for i := os.Getpid(); ; i++ {
		if err := Create(path, inputs[i%2].input()); err != nil {
			t.Fatal(err)
		}
	}
}

func killed(t *testing.T) [2]*graph {
	return [2]*graph{randomGraph(rand.New(rand.NewPCG(1, 4)), 500, 2000), randomGraph(rand.New(rand.NewPCG(2, 4)), 700, 2500)}
}

// A builder is killed at random moments a hundred times: the file is always one of the two, whole.
func TestKilledBuilder(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes seconds")
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "graph.rsg")
	var whole [2][]byte
	for i, g := range killed(t) {
		whole[i] = g.bytes(t)
	}
	if err := os.WriteFile(path, whole[0], 0o644); err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 0))
	seen := [2]int{}
	for range 100 {
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
		time.Sleep(time.Duration(r.IntN(60)) * time.Millisecond)
		cmd.Process.Kill()
		cmd.Wait()
		got, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case bytes.Equal(got, whole[0]):
			seen[0]++
		case bytes.Equal(got, whole[1]):
			seen[1]++
		default:
			t.Fatalf("a killed builder left %d bytes that are neither segment", len(got))
		}
	}
	if seen[0] == 0 || seen[1] == 0 {
		t.Errorf("only one of the two was ever seen: %v", seen)
	}
}
