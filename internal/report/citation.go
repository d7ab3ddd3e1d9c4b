package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// Citation is what a statement rests on: the words of an article, or, for an inference, other statements and a basis in words.
type Citation struct {
	Statement quad.IRI
	Article   *CitedArticle
	Quotes    []Quote         // in the order of the article
	Sentence  int             // of the first quote; 0 when it is not known
	Sentences []CitedSentence // in which quotes begin, in order
	Framing   []string        // words that stay their speaker's
	Listing   string          // "partial", "complete" or ""
	Notes     []string        // what the article leaves open here

	// Reading is what the quads of the statement say in plain English, where it was asked for; else "".
	Reading string

	Inference bool
	Basis     string
	RestsOn   []quad.IRI
}

// Quote is exact words and where they stand, in Unicode code points of the article, the end exclusive; -1 when that is not known.
type Quote struct {
	Text       string
	Start, End int
	Sentence   int // in which it begins; 0 when it is not known
}

// CitedSentence is a sentence of an article.
type CitedSentence struct {
	IRI    quad.IRI
	Number int
	Text   string
}

// CitedArticle is an article as a citation names it.
type CitedArticle struct {
	IRI   quad.IRI // "" when it is not known
	Title string
	// Printed says that the article itself has the words of Title; otherwise the dossier supplies them.
	Printed bool
	SHA256  string
	// Dates are the publication dates that the dossier has, and Inferred says for each whether it is inferred or supplied by an analyst.
	Dates []PublicationDate
}

// PublicationDate is a date for an article. The texts of this model print none of their own: Statement says where it comes from.
type PublicationDate struct {
	EDTF      string
	Statement quad.IRI
	Inferred  bool
}

// predicates that this file knows beside those of package quads.
const (
	inferredDated = quad.IRI("kg:inferredDated")
)

// Citation returns what a statement rests on. For an IRI that is no statement it is empty but for that IRI.
func (l *Lookup) Citation(statement quad.IRI) *Citation {
	if c := l.citations[statement]; c != nil {
		return c
	}
	c := &Citation{
		Statement: statement,
		Article:   &CitedArticle{},
		Framing:   l.texts(statement, quads.Framing),
		Listing:   quads.TextOf(l.object(statement, quads.Listing)),
		Notes:     l.texts(statement, quads.Note),
		Inference: slices.Contains(l.classes(statement), quads.Inference),
		Basis:     quads.TextOf(l.object(statement, quads.Basis)),
	}
	l.citations[statement] = c
	if article, ok := l.object(statement, quads.InArticle).(quad.IRI); ok {
		c.Article = l.article(article)
	}
	for _, v := range l.objects(statement, quads.DerivedFrom) {
		if iri, ok := v.(quad.IRI); ok {
			c.RestsOn = append(c.RestsOn, iri)
		}
	}
	c.Quotes = l.quotes(statement)
	l.findSentences(c)
	return c
}

// quotes reads the places of a statement's quotes; in a graph without them, the quotes themselves.
func (l *Lookup) quotes(statement quad.IRI) []Quote {
	var out []Quote
	for _, v := range l.objects(statement, quads.HasSelector) {
		if selector, ok := v.(quad.IRI); ok {
			out = append(out, Quote{quads.TextOf(l.object(selector, quads.Exact)), l.number(selector, quads.Start), l.number(selector, quads.End), 0})
		}
	}
	if len(out) == 0 {
		for _, text := range l.texts(statement, quads.Quoted) {
			out = append(out, Quote{text, -1, -1, 0})
		}
	}
	slices.SortFunc(out, func(a, b Quote) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	return out
}

// findSentences finds the sentences in which the quotes begin.
func (l *Lookup) findSentences(c *Citation) {
	for _, v := range l.objects(c.Statement, quads.InSentence) {
		if sentence, ok := v.(quad.IRI); ok {
			c.Sentences = append(c.Sentences, l.sentence(sentence))
		}
	}
	slices.SortFunc(c.Sentences, func(a, b CitedSentence) int { return cmp.Compare(a.Number, b.Number) })
	if len(c.Sentences) > 0 {
		c.Sentence = c.Sentences[0].Number
	}
	for i := range c.Quotes {
		c.Quotes[i].Sentence = c.begins(c.Quotes[i].Text)
	}
}

// begins returns the number of the sentence in which a quote begins: the one that has it, else the one that ends as it begins; 0 for none.
func (c *Citation) begins(quote string) int {
	if len(c.Sentences) == 1 {
		return c.Sentence
	}
	best, length := 0, 0
	for _, s := range c.Sentences {
		if strings.Contains(s.Text, quote) {
			return s.Number
		}
		for n := min(len(quote), len(s.Text)); n > length; n-- {
			if strings.HasSuffix(s.Text, quote[:n]) {
				best, length = s.Number, n
			}
		}
	}
	return best
}

func (l *Lookup) sentence(iri quad.IRI) CitedSentence {
	return CitedSentence{iri, l.number(iri, quads.Ordinal), quads.TextOf(l.object(iri, quads.Text))}
}

func (l *Lookup) article(iri quad.IRI) *CitedArticle {
	if a := l.articles[iri]; a != nil {
		return a
	}
	a := &CitedArticle{IRI: iri, Title: l.names.Of(iri), SHA256: quads.TextOf(l.object(iri, quads.SHA256))}
	a.Printed = a.Title != "" && !l.names.Supplied(iri)
	l.articles[iri] = a
	for _, p := range []quad.IRI{quads.Dated, inferredDated} {
		for _, q := range l.scan(iri, p, nil, nil) {
			label, _ := q.Label.(quad.IRI)
			a.Dates = append(a.Dates, PublicationDate{quads.TextOf(q.Object), label, p == inferredDated})
		}
	}
	return a
}

// Words returns the quotes as one text in quotation marks: “first” … “second”. A mark of the article's whose other stands outside the quote has it
// supplied: “[“]strategic choice” of both”.
func (c *Citation) Words() string {
	var parts []string
	for _, q := range c.Quotes {
		parts = append(parts, quoted(balanced(q.Text)))
	}
	return strings.Join(parts, " … ")
}

// InQuotes are words of an article as Words has them.
func InQuotes(words string) string { return quoted(balanced(words)) }

// completed tells whether Words supplies a quotation mark.
func (c *Citation) completed() bool {
	return slices.ContainsFunc(c.Quotes, func(q Quote) bool { return balanced(q.Text) != q.Text })
}

// balanced supplies, in square brackets, the quotation marks that words lack.
func balanced(words string) string {
	missing, open := 0, 0
	for _, r := range words {
		switch {
		case r == '“':
			open++
		case r == '”' && open == 0:
			missing++
		case r == '”':
			open--
		}
	}
	return strings.Repeat("[“]", missing) + words + strings.Repeat("[”]", open)
}
