package gizmo

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/quads"
)

// load makes a graph of N-Quads text, lax: Cayley's own samples have relative IRIs.
func load(t testing.TB, text string) *graph.Memory {
	t.Helper()
	located, err := quads.ReadAll(strings.NewReader(text), "test.nq", quads.ReaderOptions{Lax: true})
	if err != nil {
		t.Fatal(err)
	}
	qs := make([]quad.Quad, len(located))
	for i := range located {
		qs[i] = located[i].Quad
	}
	return graph.Load(qs)
}

// rowsOf runs a program and writes each row as "name=term name=term".
func rowsOf(src graph.Source, program string, opts Options) ([]string, Stats, error) {
	var out []string
	stats, err := Run(context.Background(), src, "test.js", program, opts, func(r Row) error {
		var b strings.Builder
		for i, v := range r.Values {
			if v == nil {
				continue
			}
			fmt.Fprintf(&b, "%s=%s ", r.Names[i], quads.AppendTerm(nil, v))
		}
		out = append(out, strings.TrimSpace(b.String()))
		return nil
	})
	return out, stats, err
}

func TestFirst(t *testing.T) {
	src := load(t, `<kg:rosatom> <kg:builds> <kg:plant> <kg:l> .`)
	rows, _, err := rowsOf(src, `g.V("<kg:rosatom>").out("<kg:builds>").all()`, Options{})
	if err != nil || len(rows) != 1 || rows[0] != "id=<kg:plant>" {
		t.Fatal(rows, err)
	}
}

// TestTexts: the texts in the place of a vertex, whether the source has them or not; those that values are compared with stand in no such place.
func TestTexts(t *testing.T) {
	_, stats, err := rowsOf(load(t, `<kg:x> <kg:name> "plant" <kg:l> .`), `g.V("plant", ["<kg:x>", "Aliases"]).is("plant", "quay").has("<kg:name>", "pier").all()`, Options{})
	if want := []quad.Value{quad.String("plant"), quad.String("Aliases"), quad.String("quay")}; err != nil || !slices.Equal(stats.Texts, want) {
		t.Errorf("%v %v, want %v", stats.Texts, err, want)
	}
}

// TestUnknown: the terms that a program names and the source does not have, each once.
func TestUnknown(t *testing.T) {
	src := load(t, `<kg:rosatom> <kg:builds> <kg:plant> <kg:l> .`)
	_, stats, err := rowsOf(src, `g.V("<kg:rosatom>").out("<kg:buildz>").has("<kg:builds>", ["<kg:plant>", "plant"]).out("<kg:buildz>").all()`, Options{})
	if want := []quad.Value{quad.IRI("kg:buildz"), quad.String("plant")}; err != nil || !slices.Equal(stats.Unknown, want) {
		t.Errorf("%v %v, want %v", stats.Unknown, err, want)
	}
}

// TestAnyLabel: a label context of every value is the same whether it lists them or not: what has no label is in neither, nor does it say why.
func TestAnyLabel(t *testing.T) {
	src := load(t, "<a> <p> <b> <l> .\n<a> <p> <c> .\n<a> <p> <b> <m> .\n<b> <p> <a> <m> .\n<l> <q> <m> <l> .")
	for _, program := range []string{
		`g.V("<a>").labelContext(%s, "l").out("<p>").all()`, `g.V().labelContext(%s).out("<p>").tag("x").in().all()`, `g.V().labelContext(%s, "l").both("<p>").count()`,
		`g.V("<a>").has(g.M().labelContext(%s).out("<p>"), "<c>").all()`, `g.V("<a>").labelContext(%s, "l").saveOpt("<p>", "x").labelContext(null).out("<p>").all()`,
	} {
		for _, why := range []bool{false, true} {
			got, _, err := rowsOf(src, fmt.Sprintf(program, "g.V()"), Options{Why: why})
			want, _, errWant := rowsOf(src, fmt.Sprintf(program, "g.V().unique()"), Options{Why: why})
			slices.Sort(got) // the order of the ranges walked is another
			slices.Sort(want)
			if (err == nil) != (errWant == nil) || !slices.Equal(got, want) {
				t.Errorf("%s: got %q, %v; want %q, %v", program, got, err, want, errWant)
			}
		}
		listed := whyRows(t, src, fmt.Sprintf(program, "g.V().unique()"))
		if got := whyRows(t, src, fmt.Sprintf(program, "g.V()")); !slices.Equal(got, listed) {
			t.Errorf("%s: why %q, want %q", program, got, listed)
		}
	}
}

// whyRows runs a program and writes what each row rests on.
func whyRows(t *testing.T, src graph.Source, program string) (out []string) {
	t.Helper()
	_, err := Run(context.Background(), src, "test.js", program, Options{Why: true}, func(r Row) error {
		out = append(out, fmt.Sprint(r.Why, r.More))
		return nil
	})
	if err != nil {
		out = append(out, err.Error())
	}
	slices.Sort(out)
	return out
}

// TestOpen: a program that asks nothing says so; one whose answer is empty does not.
func TestOpen(t *testing.T) {
	src := load(t, `<kg:rosatom> <kg:builds> <kg:plant> <kg:l> .`)
	for program, want := range map[string]bool{
		`const n = 1`: true, `// nothing`: true, `g.V("<kg:rosatom>")`: true, `function f() {}`: true, `g.addDefaultNamespaces()`: true,
		`g.V("<kg:nobody>").all()`: false, `g.V("<kg:nobody>").toValue()`: false, `g.V("<kg:nobody>").forEach(x => 1)`: false,
		`g.V("<kg:nobody>").count()`: false, `g.emit({})`: false, `nobody`: false, `g.V().all(); const n = 1`: false,
	} {
		if _, stats, err := rowsOf(src, program, Options{}); stats.Open != want {
			t.Errorf("%s: open %v, %v; want %v", program, stats.Open, err, want)
		}
	}
}
