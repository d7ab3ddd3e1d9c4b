package report

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/quads"
)

// The JSON of citations.
type (
	jsonCitations struct {
		Schema    string         `json:"schema"`
		Citations []jsonCitation `json:"citations"`
	}
	jsonCitation struct {
		Statement string       `json:"statement"`
		Article   *jsonArticle `json:"article,omitempty"`
		Quotes    []jsonQuote  `json:"quotes,omitempty"`
		Sentence  int          `json:"sentence,omitempty"`
		Framing   []string     `json:"framing,omitempty"`
		Listing   string       `json:"listing,omitempty"`
		Notes     []string     `json:"notes,omitempty"`
		Inference bool         `json:"inference,omitempty"`
		Basis     string       `json:"basis,omitempty"`
		RestsOn   []string     `json:"rests_on,omitempty"`
		Reading   string       `json:"reading,omitempty"`
	}
	jsonQuote struct {
		Text     string `json:"text"`
		Start    *int   `json:"start,omitempty"`
		End      *int   `json:"end,omitempty"`
		Sentence int    `json:"sentence,omitempty"`
	}
	jsonArticle struct {
		IRI       string     `json:"iri"`
		Title     string     `json:"title,omitempty"`
		Printed   bool       `json:"title_printed"`
		SHA256    string     `json:"sha256,omitempty"`
		Published []jsonDate `json:"published,omitempty"`
	}
	jsonDate struct {
		EDTF      string `json:"edtf"`
		Inferred  bool   `json:"inferred"`
		Statement string `json:"statement,omitempty"`
	}
)

// CitationSchema names the version of the JSON of citations: {"schema":"rapport.citations/1","citations":[CITATION]}. A CITATION has the
// statement's IRI, its article (iri, title, title_printed: false where the dossier supplies it, sha256, published dates with inferred), quotes
// with start and end in Unicode code points and the number of its sentence, the number of the first one's sentence, framing, listing, notes; an inference has
// "inference":true, its basis in words, and rests_on in place of quotes. Where it is asked for, reading says in plain English what the quads
// say. Later versions of schema 1 may add members, never change or drop one.
const CitationSchema = "rapport.citations/1"

// Citations returns what a statement rests on, or, for any other node, every statement that speaks of it, in the order of the articles.
func (l *Lookup) Citations(node quad.IRI) []*Citation { return l.CitationsWithin(node, nil) }

// CitationsWithin returns those statements that speak of a node in what a view of the graph has; nil is a view of all.
func (l *Lookup) CitationsWithin(node quad.IRI, view graph.Source) []*Citation {
	if c := l.Citation(node); len(c.Quotes) > 0 || c.Inference {
		return []*Citation{c}
	}
	var found []quad.IRI
	for _, pattern := range [][2]quad.Value{{node, nil}, {nil, node}} {
		for _, q := range l.scanWithin(view, pattern[0], nil, pattern[1], nil) {
			if label, ok := q.Label.(quad.IRI); ok && l.told(label) {
				found = append(found, label)
			}
		}
	}
	for _, q := range l.scanWithin(view, nil, quads.InSentence, node, nil) {
		if s, ok := q.Subject.(quad.IRI); ok {
			found = append(found, s)
		}
	}
	return l.inPlace(found)
}

// inPlace returns the citations of statements in the order of the articles, each once.
func (l *Lookup) inPlace(statements []quad.IRI) []*Citation {
	slices.SortFunc(statements, l.byPlace)
	var out []*Citation
	for _, s := range slices.Compact(statements) {
		out = append(out, l.Citation(s))
	}
	return out
}

// placedMost is how much may be said of a node of which the first citations are those that stand first in the articles.
const placedMost = 5000

