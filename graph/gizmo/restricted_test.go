package gizmo_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/graph"
)

// dossier adds to a random graph what a restriction looks at: statements and an inference in articles, with names, aliases, speakers
// and content that is hoped.
func dossier(r *rand.Rand, qs []quad.Quad) []quad.Quad {
	iri := func(of ...string) quad.Value { return quad.IRI(of[r.IntN(len(of))]) }
	add := func(s quad.Value, p string, o quad.Value, label quad.Value) {
		qs = append(qs, quad.Quad{Subject: s, Predicate: quad.IRI(p), Object: o, Label: label})
	}
	qs = slices.DeleteFunc(qs, func(q quad.Quad) bool { return q.Predicate == quad.IRI("kg:inArticle") })
	for _, s := range []string{"s1", "s2", "s3"} {
		article := iri("art", "art2")
		add(quad.IRI(s), "kg:inArticle", article, quad.IRI("kg:derived"))
		switch r.IntN(4) {
		case 0:
			add(quad.IRI(s), "rdf:type", quad.IRI("kg:Inference"), article)
		case 1:
			add(quad.IRI(s), "kg:quote", quad.String("word"), article)
		default:
			add(quad.IRI(s), "rdf:type", quad.IRI("kg:Statement"), article)
		}
	}
	said := func() quad.Value { return iri("s1", "s2", "s3") }
	for range r.IntN(4) {
		add(iri("a", "b", "c"), "schema:name", quad.String("x"), iri("kg:entities", "kg:entities", "s1", "s2"))
		add(iri("a", "b"), "schema:alternateName", quad.String("y"), quad.IRI("kg:entities"))
	}
	for _, c := range []string{"hope", "plan"} {
		if r.IntN(2) > 0 {
			add(quad.IRI(c), "kg:modality", quad.String(textOf(iri("hoped", "planned"))), quad.IRI("kg:derived"))
			add(iri("a", "b"), "p", quad.IRI(c), said())
			add(quad.IRI(c), "kg:speaker", iri("a", "b"), said())
		}
	}
	return once(qs)
}

func randomRestriction(r *rand.Rand) graph.Restriction {
	all := []func(*graph.Restriction){
		func(x *graph.Restriction) { x.Articles = []quad.IRI{"art"} },
		func(x *graph.Restriction) { x.Speakers = []quad.IRI{"b"} },
		func(x *graph.Restriction) { x.Modalities = []string{"actual"} },
		func(x *graph.Restriction) { x.Modalities = []string{"actual", "hoped"} },
		func(x *graph.Restriction) { x.NoInference = true },
		func(x *graph.Restriction) { x.NoBackground = true },
	}
	var x graph.Restriction
	for range 1 + r.IntN(2) {
		all[r.IntN(len(all))](&x)
	}
	return x
}

// allowed keeps the quads that a restriction leaves in, as the words of graph.Restriction say. "actual" is always among its modalities.
func allowed(qs []quad.Quad, x graph.Restriction) []quad.Quad {
	a := &allowance{Restriction: x, quads: qs, hidden: map[quad.Value]bool{}}
	a.readStatements()
	for _, q := range qs {
		if q.Predicate == quad.IRI("kg:modality") && len(x.Modalities) > 0 && !slices.Contains(x.Modalities, textOf(q.Object)) {
			a.hidden[q.Subject] = true
		}
	}
	for _, s := range a.statements {
		a.hidden[s] = !a.leavesIn(s)
	}
	var emptied []quad.Value
	for _, s := range a.statements {
		tells := slices.DeleteFunc(a.labelled(s), func(q quad.Quad) bool { return isName(q) })
		if len(x.Modalities) > 0 && len(tells) > 0 && !slices.ContainsFunc(tells, a.keeps) {
			emptied = append(emptied, s)
		}
	}
	for _, s := range emptied {
		a.hidden[s] = true
	}
	return slices.DeleteFunc(slices.Clone(qs), func(q quad.Quad) bool { return !a.keeps(q) })
}

