package document

import (
	"context"
	"errors"
	"testing"

	"rapport/graph"
	"rapport/graph/gizmo"
	"rapport/queries"
)

// TestTheDossierRunsNoProgram: the report that is asked for most has views alone, of which none takes the time of a program.
func TestTheDossierRunsNoProgram(t *testing.T) {
	src := shipped(t)
	lib, err := queries.Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := lib.Report("dossier")
	if err != nil {
		t.Fatal(err)
	}
	d, err := Make(context.Background(), r, src, src, Options{
		Given: queries.Arguments{"entity": {"Iran"}}, Resolve: graph.NewFinder(src).ResolveAs,
		Run: func(_ context.Context, name, _ string, _ gizmo.Options, _ func(gizmo.Row) error) (gizmo.Stats, error) {
			return gizmo.Stats{}, errors.New(name + " is run")
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if d.Lines < 50 {
		t.Errorf("%d lines", d.Lines)
	}
}
