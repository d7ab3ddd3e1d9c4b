//go:build linux

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"rapport/graph/bench"
)

// TestMain lets the test's own program be the workers and servers that it starts, and those that tests add.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && (os.Args[1] == workVerb || os.Args[1] == serveVerb) {
		os.Exit(asWorker(os.Args[1:]))
	}
	os.Exit(m.Run())
}

func asWorker(args []string) int {
	if lie, ok := strings.CutPrefix(args[1], "liar-"); ok {
		if err := work(&liar{lie: lie}, os.Stdin, os.Stdout); err != nil {
			return 1
		}
		return 0
	}
	return dispatch(args, os.Stdin, os.Stdout, os.Stderr)
}

// liar is rapport, but for one thing.
type liar struct {
	rapportEngine
	lie   string
	asked int
}

func (e *liar) create(folder string) error {
	if e.lie == "full" {
		return errors.New("no space left")
	}
	return e.rapportEngine.create(folder)
}

func (e *liar) ask(text string, row func(string)) error {
	e.asked++
	n := 0
	err := e.rapportEngine.ask(text, func(first string) {
		n++
		switch {
		case e.lie == "row" && n == 1:
			row(first)
		case e.lie == "cell" && n == 1:
			first += "0"
		}
		row(first)
	})
	if e.lie == "death" && e.asked == 3 {
		os.Exit(3)
	}
	if e.lie == "error" && e.asked == 2 {
		return errors.New("out of\n  memory")
	}
	return err
}

// testQuads is enough for most questions to have an answer.
const testQuads = 10_000

