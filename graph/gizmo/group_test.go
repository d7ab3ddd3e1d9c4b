package gizmo

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/quads"
)

// TestSums: nothing is lost, and what is added last makes no difference.
func TestSums(t *testing.T) {
	for _, c := range []struct {
		numbers   string // lexical forms with datatypes
		sum, mean string
	}{
		{"1:integer 2:integer", "3:integer", "1.5:decimal"},
		{"9223372036854775807:integer 1:integer 9223372036854775806:long", "18446744073709551614:integer", "6148914691236517204.666666666666666667:decimal"},
		{"-9223372036854775807:integer 123456789012345678901234567890:integer", "123456789003122306864379792083:integer", "61728394501561153432189896041.5:decimal"},
		{"0.1:decimal 0.2:decimal", "0.3:decimal", "0.15:decimal"},
		{"1:integer 0.50:decimal", "1.5:decimal", "0.75:decimal"},
		{"0.1:double 0.2:double", "3.0E-1:double", "1.5E-1:double"},
		{"1.5e308:double 1e308:double -1.5e308:double", "1.0E308:double", "3.333333333333333E307:double"},
		{"1e16:double 1:double -1e16:double", "1.0E0:double", "3.333333333333333E-1:double"},
		{"1:integer 4.0E7:double", "4.0000001E7:double", "2.00000005E7:double"},
		{"-1:integer 1.0:decimal", "0:decimal", "0:decimal"},
		{"INF:double 1:integer", "INF:double", "INF:double"},
		{"INF:double -INF:double", "NaN:double", "NaN:double"},
		{"1:integer 1:double", "2.0E0:double", "1.0E0:double"},
		{"-2:integer", "-2:integer", "-2:decimal"},
		{"-1:integer -1.0:decimal -3.0:decimal", "-5:decimal", "-1.666666666666666667:decimal"},
	} {
		var qs []quad.Quad
		for _, s := range strings.Fields(c.numbers) {
			text, datatype, _ := strings.Cut(s, ":")
			qs = append(qs, quad.Quad{Subject: quad.IRI("a"), Predicate: quad.IRI("n"), Object: typed(text, quads.XSD+datatype)})
		}
		src := graph.Load(qs)
		for step, want := range map[string]string{"sum": c.sum, "mean": c.mean} {
			text, datatype, _ := strings.Cut(want, ":")
			want = fmt.Sprintf("\"%s\"^^<%s%s>", text, quads.XSD, datatype)
			if rows, _, err := rowsOf(src, `g.V("<a>").out("<n>").`+step+`().all()`, Options{}); err != nil || len(rows) != 1 || rows[0] != step+"="+want {
				t.Errorf("%s of %s: got %v %v, want %s", step, c.numbers, rows, err, want)
			}
		}
	}
}

