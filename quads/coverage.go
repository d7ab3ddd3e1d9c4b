package quads

import (
	"slices"
)

// Coverage tells which words of an article are quoted by which statement, and what is left over.
type Coverage struct {
	Article   *Article
	Sentences []SentenceCoverage
}

// SentenceCoverage is one sentence's part of a Coverage. Its spans are byte offsets in the article's text.
type SentenceCoverage struct {
	Sentence
	Quotes   []QuotedSpan // by statement, as Dossier.Statements orders them
	Quoted   []Span       // the words of the quotes together, in order, without overlaps
	LeftOver []Span       // content words outside every quote
	Content  int          // how many content words there are (IsContentWord)
}

// QuotedSpan is the part of a statement's quote that lies in a sentence.
type QuotedSpan struct {
	Statement *Statement
	Span
}

// Coverage sets the quotes of the article's statements against its sentences.
func (d *Dossier) Coverage(a *Article) Coverage {
	c := Coverage{Article: a, Sentences: make([]SentenceCoverage, len(a.Sentences))}
	for i, s := range a.Sentences {
		c.Sentences[i].Sentence = s
	}
	for _, s := range d.Statements {
		if s.Article != a {
			continue
		}
		for _, e := range s.Evidence {
			c.quote(s, e.Bytes)
		}
	}
	for i := range c.Sentences {
		c.Sentences[i].measure(a.Text)
	}
	return c
}

// quote adds a quote to every sentence that it reaches into.
func (c *Coverage) quote(s *Statement, quote Span) {
	first, _ := slices.BinarySearchFunc(c.Sentences, quote.Start, func(s SentenceCoverage, at int) int {
		if s.End <= at {
			return -1
		}
		return 1
	})
	for i := first; i < len(c.Sentences) && c.Sentences[i].Start < quote.End; i++ {
		in := &c.Sentences[i]
		in.Quotes = append(in.Quotes, QuotedSpan{s, Span{max(quote.Start, in.Start), min(quote.End, in.End)}})
	}
}

// measure joins the quotes of a sentence and finds the words outside them.
func (s *SentenceCoverage) measure(text string) {
	spans := make([]Span, len(s.Quotes))
	for i, q := range s.Quotes {
		spans[i] = q.Span
	}
	slices.SortFunc(spans, func(a, b Span) int { return a.Start - b.Start })
	for _, span := range spans {
		if n := len(s.Quoted); n > 0 && span.Start <= s.Quoted[n-1].End {
			s.Quoted[n-1].End = max(s.Quoted[n-1].End, span.End)
			continue
		}
		s.Quoted = append(s.Quoted, span)
	}
	for _, w := range Words(text[s.Start:s.End]) {
		word := Span{s.Start + w.Start, s.Start + w.End}
		if !IsContentWord(text[word.Start:word.End]) {
			continue
		}
		s.Content++
		if !slices.ContainsFunc(s.Quoted, func(q Span) bool { return q.Start <= word.Start && word.End <= q.End }) {
			s.LeftOver = append(s.LeftOver, word)
		}
	}
}

// Covered counts the sentences that a quote reaches into.
func (c Coverage) Covered() int {
	n := 0
	for _, s := range c.Sentences {
		if len(s.Quotes) > 0 {
			n++
		}
	}
	return n
}

// Words counts the content words inside quotes, and all there are.
func (c Coverage) Words() (covered, all int) {
	for _, s := range c.Sentences {
		all += s.Content
		covered += s.Content - len(s.LeftOver)
	}
	return covered, all
}
