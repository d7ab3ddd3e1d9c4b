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
	// A kind of its own stands below two others.
	say("pr:Fair", quads.Type, quads.ClassOfClasses)
	say("pr:Fair", quads.SubClassOf, quad.IRI("kg:Signing"))
	say("pr:Fair", quads.SubClassOf, quad.IRI("kg:Speech"))
	fact := func(s, p quad.IRI, o, label quad.Value) {
		qs = append(qs, quad.Quad{Subject: s, Predicate: p, Object: o, Label: label})
	}
	date := func(text string) quad.Value { return quad.TypedString{Value: quad.String(text), Type: quads.EDTF} }
	// Of a project nothing is said but that somebody is to build it.
	fact("pr:mole", quads.Type, quad.IRI("kg:Project"), quads.EntityLabel)
	fact("kg:orlan-marine", "kg:builds", quad.IRI("pr:mole"), quad.IRI("pr:01a"))
	// Of an occurrence of two kinds, two statements date it, one also in words, and an inference that is drawn from neither.
	fact("pr:launch", quads.Type, quad.IRI("kg:Signing"), quads.EntityLabel)
	fact("pr:launch", quads.Type, quad.IRI("kg:Speech"), quads.EntityLabel)
	fact("pr:launch", quads.Agent, quad.IRI("kg:orlan-marine"), quad.IRI("pr:01a"))
	fact("pr:launch", quads.When, date("2031-22"), quad.IRI("pr:01a"))
	fact("pr:launch", quads.TimeText, quad.String("in summer"), quad.IRI("pr:01a"))
	fact("pr:launch", quads.When, date("203X"), quad.IRI("bc:01a"))
	fact("pr:inf-launch", quads.Type, quads.Inference, quads.DerivedLabel)
	fact("pr:launch", quads.InferredWhen, date("2031-07"), quad.IRI("pr:inf-launch"))
	fact("pr:launch", quads.InferredWhen, date("2031-08"), quad.IRI("pr:02a")) // which is no inference
	fact("pr:inf-launch", quads.DerivedFrom, quad.IRI("pr:09a"), quad.IRI("pr:article"))
	fact("pr:inf-again", quads.Type, quads.Inference, quads.DerivedLabel)
	fact("pr:launch", quads.InferredWhen, date("XXXX-07"), quad.IRI("pr:inf-again"))
	fact("pr:inf-again", quads.DerivedFrom, quad.IRI("bc:01a"), quad.IRI("pr:article"))
	// One comes after it and has no date; one comes after nothing.
	for _, node := range []quad.IRI{"pr:rest", "pr:end"} {
		fact(node, quads.Type, quad.IRI("kg:Change"), quads.EntityLabel)
		fact(node, quads.Agent, quad.IRI("kg:orlan-marine"), quad.IRI("pr:01a"))
		fact(node, quads.TimeText, quad.String("later"), quad.IRI("bn:01a"))
	}
	fact("pr:rest", "kg:after", quad.IRI("pr:launch"), quad.IRI("bn:01a"))
	// A claim about nothing, by two speakers, one of them told twice.
	fact("pr:quip", quads.Type, quad.IRI("kg:Claim"), quad.IRI("pr:01a"))
	fact("pr:quip", quads.Modality, quad.String("claimed"), quads.DerivedLabel)
	fact("pr:quip", quads.Speaker, quad.IRI("kg:orlan-marine"), quad.IRI("pr:01a"))
	fact("pr:quip", quads.Speaker, quad.IRI("kg:orlan-marine"), quad.IRI("bn:01a"))
	fact("pr:quip", quads.Speaker, quad.IRI("kg:shirin-navabi"), quad.IRI("bn:01a"))
	fact("kg:orlan-marine", "kg:hailed", quad.IRI("pr:quip"), quad.IRI("bn:01a"))
	// That project is one by two statements; two more date the occurrence, of which a query takes the second for the earlier one.
	fact("pr:mole", quads.Type, quad.IRI("kg:Project"), quad.IRI("pr:01a"))
	for label, text := range map[quad.IRI]string{"pr:1": "2031-05", "pr:10": "2031-06"} {
		fact(label, quads.Type, quads.StatementNode, quads.DerivedLabel)
		fact("pr:launch", quads.When, date(text), label)
	}
	// Some of the same day in the same words come in the order of their kinds.
	for node, kind := range map[quad.IRI]quad.IRI{"pr:able": "kg:Signing", "pr:fair": "pr:Fair", "pr:zeal": "kg:Conclusion"} {
		fact(node, quads.Type, kind, quads.EntityLabel)
		fact(node, quads.Agent, quad.IRI("kg:orlan-marine"), quad.IRI("bn:01a"))
		fact(node, quads.When, date("2031-09"), quad.IRI("bn:01a"))
	}
	// What no statement says is none's.
	fact("pr:launch", quads.When, date("1999"), nil)
	fact("pr:launch", quads.InferredWhen, date("1999"), nil)
	fact("kg:orlan-marine", "kg:rejects", quad.IRI("pr:quip"), nil)
	fact("pr:launch", "kg:place", quad.IRI("kg:north-channel"), nil)
	return qs
}

