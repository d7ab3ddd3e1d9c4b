package gizmo

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/graph"
)

// stopping is a source that stops the program which reads it, and counts what is still asked of it then.
type stopping struct {
	graph.Source
	stop  func()
	at    int // reads until the stop; 0: never
	reads int
	late  int
}

func (s *stopping) read() {
	if s.reads++; s.at == 0 || s.reads < s.at {
		return
	}
	if s.reads == s.at {
		s.stop()
		return
	}
	s.late++
}

func (s *stopping) ID(v quad.Value) graph.ID {
	s.read()
	return s.Source.ID(v)
}

func (s *stopping) Value(id graph.ID) quad.Value {
	s.read()
	return s.Source.Value(id)
}

func (s *stopping) Count(pattern graph.Quad) int {
	s.read()
	return s.Source.Count(pattern)
}

func (s *stopping) Scan(pattern graph.Quad) graph.Scanner {
	s.read()
	return &stoppingScanner{s.Source.Scan(pattern), s}
}

type stoppingScanner struct {
	graph.Scanner
	s *stopping
}

func (s *stoppingScanner) Next() (graph.Quad, bool) {
	s.s.read()
	return s.Scanner.Next()
}

// stoppingWalker is the same source with its faster ways.
type stoppingWalker struct{ *stopping }

func (s stoppingWalker) Walk(pattern graph.Quad, visit func(graph.Quad) bool) error {
	s.read()
	return s.Source.(graph.Walker).Walk(pattern, s.counted(visit))
}

func (s stoppingWalker) WalkRange(pattern graph.Quad, place int, lo, hi graph.ID, visit func(graph.Quad) bool) (bool, error) {
	s.read()
	return s.Source.(graph.Ranger).WalkRange(pattern, place, lo, hi, s.counted(visit))
}

func (s stoppingWalker) CountRange(pattern graph.Quad, place int, lo, hi graph.ID) (int, bool, error) {
	s.read()
	return s.Source.(graph.Ranger).CountRange(pattern, place, lo, hi)
}

func (s stoppingWalker) Follow(pattern graph.Quad, near, far int) graph.Ends {
	if ends := s.Source.(graph.Follower).Follow(pattern, near, far); ends != nil {
		return &stoppingEnds{ends, s.stopping}
	}
	return nil
}

func (s stoppingWalker) Sweep(pattern graph.Quad, near, far int) graph.Sweep {
	if sweep := s.Source.(graph.Sweeper).Sweep(pattern, near, far); sweep != nil {
		return &stoppingSweep{sweep, s.stopping}
	}
	return nil
}

type stoppingSweep struct {
	graph.Sweep
	s *stopping
}

func (s *stoppingSweep) Next() ([]graph.ID, []int, error) {
	s.s.read()
	return s.Sweep.Next()
}

func (s *stoppingSweep) Read(from int, ids []graph.ID) {
	s.s.read()
	s.Sweep.Read(from, ids)
}

type stoppingEnds struct {
	graph.Ends
	s *stopping
}

func (e *stoppingEnds) Seek(v graph.ID) (int, error) {
	e.s.read()
	return e.Ends.Seek(v)
}

func (e *stoppingEnds) Read(ids []graph.ID) (int, error) {
	e.s.read()
	return e.Ends.Read(ids)
}

func (e *stoppingEnds) Fill(vertices, ids []graph.ID) (int, int, error) {
	e.s.read()
	return e.Ends.Fill(vertices, ids)
}

func (s stoppingWalker) counted(visit func(graph.Quad) bool) func(graph.Quad) bool {
	return func(q graph.Quad) bool {
		s.read()
		return visit(q)
	}
}

var errStop = errors.New("stopped by the test")

// runStopped runs a program that is stopped after so many reads. rows are those that it gave after that.
func runStopped(t *testing.T, src graph.Source, program string, at int, why bool) (s *stopping, rows int, err error) {
	t.Helper()
	prog, err := compile("stop.js", program)
	if err != nil {
		t.Fatalf("%s: %v", program, err)
	}
	s = &stopping{Source: src, at: at}
	stopped := false
	var asked graph.Source = s
	if at%2 == 0 {
		asked = stoppingWalker{s}
	}
	q := newSession(asked, prog, Options{Limit: 20_000, Why: why, MaxMemory: 1 << 30}, func(Row) error {
		if stopped {
			rows++
		}
		return nil
	})
	s.stop = func() { stopped = true; q.interrupt(errStop) }
	return s, rows, q.run()
}

