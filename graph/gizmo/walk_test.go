package gizmo

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/quads"
)

// walked writes paths without their JSON: "a -p> b <q- c", the labels behind the predicate.
const walked = `const walked = p => p.map(s => typeof s != "object" ? String(s).replace(/[<>]/g, "") :
	(s.way == "out" ? "-" : "<-") + s.predicate.replace(/[<>]/g, "") + (s.labels.length > 0 ? ":" + s.labels.join().replace(/[<>]/g, "") : "") + (s.way == "out" ? ">" : "-")).join(" ")
`

// TestFilteredLists: each list is asked about anew, also where it takes the place of one that is done with.
func TestFilteredLists(t *testing.T) {
	src := load(t, `<d> <p> "x" .`)
	list := `t="[\"x\"]"^^json id="[\"x\"]"^^json`
	check(t, src, []answer{
		{`g.V("<d>","x").path("t").back("t").filter(regex("x")).all()`, list},
		{`g.V("x","<d>").path("t").back("t").filter(like("%x%")).all()`, list},
		{`g.V("<d>","x").path("t").back("t").filter(regex("x")).count()`, `"1"^^int`},
	})
}

// TestWalks: where a walk goes on, and where it begins anew.
func TestWalks(t *testing.T) {
	src := load(t, `
<a> <p> <b> <s1> .
<a> <p> <b> <s2> .
<b> <q> <c> <s3> .
<a> <r> <c> .
<c> <p> <a> <s4> .
<p> <reads> "reads" .
`)
	for program, want := range map[string]string{
		`g.V("<a>")`:                                                                  `a`,
		`g.V("<a>").out("<r>")`:                                                       `a -r> c`,
		`g.V("<c>").in("<q>").in("<p>")`:                                              `c <-q:s3- b <-p:s1- a; c <-q:s3- b <-p:s2- a`,
		`g.V("<b>").both("<q>").both("<r>")`:                                          `b -q:s3> c <-r- a`,
		`g.V("<a>").follow(g.M().out("<r>").out("<p>"))`:                              `a -r> c -p:s4> a`,
		`g.V("<a>").followR(g.M().out("<q>").in("<r>"))`:                              `a -r> c <-q:s3- b`,
		`g.V("<a>").tag("x").out("<r>").back("x").out("<p>")`:                         `a -p:s1> b; a -p:s2> b`,
		`g.V("<c>").out("<p>").tag("x").out("<r>").back("x")`:                         `c -p:s4> a`,
		`g.V("<c>").out("<p>", "l").tag("x").back("l").save("<reads>","w").back("x")`: `c -p:s4> a`,
		`g.V("<c>").out("<p>", "l").back("l").out("<reads>")`:                         `p -reads> reads`,
		`g.V("<b>").out("<q>").save("<p>","y").back("y").out("<r>")`:                  `a -r> c`,
		`g.V("<b>").out("<q>").outPredicates()`:                                       `p`,
		`g.V("<a>").out("<p>").groupCount().out("<q>")`:                               `b -q:s3> c`,
		`g.V("<b>").out("<q>").has("<p>").save("<p>","x")`:                            `b -q:s3> c`,
		`g.V("<b>").out("<q>").and(g.V("<a>").out("<r>"))`:                            `b -q:s3> c`,
		`g.V("<b>").out("<q>").or(g.V("<a>").out("<r>"))`:                             `b -q:s3> c; a -r> c`,
		`g.V().or(g.V("<a>").out("<r>").tag("x").out("<p>")).back("x")`:               `a -r> c`,
		`g.V("<b>").tag("x").or(g.V("<a>").out("<r>").tag("x")).back("x").out("<p>")`: `a -r> c -p:s4> a`,
		`g.V("<a>").out(g.M().out("<p>").out("<q>"))`:                                 `a -p:s1> b -q:s3> c; a -p:s2> b -q:s3> c`,
		`g.V("<a>").has(g.M().out("<p>").simplePath()).out("<r>")`:                    `a -r> c; a -r> c`,
		`g.V("<a>").followRecursive(["<p>","<q>"])`:                                   `a -p:s1> b; a -p:s1> b -q:s3> c; a -p:s1> b -q:s3> c -p:s4> a`,
		`g.V("<a>").followRecursive(["<p>","<q>"]).out("<r>")`:                        `a -p:s1> b -q:s3> c -p:s4> a -r> c`,
		`g.V("<a>").labelContext("<s2>").followRecursive("<p>")`:                      `a -p:s2> b`,
		`g.V("<a>").repeat(g.M().both().simplePath(), 2).is("<c>").order("id")`:       `a -p:s1> b -q:s3> c; a -p:s2> b -q:s3> c; a -r> c; a <-p:s4- c`,
		`g.V("<a>").shortestPath("<c>")`:                                              `a <-p:s4- c; a -r> c`,
		`g.V("<a>").shortestPath("<c>", ["<p>","<q>"])`:                               `a -p:s1,s2> b -q:s3> c`,
		`g.V("<a>").shortestPath("<c>", ["<p>","<q>"], 1)`:                            ``,
		`g.V("<a>").labelContext(["<s2>","<s3>"]).shortestPath("<c>")`:                `a -p:s2> b -q:s3> c`,
		`g.V("<a>").shortestPath("<a>")`:                                              `a`,
		`g.V("<a>").shortestPath(["<b>","<a>","<nobody>"])`:                           `a; a -p:s1,s2> b`,
		`g.V("<b>").shortestPath(g.V("<a>").out("<r>"))`:                              `b -q:s3> c`,
		`g.V("<b>").out("<q>").shortestPath("<b>", g.M().both(["<p>","<r>"]))`:        `b -q:s3> c -p:s4> a -p:s1,s2> b; b -q:s3> c <-r- a -p:s1,s2> b`,
		`g.V("<a>").shortestPath("<c>", g.M().out("<p>").out("<q>"))`:                 `a -p:s1,s2> b -q:s3> c`,
		`g.V("<b>").shortestPath("<c>", g.M().out().out().simplePath())`:              `b -q:s3> c -p:s4> a -p:s1,s2> b -q:s3> c`,
		`g.V("<a>").shortestPath("<a>", "<p>").shortestPath("<b>", "<p>")`:            `a -p:s1,s2> b`,
		`g.V("<a>").shortestPath("<c>", null, 3, "n").unique("n")`:                    `a <-p:s4- c`,
		`g.V("<a>").both().both().simplePath().unique("id")`:                          `a -p:s1> b -q:s3> c; a <-p:s4- c <-q:s3- b`,
		`g.V("<a>").out("<p>").order().limit(1)`:                                      `a -p:s1> b`,
	} {
		rows, _, err := rowsOf(src, walked+program+`.path().forEach(r => g.emit(walked(r.path)))`, Options{})
		for i := range rows {
			rows[i] = strings.Trim(strings.TrimPrefix(rows[i], "value="), `"`)
		}
		got, wanted := sortedRows(rows), sortedRows(strings.Split(want, "; "))
		if err != nil || got != wanted {
			t.Errorf("%s\n got %s %v\nwant %s", program, got, err, wanted)
		}
	}
}

