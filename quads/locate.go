package quads

import (
	"fmt"
	"unicode/utf8"
)

// Locate finds a quote in the article. The error, a *QuoteError, says whether the words are missing or stand there more than once.
// It costs a few microseconds in an article of any length, after an index built at the first call (see placeIndex).
func (a *Article) Locate(quote string) (Evidence, error) {
	places := a.places.find(a.Text, quote)
	switch len(places) {
	case 0:
		return Evidence{}, &QuoteError{Quote: quote, Near: a.nearest(quote)}
	case 1:
		at := places[0]
		start := a.places.codePoint(a.Text, at)
		return Evidence{
			Selector: Selector{Exact: quote, Start: start, End: start + utf8.RuneCountInString(quote)},
			Bytes:    Span{Start: at, End: at + len(quote)},
			Sentence: a.SentenceAt(at),
		}, nil
	}
	return Evidence{}, &QuoteError{Quote: quote, Times: len(places), Longer: a.lengthen(quote, places)}
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

// Lengthen returns the shortest run of whole words around the first place of quote that is unique in the article, growing to the
// right first and then to the left. "" when the article does not have the words.
func (a *Article) Lengthen(quote string) string {
	return a.lengthen(quote, a.places.find(a.Text, quote))
}

func (a *Article) lengthen(quote string, places []int) string {
	if len(places) == 0 {
		return ""
	}
	start, end := places[0], places[0]+len(quote)
	for len(places) > 1 {
		if next := nextWordEnd(a.Text, end); next > end {
			end = next
		} else if prev := prevWordStart(a.Text, start); prev < start {
			for i := range places {
				places[i] -= start - prev
			}
			start = prev
		} else {
			return ""
		}
		places = a.sameAt(places, a.Text[start:end])
	}
	return a.Text[start:end]
}

// sameAt keeps the places at which the article has the words.
func (a *Article) sameAt(places []int, words string) []int {
	kept := places[:0]
	for _, at := range places {
		if at >= 0 && at+len(words) <= len(a.Text) && a.Text[at:at+len(words)] == words {
			kept = append(kept, at)
		}
	}
	return kept
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
