package web

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/internal/report"
	"rapport/quads"
)

// articlePage is an article with what its words say beside them.
type articlePage struct {
	IRI        string
	Printed    bool // the text itself has the title
	Dates      []string
	SHA256     string
	Whole      bool // the text stands as it is in its file; else its sentences one below the other
	Modalities []modalityCount
	Paragraphs []paragraph
	Elsewhere  []*said // inferences, which no words say, and what cannot be placed
	Statements int
	Inferences int
}

// paragraph is a part of an article and what its words say.
type paragraph struct {
	Pieces     []words
	Statements []*said
}

// words are a run of an article's text that the same statements quote.
type words struct {
	Text     string
	Sentence int      // that begins here; 0 for none
	IDs      []string // of the statements whose first words these are
	Beside   string   // the id of the statement beside the text that quotes them most closely; "" where none does
	Style    string   // of the weakest modality of those that quote them
	Quoted   string   // the statements that quote them, between blanks
	Ends     []*said  // of which the words end here
}

// said is a statement beside the text.
type said struct {
	IRI      string
	ID       string // its id in the page
	Path     string // of its own page
	Words    string // the id of its words in the page
	Short    string // "20a"
	Modality string
	Meant    string // how, in words: "in part planned, in part actual"
	Style    string
	Disputed []term // the statements that contradict it
	Says     []string
	Basis    string // of an inference
	Speakers string

	at    []quads.Span // of its quotes in the text
	first int          // where they begin
}

// sentenceID is where a sentence stands in the page of its article.
func sentenceID(number int) string { return "s" + plain(number) }

// article shows a text with every quoted span marked, and the statements beside it.
func article(v *view) error {
	iri, err := v.articleNamed(v.r.PathValue("id"))
	if err != nil {
		return err
	}
	a, text := v.lookup.ArticleOf(iri), v.text(iri)
	body := articlePage{IRI: string(iri), Printed: a.Printed, Dates: datesOf(a), SHA256: a.SHA256, Whole: text.Path != ""}
	statements := v.said(iri, text.Text)
	body.Statements, body.Inferences = v.lookup.Quoted(iri)
	body.Modalities = countModalities(statements)
	body.Paragraphs, body.Elsewhere = paragraphs(text, statements)
	return v.page("article.html", page{Title: cmp.Or(a.Title, string(iri)), Nav: "article", Body: body})
}

// articleNamed returns the article of a prefix or an IRI.
func (v *view) articleNamed(name string) (quad.IRI, error) {
	for _, iri := range []quad.IRI{quad.IRI(name + articleLocal), quad.IRI(name)} {
		if v.lookup.KindOf(iri) == quads.ArticleNode {
			return iri, nil
		}
	}
	p := &Problem{Status: http.StatusNotFound, Kind: "unknown", Detail: "the graph has no article " + name, Hint: "the first page lists all"}
	all := graph.Articles(v.src)
	for _, iri := range all[:min(len(all), nearMost)] {
		p.Near = append(p.Near, near{Node: iri, Text: v.lookup.Title(iri), Path: articlePath(iri)})
	}
	return "", p
}

// text is that of an article: as its file has it, or the sentences that the graph has, a line each, and then without a Path.
func (v *view) text(iri quad.IRI) *quads.Article {
	for _, a := range v.Articles {
		if a.IRI == iri {
			return a
		}
	}
	out := &quads.Article{IRI: iri}
	var b strings.Builder
	for _, s := range v.lookup.Sentences(iri) {
		from := b.Len()
		b.WriteString(s.Text)
		out.Sentences = append(out.Sentences, quads.Sentence{Number: s.Number, Span: quads.Span{Start: from, End: b.Len()}})
		b.WriteByte('\n')
	}
	out.Text = b.String()
	return out
}

