package gizmo

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	cayley "github.com/cayleygraph/cayley/graph"
	cquery "github.com/cayleygraph/cayley/query"
	stock "github.com/cayleygraph/cayley/query/gizmo"
	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/quads"
)

// follows is a graph on which Cayley v0.7.7 answers wrongly; some of its quads have no label.
const follows = `
<alice> <follows> <bob> .
<alice> <name> "Alice" <g1> .
<alice> <age> "8"^^<http://www.w3.org/2001/XMLSchema#integer> .
<bob> <follows> <fred> .
<bob> <status> "cool" <g1> .
<bob> <age> "100"^^<http://www.w3.org/2001/XMLSchema#integer> .
<dani> <follows> <bob> <g1> .
<dani> <follows> <greg> .
<dani> <name> "Dani" <g2> .
<fred> <follows> <greg> <g1> .
`

// TestWrongAnswers asks what Cayley v0.7.7 answers wrongly on its own store in memory. The rows are what its documentation promises; that
// its runtime still gives others says that the difference is needed.
func TestWrongAnswers(t *testing.T) {
	located, err := quads.ReadAll(strings.NewReader(follows), "follows.nq", quads.ReaderOptions{Lax: true})
	if err != nil {
		t.Fatal(err)
	}
	var qs []quad.Quad
	for _, l := range located {
		qs = append(qs, l.Quad)
	}
	src, store := graph.Load(qs), stockMemstore(qs)
	for program, want := range map[string]int{
		`g.V()`: 16, // the quads are counted too
		`g.V("<alice>").out("<follows>").order()`: 1, // what an order is estimated to be
		`g.V("<alice>").except(g.V("<alice>"))`:   0,
		`g.V("<alice>").labels()`:                 1, // a quad without a label is counted
		`g.V().skip(3)`:                           13,
	} {
		count := program + ".count()"
		if got := ask(t, src, count); got[0] != fmt.Sprintf(`"%d"^^int`, want) {
			t.Errorf("%s: %s, want %d", count, got, want)
		}
		if got := stockCount(t, store, count); got == fmt.Sprint(want) {
			t.Errorf("%s: Cayley answers rightly by now: %s", count, got)
		}
	}
	const integer = "^^<" + quads.XSD + "integer>"
	for _, c := range []answer{
		{`g.V("<alice>").labels().all()`, "id=<g1>"}, // an empty row for the quad without a label
		{`g.V("<alice>").saveOpt("<name>", "n").has("<follows>").saveOpt("<age>", "a").all()`,
			`id=<alice> a="8"` + integer + ` n="Alice"`}, // the second optional tag is lost
		{`g.V().has("<status>").and(g.V().tag("t").out("<follows>")).order().all()`, "id=<bob> t=<alice>; id=<bob> t=<dani>"}, // one of the rows
		{`g.V("<dani>").labelContext("<g1>").followRecursive("<follows>").all()`, "id=<bob>"},                                 // the context is forgotten
		{`g.V().has("<age>", gt(7.5)).all()`, "id=<alice>; id=<bob>"},                                                         // only doubles are compared
		{`g.V().out("<age>").order().all()`, `id="8"` + integer + `; id="100"` + integer},                                     // sorted as text
	} {
		got, theirs := answers(t, src, c.program), stockAnswers(t, store, c.program)
		if !strings.Contains(c.program, ".order(") {
			slices.Sort(got)
			slices.Sort(theirs)
		}
		if got := strings.Join(got, "; "); got != c.rows {
			t.Errorf("%s\n got %s\nwant %s", c.program, got, c.rows)
		}
		if strings.Join(theirs, "; ") == c.rows {
			t.Errorf("%s: Cayley answers rightly by now", c.program)
		}
	}
}

// TestWrongElsewhere asks what Cayley v0.7.7 answers rightly in memory, and wrongly from another of its stores.
func TestWrongElsewhere(t *testing.T) {
	check(t, load(t, follows), []answer{
		// SQL stores lose the limit, give an empty row for a vertex that is not there, and fail to match all nodes.
		{`g.V().has("<follows>").order().limit(2).tag("x").out("<follows>").all()`, "x=<alice> id=<bob>; x=<bob> id=<fred>"},
		{`g.V("<nonexistent>").all()`, ""},
		{`g.V().filter(regex("ni$")).all()`, `"Dani"`},
		{`g.V().filter(like("%ni")).all()`, `"Dani"; <dani>`},
		{`g.V().skip(3).count()`, `"13"^^int`},
	})
}

// stockCount runs a program that counts in Cayley's own runtime.
func stockCount(t *testing.T, store cayley.QuadStore, program string) string {
	t.Helper()
	ctx := context.Background()
	it, err := stock.NewSession(store).Execute(ctx, "g.emit("+program+")", cquery.Options{Collation: cquery.Raw})
	if err != nil {
		t.Fatalf("%s: %v", program, err)
	}
	defer it.Close()
	for it.Next(ctx) {
		if r := it.Result().(*stock.Result); r.Tags == nil && r.Val != nil {
			return fmt.Sprint(r.Val)
		}
	}
	t.Fatalf("%s: no answer, %v", program, it.Err())
	return ""
}
