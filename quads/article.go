package quads

import (
	"crypto/sha256"
	"fmt"
	"sort"
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

	places placeIndex // where words stand in Text
	near   nearIndex  // what comes closest to words that do not
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

// SentenceAt returns the number of the sentence that holds a byte offset, or 0 between sentences. O(log n).
func (a *Article) SentenceAt(offset int) int {
	n := sort.Search(len(a.Sentences), func(i int) bool { return a.Sentences[i].End > offset })
	if n < len(a.Sentences) && a.Sentences[n].Start <= offset {
		return a.Sentences[n].Number
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