// said gives the statements of an article in their order, each with the places of its quotes in the text.
func (v *view) said(article quad.IRI, text string) []*said {
	flat, at := squeezed(text)
	var out []*said
	for _, iri := range v.lookup.StatementsOf(article) {
		c := v.lookup.Citation(iri)
		note := v.lookup.Meant(iri)
		m := note.Modality()
		s := &said{IRI: string(iri), ID: "statement-" + string(iri), Path: statementPath(iri), Short: shortIRI(iri), Modality: m, Meant: note.Manner(), Style: styleOf(m),
			Disputed: v.statementTerms(v.lookup.Contradicting(iri)), Basis: c.Basis, first: len(text)}
		s.Words = spanID(iri)
		if c.Inference {
			s.Style = styleOf(inferredStyle)
		}
		s.Says = v.lookup.Tells(iri)
		s.Speakers = v.speakers(iri)
		for _, q := range c.Quotes {
			quote, _ := squeezed(q.Text)
			quote = strings.TrimSuffix(quote, " ")
			if i := strings.Index(flat, quote); i >= 0 && quote != "" {
				end := at[i+len(quote)-1] + lastRune(quote)
				s.at = append(s.at, quads.Span{Start: at[i], End: end})
				s.first = min(s.first, at[i])
			}
		}
		out = append(out, s)
	}
	return out
}

func countModalities(all []*said) []modalityCount {
	of := map[meaning]int{}
	for _, s := range all {
		if s.Basis == "" {
			of[meaning{s.Modality, s.Meant}]++
		}
	}
	return inOrder(of)
}

// meaning is how a statement is meant: its weakest modality, and in words.
type meaning struct{ modality, words string }

// inOrder lists how statements are meant, the strongest first, and of one modality what is nothing else first.
func inOrder(of map[meaning]int) (out []modalityCount) {
	for _, m := range append(slices.Clone(quads.Modalities[:]), quads.Denied) {
		var words []string
		for how := range of {
			if how.modality == m && how.words != m {
				words = append(words, how.words)
			}
		}
		slices.Sort(words)
		for _, w := range append([]string{m}, words...) {
			if n := of[meaning{m, w}]; n > 0 {
				out = append(out, modalityCount{w, styleOf(m), n})
			}
		}
	}
	return out
}

// paragraphs cuts a text at its line breaks and puts each statement beside the paragraph in which its words begin.
func paragraphs(a *quads.Article, statements []*said) (out []paragraph, elsewhere []*said) {
	at := 0
	for line := range strings.Lines(a.Text) {
		from, to := at, at+len(strings.TrimRight(line, "\r\n"))
		at += len(line)
		if strings.TrimSpace(line) == "" {
			continue
		}
		p := paragraph{Pieces: pieces(a, from, to, statements)}
		for _, s := range statements {
			if s.first >= from && s.first < at {
				p.Statements = append(p.Statements, s)
			}
		}
		out = append(out, p)
	}
	for _, s := range statements {
		if len(s.at) == 0 {
			elsewhere = append(elsewhere, s)
		}
	}
	return out, elsewhere
}

// pieces cuts a part of a text wherever a sentence or the words of a statement begin or end.
func pieces(a *quads.Article, from, to int, statements []*said) []words {
	cuts := []int{from, to}
	cut := func(at int) {
		if at > from && at < to {
			cuts = append(cuts, at)
		}
	}
	begins := map[int]int{}
	for _, s := range a.Sentences {
		begins[s.Start] = s.Number
		cut(s.Start)
	}
	for _, s := range statements {
		for _, span := range s.at {
			cut(span.Start)
			cut(span.End)
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var out []words
	for i := range cuts[1:] {
		w := words{Text: a.Text[cuts[i]:cuts[i+1]], Sentence: begins[cuts[i]]}
		w.cover(cuts[i], cuts[i+1], statements)
		out = append(out, w)
	}
	return out
}

// cover takes note of the statements that quote the words from one place to another.
func (w *words) cover(from, to int, statements []*said) {
	shortest, modality := -1, ""
	var quoted []string
	for _, s := range statements {
		for _, span := range s.at {
			if span.Start > from || span.End < to {
				continue
			}
			quoted = append(quoted, s.IRI)
			modality = report.Weaker(modality, s.Modality)
			if n := span.End - span.Start; shortest < 0 || n < shortest {
				shortest, w.Beside = n, s.ID
			}
			if s.first == from {
				w.IDs = append(w.IDs, s.Words)
			}
			if span.End == to {
				w.Ends = append(w.Ends, s)
			}
		}
	}
	if strings.TrimSpace(w.Text) == "" {
		w.Beside = "" // nobody can follow a link that is blank
	}
	if len(quoted) > 0 {
		w.Style, w.Quoted = styleOf(modality), strings.Join(quoted, " ")
	}
}
