package quads

import (
	"fmt"
	"strconv"
	"time"

	"github.com/cayleygraph/quad"
)

// derive makes the quads that follow from the files and are never written to them, all labelled <kg:derived>:
//
//	<rit:article> <kg:sha256> "…"
//	<rit:s18>     <rdf:type> <kg:Sentence> · <kg:number> 18 · <kg:text> "…" · <kg:inArticle> <rit:article>
//	<rit:18a>     <rdf:type> <kg:Statement> · <kg:inArticle> <rit:article> · <kg:sentence> <rit:s18> · <oa:hasSelector> <rit:18a.1>
//	<rit:18a.1>   <oa:exact> "…" · <oa:start> 2890 · <oa:end> 2941
//	<content>     <kg:modality> "hoped"
//	<node>        <kg:earliest>, <kg:latest> "…"^^xsd:dateTime, the bounds of its EDTF values; <kg:inferredEarliest>,
//	              <kg:inferredLatest> those of values that are inferred, so that stated and inferred never mix
func (d *Dossier) derive() []quad.Quad {
	out := deriver{d: d}
	for _, a := range d.Articles {
		out.article(a)
	}
	for _, s := range d.Statements {
		out.statement(s)
	}
	for _, f := range d.Files {
		for _, q := range f.Quads {
			out.node(q.Quad)
		}
	}
	return out.quads
}

type deriver struct {
	d     *Dossier
	quads []quad.Quad
}

func (o *deriver) add(s, p quad.IRI, v quad.Value) {
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
		iri := a.SentenceIRI(s.Number)
		o.add(iri, Type, SentenceNode)
		o.add(iri, Ordinal, integer(s.Number))
		o.add(iri, Text, quad.String(a.SentenceText(s.Number)))
		o.add(iri, InArticle, a.IRI)
	}
}

func (o *deriver) statement(s *Statement) {
	if !s.Inference {
		o.add(s.IRI, Type, StatementNode)
	}
	o.add(s.IRI, InArticle, s.Article.IRI)
	for i, e := range s.Evidence {
		if e.Sentence > 0 && (i == 0 || e.Sentence != s.Evidence[i-1].Sentence) {
			o.add(s.IRI, InSentence, s.Article.SentenceIRI(e.Sentence))
		}
		selector := quad.IRI(fmt.Sprintf("%s.%d", string(s.IRI), i+1))
		o.add(s.IRI, HasSelector, selector)
		o.add(selector, Exact, quad.String(e.Exact))
		o.add(selector, Start, integer(e.Start))
		o.add(selector, End, integer(e.End))
	}
}

func (o *deriver) node(q quad.Quad) {
	subject, ok := q.Subject.(quad.IRI)
	if !ok {
		return
	}
	switch q.Predicate {
	case Type:
		if class, ok := q.Object.(quad.IRI); ok {
			if m := o.d.Vocabulary.Modality(class); m != "" {
				o.add(subject, Modality, quad.String(m))
			}
		}
	case When, Due, Dated:
		o.bounds(subject, q.Object, Earliest, Latest)
	case InferredWhen, InferredDated:
		o.bounds(subject, q.Object, InferredEarliest, InferredLatest)
	}
}

func (o *deriver) bounds(subject quad.IRI, v quad.Value, earliest, latest quad.IRI) {
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