// stopPrograms has for every step and final a program that reads much.
var stopPrograms = map[string]string{
	"in":                `g.V().in().in().all()`,
	"out":               `g.V().out(g.V()).out("<p>").all()`,
	"both":              `g.V().both().both().all()`,
	"is":                `g.V().out().is("<n1>", "<n2>").all()`,
	"has":               `g.V().has("<p>", g.V().out()).has("<p>", regex("9", true)).all()`,
	"hasR":              `g.V().hasR("<p>", "<n1>").hasR("<p>").all()`,
	"save":              `g.V().save("<p>", "x").save("<p>", "y").all()`,
	"saveR":             `g.V().saveR("<p>", "x").all()`,
	"saveOpt":           `g.V().saveOpt("<p>", "x").saveOpt("<q>", "y").all()`,
	"saveOptR":          `g.V().saveOptR(g.M().out().in(), "x").all()`,
	"tag":               `g.V().tag("x").out().all()`,
	"as":                `g.V().as("x", "y").out().all()`,
	"back":              `g.V().tag("x").out().out().back("x").all()`,
	"follow":            `g.V().follow(g.M().out().out()).all()`,
	"followR":           `g.V().followR(g.M().out().out()).all()`,
	"followRecursive":   `g.V().tag("a").followRecursive(g.M().out(), 3, "depth").all()`,
	"and":               `g.V().out().and(g.V().out().tag("x").out()).all()`,
	"intersect":         `g.V().intersect(g.V().out().unique()).out().all()`,
	"or":                `g.V().out().or(g.V().in()).all()`,
	"union":             `g.V().out().union(g.V().in().unique()).all()`,
	"except":            `g.V().out().except(g.V().out("<q>")).all(); g.V().except(g.V().in("<q>").limit(3)).out().all()`,
	"difference":        `g.V().out().difference(g.V().in("<q>")).all()`,
	"unique":            `g.V().out().unique().out().unique().all()`,
	"dedup":             `g.V().tag("x").out().dedup("x").out().all()`,
	"labels":            `g.V().labels().all()`,
	"inPredicates":      `g.V().inPredicates().all()`,
	"outPredicates":     `g.V().out().outPredicates().all()`,
	"saveInPredicates":  `g.V().saveInPredicates("x").out().all()`,
	"saveOutPredicates": `g.V().saveOutPredicates("x").out().all()`,
	"labelContext":      `g.V().labelContext(g.V()).out().out().all()`,
	"filter":            `g.V().out().filter(like("%9%")).all()`,
	"entity":            `g.V().out().entity("one", "<n1>").out().all()`,
	"repeat":            `g.V().repeat(g.M().out().simplePath(), 3).is("<n1>", "<n2>").all()`,
	"shortestPath":      `g.V().shortestPath(["<n1>", "<n2>"]).all(); g.V().shortestPath(g.V().out("<q>"), g.M().out().unique().limit(9)).all()`,
	"path":              `g.V().out().out().path().all()`,
	"simplePath":        `g.V().both().both().simplePath().all()`,
	"limit":             `g.V().out().limit(2000).out().limit(5000).all()`,
	"skip":              `g.V().out().out().skip(5000).all()`,
	"order":             `g.V().tag("x").out().order("x", "desc").out().order().all()`,
	"why":               `g.V().out().why("s").out().why("t").all()`,
	"group":             `g.V().tag("x").out().group("x").all()`,
	"groupCount":        `g.V().tag("x").out().groupCount("x", "id").all()`,
	"sum":               `g.V().has("<age>").both().out("<age>").sum().all()`,
	"min":               `g.V().tag("x").out().min("id", "x").all()`,
	"max":               `g.V().tag("x").out().max("id", "x").all()`,
	"mean":              `g.V().out().out("<age>").mean().all()`,
	"all":               `g.V().out().out().all()`,
	"getLimit":          `g.V().out().out().getLimit(9000)`,
	"count":             `g.V().out().out().count()`,
	"toArray":           `g.V().out().out().toArray().length`,
	"tagArray":          `g.V().tag("x").out().tagArray().length`,
	"toValue":           `for (var i = 0; i < 3000; i++) g.V("<n1>").out().toValue()`,
	"tagValue":          `for (var i = 0; i < 3000; i++) g.V("<n1>").tag("x").out().tagValue()`,
	"forEach":           `g.V().out().forEach(function(d) { g.V(d.id).out().forEach(5, function(e) { g.emit(e) }) })`,
	"map":               `g.V().out().map(function(d) { g.emit(d) })`,
}

// mostLate is how many reads a stopped program may still make: each level of its plan may have one under way.
const mostLate = 12

// TestNothingAfterStop: whatever runs, once it is stopped it reads next to nothing more, gives no row, and says why it stopped.
func TestNothingAfterStop(t *testing.T) {
	src := stopGraph(25)
	for _, m := range steps {
		if stopPrograms[m.name] == "" {
			t.Errorf("no program stops %s", m.name)
		}
	}
	most, runs := 0, 0
	for _, name := range slices.Sorted(maps.Keys(stopPrograms)) {
		program := stopPrograms[name]
		for _, why := range []bool{false, true} {
			whole, _, err := runStopped(t, src, program, 0, why)
			if err != nil {
				t.Errorf("%s: %v", program, err)
				continue
			}
			for _, at := range []int{1, 2, 3, 7, whole.reads / 4, whole.reads / 2, whole.reads * 3 / 4, whole.reads} {
				s, rows, err := runStopped(t, src, program, max(at, 1), why)
				runs++
				most = max(most, s.late)
				if s.late > mostLate || rows > 0 || err != errStop && at < whole.reads {
					t.Errorf("%s: stopped at read %d of %d (why %v): %d reads more, %d rows, %v", program, at, whole.reads, why, s.late, rows, err)
				}
			}
		}
	}
	t.Logf("%d runs, at most %d reads after the stop", runs, most)
}

