package report_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/internal/report"
	"rapport/quads"
	"rapport/queries"
)

// TestRowsOfAViewAreTheQuerys: the views that have rows give those of the query of their name, about each node of a dossier and about all, with what
// each rests on.
func TestRowsOfAViewAreTheQuerys(t *testing.T) {
	lib, err := queries.Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, qs := range map[string][]quad.Quad{
		"built-in": load(t, quads.Shipped()), "harbour": load(t, harbour), "of every kind": everyKind(t), "other questions": otherQuestions(t),
	} {
		src := graph.Load(qs)
		l := report.NewLookup(src)
		for _, view := range []string{queries.ViewConflicts, queries.ViewUnstated} {
			t.Run(name+" "+view, func(t *testing.T) {
				q, err := lib.Find(view)
				if err != nil {
					t.Fatal(err)
				}
				some := 0
				for _, node := range append(nodes(qs), "") {
					want := asRows(runAbout(t, src, q, node))
					result, err := l.RowsOf(context.Background(), view, node)
					if err != nil {
						t.Fatal(err)
					}
					if got := asRows(result); !slices.Equal(got, want) {
						t.Fatalf("of %q got alone\n%s\nwanted alone\n%s", node, strings.Join(without(got, want), "\n"), strings.Join(without(want, got), "\n"))
					}
					some += len(want)
				}
				if some == 0 && name != "built-in" {
					t.Error("no rows: too little to prove anything")
				}
			})
		}
	}
}

// TestRowsOfAViewHaveItsHeader: a view and the query of its name are the same question.
func TestRowsOfAViewHaveItsHeader(t *testing.T) {
	lib, err := queries.Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, view := range []string{queries.ViewConflicts, queries.ViewUnstated} {
		q, err := lib.Find(view)
		if err != nil {
			t.Fatal(err)
		}
		header := func(q *queries.Query) string {
			return fmt.Sprintf("%q %q %q %q %q %q %q %q %v", q.Name, q.Title, q.Asks, q.Empty, q.Columns, q.Blanks, q.Labels, q.View, q.Ordered)
		}
		if got, want := header(queries.RowsOf(view)), header(q); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
		if got, want := queries.RowsOf(view).Params[0], q.Params[0]; got.Name != want.Name || got.Type != want.Type || got.Optional != want.Optional || len(q.Params) > 1 {
			t.Errorf("%s: got the parameter %v, want %v", view, got, want)
		}
	}
}

func runAbout(t *testing.T, src graph.Source, q *queries.Query, node quad.IRI) *queries.Result {
	t.Helper()
	given := queries.Arguments{}
	if node != "" {
		given["about"] = []string{string(node)}
	}
	params, err := queries.Bind(&q.Header, given, func(text string, _ ...quad.IRI) (quad.IRI, error) { return quad.IRI(text), nil })
	if err != nil {
		t.Fatal(err)
	}
	result, err := queries.Run(context.Background(), src, q, params, queries.Options{Why: true})
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// nodes are the subjects that are IRIs and no statements.
func nodes(qs []quad.Quad) (out []quad.IRI) {
	seen := map[quad.IRI]bool{}
	for _, q := range qs {
		if iri, ok := q.Subject.(quad.IRI); ok && !seen[iri] && !quads.Background(q.Label) {
			seen[iri] = true
			out = append(out, iri)
		}
	}
	return out
}

// asRows writes rows, those that are equal in the order of what they rest on.
func asRows(r *queries.Result) []string {
	out := make([]string, len(r.Rows))
	for i, row := range r.Rows {
		var b strings.Builder
		for _, v := range row {
			fmt.Fprintf(&b, "%v | ", v)
		}
		for _, d := range r.Why[i].Derivations {
			b.WriteString("\n      rests on")
			for _, q := range d {
				fmt.Fprintf(&b, " %v %v %v %v;", q.Subject, q.Predicate, q.Object, q.Label)
			}
		}
		out[i] = b.String()
	}
	slices.Sort(out)
	return out
}

// without returns the lines that others are not.
func without(lines, others []string) []string {
	return slices.DeleteFunc(slices.Clone(lines), func(line string) bool { return slices.Contains(others, line) })
}

// otherQuestions is the harbour dossier with questions of every kind.
func otherQuestions(t *testing.T) []quad.Quad {
	qs := load(t, harbour)
	say := func(s, p quad.IRI, o quad.Value) {
		qs = append(qs, quad.Quad{Subject: s, Predicate: p, Object: o, Label: quads.VocabularyLabel})
	}
	say("kg:Completion", "kg:answersFor", quad.IRI("kg:Abandonment"))
	say("kg:Speech", "kg:answersFor", quad.IRI("kg:Signing"))
	say("kg:targetMeasure", "kg:answeredBy", quad.IRI("kg:count"))
	say("kg:place", "kg:toldBy", quad.IRI("kg:Speech"))
	for _, q := range []quad.Quad{ // of a project nothing is said but that somebody is to build it
		{Subject: quad.IRI("pr:mole"), Predicate: quads.Type, Object: quad.IRI("kg:Project"), Label: quads.EntityLabel},
		{Subject: quad.IRI("kg:orlan-marine"), Predicate: quad.IRI("kg:builds"), Object: quad.IRI("pr:mole"), Label: quad.IRI("pr:01a")},
	} {
		qs = append(qs, q)
	}
	return qs
}

// BenchmarkRowsOf compares a view that has rows with the query of its name, about Iran.
func BenchmarkRowsOf(b *testing.B) {
	d, err := quads.Load(quads.Shipped())
	if err != nil {
		b.Fatal(err)
	}
	src := graph.Load(d.Quads())
	lib, err := queries.Open(nil)
	if err != nil {
		b.Fatal(err)
	}
	iran := quad.IRI("kg:iran")
	for _, view := range []string{queries.ViewConflicts, queries.ViewUnstated} {
		q, err := lib.Find(view)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(view+"/query", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := queries.Run(context.Background(), src, q, queries.Params{"about": iran}, queries.Options{Why: true}); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(view+"/view", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := report.NewLookup(src).RowsOf(context.Background(), view, iran); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(view+"/lookup", func(b *testing.B) { // what the view's own figure has of it
			for b.Loop() {
				report.NewLookup(src)
			}
		})
	}
}