// FirstCitations returns most of Citations, and says whether there are more. Of a node with more than placedMost quads it reads no more than it must: the
// statements are then the first in the order of the graph.
func (l *Lookup) FirstCitations(node quad.IRI, most int) (cs []*Citation, cut bool) {
	if l.Degree(node) <= placedMost {
		all := l.Citations(node)
		return all[:min(len(all), most)], len(all) > most
	}
	id, seen := l.src.ID(node), map[graph.ID]bool{}
	var found []quad.IRI
	for _, pattern := range []graph.Quad{{graph.Subject: id}, {graph.Object: id}} {
		scan := l.src.Scan(pattern)
		for q, ok := scan.Next(); ok; q, ok = scan.Next() {
			if seen[q[graph.Label]] {
				continue
			}
			seen[q[graph.Label]] = true
			s, isIRI := l.src.Value(q[graph.Label]).(quad.IRI)
			if !isIRI || !l.told(s) {
				continue
			}
			if len(found) == most {
				return l.inPlace(found), true
			}
			found = append(found, s)
		}
	}
	return l.inPlace(found), false
}

// digestShown is how much of a SHA-256 a citation shows: enough to tell one text from another.
const digestShown = 12

// Text is a citation ready to paste: the quote, then its source in brackets.
func (c *Citation) Text() string {
	text := Clean(c.body()) + "\n" + Clean("— "+c.source())
	if c.Reading != "" {
		text += "\n" + c.readBack()
	}
	return text
}

// Markdown is a citation as a block quote with its source beneath.
func (c *Citation) Markdown() string {
	escapes := markdownEscapes()
	text := "> " + escapes.Replace(Clean(c.body())) + "\n>\n> — " + escapes.Replace(Clean(c.source()))
	if c.Reading != "" {
		text += "\n\n" + escapes.Replace(c.readBack())
	}
	return text
}

// readBack tells the reading for what it is: what a reviewer holds beside the quote.
func (c *Citation) readBack() string { return "Read back: " + c.Reading }

func (c *Citation) body() string {
	if c.Inference {
		return "Inferred, in no words of the article: " + c.Basis
	}
	return c.Words()
}

// source names the article, the sentences, the date as far as it is known, the statement and the text's digest. As bibliographies do, it
// puts what the text does not print, but the dossier supplies, in square brackets.
func (c *Citation) source() string {
	text, supplied := c.sourceOf(string(c.Statement))
	if len(c.Article.SHA256) >= digestShown {
		text += ", text sha256:" + c.Article.SHA256[:digestShown]
	}
	if supplied {
		return text + " " + brackets
	}
	return text
}

// brackets tells what [ ] mean.
const brackets = "([ ] supplied, not printed in the text)"

// sourceOf is where the words stand: article, sentences, date as far as it is known, and more, unless that is "". supplied tells that some of
// it stands in square brackets, as it is not printed in the text.
func (c *Citation) sourceOf(more string) (text string, supplied bool) {
	var parts []string
	supplied = c.completed()
	if title := c.Article.Name(); title != "" {
		parts = append(parts, title)
		supplied = supplied || !c.Article.Printed
	}
	switch numbers := c.sentenceNumbers(); len(numbers) {
	case 0:
	case 1:
		parts = append(parts, "sentence "+numbers[0])
	default:
		parts = append(parts, "sentences "+strings.Join(numbers, " and "))
	}
	for _, d := range c.Article.Dates {
		parts = append(parts, "published "+d.String())
		supplied = supplied || d.Inferred
	}
	if more != "" {
		parts = append(parts, more)
	}
	if len(c.RestsOn) > 0 {
		parts = append(parts, "rests on "+strings.Join(iriTexts(c.RestsOn), " and "))
	}
	return strings.Join(parts, ", "), supplied
}

// Name is the title in quotation marks, or in square brackets when the text does not print it.
func (a *CitedArticle) Name() string {
	switch {
	case a.Title == "":
		return string(a.IRI)
	case a.Printed:
		return quoted(a.Title)
	}
	return "[" + a.Title + "]"
}

// String is the date, in square brackets when the text does not print it.
func (d PublicationDate) String() string {
	if d.Inferred {
		return "[" + d.EDTF + "]"
	}
	return d.EDTF
}