func sortedRows(rows []string) string { return strings.Join(slices.Sorted(slices.Values(rows)), "; ") }

// grid is n × n nodes, each linked to the right and down: many shortest ways.
func grid(n int) *graph.Memory {
	var qs []quad.Quad
	at := func(x, y int) quad.IRI { return quad.IRI(fmt.Sprintf("n%d-%d", x, y)) }
	for x := range n {
		for y := range n {
			qs = append(qs, quad.Quad{Subject: at(x, y), Predicate: quad.IRI("to"), Object: at(x+1, y), Label: quad.IRI("l")},
				quad.Quad{Subject: at(x, y), Predicate: quad.IRI("to"), Object: at(x, y+1), Label: quad.IRI("l")})
		}
	}
	return graph.Load(qs)
}

// TestWalksAreBounded: ways beyond counting are walked one by one, those that are kept count as memory, and a recursion without end stops.
func TestWalksAreBounded(t *testing.T) {
	src := grid(40)
	rows, _, err := rowsOf(src, `g.V("<n0-0>").shortestPath("<n20-20>").path().limit(1000).count()`, Options{MaxMemory: 8 << 20})
	if err != nil || rows[0] != `value="1000"^^<`+string(quads.XSDInteger)+`>` {
		t.Errorf("the first of many ways: %v %v", rows, err)
	}
	for _, program := range []string{
		`g.V("<n0-0>").shortestPath("<n20-20>").path().order("path").all()`,
		`g.V("<n0-0>").repeat("<to>", 20).path().unique().count()`,
		`g.V("<n0-0>").followRecursive("<to>").path().group("path").count()`,
		`g.V("<n0-0>").shortestPath("<n20-19>", g.M().followRecursive("<to>", 2)).count()`,
	} {
		if _, _, err := rowsOf(src, program, Options{MaxMemory: 1 << 20}); err == nil || !strings.Contains(err.Error(), "memory") {
			t.Errorf("%s: got %v, want an error about memory", program, err)
		}
	}
	_, _, err = rowsOf(src, `g.V("<n0-0>").followRecursive(g.M().path("t").back("t")).count()`, Options{})
	if want := "test.js: lists within lists more than 256 deep"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	for _, program := range []string{
		`g.V("<n0-0>").shortestPath("<n20-20>").count()`,
		`g.V("<n0-0>").repeat(g.M().both().simplePath(), 100).count()`,
	} {
		ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
		_, err := Run(ctx, src, "test.js", program, Options{}, func(Row) error { return nil })
		if cancel(); err != context.DeadlineExceeded {
			t.Errorf("%s: got %v, want that the time is over", program, err)
		}
	}
}