// ran asks all questions of peers, in one round.
func ran(t *testing.T, ps ...peer) *result {
	t.Helper()
	scratch := t.TempDir()
	for folder := scratch; folder != "/"; folder = folder[:strings.LastIndexByte(folder, '/')] { // PostgreSQL's server is another user
		if strings.Count(folder, "/") < 2 {
			break
		}
		if err := os.Chmod(folder, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	queries, err := bench.Queries()
	if err != nil {
		t.Fatal(err)
	}
	h := &harness{scratch: scratch, python: "python3", rounds: 1, budget: time.Millisecond, progress: io.Discard}
	h.start = func(ctx context.Context, p peer) (*process, error) { return startWorker(ctx, p, h.scratch, h.python) }
	r, err := h.run(t.Context(), ps, queries, testQuads)
	if err != nil {
		t.Fatal(err)
	}
	if left := descendants(os.Getpid()); len(left) > 1 {
		t.Errorf("processes are left: %v", left)
	}
	return r
}

func named(t *testing.T, names ...string) (ps []peer) {
	t.Helper()
	for _, p := range peers() {
		if slices.Contains(names, p.name) {
			ps = append(ps, p)
		}
	}
	if len(ps) != len(names) {
		t.Fatalf("%d of %q are peers", len(ps), names)
	}
	return ps
}

// wholly checks that an engine was loaded and answered every question that it can be asked, rightly.
func wholly(t *testing.T, r *result, p peer) {
	t.Helper()
	queries, err := bench.Queries()
	if err != nil {
		t.Fatal(err)
	}
	o := r.of(p.name)
	if o.Skipped != "" || o.Load == nil {
		t.Errorf("%s was left out: %s", p.name, o.Skipped)
		return
	}
	if stored := !p.inMemory && (!p.isOurs() || p.name == oursInProcess); o.Load.Seconds <= 0 && stored || o.Load.Disk <= 0 && stored || o.Load.Peak <= 0 && stored || o.Load.PeakOfAsking <= 0 {
		t.Errorf("%s: load is %+v", p.name, *o.Load)
	}
	for _, q := range queries {
		if p.dialect.text(q) == "" {
			continue
		}
		if ms, ok := r.median(o, q.Name); !ok || ms <= 0 || o.Answers[q.Name].Processor <= 0 {
			t.Errorf("%s: %s: %+v", p.name, q.Name, o.Answers[q.Name])
		}
	}
}

func TestEnginesThatAreAlwaysThere(t *testing.T) {
	ps := named(t, oursInProcess, oursHTTP, oursSocket, "cayley-memstore")
	r := ran(t, ps...)
	for _, p := range ps {
		wholly(t, r, p)
	}
	if text := r.tables(); !strings.Contains(text, "| Cayley memstore |") || strings.Contains(text, "wrong") {
		t.Errorf("the tables are\n%s", text)
	}
}

// Whatever is installed answers rightly; what is not says how it would be.
func TestEnginesThatAreInstalled(t *testing.T) {
	if testing.Short() {
		t.Skip("servers take seconds to start")
	}
	ps := slices.DeleteFunc(peers(), func(p peer) bool { return p.inMemory || p.isOurs() && p.name != oursInProcess })
	r := ran(t, ps...)
	for _, p := range ps {
		if o := r.of(p.name); o.Install != "" {
			t.Logf("SKIP: %s: %s (%s)", p.name, o.Skipped, o.Install)
			continue
		}
		wholly(t, r, p)
	}
}

func TestLiesAreNoticed(t *testing.T) {
	liars := named(t, oursInProcess)
	for _, lie := range []string{"row", "cell", "death", "error", "full"} {
		liars = append(liars, peer{name: "liar-" + lie, title: "Liar " + lie, dialect: ourGizmo, beside: oursInProcess})
	}
	r := ran(t, liars...)
	wholly(t, r, liars[0])
	for lie, want := range map[string]string{
		"row":   "q02_out1: rows as there should be, but others",
		"cell":  "rows as there should be, but others",
		"death": "the worker ended",
		"error": "out of memory",
	} {
		found := false
		for query, a := range r.of("liar-" + lie).Answers {
			if a.Wrong != "" && a.Runs > 0 {
				t.Errorf("%s: %s is wrong and timed: %+v", lie, query, a)
			}
			found = found || strings.Contains(a.Wrong, want) || lie == "row" && strings.Contains(a.Wrong, ", want ")
		}
		if !found {
			t.Errorf("%s: no answer is %q: %+v", lie, want, r.of("liar-"+lie).Answers)
		}
	}
	// A row too many, or another, is seen in each question whose rows are known; a count off by a digit as well.
	for _, query := range []string{"q02_out1", "q03_hub_in", "q10_label", "q12_scan_count", driverCost} {
		for _, lie := range []string{"row", "cell"} {
			if r.of("liar-" + lie).Answers[query].Wrong == "" {
				t.Errorf("%s: %s passes", lie, query)
			}
		}
	}
	if o := r.of("liar-death"); !strings.Contains(o.Skipped, "ended 4 times") || len(o.Answers) != 4 {
		t.Errorf("what died again and again is asked on: %+v", o)
	}
	if o := r.of("liar-full"); !strings.Contains(o.Skipped, "no space left") || o.Load != nil {
		t.Errorf("what could not be created is asked: %+v", o)
	}
	if o, _, ok := r.nearest("q02_out1"); ok && (o.Name == "liar-row" || o.Name == "liar-cell") {
		t.Errorf("the nearest is %s, which is wrong", o.Title)
	}
	if text := r.tables(); !strings.Contains(text, "**wrong**") || !strings.Contains(text, "Liar full was left out: load: no space left") {
		t.Errorf("the tables hide it:\n%s", text)
	}
}

func TestOurOwnMistakeIsAnError(t *testing.T) {
	r := &result{Quads: 10, Peers: []outcome{
		{Name: "duckdb", Beside: oursInProcess, Answers: map[string]answers{"q01": {Wrong: "2, want 1"}}},
		{Name: oursHTTP, Beside: oursHTTP, Answers: map[string]answers{"q01": {Wrong: "3, want 1"}}}}}
	if err := wrongAnswers([]*result{r}); err == nil || err.Error() != "rapport-http at 10 quads: q01: 3, want 1" {
		t.Errorf("the error is %v", err)
	}
}

func TestPeersThatAreLeftOut(t *testing.T) {
	ps := named(t, oursInProcess, "duckdb", "cayley-memstore")
	ps[2].most = 10
	r := func() *result {
		t.Setenv("PATH", t.TempDir()) // no Python
		return ran(t, ps...)
	}()
	if o := r.of("duckdb"); !strings.Contains(o.Skipped, "python3") || !strings.Contains(o.Install, "requirements.txt") {
		t.Errorf("DuckDB without Python: %+v", o)
	}
	if o := r.of("cayley-memstore"); !strings.Contains(o.Skipped, "above 10 quads") {
		t.Errorf("memstore above its limit: %+v", o)
	}
}

func TestMisuse(t *testing.T) {
	for args, want := range map[string]string{
		"-peers oracle":          `no peer "oracle"; there are rapport, rapport-http`,
		"-quads 12k":             `"12k" is no number of quads`,
		"-quads 0":               `"0" is no number of quads`,
		"10":                     `"10" is no flag`,
		"-scratch /nowhere/here": "no such file or directory",
	} {
		var out, said bytes.Buffer
		if code := dispatch(strings.Fields(args), nil, &out, &said); code != 1 || !strings.Contains(said.String(), want) {
			t.Errorf("%s: code %d, %q, want %q", args, code, said.String(), want)
		}
	}
}

func TestInterruptedRunLeavesNothing(t *testing.T) {
	scratch := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	stderr := writerFunc(func(p []byte) (int, error) {
		if strings.Contains(string(p), "round 2") {
			cancel()
		}
		return len(p), nil
	})
	err := compare(ctx, []string{"-quads", fmt.Sprint(testQuads), "-peers", oursInProcess, "-rounds", "1000", "-scratch", scratch, "-budget", "1ms"}, io.Discard, stderr)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v", err)
	}
	if left, err := os.ReadDir(scratch); err != nil || len(left) > 0 {
		t.Errorf("files are left: %v, %v", left, err)
	}
	if left := descendants(os.Getpid()); len(left) > 1 {
		t.Errorf("processes are left: %v", left)
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }
