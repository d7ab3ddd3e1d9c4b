package quads

import (
	"strconv"
	"time"

	"github.com/cayleygraph/quad"
)

// derive appends the quads that follow from the files and are never written to them, all labelled <kg:derived>:
//
//	<rit:article> <kg:sha256> "…"
//	<rit:s18>     <rdf:type> <kg:Sentence> · <kg:number> 18 · <kg:text> "…" · <kg:inArticle> <rit:article>
//	<rit:18a>     <rdf:type> <kg:Statement> · <kg:inArticle> <rit:article> · <kg:sentence> <rit:s18> · <oa:hasSelector> <rit:18a.1>
//	<rit:18a.1>   <oa:exact> "…" · <oa:start> 2890 · <oa:end> 2941
//	<content>     <kg:modality> "hoped"
//	<node>        <kg:earliest>, <kg:latest> "…"^^xsd:dateTime, the bounds of its EDTF values; <kg:inferredEarliest>,
//	              <kg:inferredLatest> those of values that are inferred, so that stated and inferred never mix
func (d *Dossier) derive(after []quad.Quad) []quad.Quad {
	out := deriver{d: d, quads: after, implied: map[quad.Value]quad.Value{}}
	for _, a := range d.Articles {
		out.article(a)
	}
	for _, s := range d.Statements {
		out.statement(s)
	}
	for _, f := range d.Files {
		for i := range f.Quads {
			out.node(&f.Quads[i].Quad)
		}
	}
	return out.quads
}

// roomToDerive returns about how many quads derive makes, rather more: growing a full slice of quads would copy it.
func (d *Dossier) roomToDerive() int {
	n := 0
	for _, a := range d.Articles {
		n += 1 + 4*len(a.Sentences)
	}
	for _, s := range d.Statements {
		n += 4 + 5*len(s.Evidence)
	}
	return n
}

type deriver struct {
	d       *Dossier
	quads   []quad.Quad
	implied map[quad.Value]quad.Value // the modality that a class implies, nil for none; those met so far
}

func (o *deriver) add(s, p, v quad.Value) {
	o.quads = append(o.quads, quad.Quad{Subject: s, Predicate: p, Object: v, Label: DerivedLabel})
}

func integer(n int) quad.Value {
	return quad.TypedString{Value: quad.String(strconv.Itoa(n)), Type: XSDInteger}
}

func (o *deriver) article(a *Article) {
	if a.IRI == "" {
		return // no statement yet: nothing can refer to it
	}
	o.add(a.IRI, SHA256, quad.String(a.SHA256))
	for _, s := range a.Sentences {
		var iri quad.Value = a.SentenceIRI(s.Number)
		o.add(iri, Type, SentenceNode)
		o.add(iri, Ordinal, integer(s.Number))
		o.add(iri, Text, quad.String(a.SentenceText(s.Number)))
		o.add(iri, InArticle, a.IRI)
	}
}

func (o *deriver) statement(s *Statement) {
	var iri quad.Value = s.IRI // an interface once, not for each quad
	if !s.Inference {
		o.add(iri, Type, StatementNode)
	}
	o.add(iri, InArticle, s.Article.IRI)
	for i, e := range s.Evidence {
		if e.Sentence > 0 && (i == 0 || e.Sentence != s.Evidence[i-1].Sentence) {
			o.add(iri, InSentence, s.Article.SentenceIRI(e.Sentence))
		}
		var selector quad.Value = s.IRI + "." + quad.IRI(strconv.Itoa(i+1))
		o.add(iri, HasSelector, selector)
		o.add(selector, Exact, quad.String(e.Exact))
		o.add(selector, Start, integer(e.Start))
		o.add(selector, End, integer(e.End))
	}
}

func (o *deriver) node(q *quad.Quad) {
	if _, ok := q.Subject.(quad.IRI); !ok {
		return
	}
	switch q.Predicate {
	case Type:
		if m := o.modality(q.Object); m != nil {
			o.add(q.Subject, Modality, m)
		}
	case When, Due, Dated:
		o.bounds(q.Subject, q.Object, Earliest, Latest)
	case InferredWhen, InferredDated:
		o.bounds(q.Subject, q.Object, InferredEarliest, InferredLatest)
	}
}

func (o *deriver) modality(class quad.Value) quad.Value {
	m, known := o.implied[class]
	if iri, ok := class.(quad.IRI); ok && !known {
		if text := o.d.Vocabulary.Modality(iri); text != "" {
			m = quad.String(text)
		}
		o.implied[class] = m
	}
	return m
}

func (o *deriver) bounds(subject, v, earliest, latest quad.Value) {
	interval, err := ParseEDTF(TextOf(v))
	if err != nil {
		return // check tells
	}
	if !interval.Earliest.IsZero() {
		o.add(subject, earliest, dateTime(interval.Earliest))
	}
	if !interval.Latest.IsZero() {
		o.add(subject, latest, dateTime(interval.Latest))
	}
}

func dateTime(t time.Time) quad.Value {
	return quad.TypedString{Value: quad.String(t.UTC().Format("2006-01-02T15:04:05Z")), Type: XSDDateTime}
}

// Derivations are the predicates that are derived from one quad each, with those of that quad, in the order in which they stand here.
func Derivations() []Derivation {
	stated, inferred := []quad.IRI{When, Due, Dated}, []quad.IRI{InferredWhen, InferredDated}
	return []Derivation{
		{Modality, []quad.IRI{Type}},
		{Earliest, stated}, {Latest, stated},
		{InferredEarliest, inferred}, {InferredLatest, inferred},
	}
}

// Derivation is a predicate whose quads are derived from others of the same subject.
type Derivation struct {
	Derived quad.IRI
	From    []quad.IRI
}

// GivesBound tells whether a date gives rise to a derived bound; that it is no bound is told by ok.
func GivesBound(date, bound quad.Value) (gives, ok bool) {
	t, ok := Time(bound)
	if !ok {
		return false, false
	}
	i, err := ParseEDTF(TextOf(date))
	return err == nil && (i.Earliest.Equal(t) || i.Latest.Equal(t)), true
}
