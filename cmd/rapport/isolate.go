package main

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"rapport/graph"
	"rapport/graph/gizmo"
	"rapport/graph/gizmo/worker"
	"rapport/internal/web"
	"rapport/quads"
	"rapport/queries"
)

// isolateOptions are the flag that runs a program in a process of its own.
type isolateOptions struct{ isolate bool }

// addFlag binds the flag to a command.
func (o *isolateOptions) addFlag(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&o.isolate, "isolate", false, "run the program in a process of its own, ended when it does not stop in time or takes too much memory: for programs that you did not write")
}

// runner returns what runs programs over walked: this process, or a worker, which opens g and walks of it what was asked for. end ends the worker.
func (o *isolateOptions) runner(g workerGraph, walked graph.Source, walk *restrictOptions, limits *limitOptions) (run queries.Runner, end func(), err error) {
	if !o.isolate {
		return queries.Here(walked), func() {}, nil
	}
	if slices.Contains(g.Inputs, "-") {
		return nil, nil, misuse("give the quads as a file: -i FILE", "--isolate and -i - cannot go together: standard input is read once")
	}
	spec, err := json.Marshal(g)
	if err != nil {
		return nil, nil, err
	}
	pool := worker.NewPool(worker.Options{Graph: string(spec), Memory: int(limits.memory), Workers: 1, Uses: 1})
	run = func(ctx context.Context, name, program string, opts gizmo.Options, row func(gizmo.Row) error) (gizmo.Stats, error) {
		return pool.Run(ctx, worker.Request{Name: name, Program: program, Options: opts, Walk: walk.resolved}, row)
	}
	return run, func() { pool.Close() }, nil
}

// workerGraph is what a worker is told to open, as JSON: the compiled graph in the cache that its parent opened, if it is still there, else
// N-Quads files, if any are named, a store, if one is, else a dossier.
type workerGraph struct {
	Kept    []string
	Dossier place
	Store   storeFlag
	Inputs  []string
	Lax     bool
	Stamp   string // of what the parent has open, as stampOf gives it; "" for none
}

// String names the graph for messages.
func (g workerGraph) String() string {
	if len(g.Inputs) > 0 {
		return plural(len(g.Inputs), "file")
	}
	return g.Dossier.String()
}

// openWorkerGraph opens in a worker what its parent has open. Its parent has told all there is to tell.
func openWorkerGraph(spec string) (graph.Source, error) {
	var g workerGraph
	if err := json.Unmarshal([]byte(spec), &g); err != nil {
		return nil, err
	}
	src, err := g.open()
	if g.Stamp == "" {
		return src, err
	}
	if stamp, _ := stampOf(g.Dossier, g.Store); stamp != g.Stamp {
		return nil, web.ErrChanged
	}
	return src, err
}

// open opens what is told.
func (g workerGraph) open() (graph.Source, error) {
	for _, path := range g.Kept {
		if src, err := new(app).openKept(path); err == nil {
			return src, nil
		}
	}
	if len(g.Inputs) > 0 {
		src, _, err := graph.ReadFiles(g.Inputs, strings.NewReader(""), quads.ReaderOptions{Lax: g.Lax})
		if err != nil {
			return nil, err
		}
		return src, nil
	}
	if g.Store != "" {
		store, err := newStore(context.Background(), string(g.Store))
		if err != nil {
			return nil, err
		}
		return store.Source, nil
	}
	d, err := quads.Load(g.Dossier.quads())
	if err != nil {
		return nil, err
	}
	return graph.Load(d.Quads()), nil
}

// sizeFlag is a number of bytes.
type sizeFlag int

// sizeUnits are the units of a size, the larger first.
func sizeUnits() []sizeUnit {
	return []sizeUnit{{"GiB", 1 << 30}, {"MiB", 1 << 20}, {"KiB", 1 << 10}}
}

type sizeUnit struct {
	name  string
	bytes int
}

// String, Set and Type make it a flag.
func (f *sizeFlag) String() string {
	for _, u := range sizeUnits() {
		if n := int(*f); n > 0 && n%u.bytes == 0 {
			return strconv.Itoa(n/u.bytes) + u.name
		}
	}
	return strconv.Itoa(int(*f)) + "B"
}

// Type names the value in help.
func (f *sizeFlag) Type() string { return "size" }

// The least and the most that --memory takes.
const (
	leastMemory = 1 << 20
	mostMemory  = 1 << 40
)

// Set takes a whole number with a unit; MB is taken for MiB, as most mean it.
func (f *sizeFlag) Set(text string) error {
	const want = "want a size such as 64MiB or 2GiB"
	for _, u := range sizeUnits() {
		for _, name := range []string{u.name, u.name[:1] + "B", u.name[:1]} {
			number, ok := cutSuffixFold(strings.TrimSpace(text), name)
			if !ok {
				continue
			}
			n, err := strconv.Atoi(strings.TrimSpace(number))
			if err != nil || n < 0 || n > mostMemory/u.bytes {
				return errors.New(want)
			}
			if n *= u.bytes; n < leastMemory {
				return errors.New("want 1MiB at least")
			}
			*f = sizeFlag(n)
			return nil
		}
	}
	return errors.New(want)
}

// cutSuffixFold cuts a suffix in upper or lower case.
func cutSuffixFold(s, suffix string) (string, bool) {
	at := len(s) - len(suffix)
	if at < 0 || !strings.EqualFold(s[at:], suffix) {
		return s, false
	}
	return s[:at], true
}