func (c *Citation) sentenceNumbers() []string {
	var out []string
	for _, s := range c.Sentences {
		out = append(out, fmt.Sprint(s.Number))
	}
	return out
}

// WriteCitations writes citations as text for the eye.
func WriteCitations(w io.Writer, cs []*Citation, o Options) error {
	out := bufio.NewWriter(w)
	t := &profileText{w: out, o: o, style: style{on: o.Color && o.Width > 0}}
	for i, c := range cs {
		if i > 0 {
			fmt.Fprintln(out)
		}
		t.block("", plain, Clean(c.body()))
		t.block(indent, t.style.dim, Clean("— "+c.source()))
		if c.Reading != "" {
			t.block(indent, plain, c.readBack())
		}
	}
	return out.Flush()
}

// WriteCitationsMarkdown writes citations as block quotes.
func WriteCitationsMarkdown(w io.Writer, cs []*Citation) error {
	out := bufio.NewWriter(w)
	for i, c := range cs {
		if i > 0 {
			fmt.Fprintln(out)
		}
		fmt.Fprintln(out, c.Markdown())
	}
	return out.Flush()
}

// WriteCitationsJSON writes citations as one document.
func WriteCitationsJSON(w io.Writer, cs []*Citation) error {
	out := jsonCitations{Schema: CitationSchema, Citations: []jsonCitation{}}
	for _, c := range cs {
		out.Citations = append(out.Citations, citationJSON(c))
	}
	return WriteIndented(w, out)
}

func citationJSON(c *Citation) jsonCitation {
	out := jsonCitation{
		Statement: string(c.Statement), Sentence: c.Sentence, Framing: c.Framing, Listing: c.Listing, Notes: c.Notes,
		Inference: c.Inference, Basis: c.Basis, RestsOn: iriTexts(c.RestsOn), Reading: c.Reading,
	}
	for _, q := range c.Quotes {
		quote := jsonQuote{Text: q.Text, Sentence: q.Sentence}
		if q.Start >= 0 {
			quote.Start, quote.End = &q.Start, &q.End
		}
		out.Quotes = append(out.Quotes, quote)
	}
	if a := c.Article; a.IRI != "" {
		out.Article = &jsonArticle{IRI: string(a.IRI), Title: a.Title, Printed: a.Printed, SHA256: a.SHA256}
		for _, d := range a.Dates {
			out.Article.Published = append(out.Article.Published, jsonDate{d.EDTF, d.Inferred, string(d.Statement)})
		}
	}
	return out
}

// The JSON of the Citation Style Language, as reference managers import it (https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html).
type cslItem struct {
	ID       string   `json:"id"`
	Type     string   `json:"type"`
	Title    string   `json:"title,omitempty"`
	Abstract string   `json:"abstract,omitempty"`
	Note     string   `json:"note,omitempty"`
	Issued   *cslDate `json:"issued,omitempty"`
	Section  string   `json:"section,omitempty"`
}

type cslDate struct {
	Raw   string  `json:"raw"`
	Circa bool    `json:"circa,omitempty"`
	Parts [][]int `json:"date-parts,omitempty"`
}

// WriteCSL writes citations as CSL-JSON: one item a statement, the quote as its abstract. An inferred date is marked as circa.
func WriteCSL(w io.Writer, cs []*Citation) error {
	out := []cslItem{}
	for _, c := range cs {
		item := cslItem{ID: string(c.Statement), Type: "article-newspaper", Title: strings.Trim(c.Article.Name(), "“”"), Abstract: c.body(), Note: c.source()}
		if n := c.sentenceNumbers(); len(n) > 0 {
			item.Section = "sentence " + strings.Join(n, ", ")
		}
		for _, d := range c.Article.Dates {
			item.Issued = &cslDate{Raw: d.EDTF, Circa: d.Inferred}
		}
		out = append(out, item)
	}
	return WriteIndented(w, out)
}