// TestGroups: what the reference's examples leave open.
func TestGroups(t *testing.T) {
	src := load(t, `
<a> <p> <b> .
<a> <p> <c> .
<b> <p> <c> .
<b> <n> "2"^^<http://www.w3.org/2001/XMLSchema#integer> .
<c> <n> "2.0"^^<http://www.w3.org/2001/XMLSchema#decimal> .
<c> <w> "x" .
`)
	check(t, src, []answer{
		// a row that lacks a key is in a group of its own
		{`g.V("<a>","<c>").saveOpt("<w>","w").groupCount("w").all()`, `w="x" count="1"^^int id="x"; count="1"^^int`},
		// from which nothing can be walked, and which is in no set
		{`g.V("<a>").saveOpt("<w>","w").groupCount("w").out().all()`, ``},
		{`g.V("<a>").saveOpt("<w>","w").groupCount("w").both().all()`, ``},
		{`g.V("<a>").out(g.V("<a>").saveOpt("<w>","w").groupCount("w")).all()`, ``},
		{`g.V("<a>").saveOpt("<w>","w").groupCount("w").and(g.V()).all()`, ``},
		{`g.V("<a>").saveOpt("<w>","w").groupCount("w").except(g.V()).count()`, `"1"^^int`},
		// nor is a number that the graph does not have
		{`g.V("<a>").groupCount().back("count").and(g.V()).all()`, ``},
		{`g.V("<a>").groupCount().back("count").except(g.V()).all()`, `count="1"^^int id="1"^^int`},
		{`g.V("<a>").saveOpt("<w>","w").groupCount("w").toArray()`, `"[null]"^^json`},
		// of several keys the first is the vertex
		{`g.V("<a>").tag("x").out("<p>").tag("y").groupCount("y","x").all()`, `y=<b> x=<a> count="1"^^int id=<b>; y=<c> x=<a> count="1"^^int id=<c>`},
		{`g.V("<a>").tag("x").out("<p>").groupCount("x","id").all()`, `x=<a> count="1"^^int id=<b>; x=<a> count="1"^^int id=<c>`},
		// of nothing there is no sum
		{`g.V("<c>").out("<p>").sum().all()`, ``},
		{`g.V("<c>").out("<p>").sum().toValue()`, ``},
		{`g.V("<c>").out("<p>").groupCount().all()`, ``},
		// rows without the tag are left out
		{`g.V("<a>","<b>").saveOpt("<n>","n").sum("n").all()`, `sum="2"^^int`},
		{`g.V("<a>","<b>").saveOpt("<n>","n").tag("who").mean("n","who").all()`, `who=<b> mean="2"^^<xsd:decimal> id=<b>`},
		// the least is as it stands in the graph; equal values have an order
		{`g.V().out("<n>").min().all()`, `min="2"^^int`},
		{`g.V().out("<n>").max().all()`, `max="2.0"^^<xsd:decimal>`},
		{`g.V().out().min().all()`, `min=<b>`},
		// groups of groups
		{`g.V().out("<p>").groupCount().back("count").groupCount().all()`, `count="1"^^int id="1"^^int; count="1"^^int id="2"^^int`},
		{`g.V().out("<p>").groupCount().back("count").filter(gt(1)).count()`, `"1"^^int`},
		// within a virtual predicate the row keeps its tags
		{`g.V("<a>","<b>").tag("x").save(g.M().out("<p>").tag("y").groupCount().sum("count"),"n").all()`, `x=<a> n="2"^^int id=<a>; x=<b> n="1"^^int id=<b>`},
		{`g.V("<a>","<c>").tag("x").saveOpt(g.M().out("<p>").group("x"),"n").all()`,
			`x=<a> values="[\"<b>\",\"<c>\"]"^^json n=<a> id=<a>; x=<c> id=<c>`},
		{`g.V("<a>").tag("x").follow(g.M().out("<p>").groupCount("x")).all()`, `x=<a> count="2"^^int id=<a>`},
		// two results of a group
		{`g.V().tag("x").out("<p>").min("id","x").and(g.V().tag("x").out("<p>").max("id","x")).all()`, `x=<a> min=<b> max=<c> id=<a>; x=<b> min=<c> max=<c> id=<b>`},
		// a list is an array to JavaScript, and stays a list when it is emitted
		{`g.V("<a>").out("<p>").tag("y").group("y").forEach(r => g.emit({n: r.values.length, first: r.values[0]}))`, `n="1"^^int first=<b>; n="1"^^int first=<c>`},
		{`g.V("<b>").out().group("id").order("id").forEach(r => g.emit(r))`, `values="[\"<c>\"]"^^json id=<c>; values="[2]"^^json id="2"^^int`},
		{`g.V("<b>").out("<n>").or(g.V("<c>").out("<w>")).tag("t").unique("t").group("t").order("t").all()`, `t="2"^^int values="[2]"^^json id="2"^^int; t="x" values="[\"x\"]"^^json id="x"`},
	})
}

// TestSumsEmitted: a sum that no JavaScript number can hold is a text to JavaScript, and the number again where that is emitted.
func TestSumsEmitted(t *testing.T) {
	src := load(t, `
<a> <n> "9007199254740993"^^<http://www.w3.org/2001/XMLSchema#integer> .
<a> <n> "2"^^<http://www.w3.org/2001/XMLSchema#integer> .
`)
	sum, list := `"9007199254740995"^^int`, `"[\"\\\"9007199254740995\\\"^^int\"]"^^json`
	check(t, src, []answer{
		{`g.V("<a>").out("<n>").sum().all()`, `sum=` + sum},
		{`g.V("<a>").out("<n>").sum().toValue()`, sum},
		{`g.emit(g.V("<a>").out("<n>").sum().toArray()[0])`, sum},
		{`g.V("<a>").out("<n>").sum().forEach(r => g.emit(r))`, sum},
		{`g.V("<a>").tag("x").out("<n>").sum("id", "x").forEach(r => g.emit({whose: r.x, sum: r.sum}))`, `whose=<a> sum=` + sum},
		{`g.V("<a>").out("<n>").filter(gt(2)).mean().toValue()`, `"9007199254740993"^^<xsd:decimal>`},
		{`g.emit([g.V("<a>").out("<n>").sum().toValue()])`, list},
		{`g.V("<a>").out("<n>").sum().group().all()`, `values=` + list + ` id=` + sum},
		// a text that the program made itself is a string
		{`g.emit('"9007199254740995"^^<http://www.w3.org/2001/XMLSchema#integer>')`, `"\"9007199254740995\"^^int"`},
	})
}

// TestGroupsAreBounded: what groups hold counts as memory, and they stop when they must.
func TestGroupsAreBounded(t *testing.T) {
	src := graph.Load(fan(2000))
	for _, program := range []string{`g.V().out().groupCount().all()`, `g.V().out().group().all()`, `g.V("<hub>").tag("h").out().group("h").all()`} {
		_, _, err := rowsOf(src, program, Options{MaxMemory: 10_000})
		if err == nil || !strings.Contains(err.Error(), "memory") {
			t.Errorf("%s: got %v, want an error about memory", program, err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	_, err := Run(ctx, src, "test.js", `for (;;) g.V().out().group().all()`, Options{}, func(Row) error {
		cancel()
		time.Sleep(time.Millisecond) // what stops the query is another goroutine
		return nil
	})
	if err != context.Canceled {
		t.Errorf("got %v, want that it was canceled", err)
	}
}
