package graph

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// iri is short for the tables of these tests.
func iri(s string) quad.IRI { return quad.IRI(s) }

func edtf(s string) quad.Value { return quad.TypedString{Value: quad.String(s), Type: quads.EDTF} }

func dateTimeOf(s string) quad.Value {
	return quad.TypedString{Value: quad.String(s), Type: quads.XSDDateTime}
}

// dossier draws a small dossier at random: three articles, content of every modality with speakers, figures, inferences, entity data,
// what is derived of all this, and quads that belong to nothing.
func dossier(r *rand.Rand) []quad.Quad {
	var qs []quad.Quad
	add := func(s, p string, o quad.Value, label string) {
		q := quad.Quad{Subject: iri(s), Predicate: iri(p), Object: o}
		if label != "" {
			q.Label = iri(label)
		}
		qs = append(qs, q)
	}
	pick := func(from ...string) string { return from[r.IntN(len(from))] }
	classes := map[string]string{"kg:Claim": "claimed", "kg:Hope": "hoped", "kg:Project": "planned", "kg:Denial": "denied", "kg:Wish": ""}
	for class, modality := range classes {
		add(class, "rdf:type", iri("rdfs:Class"), "kg:vocabulary")
		if modality != "" {
			add(class, "kg:impliesModality", quad.String(modality), "kg:vocabulary")
		}
	}
	add("kg:Wish", "rdfs:subClassOf", iri("kg:Hope"), "kg:vocabulary")
	add("kg:Quantity", "rdfs:subClassOf", iri("kg:Value"), "kg:vocabulary")
	add("kg:lacks", "kg:sense", iri("kg:negative"), "kg:vocabulary")
	actors := []string{"kg:ann", "kg:bo", "kg:cy"}
	for _, a := range actors {
		add(a, "rdf:type", iri("kg:Person"), "kg:entities")
		add(a, "schema:name", quad.String(a), "kg:entities")
		add(a, "schema:alternateName", quad.String(strings.ToUpper(a)), "kg:entities")
	}
	add("kg:shared", "rdf:type", iri("kg:Project"), "kg:entities")
	for _, prefix := range []string{"x", "y", "z"} {
		article := prefix + ":article"
		add(article, "rdf:type", iri("kg:Article"), article)
		switch r.IntN(4) {
		case 0:
			add(article, "kg:dated", edtf(pick("2030", "2031-05", "2031-05-06/..")), prefix+":01a")
		case 1:
			add(article, "kg:inferredDated", edtf(pick("2030-02-03", "2031")), prefix+":inf-one")
		case 2:
			add(article, "schema:datePublished", quad.TypedString{Value: "2031-05-05", Type: quads.XSDDate}, article)
		}
		add(prefix+":inf-one", "rdf:type", iri("kg:Inference"), article)
		add(pick(actors...), "kg:inferredWhen", edtf("2029"), prefix+":inf-one")
		for i := range 5 {
			label := fmt.Sprintf("%s:0%da", prefix, i+1)
			add(label, "kg:quote", quad.String(label), article)
			add(label, "kg:inArticle", iri(article), "kg:derived")
			add(label, "oa:hasSelector", iri(label+".1"), "kg:derived")
			add(label+".1", "oa:exact", quad.String(label), "kg:derived")
			node := fmt.Sprintf("%s:node-%d", prefix, r.IntN(4))
			class := pick(slices.Sorted(maps.Keys(classes))...)
			if r.IntN(3) > 0 {
				add(node, "rdf:type", iri(class), label)
				if m := classes[class]; m != "" && r.IntN(2) == 0 {
					add(node, "kg:modality", quad.String(m), "kg:derived")
				}
			}
			add(node, pick("kg:speaker", "kg:relayedBy", "kg:holder"), iri(pick(actors...)), label)
			add(pick(actors...), "kg:mentionedAs", quad.String("they"), label)
			add(pick(actors...), "kg:hopesFor", iri(pick(node, "kg:shared")), label)
			if r.IntN(3) == 0 {
				continue
			}
			add(pick(actors...), "kg:knows", iri(pick(actors...)), label)
			add(pick(actors...), "kg:lacks", iri(pick(node, "kg:dan")), label)
			add(node, "kg:targetMeasure", iri(node+"-sum"), label)
			add(node+"-sum", "rdf:type", iri("kg:Quantity"), label)
			add(node+"-sum", "schema:value", quad.String("7"), label)
			date := pick("2031", "2033")
			add("kg:shared", "kg:when", edtf(date), label)
			add("kg:shared", "kg:earliest", dateTimeOf(date+"-01-01T00:00:00Z"), "kg:derived")
		}
	}
	add("kg:ann", "kg:knows", iri("kg:dan"), pick("", "other:label"))
	return qs
}

