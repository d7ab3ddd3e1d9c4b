package main

import (
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"slices"
	"strings"
	"testing"
	"time"

	"rapport/graph"
	"rapport/quads"
)

// TestVerbs: a verb is found under the name that its command bears, and is then the only one made.
func TestVerbs(t *testing.T) {
	a := &app{stdout: io.Discard, stderr: io.Discard, env: func(string) string { return "" }}
	for _, v := range verbs() {
		if name := v.command(a).Name(); name != v.name {
			t.Errorf("the verb %s is listed as %s", name, v.name)
		}
		root := newRootCommand(a, []string{"-C", "x", v.name, "--help"})
		if made := root.Commands(); len(made) != 1 || made[0].Name() != v.name {
			t.Errorf("%s makes %d verbs", v.name, len(made))
		}
	}
	for _, args := range [][]string{nil, {"--help"}, {"help", "run"}, {"__complete", "run", ""}, {"rnu"}} {
		if made := newRootCommand(a, args).Commands(); len(made) != len(verbs()) {
			t.Errorf("%q makes %d verbs, want all", args, len(made))
		}
	}
}

// TestLoadIsLight bounds what each command that answers allocates before it can: memory that a process touches for the first time is half
// of what its start costs.
func TestLoadIsLight(t *testing.T) {
	load := func() (count int) {
		d, err := quads.Load(quads.Shipped())
		if err != nil {
			t.Fatal(err)
		}
		qs := d.Quads()
		graph.Load(qs)
		return len(qs)
	}
	n := float64(load())
	if got, most := testing.AllocsPerRun(5, func() { load() })/n, 3.0; got > most {
		t.Errorf("loading the shipped dossier makes %.1f allocations a quad, want %.1f at most", got, most)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	load()
	runtime.ReadMemStats(&after)
	if got, most := float64(after.TotalAlloc-before.TotalAlloc)/n, 650.0; got > most {
		t.Errorf("loading the shipped dossier allocates %.0f bytes a quad, want %.0f at most", got, most)
	}
}

// TestCommandsAreLight bounds what whole commands allocate, without the cache and with it, in bytes and in pieces: below the first collection
// (collectLate), so that they end without one, and few: to allocate takes a quarter of the time of a report.
func TestCommandsAreLight(t *testing.T) {
	c := newCached(t)
	for _, most := range []struct {
		command                string
		read, fromKept, pieces uint64
	}{{"run signatories", 15 << 17, 7 << 17, 5_000}, {"show Rosatom", 15 << 17, 7 << 17, 3_600}, {"report dossier --entity Iran", 11 << 18, 7 << 18, 13_000}} {
		args := strings.Fields(most.command)
		allocated := func(args ...string) (bytes, pieces uint64) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			if got := c.run(args...); got[0] != '0' {
				t.Fatal(most.command, got)
			}
			runtime.ReadMemStats(&after)
			return after.TotalAlloc - before.TotalAlloc, after.Mallocs - before.Mallocs
		}
		if got, _ := allocated(append(args, "--no-cache")...); got > most.read {
			t.Errorf("%s allocates %d bytes, want %d at most", most.command, got, most.read)
		}
		c.run(args...)
		if got, pieces := allocated(args...); got > most.fromKept || pieces > most.pieces {
			t.Errorf("%s from the cache allocates %d bytes in %d pieces, want %d in %d at most", most.command, got, pieces, most.fromKept, most.pieces)
		}
	}
}

// TestCollectLate: after the first collection the heap grows as it always does.
func TestCollectLate(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(100))
	percent := func() int {
		sample := []metrics.Sample{{Name: "/gc/gogc:percent"}}
		metrics.Read(sample)
		return int(sample[0].Value.Uint64())
	}
	for _, given := range []int{50, 100, 1000} {
		debug.SetGCPercent(given)
		collectLate()
		if got, want := percent(), max(given, firstCollection); got != want {
			t.Errorf("GOGC=%d: %d%% at first, want %d%%", given, got, want)
		}
		runtime.GC()
		for deadline := time.Now().Add(time.Minute); percent() != given && time.Now().Before(deadline); {
			time.Sleep(time.Millisecond)
		}
		if got := percent(); got != given {
			t.Errorf("GOGC=%d: %d%% after a collection", given, got)
		}
	}
	debug.SetGCPercent(25)
	if collectAsUsual(100); percent() != 25 {
		t.Errorf("%d%% where 25%% was set", percent())
	}
	debug.SetGCPercent(-1)
	if collectLate(); debug.SetGCPercent(100) != -1 {
		t.Error("GOGC=off does not stay")
	}
}

// TestMakeRoom: a stack has room after it.
func TestMakeRoom(t *testing.T) {
	stacks := func() uint64 {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.StackInuse
	}
	grown := make(chan int64)
	go func() {
		before := stacks()
		makeRoom(false)
		grown <- int64(stacks() - before)
	}()
	if got := <-grown; got < room {
		t.Errorf("the stack has grown by %d bytes, want %d", got, room)
	}
}

var benchmarked = []string{"version", "run signatories", "show Rosatom", "report dossier --entity Iran", "report dossier --entity treaty"}

// BenchmarkProcess runs whole processes in turn with a program that does nothing, and gives the time of the processor that each takes, the median, as a
// multiple of what that takes.
func BenchmarkProcess(b *testing.B) {
	program, empty := built(b, "."), filepath.Join(b.TempDir(), "empty.go")
	if err := os.WriteFile(empty, []byte("package main\n\nfunc main() {}\n"), 0o600); err != nil {
		b.Fatal(err)
	}
	empty = built(b, empty)
	b.Setenv("HOME", b.TempDir())
	b.Setenv("XDG_CACHE_HOME", b.TempDir())
	b.Chdir(b.TempDir())
	took := func(name string, args ...string) float64 {
		cmd := exec.Command(name, args...)
		if err := cmd.Run(); err != nil {
			b.Fatal(name, args, err)
		}
		return float64(cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime())
	}
	for _, command := range benchmarked {
		b.Run(command, func(b *testing.B) {
			args := strings.Fields(command)
			took(program, args...) // keeps the graph
			var nothing, all []float64
			for b.Loop() {
				nothing, all = append(nothing, took(empty)), append(all, took(program, args...))
			}
			slices.Sort(nothing)
			slices.Sort(all)
			b.ReportMetric(all[len(all)/2]/nothing[len(nothing)/2], "empty-programs")
			b.ReportMetric(0, "ns/op") // which has the empty program in it
		})
	}
}

// built is the file of a program, as the README installs it.
func built(b *testing.B, source string) string {
	b.Helper()
	file := filepath.Join(b.TempDir(), "program")
	cmd := exec.Command("go", "build", "-o", file, source)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	return file
}

// BenchmarkProgram runs whole commands, save what a process costs, without the cache.
func BenchmarkProgram(b *testing.B) { benchmarkProgram(b, func(string) string { return "" }) }

// BenchmarkKept runs them on a graph that the cache has.
func BenchmarkKept(b *testing.B) {
	b.Setenv("HOME", b.TempDir())
	b.Setenv("XDG_CACHE_HOME", b.TempDir())
	benchmarkProgram(b, os.Getenv)
}

func benchmarkProgram(b *testing.B, env func(string) string) {
	b.Chdir(b.TempDir()) // where no dossier is
	for _, command := range benchmarked {
		b.Run(command, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				code := run(context.Background(), strings.Fields(command), strings.NewReader(""), io.Discard, io.Discard, env)
				if code != 0 {
					b.Fatal(command, code)
				}
			}
		})
	}
}
