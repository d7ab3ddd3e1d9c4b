package report

import (
	"cmp"
	"slices"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// ArticleOf returns what names an article in citations.
func (l *Lookup) ArticleOf(article quad.IRI) *CitedArticle { return l.article(article) }

// Source names an article with its date, as far as it is known: “Port Alder”, published 2031-03-05.
func (a *CitedArticle) Source() string { return (&Citation{Article: a}).Source() }

// Sentences returns those of an article in their order.
func (l *Lookup) Sentences(article quad.IRI) []CitedSentence {
	var out []CitedSentence
	for _, iri := range l.within(article, quads.SentenceNode) {
		out = append(out, l.sentence(iri))
	}
	slices.SortFunc(out, func(a, b CitedSentence) int { return cmp.Compare(a.Number, b.Number) })
	return out
}

// StatementsOf returns the statements and inferences of an article in the order of its text, inferences last.
func (l *Lookup) StatementsOf(article quad.IRI) []quad.IRI {
	out := append(l.within(article, quads.StatementNode), l.within(article, quads.Inference)...)
	slices.SortFunc(out, l.byPlace)
	return slices.Compact(out)
}

// Quoted counts the statements and the inferences of an article.
func (l *Lookup) Quoted(article quad.IRI) (statements, inferences int) {
	return len(l.within(article, quads.StatementNode)), len(l.within(article, quads.Inference))
}

// within returns the nodes of a class that are in an article.
func (l *Lookup) within(article, class quad.IRI) []quad.IRI {
	var out []quad.IRI
	for _, q := range l.scan(nil, quads.InArticle, article, nil) {
		if iri, ok := q.Subject.(quad.IRI); ok && slices.Contains(l.classes(iri), class) {
			out = append(out, iri)
		}
	}
	return out
}

// StatementModality is how what a statement says is meant: the weakest modality of what Meant tells, "" where nothing has one.
func (l *Lookup) StatementModality(statement quad.IRI) string { return l.Meant(statement).Modality() }

// Meant tells how all that a statement says is meant, as a note does of what rests on it: it has no number and no citation.
func (l *Lookup) Meant(statement quad.IRI) *Footnote {
	x, note := Explainer{Lookup: l}, &Footnote{Label: statement}
	for _, q := range l.scan(nil, nil, nil, statement) {
		x.tell(note, q, x.crossed(q))
	}
	return note
}

// Contradicting are the statements that cannot hold together with something that a statement says (Disputes), in the order of the articles.
func (l *Lookup) Contradicting(statement quad.IRI) []quad.IRI {
	var out []quad.IRI
	for _, q := range l.scan(nil, nil, nil, statement) {
		for _, other := range l.Disputes(q) {
			out = appendNew(out, other.Label.(quad.IRI)) // who disputes is a statement
		}
	}
	slices.SortFunc(out, l.byPlace)
	return out
}

// KindOf says what sort of node a page about it is to show.
func (l *Lookup) KindOf(node quad.IRI) quad.IRI {
	for _, class := range l.classes(node) {
		switch class {
		case quads.StatementNode, quads.Inference, quads.ArticleNode, quads.SentenceNode:
			return class
		}
	}
	return ""
}

// Speakers are those who say what a statement says; none: the article itself.
func (l *Lookup) Speakers(statement quad.IRI) []Term {
	var out []Term
	for _, q := range l.scan(nil, quads.Speaker, nil, statement) {
		out = appendTerm(out, l.term(q.Object))
	}
	return out
}

// ArticleWith returns the article that a sentence or statement is in, "" for none.
func (l *Lookup) ArticleWith(node quad.IRI) quad.IRI {
	iri, _ := l.object(node, quads.InArticle).(quad.IRI)
	return iri
}

// Term puts a value into words.
func (l *Lookup) Term(v quad.Value) Term { return l.term(v) }

// Source is where the words of a citation stand, in words: article, sentences, date as far as it is known. Square brackets are around what the text
// does not print.
func (c *Citation) Source() string {
	text, _ := c.sourceOf("")
	return text
}