// randomRestriction draws one that may leave out anything or nothing.
func randomRestriction(r *rand.Rand) Restriction {
	var out Restriction
	for _, m := range []string{"actual", "claimed", "hoped", "planned", "denied"} {
		if r.IntN(4) == 0 {
			out.Modalities = append(out.Modalities, m)
		}
	}
	for _, s := range []quad.IRI{"kg:ann", "kg:bo", "kg:nobody"} {
		if r.IntN(6) == 0 {
			out.Speakers = append(out.Speakers, s)
		}
	}
	for _, a := range []quad.IRI{"x:article", "y:article"} {
		if r.IntN(4) == 0 {
			out.Articles = append(out.Articles, a)
		}
	}
	if r.IntN(3) == 0 {
		out.AsOf = time.Date(2031, 5, 1+r.IntN(9), 23, 59, 59, 0, time.UTC)
	}
	out.NoInference, out.NoBackground = r.IntN(3) == 0, r.IntN(3) == 0
	return out
}

// judge decides as the documentation of Restriction does, from the quads alone and quad by quad.
type judge struct {
	all []quad.Quad
	r   Restriction
}

func (j judge) some(s, p, o quad.Value, test func(quad.Quad) bool) bool {
	return slices.ContainsFunc(j.all, func(q quad.Quad) bool {
		return (s == nil || q.Subject == s) && (p == nil || q.Predicate == p) && (o == nil || q.Object == o) && (test == nil || test(q))
	})
}

func (j judge) isInference(v quad.Value) bool {
	return v != nil && j.some(v, quads.Type, quads.Inference, nil)
}
func (j judge) isStatement(v quad.Value) bool {
	return v != nil && (j.isInference(v) || j.some(v, quads.Quoted, nil, nil))
}
func (j judge) isArticle(v quad.Value) bool {
	return v != nil && j.some(v, quads.Type, quads.ArticleNode, nil)
}

// weak is what a class implies, from strong to weak and denied last.
var weak = []string{"", "planned", "claimed", "hoped", "denied"}

// modality is that of a node: the weakest of its classes; of a figure the strongest of what it hangs on; "" of any other.
func (j judge) modality(v quad.Value) string {
	implied := map[quad.Value]string{iri("kg:Claim"): "claimed", iri("kg:Hope"): "hoped", iri("kg:Wish"): "hoped", iri("kg:Project"): "planned", iri("kg:Denial"): "denied"}
	rank := 0
	for _, q := range j.all {
		if q.Subject == v && q.Predicate == quads.Type {
			rank = max(rank, slices.Index(weak, implied[q.Object]))
		}
	}
	if rank > 0 || !j.some(v, quads.Type, quads.Quantity, nil) {
		return weak[rank]
	}
	rank = len(weak)
	for _, q := range j.all {
		if q.Object == v {
			rank = min(rank, slices.Index(weak, j.modality(q.Subject)))
		}
	}
	return weak[rank%len(weak)]
}

// denies tells whether the verb of a quad does, where somebody says it.
func (j judge) denies(q quad.Quad, open bool) bool {
	return !open && j.some(q.Predicate, quads.Sense, quads.Negative, nil)
}

// among tells whether the modality of a node is one of those asked for.
func (j judge) among(v quad.Value) bool {
	m := j.modality(v)
	return len(j.r.Modalities) == 0 || m == "" || slices.Contains(j.r.Modalities, m)
}

