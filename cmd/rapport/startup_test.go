package main

import (
	"context"
	"io"
	"runtime"
	"strings"
	"testing"

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

// BenchmarkProgram runs whole commands, save what a process costs.
func BenchmarkProgram(b *testing.B) {
	b.Chdir(b.TempDir()) // where no dossier is
	for _, command := range []string{"version", "run signatories", "show Rosatom"} {
		b.Run(command, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				code := run(context.Background(), strings.Fields(command), strings.NewReader(""), io.Discard, io.Discard, func(string) string { return "" })
				if code != 0 {
					b.Fatal(command, code)
				}
			}
		})
	}
}