// stopGraph is dense, with numbers.
func stopGraph(n int) *graph.Memory {
	var qs []quad.Quad
	for i := range n {
		for j := range n {
			qs = append(qs, quad.MakeIRI(fmt.Sprint("n", i), "p", fmt.Sprint("n", j), fmt.Sprint("l", j%3)))
		}
		qs = append(qs, quad.Quad{Subject: quad.IRI(fmt.Sprint("n", i)), Predicate: quad.IRI("age"), Object: typed(fmt.Sprint(i), "http://www.w3.org/2001/XMLSchema#integer"), Label: quad.IRI("l1")})
	}
	return graph.Load(qs)
}

// TestTablesStopGrowing: what is rebuilt to grow is left as it is once stop is set, and what is asked of it then ends.
func TestTablesStopGrowing(t *testing.T) {
	const n = 1 << 18
	var stop atomic.Bool
	set := &tuples{width: 1, stop: &stop}
	for i := range n {
		set.add([]graph.ID{graph.ID(i + 1)})
	}
	stop.Store(true)
	set.grow()
	moved := 0
	for _, m := range set.slots {
		if m != 0 {
			moved++
		}
	}
	if moved > lookEvery {
		t.Errorf("%d of %d members were moved after the stop", moved, n)
	}
	if i, isNew := set.add([]graph.ID{n + 7}); !isNew || i != n {
		t.Error(i, isNew)
	}
	if set.index([]graph.ID{n + 7}) != n {
		t.Error("what was added last is not there")
	}
}

// TestListsStop: what a group or a recursion gathered is not worked through once stop is set.
func TestListsStop(t *testing.T) {
	x := &executor{src: stopGraph(2), limit: 1 << 30}
	x.last = graph.ID(x.src.NumValues())
	ids := make([]graph.ID, 1<<16)
	for i := range ids {
		ids[i] = 1
	}
	x.stop.Store(true)
	counted := &stopping{Source: x.src, at: 1, stop: func() {}}
	x.src = counted
	x.list(listed{ids: ids})
	r := &recurseStage{frame: &frame{executor: x, row: make([]graph.ID, 1)}, starts: [][]graph.ID{ids}}
	r.distinct(0)
	if counted.late > 1 {
		t.Errorf("%d values were read after the stop", counted.late)
	}
}

// TestPatternsAreBounded: a pattern is not matched with a text on which it would take long.
func TestPatternsAreBounded(t *testing.T) {
	long := quad.String(make([]byte, 1<<19))
	src := graph.Load([]quad.Quad{{Subject: quad.IRI("a"), Predicate: quad.IRI("p"), Object: long}})
	for _, program := range []string{
		`g.V("<a>").out().filter(regex("(a?){300}b")).all()`,
		`g.V("<a>").has("<p>", regex("(a?){300}b")).all()`,
	} {
		_, _, err := rowsOf(src, program, Options{})
		var e *Error
		if !errors.As(err, &e) || e.Message != "regex: a text of 524288 bytes is too long for this pattern" || e.Line != 1 || e.Hint == "" {
			t.Errorf("%s: %v", program, err)
		}
	}
	if rows, _, err := rowsOf(src, `g.V("<a>").out().filter(like("%z")).count()`, Options{}); err != nil || len(rows) != 1 {
		t.Error(rows, err)
	}
}

// TestStoppedBefore: a program that is stopped while its globals are made ends so, and does not begin.
func TestStoppedBefore(t *testing.T) {
	prog, err := compile("stop.js", `(function*() {}); globalThis["g"].emit(1)`)
	if err != nil {
		t.Fatal(err)
	}
	q := newSession(load(t, people), prog, Options{}, func(Row) error {
		t.Error("it gave a row")
		return nil
	})
	q.interrupt(errStop)
	if err := q.run(); err != errStop {
		t.Error(err)
	}
}

// TestSetUpIsLight bounds what a program costs before it begins that looks a value up by a name it computes, as most longer ones do.
func TestSetUpIsLight(t *testing.T) {
	const program = `const seen = {}; g.V().forEach(row => { seen[row.id] = row })`
	prog, err := compile("light.js", program)
	if err != nil {
		t.Fatal(err)
	}
	src := load(t, people)
	if got, most := testing.AllocsPerRun(5, func() { newSession(src, prog, Options{}, nil).setUp() }), 3000.0; got > most {
		t.Errorf("setting up makes %.0f allocations, want %.0f at most", got, most)
	}
	if got, most := testing.AllocsPerRun(5, func() { compile("light.js", program) }), 300.0; got > most {
		t.Errorf("compiling makes %.0f allocations, want %.0f at most", got, most)
	}
}