func (j judge) articleIn(a quad.Value) bool {
	if len(j.r.Articles) > 0 && !slices.Contains(j.r.Articles, a.(quad.IRI)) {
		return false
	}
	if j.r.AsOf.IsZero() {
		return true
	}
	end := map[string]string{"2030": "2030-12-31", "2031-05": "2031-05-31", "2030-02-03": "2030-02-03", "2031": "2031-12-31", "2031-05-05": "2031-05-05"}
	in := false
	for _, q := range j.all {
		date := slices.Contains([]quad.Value{quads.Dated, quads.InferredDated, datePublished}, q.Predicate)
		if q.Subject != a || !date || j.r.NoInference && j.isInference(q.Label) {
			continue
		}
		day := end[quads.TextOf(q.Object)]
		in = day != "" && day <= j.r.AsOf.Format(time.DateOnly)
	}
	return in
}

func (j judge) statementIn(s quad.Value) bool {
	if j.r.NoInference && j.isInference(s) {
		return false
	}
	prefix, _ := quads.SplitIRI(s.(quad.IRI))
	if !j.articleIn(iri(prefix + ":article")) {
		return false
	}
	return len(j.r.Speakers) == 0 || j.some(nil, nil, nil, func(q quad.Quad) bool {
		speaker, _ := q.Object.(quad.IRI)
		return q.Label == s && (q.Predicate == quads.Speaker || q.Predicate == quads.RelayedBy) && slices.Contains(j.r.Speakers, speaker)
	})
}

// emptied tells whether of what a statement tells nothing is left in.
func (j judge) emptied(s quad.Value) bool {
	telling := func(q quad.Quad) bool {
		return q.Label == s && !slices.Contains([]quad.Value{quads.Type, quads.Name, quads.MentionedAs}, q.Predicate)
	}
	return len(j.r.Modalities) > 0 && j.some(nil, nil, nil, telling) &&
		!j.some(nil, nil, nil, func(q quad.Quad) bool { return telling(q) && j.keeps(q) })
}

// out tells whether a node is out of sight altogether.
func (j judge) out(v quad.Value) bool {
	if j.isStatement(v) {
		return !j.statementIn(v) || j.emptied(v)
	}
	if text, ok := strings.CutSuffix(quads.TextOf(v), ".1"); ok && j.isStatement(iri(text)) {
		return j.out(iri(text))
	}
	return false
}

// told tells whether a statement that is left in has a node.
func (j judge) told(node quad.Value) bool {
	return j.some(nil, nil, nil, func(q quad.Quad) bool {
		return (q.Subject == node || q.Object == node) && j.isStatement(q.Label) && j.statementIn(q.Label)
	})
}

func (j judge) keeps(q quad.Quad) bool {
	naming := q.Predicate == quads.Type || q.Predicate == quads.Name
	open := j.isArticle(q.Label) || slices.Contains([]quad.Value{quads.EntityLabel, quads.VocabularyLabel, quads.NamespaceLabel, quads.DerivedLabel}, q.Label)
	if j.out(q.Subject) || j.out(q.Object) {
		return false
	}
	if j.r.byStatement() && !open && !(j.isStatement(q.Label) && j.statementIn(q.Label)) {
		if !naming || !j.told(q.Subject) || j.r.NoInference && j.isInference(q.Label) {
			return false
		}
	}
	if j.r.NoInference && j.isInference(q.Label) {
		return false
	}
	if len(j.r.Modalities) > 0 {
		content := j.modality(q.Subject) != "" || j.modality(q.Object) != ""
		switch {
		case j.denies(q, open):
			if !slices.Contains(j.r.Modalities, quads.Denied) {
				return false
			}
		case !j.among(q.Subject) || !j.among(q.Object):
			return false
		case !content && !open && !naming && !slices.Contains(j.r.Modalities, quads.Actual):
			return false
		}
	}
	if j.r.NoBackground && q.Label == quads.EntityLabel && !naming {
		return false
	}
	switch q.Predicate {
	case quads.Modality:
		return !j.r.byStatement() || j.told(q.Subject) || j.some(q.Subject, quads.Type, nil, j.keeps)
	case quads.Earliest:
		return j.some(q.Subject, quads.When, nil, func(w quad.Quad) bool {
			return strings.HasPrefix(quads.TextOf(q.Object), quads.TextOf(w.Object)) && j.keeps(w)
		})
	}
	return true
}