// TestRowsOfEnd: a view ends with its context, wherever it is by then.
func TestRowsOfEnd(t *testing.T) {
	src := graph.Load(otherQuestions(t))
	for _, view := range rowViews {
		for _, node := range []quad.IRI{"", "kg:orlan-marine"} {
			ended := 0
			for looks := 0; ; looks = looks*5/4 + 1 {
				ctx := &ending{Context: context.Background(), looks: looks}
				_, err := report.NewLookup(src).RowsOf(ctx, view, node)
				if err == nil {
					break
				}
				ended++
				if ctx.looks < -2000 {
					t.Errorf("%s of %q looks %d times at a context that has ended", view, node, -ctx.looks)
				}
			}
			if ended < 10 {
				t.Errorf("%s of %q looked at its context %d times: too few to prove anything", view, node, ended)
			}
		}
	}
}

// ending is a context that ends when it has been looked at so often.
type ending struct {
	context.Context
	looks int
}

func (c *ending) Err() error {
	if c.looks--; c.looks < 0 {
		return context.Canceled
	}
	return nil
}

// TestTimesOfManyWays: what is not dated is placed where many ways lead back, in the view and in its query.
func TestTimesOfManyWays(t *testing.T) {
	lib, err := queries.Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	qs := []quad.Quad{
		{Subject: quad.IRI("kg:Signing"), Predicate: quads.SubClassOf, Object: quads.Occurrence, Label: quads.VocabularyLabel},
		{Subject: quad.IRI("x:0-0"), Predicate: quads.When, Object: quad.TypedString{Value: "2031", Type: quads.EDTF}, Label: quad.IRI("x:1")},
	}
	const rounds, abreast = 30, 4
	node := func(round, n int) quad.IRI { return quad.IRI(fmt.Sprintf("x:%d-%d", round, n)) }
	for round := range rounds {
		for n := range abreast {
			qs = append(qs, quad.Quad{Subject: node(round, n), Predicate: quads.Type, Object: quad.IRI("kg:Signing"), Label: quads.EntityLabel},
				quad.Quad{Subject: node(round, n), Predicate: quads.TimeText, Object: quad.String("then"), Label: quad.IRI("x:1")})
			for before := range abreast {
				qs = append(qs, quad.Quad{Subject: node(round+1, n), Predicate: quad.IRI("kg:after"), Object: node(round, before), Label: quad.IRI("x:1")})
			}
		}
	}
	src := graph.Load(qs)
	q, more := queryOf(t, lib, queries.ViewTimes)
	want := asRows(runAbout(t, src, q, "", more), true)
	result, err := report.NewLookup(src).RowsOf(context.Background(), queries.ViewTimes, "")
	if err != nil {
		t.Fatal(err)
	}
	if got := asRows(result, true); len(want) != rounds*abreast || !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
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
