package gizmo

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/graph"
)

// shapeWords writes a shape as lines: "1 →3→ 2", and the nodes with what is on them.
func shapeWords(s *Shape) string {
	var b strings.Builder
	for _, l := range s.Links {
		fmt.Fprintf(&b, "%d -%d-> %d; ", l.Source, l.Via, l.Target)
	}
	for _, n := range s.Nodes {
		var on []string
		for _, t := range n.Terms {
			on = append(on, quad.StringOf(t))
		}
		on = append(on, n.Words...)
		for _, t := range n.Tags {
			on = append(on, "#"+t)
		}
		if n.IsSet {
			on = append(on, "set")
		}
		if n.IsLink {
			on = append(on, "link")
		}
		fmt.Fprintf(&b, "%d[%s] ", n.ID, strings.Join(on, " "))
	}
	return strings.TrimSpace(b.String())
}

// pair has a quad of each predicate that the programs below name.
func pair(t *testing.T) graph.Source {
	t.Helper()
	var qs []quad.Quad
	for _, p := range []string{"knows", "likes"} {
		qs = append(qs, quad.Make(quad.IRI("a"), quad.IRI(p), quad.IRI("b"), quad.IRI("l")))
	}
	return graph.Load(qs)
}

// TestShape draws steps of each kind. Nothing is run: no row comes, and a source that counts is not read but for names.
func TestShape(t *testing.T) {
	for _, c := range []struct{ program, want string }{
		{`g.V("<a>").tag("x").out("<knows>").tag("y").all()`, `1 -3-> 2; 1[<a> #x set] 2[#y] 3[<knows> set link]`},
		{`g.V().in("<knows>").all()`, `2 -3-> 1; 1[] 2[] 3[<knows> set link]`},
		{`g.V().both("<knows>", "p").all()`, `1 -3-> 2; 1[] 2[] 3[<knows> either way #p set link]`},
		{`g.V().has("<knows>", "<b>").is("<a>").all()`, `1 -3-> 2; 1[<a> set] 2[<b> set] 3[<knows> set link]`},
		{`g.V().has("<knows>", lt(3)).save("<likes>", "s").all()`, `1 -3-> 2; 1 -5-> 4; 1[] 2[lt "3"^^<http://www.w3.org/2001/XMLSchema#integer>] 3[<knows> set link] 4[#s] 5[<likes> set link]`},
		{`g.V("<a>").tag("x").out("<knows>").back("x").out("<likes>").all()`, `1 -3-> 2; 1 -5-> 4; 1[<a> #x set] 2[] 3[<knows> set link] 4[] 5[<likes> set link]`},
		{`g.V("<a>").union(g.V("<b>")).all()`, `1 -3-> 2; 1[<a> set] 2[<b> set] 3[or link]`},
		{`g.V().intersect(g.V("<b>")).except(g.V("<a>")).all()`, `1 -3-> 2; 1 -5-> 4; 1[] 2[<b> set] 3[the same as link] 4[<a> set] 5[not link]`},
		{`g.V("<a>").followRecursive("<knows>").all()`, `1 -3-> 2; 2 -5-> 4; 1[<a> set] 2[] 3[<knows> set link] 4[] 5[any number of times link]`},
		{`g.V("<a>").labelContext("<l>").out("<knows>").all()`, `1 -3-> 2; 1[<a> set] 2[] 3[<knows> under <l> set link]`},
		{`g.V().groupCount("id").all()`, `1 -3-> 2; 1[] 2[#count] 3[groupCount link]`},
		{`g.V("<a>").all(); g.V("<b>").all()`, `1[<b> set]`},
		{`g.V("<a>").toValue().length.x; g.V("<b>").all()`, `1[<a> set]`},
	} {
		stats, err := Run(context.Background(), pair(t), "test", c.program, Options{Shape: true}, func(r Row) error { return fmt.Errorf("a row: %v", r) })
		if err != nil || stats.Shape == nil {
			t.Errorf("%s: %v, %v", c.program, stats.Shape, err)
			continue
		}
		if got := shapeWords(stats.Shape); got != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.program, got, c.want)
		}
	}
}

// TestShapeIsBounded draws a plan that doubles with each round.
func TestShapeIsBounded(t *testing.T) {
	stats, err := Run(context.Background(), pair(t), "test", `let p = g.V(); for (let i = 0; i < 9; i++) p = p.out().intersect(p); p.all()`, Options{Shape: true}, func(Row) error { return nil })
	if err != nil || len(stats.Shape.Nodes) > 2*maxShape {
		t.Errorf("%d nodes, %v", len(stats.Shape.Nodes), err)
	}
}

// TestShapeFails: a program that asks nothing has its own error, or no shape.
func TestShapeFails(t *testing.T) {
	for program, want := range map[string]string{`g.V(`: "unexpected end", `g.V().out()`: "never run", `nonsense`: "nonsense"} {
		if _, err := Run(context.Background(), pair(t), "test", program, Options{Shape: true}, func(Row) error { return nil }); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", program, err)
		}
	}
}
