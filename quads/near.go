package quads

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// nearIndex is what nearest needs of a text: the text folded, and the sentences that each word stands in. It is built
// when the first quote is missing.
type nearIndex struct {
	once      sync.Once
	folded    string           // without spaces, quotation marks, dashes and case
	offsets   []int            // by rune of folded: its byte offset in the text
	sentences map[string][]int // by folded word: the sentences that have it, each once, counted from 0
}

func (x *nearIndex) build(a *Article) {
	x.folded, x.offsets = plainly(a.Text)
	x.sentences = map[string][]int{}
	for i, s := range a.Sentences {
		text := a.Text[s.Start:s.End]
		for _, w := range Words(text) {
			word := Fold(text[w.Start:w.End])
			if in := x.sentences[word]; len(in) == 0 || in[len(in)-1] != i {
				x.sentences[word] = append(in, i)
			}
		}
	}
}

// nearest returns the article's words for a quote that it does not have letter by letter: first as a careless typist would have it, with quotation
// marks, dashes, case and spaces set aside, then from the sentence that shares most of its words, if that is more than half of them. "" for none.
func (a *Article) nearest(quote string) string {
	a.near.once.Do(func() { a.near.build(a) })
	if near := a.near.typed(a, quote); near != "" {
		return near
	}
	return a.near.worded(a, quote)
}

func (x *nearIndex) typed(a *Article, quote string) string {
	want, _ := plainly(quote)
	at := strings.Index(x.folded, want)
	if want == "" || at < 0 {
		return ""
	}
	first := utf8.RuneCountInString(x.folded[:at])
	last := x.offsets[first+utf8.RuneCountInString(want)-1]
	_, size := utf8.DecodeRuneInString(a.Text[last:])
	return a.Text[x.offsets[first] : last+size]
}

// plainly folds a text; offsets[i] is the byte offset in s of the i-th rune that is kept.
func plainly(s string) (string, []int) {
	var b strings.Builder
	var offsets []int
	for i, r := range s {
		if strings.ContainsRune(" \t\r\n\u00a0\"'“”‘’«»-–—.,", r) {
			continue
		}
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		b.WriteRune(r)
		offsets = append(offsets, i)
	}
	return b.String(), offsets
}

// commonWord is in how many sentences a word may stand and still help to find one.
const commonWord = 2000

func (x *nearIndex) worded(a *Article, quote string) string {
	var wanted []string
	for _, w := range Words(quote) {
		if word := Fold(quote[w.Start:w.End]); !slices.Contains(wanted, word) {
			wanted = append(wanted, word)
		}
	}
	score := map[int]int{}
	best := -1
	for _, word := range wanted {
		in := x.sentences[word]
		if len(in) > commonWord {
			continue
		}
		for _, i := range in {
			score[i]++
			if best < 0 || score[i] > score[best] || score[i] == score[best] && i < best {
				best = i
			}
		}
	}
	if best < 0 || 2*score[best] <= len(wanted) {
		return ""
	}
	return wordedSpan(a.SentenceText(best+1), wanted)
}

// wordedSpan returns a sentence from the first to the last of the wanted words.
func wordedSpan(text string, wanted []string) string {
	start, end := -1, 0
	for _, w := range Words(text) {
		if slices.Contains(wanted, Fold(text[w.Start:w.End])) {
			if start < 0 {
				start = w.Start
			}
			end = w.End
		}
	}
	return text[max(start, 0):end]
}
