package quads

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
)

// Article is a text that statements rest on. Its bytes are never changed: a quote is found in them or it is not.
type Article struct {
	IRI       quad.IRI // <rit:article>
	Prefix    string   // "rit": of the article's own IRIs
	Folder    string   // below quads/: "russia-iran-treaty"
	Path      string   // of the text, as shown in messages: "quads/russia-iran-treaty/article.txt"
	Text      string
	SHA256    string // of the bytes, in hex
	Sentences []Sentence
}

// Sentence is a sentence of an article, numbered from 1.
type Sentence struct {
	Number int
	Span   // byte offsets in the article's text
}

// ReadArticle cuts a text into sentences and takes its digest. The text must be UTF-8.
func ReadArticle(path string, text []byte) (*Article, error) {
	if at := invalidUTF8(text); at >= 0 {
		return nil, fmt.Errorf("%s: byte %d is not UTF-8", path, at)
	}
	a := &Article{Path: path, Text: string(text), SHA256: fmt.Sprintf("%x", sha256.Sum256(text))}
	for i, s := range Sentences(a.Text) {
		a.Sentences = append(a.Sentences, Sentence{Number: i + 1, Span: s})
	}
	return a, nil
}

func invalidUTF8(b []byte) int {
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// SentenceText returns the words of sentence n, or "" when there is none.
func (a *Article) SentenceText(n int) string {
	if n < 1 || n > len(a.Sentences) {
		return ""
	}
	s := a.Sentences[n-1]
	return a.Text[s.Start:s.End]
}

// SentenceIRI names sentence n: <rit:s18>.
func (a *Article) SentenceIRI(n int) quad.IRI { return quad.IRI(fmt.Sprintf("%s:s%02d", a.Prefix, n)) }

// SentenceAt returns the number of the sentence that holds a byte offset, or 0 between sentences.
func (a *Article) SentenceAt(offset int) int {
	for _, s := range a.Sentences {
		if s.Start <= offset && offset < s.End {
			return s.Number
		}
	}
	return 0
}

// Selector says where words stand in an article: the exact words, and their offsets in Unicode code points, the end
// exclusive (Web Annotation Data Model, sections 4.2.4 and 4.2.5: TextQuoteSelector and TextPositionSelector).
type Selector struct {
	Exact      string
	Start, End int
}

// Evidence is a quote found in its article.
type Evidence struct {
	Selector
	Bytes    Span // the same place in bytes of Article.Text
	Sentence int  // where the quote begins
	Line     int  // of the statement file that gives the quote
}

// Locate finds a quote in the article. The error says whether the words are missing or stand there more than once.
func (a *Article) Locate(quote string) (Evidence, error) {
	at := strings.Index(a.Text, quote)
	if quote == "" || at < 0 {
		return Evidence{}, &QuoteError{Quote: quote, Near: a.nearest(quote)}
	}
	if again := strings.Index(a.Text[at+1:], quote); again >= 0 {
		return Evidence{}, &QuoteError{Quote: quote, Times: strings.Count(a.Text, quote), Longer: a.Lengthen(quote)}
	}
	start := utf8.RuneCountInString(a.Text[:at])
	return Evidence{
		Selector: Selector{Exact: quote, Start: start, End: start + utf8.RuneCountInString(quote)},
		Bytes:    Span{Start: at, End: at + len(quote)},
		Sentence: a.SentenceAt(at),
	}, nil
}

// QuoteError tells why a quote is no evidence: the article does not have it, or has it more than once.
type QuoteError struct {
	Quote  string
	Times  int    // 0: missing
	Near   string // the article's words that come closest to a missing quote, or ""
	Longer string // a longer quote that is unique, or ""
}

func (e *QuoteError) Error() string {
	if e.Times == 0 {
		return fmt.Sprintf("the article does not say %q", e.Quote)
	}
	return fmt.Sprintf("the quote %q stands in the article %d times", e.Quote, e.Times)
}

// Hint says how to mend it, or "".
func (e *QuoteError) Hint() string {
	switch {
	case e.Times == 0 && e.Near != "":
		return fmt.Sprintf("the article says %q", e.Near)
	case e.Longer != "":
		return fmt.Sprintf("lengthen it until it is unique, such as %q", e.Longer)
	}
	return ""
}

// nearest looks for the quote as a careless typist would have it: quotation marks, dashes, case and spaces set aside.
func (a *Article) nearest(quote string) string {
	want := plainRunes(quote)
	if len(want) == 0 {
		return ""
	}
	text, offsets := plainText(a.Text)
	at := strings.Index(text, string(want))
	if at < 0 {
		return ""
	}
	first := utf8.RuneCountInString(text[:at])
	last := offsets[first+len(want)-1]
	_, size := utf8.DecodeRuneInString(a.Text[last:])
	return a.Text[offsets[first] : last+size]
}

// plainText folds a text for nearest; offsets[i] is the byte offset in s of the i-th rune that is kept.
func plainText(s string) (string, []int) {
	var b strings.Builder
	var offsets []int
	for i, r := range s {
		if p, ok := plainRune(r); ok {
			b.WriteRune(p)
			offsets = append(offsets, i)
		}
	}
	return b.String(), offsets
}

func plainRunes(s string) []rune {
	var out []rune
	for _, r := range s {
		if p, ok := plainRune(r); ok {
			out = append(out, p)
		}
	}
	return out
}

func plainRune(r rune) (rune, bool) {
	switch {
	case strings.ContainsRune(" \t\r\n\u00a0\"'“”‘’«»-–—.,", r):
		return 0, false
	case 'A' <= r && r <= 'Z':
		return r + 'a' - 'A', true
	}
	return r, true
}

// Lengthen returns the shortest run of whole words around the first place of quote that is unique in the article, growing to the
// right first and then to the left. "" when the article does not have the words.
func (a *Article) Lengthen(quote string) string {
	at := strings.Index(a.Text, quote)
	if quote == "" || at < 0 {
		return ""
	}
	start, end := at, at+len(quote)
	for strings.Count(a.Text, a.Text[start:end]) > 1 {
		grown := false
		if next := nextWordEnd(a.Text, end); next > end {
			end, grown = next, true
		} else if prev := prevWordStart(a.Text, start); prev < start {
			start, grown = prev, true
		}
		if !grown {
			return ""
		}
	}
	return a.Text[start:end]
}

// wordWindow bounds, in bytes, how far Lengthen looks for the next word.
const wordWindow = 200

func nextWordEnd(text string, from int) int {
	to := min(len(text), from+wordWindow)
	for to < len(text) && !utf8.RuneStart(text[to]) {
		to++
	}
	words := Words(text[from:to])
	if len(words) == 0 {
		return from
	}
	return from + words[0].End
}

func prevWordStart(text string, from int) int {
	to := max(0, from-wordWindow)
	for to > 0 && !utf8.RuneStart(text[to]) {
		to--
	}
	words := Words(text[to:from])
	if len(words) == 0 {
		return from
	}
	return to + words[len(words)-1].Start
}
