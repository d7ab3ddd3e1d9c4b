package report

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"

	"rapport/graph"
	"rapport/graph/gizmo"
)

// explanation has everything that one can have: what was fused, read, left out, estimated, run again, and paths inside.
func explanation() *Explanation {
	term := func(iri string, via bool) gizmo.Word { return gizmo.Word{Term: quad.IRI(iri), Via: via} }
	words := func(list ...gizmo.Word) []gizmo.Word { return list }
	told := &gizmo.Explanation{
		Time: 12345 * time.Microsecond, JavaScript: 1500 * time.Microsecond, Emitted: 2, Omitted: 1,
		Plans: []*gizmo.Plan{
			{Final: "all", Line: 1, Col: 40, Runs: 1, Rows: 11, Time: 250 * time.Microsecond, Own: 9 * time.Microsecond, Operators: []*gizmo.Operator{
				{Step: "g.V", Does: words(gizmo.Word{Text: "every vertex"}), Expected: 123456, Exact: true, First: true, Fused: true},
				{Step: "has", Does: words(term("rdf:type", true), gizmo.Word{Text: "→"}, term("kg:Claim", false)), Expected: 7, Exact: true, First: true,
					Out: 7, Time: 13 * time.Microsecond, Reads: []*gizmo.Read{{Order: "POSL", By: "predicate and object", Times: 1, Quads: 7, LeftOut: 12345}}},
				{Step: "except", Does: words(gizmo.Word{Text: "what a path ends at"}), Expected: 7, In: 7, Out: 6, Time: time.Microsecond,
					Inside: []*gizmo.Inside{{Role: "set", Distinct: 1, Operators: []*gizmo.Operator{
						{Step: "g.V", Does: words(term("rit:defining-moment", false)), Expected: 1, Exact: true, First: true, Out: 1},
					}}}},
				{Step: "out", Does: words(term("kg:hopesFor", true), gizmo.Word{Text: ", predicate as"}, gizmo.Word{Text: "how"}), Expected: 10, In: 6, Out: 11,
					Time: 4 * time.Microsecond, Reads: []*gizmo.Read{{By: "subject", Times: 6, Quads: 11}}},
			}},
			{Final: "count", Line: 3, Col: 2, Runs: 2, Rows: 1, Time: 50 * time.Microsecond, Operators: []*gizmo.Operator{
				{Step: "g.V", Does: words(term("kg:iran", false)), Varies: true, Expected: 1, Exact: true, First: true, Out: 2},
			}},
		},
	}
	names := graph.NewNames(graph.Load([]quad.Quad{
		{Subject: quad.IRI("kg:iran"), Predicate: quad.IRI("schema:name"), Object: quad.String("Iran"), Label: quad.IRI("kg:entities")},
		{Subject: quad.IRI("rit:defining-moment"), Predicate: quad.IRI("schema:name"), Object: quad.String("a defining moment for both"), Label: quad.IRI("kg:entities")},
	}))
	return &Explanation{Program: "file.js", Rows: 12, Cut: true, Told: told, Names: names}
}

func writeExplanation(t *testing.T, f Format, o Options) string {
	t.Helper()
	var b strings.Builder
	if err := explanation().Write(&b, f, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestExplanation(t *testing.T) {
	const want = `all() at file.js:1:40: 11 rows in 0.250 ms
expected  in  out     ms
 123,456                  g.V every vertex (with the next)
       7        7  0.013  has rdf:type → kg:Claim
                            POSL by predicate and object: 1 time, 7
                              quads, 12,345 left out
      ~7   7    6  0.001  except what a path ends at
                            a set of 1:
       1        1  0.000      g.V rit:defining-moment (a defining
                                moment for both)
     ~10   6   11  0.004  out kg:hopesFor, predicate as how
                            by subject: 6 times, 11 quads
          11       0.009  all

count() at file.js:3:2: 1 row in 0.050 ms, 2 runs
expected  in  out     ms
       1        2  0.000  g.V kg:iran, others in other runs
           1       0.000  count

12 rows in 12.3 ms, cut by a limit; 1.500 ms of it JavaScript; 2 rows
made by JavaScript; 1 run of further paths not shown
`
	if diff := cmp.Diff(want, writeExplanation(t, FormatTable, Options{Width: 72})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	bold := writeExplanation(t, FormatTable, Options{Width: 72, Color: true})
	if !strings.HasPrefix(bold, "\x1b[1mall() at file.js:1:40: 11 rows in 0.250 ms\x1b[0m\n\x1b[2mexpected") {
		t.Errorf("no bold title or no dim head: %q", bold[:80])
	}
	var b strings.Builder
	if err := explanation().Write(&b, FormatCSV, Options{}); err == nil {
		t.Error("CSV takes an explanation")
	}
}

// TestExplanationFits: no line is wider than a terminal of 60 columns or more.
func TestExplanationFits(t *testing.T) {
	for width := 60; width <= 130; width++ {
		for line := range strings.Lines(writeExplanation(t, FormatTable, Options{Width: width})) {
			if got := Width(strings.TrimSuffix(line, "\n")); got > width {
				t.Fatalf("width %d: line of %d: %q", width, got, line)
			}
		}
	}
}

func TestExplanationJSON(t *testing.T) {
	const want = `{
 "schema": "rapport.explanation/1",
 "program": "file.js",
 "rows": 12,
 "cut": true,
 "ms": 12.345,
 "javascript": 1.5,
 "emitted": 2,
 "omitted": 1,
 "plans": [
  {"final": "all", "line": 1, "column": 40, "runs": 1, "rows": 11, "ms": 0.25, "own": 0.009, "operators": [
   {"step": "g.V", "does": "every vertex", "expected": 123456, "exact": true, "fused": true},
   {"step": "has", "does": "<rdf:type> → <kg:Claim>", "expected": 7, "exact": true, "out": 7, "ms": 0.013, "reads": [
    {"order": "POSL", "by": "predicate and object", "times": 1, "quads": 7, "leftOut": 12345}]},
   {"step": "except", "does": "what a path ends at", "expected": 7, "exact": false, "in": 7, "out": 6, "ms": 0.001, "inside": [
    {"role": "set", "distinct": 1, "operators": [
     {"step": "g.V", "does": "<rit:defining-moment>", "expected": 1, "exact": true, "out": 1, "ms": 0}]}]},
   {"step": "out", "does": "<kg:hopesFor>, predicate as how", "expected": 10, "exact": false, "in": 6, "out": 11, "ms": 0.004, "reads": [
    {"by": "subject", "times": 6, "quads": 11, "leftOut": 0}]}]},
  {"final": "count", "line": 3, "column": 2, "runs": 2, "rows": 1, "ms": 0.05, "own": 0, "operators": [
   {"step": "g.V", "does": "<kg:iran>", "varies": true, "expected": 1, "exact": true, "out": 2, "ms": 0}]}
 ]
}`
	var got, expected any
	if err := json.Unmarshal([]byte(writeExplanation(t, FormatJSON, Options{})), &got); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(want), &expected); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(expected, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