// TestRestrictedIsANaiveFilter asks all sixteen patterns of random dossiers under random restrictions, of a Memory and of
// a Source with nothing but the five methods.
func TestRestrictedIsANaiveFilter(t *testing.T) {
	const seed = 11
	r := rand.New(rand.NewPCG(seed, 12))
	kept, left := 0, 0
	for round := range 150 {
		qs := dossier(r)
		m := Load(qs)
		want := map[Quad]bool{}
		restriction := randomRestriction(r)
		for _, q := range qs {
			if j := (judge{qs, restriction}); j.keeps(q) {
				want[Quad{m.ID(q.Subject), m.ID(q.Predicate), m.ID(q.Object), m.ID(q.Label)}] = true
			}
		}
		kept, left = kept+len(want), left+m.Count(Quad{})-len(want)
		all := naive(m, qs)
		for _, src := range []Source{m, struct{ Source }{m}} {
			got, err := Restrict(src, restriction)
			if err != nil {
				t.Fatal(err)
			}
			for q := range all {
				if got.rules.keep(&q) != want[q] {
					t.Fatalf("seed %d, round %d, %+v: %s is kept: %v", seed, round, restriction, show(m, q), !want[q])
				}
			}
			for range 20 {
				for mask := range 16 {
					checkRestricted(t, got, m, want, randomPattern(r, m, all, mask))
				}
			}
		}
	}
	if kept < 1000 || left < 1000 {
		t.Errorf("%d quads left in, %d left out: too few to prove anything", kept, left)
	}
}

func show(m *Memory, q Quad) string {
	var parts []string
	for _, id := range q {
		parts = append(parts, quad.StringOf(m.Value(id)))
	}
	return strings.Join(parts, " ")
}

// checkRestricted compares a scan with a naive filter, and its order with that of the plain scan.
func checkRestricted(t *testing.T, r *Restricted, m *Memory, want map[Quad]bool, p Quad) {
	t.Helper()
	var expected []Quad
	plain := m.Scan(p)
	for q, ok := plain.Next(); ok; q, ok = plain.Next() {
		if want[q] {
			expected = append(expected, q)
		}
	}
	var got []Quad
	scan := r.Scan(p)
	for q, ok := scan.Next(); ok; q, ok = scan.Next() {
		got = append(got, q)
	}
	if !slices.Equal(got, expected) || r.Count(p) != len(expected) || scan.Err() != nil {
		t.Fatalf("pattern %v: scanned %d, counted %d, want %d", p, len(got), r.Count(p), len(expected))
	}
	leftOut := 0
	got = nil
	scan = r.ScanCounting(p, &leftOut)
	for q, ok := scan.Next(); ok; q, ok = scan.Next() {
		got = append(got, q)
	}
	if !slices.Equal(got, expected) || leftOut != m.Count(p)-len(expected) || scan.Err() != nil {
		t.Fatalf("pattern %v: %d counted out of %d, and %d left in, want %d", p, leftOut, m.Count(p), len(got), len(expected))
	}
}

func TestRestrictedKeepsIDs(t *testing.T) {
	m := Load(dossier(rand.New(rand.NewPCG(1, 1))))
	r, err := Restrict(m, Restriction{Modalities: []string{"actual"}, NoBackground: true})
	if err != nil {
		t.Fatal(err)
	}
	if r.NumValues() != m.NumValues() {
		t.Errorf("%d values, want %d", r.NumValues(), m.NumValues())
	}
	for id := ID(0); int(id) <= m.NumValues()+1; id++ {
		if r.Value(id) != m.Value(id) || r.ID(m.Value(id)) != m.ID(m.Value(id)) {
			t.Errorf("id %d differs", id)
		}
	}
}