type allowance struct {
	graph.Restriction
	quads      []quad.Quad
	statements []quad.Value
	hidden     map[quad.Value]bool // nodes that no quad may be from or to
}

// has says whether there is a quad; nil is any.
func (a *allowance) has(s, p, o, label quad.Value) bool {
	return slices.ContainsFunc(a.quads, func(q quad.Quad) bool {
		return (s == nil || q.Subject == s) && (p == nil || q.Predicate == p) && (o == nil || q.Object == o) && (label == nil || q.Label == label)
	})
}

func (a *allowance) readStatements() {
	for _, v := range valuesOf(a.quads) {
		if a.has(v, quad.IRI("kg:quote"), nil, nil) || a.has(v, quad.IRI("rdf:type"), quad.IRI("kg:Statement"), nil) || a.isInference(v) {
			a.statements = append(a.statements, v)
		}
	}
}

func (a *allowance) isInference(v quad.Value) bool {
	return a.has(v, quad.IRI("rdf:type"), quad.IRI("kg:Inference"), nil)
}

// leavesIn says whether a statement is left in, but for what its modalities leave of it.
func (a *allowance) leavesIn(statement quad.Value) bool {
	inArticle := len(a.Articles) == 0
	for _, article := range a.Articles {
		inArticle = inArticle || a.has(statement, quad.IRI("kg:inArticle"), article, nil)
	}
	said := len(a.Speakers) == 0
	for _, speaker := range a.Speakers {
		said = said || a.has(nil, quad.IRI("kg:speaker"), speaker, statement)
	}
	return inArticle && said && !(a.NoInference && a.isInference(statement))
}

func (a *allowance) labelled(label quad.Value) []quad.Quad {
	return slices.DeleteFunc(slices.Clone(a.quads), func(q quad.Quad) bool { return q.Label != label })
}

func isName(q quad.Quad) bool {
	return q.Predicate == quad.IRI("schema:name") || q.Predicate == quad.IRI("rdf:type")
}

func (a *allowance) keeps(q quad.Quad) bool {
	if a.hidden[q.Subject] || a.hidden[q.Object] || a.NoBackground && q.Label == quad.IRI("kg:entities") && !isName(q) {
		return false
	}
	isStatement := slices.Contains(a.statements, q.Label)
	switch {
	case isStatement && a.leavesIn(q.Label):
		return true
	case len(a.Articles)+len(a.Speakers) == 0:
		return !isStatement
	case slices.Contains([]quad.Value{quad.IRI("kg:entities"), quad.IRI("kg:derived"), quad.IRI("kg:namespaces"), quad.IRI("art"), quad.IRI("art2")}, q.Label):
		return true
	}
	told := slices.ContainsFunc(a.statements, func(s quad.Value) bool {
		return a.leavesIn(s) && (a.has(q.Subject, nil, nil, s) || a.has(nil, nil, q.Subject, s))
	})
	return isName(q) && told && !(a.NoInference && a.isInference(q.Label))
}

// TestRestrictedAgainstTheLayman asks random programs of what restrictions leave of random graphs; the layman has only those quads.
func TestRestrictedAgainstTheLayman(t *testing.T) {
	t.Parallel()
	from, classes, fewer, asked := seed(t), map[string]int{}, 0, 800
	for i := range asked {
		one, err := randomTrial(from, i)
		if err != nil {
			t.Fatal(err)
		}
		r := rand.New(rand.NewPCG(from, uint64(i)))
		one.quads, one.restriction = dossier(r, one.quads), randomRestriction(r)
		v := one.judge()
		if v.bad() {
			small := one.shrink(v.class)
			t.Fatalf("SEED=%d i=%d, disagree about %s\n%s\n\nin short, for %+v\n%s\n%s", from, i, v.class, one, small.restriction, small, small.judge().details)
		}
		classes[v.class]++
		if len(allowed(one.quads, one.restriction)) < len(one.quads) {
			fewer++
		}
	}
	t.Logf("%d programs: %v, %d of graphs of which something was left out", asked, classes, fewer)
	if classes["agree"] < asked*3/4 || fewer < asked/2 {
		t.Error("too few of them say anything")
	}
}
