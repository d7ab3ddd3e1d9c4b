package document

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/graph/gizmo"
	"rapport/quads"
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

// TestUnderivedIsNotNone: of a graph that does not tell its statements, nobody can say that there is none of what would rest on them.
func TestUnderivedIsNotNone(t *testing.T) {
	d, err := quads.Load(quads.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	given := slices.DeleteFunc(d.Quads(), func(q quad.Quad) bool { return q.Label == quads.DerivedLabel })
	body := "a\n\n" + embed("view: conflicts\nnone: there is no conflict.") + "\n\n" + embed("view: said\nas: count\nnone: nobody says it.") + "\n\n" + embed("view: times\nwith: of = kg:iran")
	doc := made(t, graph.Load(given), map[string]string{"reports/r.md": template(body)}, nil)
	for name, text := range formats(t, doc) {
		wanted := []string{"the graph does not tell which of its labels are statements"}
		if name != "json" {
			wanted = append(wanted, "Not known", "“not stated” may be untrue")
		}
		for _, words := range wanted {
			if !strings.Contains(text, words) {
				t.Errorf("%s lacks %q:\n%s", name, words, text)
			}
		}
		for _, never := range []string{"None found", "there is no conflict", "nobody says it"} {
			if strings.Contains(text, never) {
				t.Errorf("%s: %q stands there", name, never)
			}
		}
	}
	whole := formats(t, made(t, shipped(t), map[string]string{"reports/r.md": template(body)}, nil))
	if md := whole["md"]; strings.Contains(md, "Not known") || strings.Contains(md, "may be untrue") || !strings.Contains(md, "None found") {
		t.Errorf("of the whole graph:\n%s", md)
	}
	// Where nothing is said yet, there is none.
	empty := formats(t, made(t, graph.Load(slices.DeleteFunc(given, func(q quad.Quad) bool { return !quads.Background(q.Label) })), map[string]string{"reports/r.md": template(body)}, nil))
	if md := empty["md"]; strings.Contains(md, "Not known") || !strings.Contains(md, "None found") {
		t.Errorf("of a graph that says nothing:\n%s", md)
	}
}