// TestRestrictWithoutDerived: a graph that says less than a dossier, without the vocabulary and what is derived, or with IRIs in full, hides
// the same.
func TestRestrictWithoutDerived(t *testing.T) {
	files := []quad.Quad{
		{Subject: iri("a:hope"), Predicate: quads.Type, Object: iri("kg:Hope"), Label: iri("a:01a")},
		{Subject: iri("kg:ann"), Predicate: iri("kg:hopesFor"), Object: iri("a:hope"), Label: iri("a:01a")},
		{Subject: iri("kg:ann"), Predicate: iri("kg:knows"), Object: iri("kg:bo"), Label: iri("a:01a")},
		{Subject: iri("a:01a"), Predicate: quads.Quoted, Object: quad.String("q"), Label: iri("a:article")},
		{Subject: iri("kg:ann"), Predicate: iri("kg:knows"), Object: iri("kg:cy"), Label: iri("b:01a")},
		{Subject: iri("b:01a"), Predicate: quads.Quoted, Object: quad.String("q"), Label: iri("b:article")},
	}
	full := slices.Clone(files)
	for i, q := range full {
		for _, d := range quad.Directions {
			if v, ok := q.Get(d).(quad.IRI); ok {
				prefix, local := quads.SplitIRI(v)
				if ns := shippedPrefixes()[prefix+":"]; ns != "" {
					full[i].Set(d, quad.IRI(ns+local))
				}
			}
		}
	}
	for name, qs := range map[string][]quad.Quad{"short": files, "full": full} {
		m := Load(qs)
		for _, c := range []struct {
			r    Restriction
			want int
		}{
			{Restriction{}, 6},
			{Restriction{Modalities: []string{"actual"}}, 4},
			{Restriction{Modalities: []string{"hoped"}}, 3}, // the two that touch the hope, and the quote that says so
			{Restriction{Articles: []quad.IRI{"a:article"}}, 4},
			{Restriction{Articles: []quad.IRI{"a:article"}, Modalities: []string{"actual"}}, 2},
		} {
			got, err := Restrict(m, c.r)
			if err != nil || got.Count(Quad{}) != c.want {
				t.Errorf("%s, %+v: %d quads, %v; want %d", name, c.r, got.Count(Quad{}), err, c.want)
			}
		}
	}
}

func TestRestrictTellsOfUndatedAndSilent(t *testing.T) {
	m := Load([]quad.Quad{
		{Subject: iri("b:article"), Predicate: quads.Type, Object: quads.ArticleNode, Label: iri("b:article")},
		{Subject: iri("a:article"), Predicate: quads.Type, Object: quads.ArticleNode, Label: iri("a:article")},
		{Subject: iri("a:article"), Predicate: quads.InferredDated, Object: edtf("2031"), Label: iri("a:inf-one")},
		{Subject: iri("a:inf-one"), Predicate: quads.Type, Object: quads.Inference, Label: iri("a:article")},
	})
	r := Restriction{AsOf: time.Date(2032, 1, 1, 0, 0, 0, 0, time.UTC), Speakers: []quad.IRI{"kg:ann"}}
	got, err := Restrict(m, r)
	if err != nil || fmt.Sprint(got.Undated, got.Supplied, got.Silent) != "[<b:article>] [] [<kg:ann>]" {
		t.Errorf("%v %v %v, %v", got.Undated, got.Supplied, got.Silent, err)
	}
	if left := fmt.Sprint(ReadArticles(m), ReadArticles(got), got.Unread); left != "[<a:article> <b:article>] [<a:article>] [<b:article>]" {
		t.Errorf("all articles, those read, those not: %s", left)
	}
	r.NoInference = true
	got, err = Restrict(m, r)
	if err != nil || fmt.Sprint(got.Undated, got.Supplied) != "[<a:article> <b:article>] [<a:article>]" {
		t.Errorf("%v %v, %v", got.Undated, got.Supplied, err)
	}
}

// brokenSource fails in every walk.
type brokenSource struct{ *Memory }

