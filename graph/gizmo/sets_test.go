package gizmo

import (
	"context"
	"fmt"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/graph"
)

// TestPathSets: what a path stands for is the same in the first plan that asks and in any later one, with its reasons, and what is
// remembered stays bounded and is counted.
func TestPathSets(t *testing.T) {
	var qs []quad.Quad
	for i := range 40 {
		qs = append(qs, quad.Quad{Subject: quad.IRI(fmt.Sprint("n", i)), Predicate: quad.IRI("to"), Object: quad.IRI(fmt.Sprint("n", i+1)), Label: quad.IRI("l")})
	}
	src := graph.Load(qs)
	answer := func(program string, opts Options) (rows []string) {
		_, err := Run(context.Background(), src, "test", program, opts, func(r Row) error {
			rows = append(rows, fmt.Sprint(r.Values, r.Why, r.More))
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return rows
	}
	for _, opts := range []Options{{}, {Why: true}, {Why: true, Explain: true}} {
		again := answer(`const set = g.V("<n3>", "<n7>").out("<to>"); g.V().has("<to>", set).all(); g.V().has("<to>", set).all()`, opts)
		once := answer(`g.V().has("<to>", g.V("<n3>", "<n7>").out("<to>")).all()`, opts)
		if want := append(once, once...); fmt.Sprint(again) != fmt.Sprint(want) || len(once) != 2 {
			t.Errorf("%+v: a set asked for twice gives %v, want %v", opts, again, want)
		}
	}
	prog, err := compile("test", `
		const named = g.V("<n3>").out("<to>")
		for (let i = 0; i < 600; i++) g.V().has("<to>", named).labelContext(g.V("<l>")).has("<to>", g.V("<n1>").out("<to>")).count()`)
	if err != nil {
		t.Fatal(err)
	}
	q := newSession(src, prog, Options{}, func(Row) error { return nil })
	if err := q.run(); err != nil {
		t.Fatal(err)
	}
	if n := len(q.x.sets.ends) + len(q.x.sets.labels); n == 0 || n > maxSets {
		t.Errorf("%d sets are remembered, want some and at most %d", n, maxSets)
	}
	if q.x.held != q.x.sets.bytes {
		t.Errorf("%d bytes count as held, %d are", q.x.held, q.x.sets.bytes)
	}
}
