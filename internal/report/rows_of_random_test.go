package report_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/internal/report"
	"rapport/quads"
	"rapport/queries"
)

// randomGraphs is how many graphs the views are held against their queries in.
const randomGraphs = 30

// TestRowsOfRandomGraphsAreTheQuerys: so it is in small graphs of a vocabulary of their own, in which what the queries look for stands at random.
func TestRowsOfRandomGraphsAreTheQuerys(t *testing.T) {
	seed := uint64(rand.Uint32())
	if s, err := strconv.ParseUint(os.Getenv("SEED"), 10, 64); err == nil {
		seed = s
	}
	t.Logf("SEED=%d", seed)
	lib, err := queries.Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	some := map[string]int{}
	for i := range randomGraphs {
		r := &randomRows{Rand: rand.New(rand.NewPCG(seed, uint64(i)))}
		qs := r.graph()
		src := graph.Load(qs)
		l := report.NewLookup(src)
		for _, view := range rowViews {
			q, more := queryOf(t, lib, view)
			for _, node := range append(slices.Clone(r.nodes), "") {
				want := asRows(runAbout(t, src, q, node, more), q.Ordered)
				result, err := l.RowsOf(context.Background(), view, node)
				if err != nil {
					t.Fatal(err)
				}
				if got := asRows(result, q.Ordered); !slices.Equal(got, want) {
					t.Fatalf("SEED=%d i=%d, %s of %q got alone\n%s\nwanted alone\n%s\nof, in order,\n%s\nwant\n%s\nin\n%s", seed, i, view, node, strings.Join(without(got, want), "\n"), strings.Join(without(want, got), "\n"),
						strings.Join(got, "\n"), strings.Join(want, "\n"), r)
				}
				some[view] += len(want)
			}
		}
	}
	for _, view := range rowViews {
		if t.Logf("%s: %d rows", view, some[view]); some[view] < 5 {
			t.Errorf("%d rows of %s: too few to prove anything", some[view], view)
		}
	}
}

// randomRows writes a graph at random.
type randomRows struct {
	*rand.Rand
	all        []quad.Quad
	seen       map[quad.Quad]bool
	classes    []quad.IRI
	predicates []quad.IRI
	nodes      []quad.IRI
	statements []quad.IRI
	inferences []quad.IRI
}

func (r *randomRows) String() string {
	var b strings.Builder
	for _, q := range r.all {
		fmt.Fprintf(&b, "%v %v %v %v .\n", q.Subject, q.Predicate, q.Object, q.Label)
	}
	return b.String()
}

func one[T any](r *randomRows, of []T) T { return of[r.IntN(len(of))] }

// in says yes once in n times.
func (r *randomRows) in(n int) bool { return r.IntN(n) == 0 }

// say adds a quad, once.
func (r *randomRows) say(s, p quad.IRI, o, label quad.Value) {
	if q := (quad.Quad{Subject: s, Predicate: p, Object: o, Label: label}); !r.seen[q] {
		r.seen[q] = true
		r.all = append(r.all, q)
	}
}

// some calls add up to n times.
func (r *randomRows) some(n int, add func()) {
	for range r.IntN(n + 1) {
		add()
	}
}

func (r *randomRows) graph() []quad.Quad {
	r.seen = map[quad.Quad]bool{}
	r.predicates = []quad.IRI{
		quads.When, quads.Due, quads.Place, "kg:origin", quads.Measure, quads.Agent, "kg:instrument", quads.About, "kg:patient", quads.TimeText, quads.Speaker,
		quads.ProvidedBy, "kg:hailed", "kg:rejects", "kg:signed",
	}
	r.vocabulary()
	for i := range 3 + r.IntN(4) {
		r.nodes = append(r.nodes, quad.IRI("x:"+string(rune('a'+i))))
	}
	for _, s := range []quad.IRI{"s:1", "s:10", "s:1a", "s:2", "t:1"}[:2+r.IntN(4)] {
		r.statements = append(r.statements, s)
		r.say(s, quads.Type, quads.StatementNode, quads.DerivedLabel)
		r.some(2, func() {
			selector := s + quad.IRI(one(r, []string{".1", ".2"}))
			r.say(s, quads.HasSelector, selector, quads.DerivedLabel)
			r.say(selector, quads.Exact, quad.String("words of "+string(selector)), quads.DerivedLabel)
		})
	}
	for _, s := range []quad.IRI{"i:1", "i:2", "i:3"}[:1+r.IntN(3)] {
		r.inferences = append(r.inferences, s)
		r.say(s, quads.Type, quads.Inference, quads.DerivedLabel)
		r.some(2, func() { r.say(s, quads.DerivedFrom, one(r, r.statements), quad.IRI("s:article")) })
	}
	for _, n := range r.nodes {
		r.some(2, func() { r.say(n, quads.Type, one(r, r.classes), r.label()) })
		if r.in(2) {
			r.say(n, quads.Modality, quad.String(one(r, []string{"hoped", "planned"})), quads.DerivedLabel)
		}
		if r.in(3) {
			r.figure(n)
		}
	}
	r.some(30, func() { r.fact(one(r, r.predicates)) })
	r.some(4, func() { r.fact("kg:after") })
	r.some(3, func() { r.fact("kg:partOf") })
	r.some(2, func() { r.fact("kg:draftOf") })
	r.some(3, func() { r.fact("kg:stopsShortOf") })
	r.some(3, func() {
		r.say(one(r, r.nodes), quads.InferredWhen, r.date(), one(r, slices.Concat(r.inferences, r.statements)))
	})
	r.some(3, r.denial)
	return r.all
}

