package main

import (
	"context"
	"reflect"
	"testing"

	"rapport/graph"
	"rapport/graph/gizmo"
	"rapport/graph/gizmo/worker"
	"rapport/quads"
	"rapport/queries"
)

// TestIsolatedIsTheSame: every saved query, with every set of parameters that has golden rows, gives through a worker what it gives here, and rests
// on the same.
func TestIsolatedIsTheSame(t *testing.T) {
	d, err := quads.Load(quads.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	src := graph.Load(d.Quads())
	lib, err := queries.Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	pool := worker.NewPool(worker.Options{Graph: `{}`, Workers: 1})
	defer pool.Close()
	isolated := func(ctx context.Context, name, program string, opts gizmo.Options, row func(gizmo.Row) error) (gizmo.Stats, error) {
		return pool.Run(ctx, worker.Request{Name: name, Program: program, Options: opts}, row)
	}
	all, broken := lib.All()
	runs, rows := 0, 0
	for _, q := range all {
		blocks, err := lib.Golden(q.Name)
		if err != nil {
			t.Fatal(err)
		}
		for _, block := range blocks {
			params, err := queries.Bind(&q.Header, block.Given, graph.NewFinder(src).ResolveAs)
			if err != nil {
				continue // a golden error
			}
			o := queries.Options{Why: true}
			want, wantErr := queries.Run(context.Background(), src, q, params, o)
			o.Run = isolated
			got, gotErr := queries.Run(context.Background(), nil, q, params, o)
			if !reflect.DeepEqual(got, want) || !reflect.DeepEqual(gotErr, wantErr) {
				t.Errorf("%s %s\n got %+v, %v\nwant %+v, %v", q.Name, block.Command, got, gotErr, want, wantErr)
			}
			if runs++; want != nil {
				rows += len(want.Rows)
			}
		}
	}
	if len(broken) > 0 || runs < len(all) || rows < 100 {
		t.Errorf("%d queries, %d runs, %d rows, broken: %v", len(all), runs, rows, broken)
	}
	t.Logf("%d queries, %d runs, %d rows", len(all), runs, rows)
}

// TestSizes: a size is a whole number with a unit.
func TestSizes(t *testing.T) {
	for text, want := range map[string]string{"64MiB": "64MiB", "64mb": "64MiB", " 2 g ": "2GiB", "2048M": "2GiB", "1536KiB": "1536KiB", "1024K": "1MiB"} {
		var f sizeFlag
		if err := f.Set(text); err != nil || f.String() != want {
			t.Errorf("%s: %v, %v", text, &f, err)
		}
	}
	for _, text := range []string{"", "64", "MiB", "-1MiB", "1.5GiB", "10KiB", "9999999999GiB", "64 MiB of it", "0GiB"} {
		f := sizeFlag(7)
		if err := f.Set(text); err == nil || f != 7 {
			t.Errorf("%s: %v, %v", text, &f, err)
		}
	}
}
