package graph

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// Passage is a sentence of an article that has the words of a search.
type Passage struct {
	Sentence   quad.IRI
	Article    quad.IRI
	Number     int
	Text       string
	Words      []quads.Span // where in Text the words stand
	Statements []quad.IRI   // that quote one of the words from this sentence
}

// FindText returns the sentences that have every word of a text, typos forgiven only where no sentence has the words as they
// stand; in the order of the articles, at most max of them (0 is no limit).
func (f *Finder) FindText(text string, max int) []Passage {
	query := newQuery(text)
	var exact, similar []Passage
	for _, sentence := range f.mayHave(query) {
		p := f.passage(sentence)
		found, typo := query.find(foldWords(p.Text))
		if len(query.words) == 0 || slices.Contains(found, -1) {
			continue
		}
		words := foldWords(p.Text)
		for _, at := range found {
			p.Words = append(p.Words, words[at].at)
		}
		slices.SortFunc(p.Words, func(a, b quads.Span) int { return cmp.Compare(a.Start, b.Start) })
		if typo {
			similar = append(similar, p)
		} else {
			exact = append(exact, p)
		}
	}
	if len(exact) == 0 {
		exact = similar
	}
	slices.SortFunc(exact, func(a, b Passage) int {
		return cmp.Or(cmp.Compare(a.Article, b.Article), cmp.Compare(a.Number, b.Number))
	})
	if max > 0 && len(exact) > max {
		exact = exact[:max]
	}
	for i := range exact {
		exact[i].Statements = f.quoting(exact[i], query)
	}
	return exact
}

// passage reads a sentence of the graph.
func (f *Finder) passage(sentence quad.IRI) Passage {
	p := Passage{Sentence: sentence, Text: quads.TextOf(f.object(sentence, quads.Text))}
	p.Number, _ = strconv.Atoi(quads.TextOf(f.object(sentence, quads.Ordinal)))
	p.Article, _ = f.object(sentence, quads.InArticle).(quad.IRI)
	return p
}

// quoting returns the statements of a sentence whose quotes have a word of the query.
func (f *Finder) quoting(p Passage, query query) []quad.IRI {
	var out []quad.IRI
	for _, statement := range f.subjects(quads.InSentence, p.Sentence) {
		for _, quote := range f.objects(statement, quads.Quoted) {
			found, _ := query.find(foldWords(quads.TextOf(quote)))
			if slices.ContainsFunc(found, func(at int) bool { return at >= 0 }) {
				out = append(out, statement)
				break
			}
		}
	}
	return out
}

// subjects returns the nodes that have a predicate with an object, each once.
func (f *Finder) subjects(predicate quad.IRI, object quad.Value) []quad.IRI {
	p, o := f.src.ID(predicate), f.src.ID(object)
	if p == 0 || o == 0 {
		return nil
	}
	var out []quad.IRI
	scan := f.src.Scan(Quad{Predicate: p, Object: o})
	for q, ok := scan.Next(); ok; q, ok = scan.Next() {
		if iri, ok := f.src.Value(q[Subject]).(quad.IRI); ok {
			out = append(out, iri)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (f *Finder) objects(node, predicate quad.IRI) []quad.Value {
	s, p := f.src.ID(node), f.src.ID(predicate)
	if s == 0 || p == 0 {
		return nil
	}
	var out []quad.Value
	scan := f.src.Scan(Quad{Subject: s, Predicate: p})
	for q, ok := scan.Next(); ok; q, ok = scan.Next() {
		out = append(out, f.src.Value(q[Object]))
	}
	if !f.src.Sorted() {
		slices.SortFunc(out, quads.Compare)
	}
	return out
}

// object returns the first object, or nil.
func (f *Finder) object(node, predicate quad.IRI) quad.Value {
	if all := f.objects(node, predicate); len(all) > 0 {
		return all[0]
	}
	return nil
}