// label is mostly that of a statement.
func (r *randomRows) label() quad.Value {
	switch r.IntN(12) {
	case 0, 1:
		return quads.EntityLabel
	case 2:
		return quad.IRI("s:none")
	case 3:
		return one(r, r.inferences)
	case 4:
		return nil
	}
	return one(r, r.statements)
}

// fact says something of a node.
func (r *randomRows) fact(p quad.IRI) {
	var o quad.Value = one(r, r.nodes)
	switch {
	case p == quads.When || p == quads.Due:
		o = r.date()
	case p == quads.TimeText:
		o = quad.String(one(r, []string{"on Thursday", "last week"}))
	case p == quads.Measure && r.in(3):
		o = quad.TypedString{Value: quad.String(one(r, []string{"1", "2"})), Type: quads.XSDInteger}
	}
	r.say(one(r, r.nodes), p, o, r.label())
}

func (r *randomRows) date() quad.Value {
	text := one(r, []string{"2031", "2031-03", "2031-03-05", "2031-03-06", "2031-21", "2031-24", "203X", "203X-21", "2031?", "2033~", "2031/2033", "2032/..", "../2030", "XXXX-03", "XXXX-03-05", "XXXX-21", "XXXX-24", "XXXX-01", "203X-24", "2031-21/2033"})
	return quad.TypedString{Value: quad.String(text), Type: quads.EDTF}
}

// figure makes a quantity of a node.
func (r *randomRows) figure(n quad.IRI) {
	label := r.label()
	r.say(n, quads.Figure, quad.TypedString{Value: quad.String(one(r, []string{"40.0", "41", "55.0"})), Type: quads.XSDDouble}, label)
	if !r.in(4) {
		r.say(n, quads.UnitCode, quad.String(one(r, []string{"EUR", "MTR"})), label)
	}
	if r.in(2) {
		r.say(n, "kg:approximate", quad.Bool(r.in(2)), label)
	}
}

// denial says of a node that it denies something, which something else may say.
func (r *randomRows) denial() {
	n, label, denied := one(r, r.nodes), r.label(), one(r, []quad.IRI{"kg:signed", quads.Place, "kg:origin", quads.Agent, quads.ProvidedBy})
	source, target := one(r, r.nodes), one(r, r.nodes)
	r.say(n, quads.Type, quads.Denial, r.label())
	r.say(n, quads.DeniedSource, source, label)
	r.say(n, quads.DeniedProperty, denied, label)
	r.say(n, quads.DeniedTarget, target, label)
	if r.in(2) {
		r.say(n, quads.DeniedTarget, one(r, r.nodes), label)
	}
	if !r.in(3) {
		r.say(source, denied, target, r.label())
	}
}

// vocabulary has classes below the four roots and predicates of which some are asked about.
func (r *randomRows) vocabulary() {
	tell := func(s, p quad.IRI, o quad.Value) { r.say(s, p, o, quads.VocabularyLabel) }
	r.classes = []quad.IRI{quads.Thing, quads.Occurrence, quads.ContentNode, quads.ValueNode}
	for _, c := range append(r.classes, "kg:Claim", quads.Denial, "x:Deal", "x:Signing", "x:Speech", "x:Wish") {
		tell(c, quads.Type, quads.ClassOfClasses)
		if slices.Contains(r.classes, c) {
			continue
		}
		above := one(r, r.classes)
		if c == "x:Signing" {
			above = quads.Occurrence
		}
		tell(c, quads.SubClassOf, above)
		if r.in(4) {
			tell(c, quads.SubClassOf, one(r, r.classes))
		}
		r.classes = append(r.classes, c)
	}
	roles := []quad.IRI{"kg:instrument", quads.About, "kg:patient"}
	for _, c := range r.classes {
		if r.in(3) {
			tell(c, quads.FocusRole, one(r, roles))
		}
		if r.in(2) {
			r.some(2, func() { tell(c, quads.Expects, one(r, r.predicates)) })
		}
		if r.in(4) {
			tell(c, "kg:answersFor", one(r, r.classes))
		}
	}
	for _, p := range append(slices.Clone(r.predicates), quads.InferredWhen) {
		tell(p, quads.Type, quads.Property)
		tell(p, quads.Label, quad.String("does "+string(p)))
		if !r.in(6) {
			tell(p, quads.InverseName, quad.String("is done "+string(p)))
		}
		tell(p, quads.DomainIncludes, one(r, r.classes))
		if p != quads.InferredWhen && r.in(2) {
			tell(p, quads.SingleValue, quad.Bool(true))
		}
		if r.in(2) {
			tell(p, "kg:question", quad.String("who "+string(p)))
		}
		if r.in(3) {
			r.some(2, func() { tell(p, "kg:answeredBy", one(r, r.predicates)) })
		}
		if r.in(3) {
			r.some(2, func() { tell(p, "kg:toldBy", one(r, r.classes)) })
		}
		if r.in(4) {
			tell(p, "kg:inferredAs", quads.InferredWhen)
		}
	}
}
