package report_test

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/graph/gizmo"
	"rapport/internal/report"
	"rapport/quads"
	"rapport/queries"
)

var harbour = os.DirFS("../../cmd/rapport/testdata/dossiers/harbour/quads")

// TestDisputesAreTheConflicts: the statements that contradict each other are those that the query conflicts finds, on both dossiers and on one
// project that has dates, sums and places of every kind.
func TestDisputesAreTheConflicts(t *testing.T) {
	for name, qs := range map[string][]quad.Quad{"built-in": load(t, quads.Shipped()), "harbour": load(t, harbour), "of every kind": everyKind(t)} {
		t.Run(name, func(t *testing.T) {
			src := graph.Load(qs)
			want, got := conflicts(t, src), disputes(src, qs)
			if slices.Sort(want); !slices.Equal(got, want) {
				t.Errorf("got %q\nwant %q", got, want)
			}
			if len(want) == 0 && name != "built-in" {
				t.Error("nothing is disputed: too little to prove anything")
			}
		})
	}
}

func load(t *testing.T, folder fs.FS) []quad.Quad {
	t.Helper()
	d, err := quads.Load(folder)
	if err != nil {
		t.Fatal(err)
	}
	return d.Quads()
}

// conflicts are the pairs of statements that the query finds.
func conflicts(t *testing.T, src graph.Source) (pairs []string) {
	t.Helper()
	lib, err := queries.Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	q, err := lib.Find("conflicts")
	if err != nil {
		t.Fatal(err)
	}
	params, err := queries.Bind(&q.Header, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	result, err := queries.Run(context.Background(), src, q, params, queries.Options{Most: 100_000})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range result.Rows {
		pairs = append(pairs, pair(row[slices.Index(q.Columns, "statement")], row[slices.Index(q.Columns, "statement2")]))
	}
	slices.Sort(pairs)
	return slices.Compact(pairs)
}

func pair(a, b quad.Value) string {
	both := []string{quads.TextOf(a), quads.TextOf(b)}
	slices.Sort(both)
	return strings.Join(both, " ")
}

// disputes are the pairs of labels of quads that dispute each other. Each does so both ways.
func disputes(src graph.Source, qs []quad.Quad) (pairs []string) {
	l := report.NewLookup(src)
	for _, q := range qs {
		for _, other := range l.Disputes(q) {
			pairs = append(pairs, pair(q.Label, other.Label))
		}
	}
	slices.Sort(pairs)
	return slices.Compact(pairs)
}

// everyKind is the harbour dossier with a project of which each of many statements gives another date, sum or place.
func everyKind(t *testing.T) []quad.Quad {
	qs := load(t, harbour)
	at := 0
	add := func(s, p, o quad.Value) quad.IRI {
		at++
		label := quad.IRI(fmt.Sprintf("bc:9%03d", at))
		qs = append(qs, quad.Quad{Subject: s, Predicate: p, Object: o, Label: label},
			quad.Quad{Subject: label, Predicate: quads.Quoted, Object: quad.String("words"), Label: quad.IRI("bc:article")},
			quad.Quad{Subject: label, Predicate: quads.Type, Object: quads.StatementNode, Label: quads.DerivedLabel})
		return label
	}
	for _, date := range []string{"2031", "2031-03", "2031-03-02", "2031~", "2032?", "2034", "203X", "2031/2033", "../2031", "2033/..", "/2030", "2031-21", "2031-24", "2032-01", "XXXX-03-02", "XXXX-04", "9999", "203X-21", "2031-21/2033", "XXXX-24", "XXXX-01-15"} {
		add(quad.IRI("kg:dredging"), quads.Due, quad.TypedString{Value: quad.String(date), Type: quads.EDTF})
	}
	for _, sum := range []string{"4.0E7 EUR false", "4.0E7 USD false", "4.1E7 EUR true", "4.5E7 EUR false", "4.0E7 EUR true", "8.0E7 EUR true"} {
		var value, unit, rough string
		fmt.Sscan(sum, &value, &unit, &rough)
		node := quad.IRI(fmt.Sprintf("bc:sum-%d", at))
		label := add(quad.IRI("kg:dredging"), quad.IRI("kg:valuedAt"), node)
		qs = append(qs, quad.Quad{Subject: node, Predicate: quads.Figure, Object: quad.TypedString{Value: quad.String(value), Type: quads.XSDDouble}, Label: label},
			quad.Quad{Subject: node, Predicate: quads.UnitCode, Object: quad.String(unit), Label: label})
		if rough == "true" {
			qs = append(qs, quad.Quad{Subject: node, Predicate: quad.IRI("kg:approximate"), Object: quad.TypedString{Value: "true", Type: quads.XSDBoolean}, Label: label})
		}
	}
	for _, place := range []quad.IRI{"kg:north-channel", "kg:pilot-station", "kg:kestrel-bay-customs-house"} {
		add(quad.IRI("kg:dredging-agreement-signing"), quads.Place, place)
	}
	add(quad.IRI("kg:pilot-station"), quad.IRI("kg:partOf"), quad.IRI("kg:north-channel"))
	add(quad.IRI("pr:toll-free"), quads.ProvidedBy, quad.IRI("kg:dredging-agreement"))
	return qs
}

// TestDisputeReachesRolesAndWords: that somebody signed is also said by a part in the signing, and a date by the words for it.
func TestDisputeReachesRolesAndWords(t *testing.T) {
	l := report.NewLookup(graph.Load(load(t, harbour)))
	signing, deal := quad.IRI("kg:dredging-agreement-signing"), quad.IRI("kg:dredging-agreement")
	for _, c := range []struct {
		quad quad.Quad
		want string
	}{
		{quad.Quad{Subject: quad.IRI("kg:shirin-navabi"), Predicate: quad.IRI("kg:signed"), Object: deal, Label: quad.IRI("bn:02b")}, "bc:02a"},
		{quad.Quad{Subject: signing, Predicate: quads.Agent, Object: quad.IRI("kg:shirin-navabi"), Label: quad.IRI("bn:02b")}, "bc:02a"},
		{quad.Quad{Subject: signing, Predicate: quads.Agent, Object: quad.IRI("kg:orlan-marine"), Label: quad.IRI("bn:01a")}, ""},
		{quad.Quad{Subject: signing, Predicate: quads.TimeText, Object: quad.String("on 3 March 2031"), Label: quad.IRI("bn:01a")}, "bc:01a"},
		{quad.Quad{Subject: signing, Predicate: quads.TimeText, Object: quad.String("in March 2031"), Label: quad.IRI("pr:01a")}, ""},
		{quad.Quad{Subject: quad.IRI("bc:not-signed"), Predicate: quads.Content, Object: quad.String("Shirin Navabi did not sign it"), Label: quad.IRI("bc:02a")}, "bn:02b"},
		{quad.Quad{Subject: deal, Predicate: quads.Type, Object: quad.IRI("kg:Agreement"), Label: quads.EntityLabel}, ""},
	} {
		var got []string
		for _, other := range l.Disputes(c.quad) {
			got = append(got, quads.TextOf(other.Label))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%v: disputed by %q, want %q", c.quad, got, c.want)
		}
	}
}

// TestBoundsLeadToTheirDate: a bound that the program derives rests on the words of the date, an inferred one on the inference.
func TestBoundsLeadToTheirDate(t *testing.T) {
	l := report.NewLookup(graph.Load(load(t, quads.Shipped())))
	seen := 0
	for _, q := range load(t, quads.Shipped()) {
		if q.Label != quads.DerivedLabel || !slices.Contains([]quad.Value{quads.Earliest, quads.Latest, quads.InferredEarliest, quads.InferredLatest}, q.Predicate) {
			continue
		}
		seen++
		e := l.NewExplainer().Explain(crossing(q))
		inferred := q.Predicate == quads.InferredEarliest || q.Predicate == quads.InferredLatest
		if len(e.Notes) == 0 || e.Inferred != inferred || !e.Background {
			t.Errorf("%v rests on %d statements, inferred %t, background %t", q, len(e.Notes), e.Inferred, e.Background)
		}
	}
	if seen == 0 {
		t.Error("nothing is derived")
	}
}

func crossing(q quad.Quad) gizmo.Why { return gizmo.Why{Derivations: []gizmo.Derivation{{q}}} }