// TestAWayIsARowOnce: cut into rounds after one link or after two, it is the same way, with what either rests on.
func TestAWayIsARowOnce(t *testing.T) {
	src := load(t, `
<a> <p> <b> <s1> .
<b> <p> <c> <s2> .
<c> <p> <d> <s3> .
<b> <q> <c> <s4> .
`)
	check(t, src, []answer{
		{`g.V("<a>").shortestPath("<d>", g.M().followRecursive("<p>", 2), null, "rounds").all()`, `rounds="2"^^int id=<d>`},
		{`g.V("<a>").shortestPath("<d>", g.M().followRecursive("<p>", 2)).why().all()`,
			`statement=<s1> id=<d>; statement=<s2> id=<d>; statement=<s3> id=<d>`},
	})
}

// TestListsWithinLists: a list in a list is a list, in a row as in JavaScript; a number that JSON does not have is its text in both.
func TestListsWithinLists(t *testing.T) {
	src := load(t, `
<a> <p> <b> .
<b> <n> "NaN"^^<http://www.w3.org/2001/XMLSchema#double> .
`)
	check(t, src, []answer{
		{`g.V("<b>").path("t").back("t").path("u").tagValue().u[0][0]`, `<b>`},
		{`g.V("<b>").path("t").back("t").group().all()`, `values="[[\"<b>\"]]"^^json id="[\"<b>\"]"^^json`},
		{`g.emit(g.V("<b>").path("t").back("t").group().tagValue().values)`, `"[[\"<b>\"]]"^^json`},
		{`g.emit({values: g.V("<b>").out("<n>").group().tagValue().values})`, `values="[\"\\\"NaN\\\"^^<xsd:double>\"]"^^json`},
		{`g.V("<b>").out("<n>").group().back("values").unique("values").count()`, `"1"^^int`},
		{`g.emit(g.V("<b>").out("<n>").group().tagValue().values[0])`, `"NaN"^^<xsd:double>`},
	})
}

// TestListsInSets: lists that a set holds outlive the rows that had them.
func TestListsInSets(t *testing.T) {
	src := load(t, "<a> <p> <b> .\n<b> <q> <c> .\n")
	check(t, src, []answer{
		{`g.V().path("w").back("w").order().except(g.V().path("t").back("t")).count()`, `"0"^^int`},
		{`g.V().path("w").back("w").except(g.V("<a>", "<b>").path("t").back("t")).count()`, `"3"^^int`},
		{`g.V().path("w").back("w").order().and(g.V().path("t").back("t").unique("id")).count()`, `"5"^^int`},
	})
}