func (brokenSource) Scan(Quad) Scanner { return brokenScan{} }

type brokenScan struct{}

func (brokenScan) Next() (Quad, bool) { return Quad{}, false }
func (brokenScan) Err() error         { return errDamaged }

var errDamaged = fmt.Errorf("damaged")

func TestRestrictReportsADamagedSource(t *testing.T) {
	m := Load(dossier(rand.New(rand.NewPCG(1, 1))))
	if _, err := Restrict(brokenSource{m}, Restriction{NoInference: true}); err == nil || err.Error() != "restrict: damaged" {
		t.Errorf("got %v", err)
	}
}

func TestRestrictedScanDoesNotAllocatePerQuad(t *testing.T) {
	m := Load(dossier(rand.New(rand.NewPCG(9, 10))))
	r, err := Restrict(m, Restriction{Modalities: []string{"actual"}, Articles: []quad.IRI{"x:article"}, NoBackground: true})
	if err != nil {
		t.Fatal(err)
	}
	got := testing.AllocsPerRun(10, func() {
		for s := r.Scan(Quad{}); ; {
			if _, ok := s.Next(); !ok {
				return
			}
		}
	})
	if got > 1 {
		t.Errorf("a scan allocates %v times", got)
	}
}

// TestRestrictedIsSafeForManyReaders is for the race detector.
func TestRestrictedIsSafeForManyReaders(t *testing.T) {
	m := Load(dossier(rand.New(rand.NewPCG(13, 14))))
	var all sync.WaitGroup
	shared, err := Restrict(m, Restriction{Modalities: []string{"hoped"}, Articles: []quad.IRI{"x:article"}})
	if err != nil {
		t.Fatal(err)
	}
	for range 8 {
		all.Go(func() {
			own, err := Restrict(m, Restriction{Modalities: []string{"hoped"}, Articles: []quad.IRI{"x:article"}})
			if err != nil || own.Count(Quad{}) != shared.Count(Quad{}) {
				t.Errorf("%d quads, %v; want %d", own.Count(Quad{}), err, shared.Count(Quad{}))
			}
			for id := ID(1); int(id) <= m.NumValues(); id++ {
				shared.Count(Quad{Object: id})
			}
		})
	}
	all.Wait()
}

// BenchmarkRestricted walks a graph plain and restricted to half of its statements and to what is actual.
func BenchmarkRestricted(b *testing.B) {
	const n = 1_000_000
	qs := sized(n)
	for i := range n / 10 {
		label := quad.IRI(fmt.Sprintf("rit:%da", i))
		qs = append(qs, quad.Quad{Subject: label, Predicate: quads.Quoted, Object: quad.String(label), Label: iri([]string{"x:article", "y:article"}[i%2])})
	}
	m := Load(qs)
	all := []quad.IRI{"x:article", "y:article"}
	for _, c := range []struct {
		name string
		r    *Restriction
	}{
		{"plain", nil},
		{"everything", &Restriction{Articles: all, Modalities: []string{"actual"}}},
		{"half", &Restriction{Articles: all[:1], Modalities: []string{"actual"}}},
	} {
		var src Source = m
		if c.r != nil {
			restricted, err := Restrict(m, *c.r)
			if err != nil {
				b.Fatal(err)
			}
			src = restricted
		}
		walk := func(b *testing.B, pattern Quad) {
			walked := m.Count(pattern)
			b.ReportAllocs()
			for b.Loop() {
				scan := src.Scan(pattern)
				for _, ok := scan.Next(); ok; _, ok = scan.Next() {
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(walked), "ns/quad")
		}
		b.Run(c.name+"/all", func(b *testing.B) { walk(b, Quad{}) })
		b.Run(c.name+"/node", func(b *testing.B) { walk(b, Quad{Object: m.ID(quad.IRI("kg:Class7"))}) })
	}
	b.Run("build", func(b *testing.B) {
		for b.Loop() {
			if _, err := Restrict(m, Restriction{Articles: all[:1], Modalities: []string{"actual"}}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
