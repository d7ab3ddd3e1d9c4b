package report_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/internal/report"
	"rapport/quads"
	"rapport/queries"
)

// rowViews are the views that have rows.
var rowViews = []string{queries.ViewConflicts, queries.ViewUnstated, queries.ViewSaid, queries.ViewTimes}

// TestRowsOfAViewAreTheQuerys: the views that have rows give those of a query, about each node of a dossier and about all, with what each rests on.
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
		for _, view := range rowViews {
			t.Run(name+" "+view, func(t *testing.T) {
				q, more := queryOf(t, lib, view)
				some := 0
				for _, node := range append(nodes(qs), "") {
					want := asRows(runAbout(t, src, q, node, more), q.Ordered)
					result, err := l.RowsOf(context.Background(), view, node)
					if err != nil {
						t.Fatal(err)
					}
					if got := asRows(result, q.Ordered); !slices.Equal(got, want) {
						t.Fatalf("of %q got alone\n%s\nwanted alone\n%s\nof, in order,\n%s\nwant\n%s", node, strings.Join(without(got, want), "\n"), strings.Join(without(want, got), "\n"), strings.Join(got, "\n"), strings.Join(want, "\n"))
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

// TestRowsOfAViewHaveItsHeader: a view has the columns of the query whose rows it has, and where it has all of them it is the same question.
func TestRowsOfAViewHaveItsHeader(t *testing.T) {
	lib, err := queries.Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, view := range rowViews {
		q, some := queryOf(t, lib, view)
		header := func(q *queries.Query) string {
			text := fmt.Sprintf("%q %q %q %q %v", q.Columns, q.Blanks, q.Labels, q.View, q.Ordered)
			if some == nil {
				text += fmt.Sprintf(" %q %q %q", q.Title, q.Asks, q.Empty)
			}
			return text
		}
		own := queries.RowsOf(view)
		if got, want := header(own), header(q); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
		if got, want := own.Params[0], q.Params[0]; own.Name != view || got.Name != want.Name || got.Type != want.Type || got.Optional != want.Optional {
			t.Errorf("%s: %q has the parameter %v, want %v", view, own.Name, got, want)
		}
	}
}

// queryOf is the query that a view has rows of, and with what it gives these alone.
func queryOf(t testing.TB, lib *queries.Library, view string) (*queries.Query, queries.Arguments) {
	t.Helper()
	var given queries.Arguments
	name := view
	switch view {
	case queries.ViewSaid:
		name, given = "positions", queries.Arguments{"kind": {"words", "stand"}}
	case queries.ViewTimes:
		name = "timeline"
	}
	q, err := lib.Find(name)
	if err != nil {
		t.Fatal(err)
	}
	return q, given
}

func runAbout(t *testing.T, src graph.Source, q *queries.Query, node quad.IRI, more queries.Arguments) *queries.Result {
	t.Helper()
	given := queries.Arguments{}
	maps.Copy(given, more)
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
func asRows(r *queries.Result, ordered bool) []string {
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
	if !ordered {
		slices.Sort(out)
	}
	return out
}

// without returns the lines that others are not.
func without(lines, others []string) []string {
	return slices.DeleteFunc(slices.Clone(lines), func(line string) bool { return slices.Contains(others, line) })
}

// otherQuestions is the harbour dossier with questions of every kind, and with times of which each is told in another way.
func otherQuestions(t *testing.T) []quad.Quad {
	qs := load(t, harbour)
	say := func(s, p quad.IRI, o quad.Value) {
		qs = append(qs, quad.Quad{Subject: s, Predicate: p, Object: o, Label: quads.VocabularyLabel})
	}
	say("kg:Completion", "kg:answersFor", quad.IRI("kg:Abandonment"))
	say("kg:Speech", "kg:answersFor", quad.IRI("kg:Signing"))
	say("kg:targetMeasure", "kg:answeredBy", quad.IRI("kg:count"))
	say("kg:place", "kg:toldBy", quad.IRI("kg:Speech"))
	fact := func(s, p quad.IRI, o quad.Value, label quad.IRI) {
		qs = append(qs, quad.Quad{Subject: s, Predicate: p, Object: o, Label: label})
	}
	date := func(text string) quad.Value { return quad.TypedString{Value: quad.String(text), Type: quads.EDTF} }
	// Of a project nothing is said but that somebody is to build it.
	fact("pr:mole", quads.Type, quad.IRI("kg:Project"), quads.EntityLabel)
	fact("kg:orlan-marine", "kg:builds", quad.IRI("pr:mole"), "pr:01a")
	// Of an occurrence of two kinds, two statements date it, one also in words, and an inference that is drawn from neither.
	fact("pr:launch", quads.Type, quad.IRI("kg:Signing"), quads.EntityLabel)
	fact("pr:launch", quads.Type, quad.IRI("kg:Speech"), quads.EntityLabel)
	fact("pr:launch", quads.Agent, quad.IRI("kg:orlan-marine"), "pr:01a")
	fact("pr:launch", quads.When, date("2031-22"), "pr:01a")
	fact("pr:launch", quads.TimeText, quad.String("in summer"), "pr:01a")
	fact("pr:launch", quads.When, date("203X"), "bc:01a")
	fact("pr:inf-launch", quads.Type, quads.Inference, quads.DerivedLabel)
	fact("pr:launch", quads.InferredWhen, date("2031-07"), "pr:inf-launch")
	fact("pr:launch", quads.InferredWhen, date("2031-08"), "pr:02a") // which is no inference
	fact("pr:inf-launch", quads.DerivedFrom, quad.IRI("pr:09a"), "pr:article")
	fact("pr:inf-again", quads.Type, quads.Inference, quads.DerivedLabel)
	fact("pr:launch", quads.InferredWhen, date("XXXX-07"), "pr:inf-again")
	fact("pr:inf-again", quads.DerivedFrom, quad.IRI("bc:01a"), "pr:article")
	// One comes after it and has no date; one comes after nothing.
	for _, node := range []quad.IRI{"pr:rest", "pr:end"} {
		fact(node, quads.Type, quad.IRI("kg:Change"), quads.EntityLabel)
		fact(node, quads.Agent, quad.IRI("kg:orlan-marine"), "pr:01a")
		fact(node, quads.TimeText, quad.String("later"), "bn:01a")
	}
	fact("pr:rest", "kg:after", quad.IRI("pr:launch"), "bn:01a")
	// A claim about nothing, by two speakers, one of them told twice.
	fact("pr:quip", quads.Type, quad.IRI("kg:Claim"), "pr:01a")
	fact("pr:quip", quads.Modality, quad.String("claimed"), quads.DerivedLabel)
	fact("pr:quip", quads.Speaker, quad.IRI("kg:orlan-marine"), "pr:01a")
	fact("pr:quip", quads.Speaker, quad.IRI("kg:orlan-marine"), "bn:01a")
	fact("pr:quip", quads.Speaker, quad.IRI("kg:shirin-navabi"), "bn:01a")
	fact("kg:orlan-marine", "kg:hailed", quad.IRI("pr:quip"), "bn:01a")
	return qs
}

// BenchmarkRowsOf compares a view that has rows with the query that gives these, about Iran.
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
	for _, view := range rowViews {
		q, given := queryOf(b, lib, view)
		params, err := queries.Bind(&q.Header, given, nil)
		if err != nil {
			b.Fatal(err)
		}
		params["about"] = iran
		b.Run(view+"/query", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := queries.Run(context.Background(), src, q, params, queries.Options{Why: true}); err != nil {
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