// TestWalksLeaveNothingBehind: what was noted for a row goes with it.
func TestWalksLeaveNothingBehind(t *testing.T) {
	src := grid(12)
	for _, program := range []string{
		`g.V("<n0-0>").repeat("<to>", 8).path().count()`, `g.V("<n0-0>").shortestPath("<n6-6>").path().count()`,
		`g.V("<n0-0>").repeat(g.M().both().simplePath(), 5).is("<n2-1>").path().count()`,
	} {
		// What the plan holds is bounded; the heap, which is the whole process's, is not what this is about.
		prog, err := compile("walks.js", program)
		if err != nil {
			t.Fatal(err)
		}
		q := newSession(src, prog, Options{}, func(Row) error { return nil })
		most := &mostHeld{Source: src, x: q.x}
		q.x.src = most
		if err := q.run(); err != nil || most.held > 150_000 {
			t.Errorf("%s: %d bytes held at once, %v", program, most.held, err)
		}
	}
}

// mostHeld looks at what a program holds whenever it reads a quad.
type mostHeld struct {
	graph.Source
	x    *executor
	held int
}

func (m *mostHeld) Scan(pattern graph.Quad) graph.Scanner {
	m.held = max(m.held, m.x.held)
	return m.Source.Scan(pattern)
}

// TestRecursionKeeps: the tags set before it, each set of them for itself, the depth, and the label context, its tags too.
func TestRecursionKeeps(t *testing.T) {
	src := load(t, `
<a> <p> <b> <l> .
<b> <p> <c> <l> .
<a> <p> <c> <m> .
<x> <p> <c> <l> .
<c> <p> <d> <m> .
`)
	check(t, src, []answer{
		{`g.V("<a>","<x>").tag("from").labelContext("<l>").followRecursive("<p>", null, "depth").all()`,
			`from=<a> depth="1"^^int id=<b>; from=<a> depth="2"^^int id=<c>; from=<x> depth="1"^^int id=<c>`},
		{`g.V("<a>").labelContext("<l>").followRecursive(g.M().out("<p>")).labelContext(null).out("<p>").is("<d>").all()`, `<d>`},
		{`g.V("<a>").labelContext(["<l>","<m>"], "said").followRecursive("<p>", 2, "depth").all()`,
			`said=<l> depth="1"^^int id=<b>; said=<m> depth="1"^^int id=<c>; said=<m> depth="2"^^int id=<d>`},
		{`g.V("<a>").followRecursive(g.M().tag("from").out("<p>"), 3, "depth").order("depth", "id").all()`,
			`from=<a> depth="1"^^int id=<b>; from=<a> depth="1"^^int id=<c>; from=<c> depth="2"^^int id=<d>`},
		{`g.V("<a>").followRecursive(g.M().labelContext("<m>").out("<p>")).all()`, `<c>; <d>`},
	})
}

// A path that is joined keeps its own walk, though it could be asked about one vertex at a time.
func TestAJoinedPathWalksByItself(t *testing.T) {
	src := load(t, `<a> <p> "7"^^<http://www.w3.org/2001/XMLSchema#integer> <l> .
<b> <p> <a> <l> .
`)
	for program, want := range map[string]int{
		`g.V("<a>").and(g.V().has(g.M().out("<p>").path("t"), gt(5))).all()`:                      1,
		`g.V("<b>").intersect(g.V().has(g.M().path("t"), gt(5))).labels().why("s").all()`:         0,
		`g.V("<b>").out("<p>").and(g.V().has(g.M().out("<p>").path("t"), gt(5))).path("u").all()`: 1,
	} {
		if got := answers(t, src, program); len(got) != want {
			t.Errorf("%s: %q, want %d rows", program, got, want)
		}
	}
}

// A final that has enough gets no more, though a step that folds hands rows on at its end.
func TestEnoughIsEnough(t *testing.T) {
	src := load(t, `<a> <p> <b> .
<b> <p> "y" .
`)
	for _, program := range []string{
		`g.V("<c>", "<a>").union(g.V("<a>").repeat(g.M().followRecursive(["<p>"]), 2)).getLimit(2)`,
		`g.V("<c>", "<a>").union(g.V("<a>").repeat(g.M().followRecursive(["<p>"]), 2)).toArray(2).forEach(function(x) { g.emit(x) })`,
		`g.V("<c>", "<a>").union(g.V("<a>").repeat(g.M().followRecursive(["<p>"]), 2)).forEach(2, function(r) { g.emit(r) })`,
	} {
		if got := answers(t, src, program); len(got) != 2 {
			t.Errorf("%s: %q, want 2 rows", program, got)
		}
	}
}
