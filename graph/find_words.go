package graph

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hbollon/go-edlib"

	"rapport/quads"
)

// word is a word of a text: its key, and where it stands in the text.
type word struct {
	key string
	at  quads.Span
}

// foldWords cuts a text into words. A possessive ’s is no part of a word: "Iran’s" is found as Iran.
func foldWords(text string) []word {
	spans := quads.Words(text)
	out := make([]word, 0, len(spans))
	for _, at := range spans {
		key := quads.Fold(text[at.Start:at.End])
		key = strings.TrimSuffix(strings.TrimSuffix(key, "'s"), "’s")
		if key != "" {
			out = append(out, word{key: key, at: at})
		}
	}
	return out
}

func joinKeys(words []word) string {
	if len(words) == 1 {
		return words[0].key
	}
	length := len(words)
	for _, w := range words {
		length += len(w.key)
	}
	var b strings.Builder
	b.Grow(length)
	for i, w := range words {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.key)
	}
	return b.String()
}

// mayHave says whether a text may have all of some words, whole or as the beginning of a word, typos aside. It is sure of plain ASCII, whose words
// are found by their folded letters, and of what folds to no Latin letter where the words have no other; any other text may.
func mayHave(text string, words []word) bool {
	latin := !slices.ContainsFunc(words, func(w word) bool { return strings.ContainsFunc(w.key, notLatin) })
	for _, c := range text {
		plain := ' ' <= c && c <= '~' && c != '`'
		if !plain && !(latin && foldsApart(c)) {
			return true
		}
	}
	for _, w := range words {
		if !containsFolded(text, w.key) {
			return false
		}
	}
	return true
}

func notLatin(c rune) bool { return c < 'a' || c > 'z' }

// foldsApart says that a rune folds to no Latin letter, nor to nothing, which would join those beside it: the signs of print, and letters of the usual Cyrillic
// and Arabic.
func foldsApart(c rune) bool {
	switch c {
	case '‘', '’', '“', '”', '«', '»', '–', '—', '…':
		return true
	}
	return c >= 0x400 && c <= 0x6ff && unicode.In(c, unicode.Cyrillic, unicode.Arabic) && unicode.IsLetter(c)
}

// containsFolded says whether an ASCII text in lower case contains a key.
func containsFolded(text, key string) bool {
	for at := 0; at+len(key) <= len(text); at++ {
		n := 0
		for n < len(key) && lowerASCII(text[at+n]) == key[n] {
			n++
		}
		if n == len(key) {
			return true
		}
	}
	return false
}

func lowerASCII(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

// query is a search text, ready to compare.
type query struct {
	text  string
	key   string // of all words
	core  string // of words
	words []word // without the small ones, unless there are no others
}

// small words are not asked for when others are: "the treaty" finds every treaty. They still count for an exact name.
const small = " a an and at by for from in is it its of on or that the to was were with "

// longestSmall is the length of the longest of them.
const longestSmall = 4

func newQuery(text string) query {
	all := foldWords(text)
	words := core(all)
	return query{text: text, key: joinKeys(all), core: joinKeys(words), words: words}
}

// small tells a word that is not asked for when others are.
func (w word) small() bool {
	return len(w.key) <= longestSmall && strings.Contains(small, " "+w.key+" ")
}

// core drops the small words, unless there are no others.
func core(all []word) []word {
	if !slices.ContainsFunc(all, word.small) {
		return all
	}
	out := slices.DeleteFunc(slices.Clone(all), word.small)
	if len(out) == 0 {
		return all
	}
	return out
}

// match compares the query with one field; ok is false when no word is found in it.
func (q query) match(f field) (m Match, ok bool) {
	m = Match{Node: f.node, Text: f.text, Statement: f.label}
	found, typo := q.find(f.words)
	for i, at := range found {
		if at < 0 {
			m.Missing = append(m.Missing, q.text[q.words[i].at.Start:q.words[i].at.End])
		} else {
			m.Words = append(m.Words, f.words[at].at)
		}
	}
	if len(m.Words) == 0 {
		// "ros atom" and "rosatom" are one name, with and without a space.
		if len(q.key) < 5 || f.predicate == quads.Content || strings.ReplaceAll(q.key, " ", "") != strings.ReplaceAll(f.key, " ", "") {
			return m, false
		}
		m.Missing, typo = nil, true
		m.Words = []quads.Span{{Start: 0, End: len(quads.TextOf(f.text))}}
	}
	m.spare = len(core(f.words)) - len(m.Words)
	m.How, m.whole = q.how(f, typo), q.whole(f.words)
	return m, true
}

// how says how a field matched of which the words are known to.
func (q query) how(f field, typo bool) How {
	switch {
	case typo:
		return ByTypo
	case f.predicate == quads.Label:
		return ByTerm
	case f.predicate == quads.Content || f.predicate == quads.Text || f.predicate == quads.Figure:
		return ByContent
	case f.predicate == quads.MentionedAs && f.core == q.core:
		return ByMention
	case f.predicate == quads.MentionedAs:
		return ByMentionWords
	case f.key == q.key && f.predicate == quads.Name:
		return ByName
	case f.key == q.key:
		return ByAlias
	case strings.HasPrefix(f.key, q.key):
		return ByStart
	}
	return ByWords
}

// whole tells whether every word of the query is one of words, not only the start of one.
func (q query) whole(words []word) bool {
	for _, w := range q.words {
		if !slices.ContainsFunc(words, func(have word) bool { return have.key == w.key }) {
			return false
		}
	}
	return true
}

// find returns for each word of the query which of words it is, or -1, and whether any was taken for a typo. Each of words is taken once.
func (q query) find(words []word) (found []int, typo bool) {
	found = make([]int, len(q.words))
	taken := make([]bool, len(words))
	for i := range found {
		found[i] = -1
	}
	for _, compare := range [...]func(want, have string) bool{same, begins, similar} {
		for i, w := range q.words {
			if found[i] >= 0 {
				continue
			}
			for at, have := range words {
				if !taken[at] && compare(w.key, have.key) {
					found[i], taken[at] = at, true
					typo = typo || !begins(w.key, have.key)
					break
				}
			}
		}
	}
	return found, typo
}

func same(want, have string) bool { return want == have }

// begins takes "pezesh" for "pezeshkian"; one letter is no beginning, and 20 is not one of 2001.
func begins(want, have string) bool {
	if want == have {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(want)
	return utf8.RuneCountInString(want) > 1 && !unicode.IsDigit(last) && strings.HasPrefix(have, want)
}

// similar forgives one slip of the fingers in a word of four letters or more, two in one of eight or more; an inserted, missing or
// other letter, or two that changed places. Numbers are never similar: 2026 is not 2025.
func similar(want, have string) bool {
	n, m := utf8.RuneCountInString(want), utf8.RuneCountInString(have)
	slips := 1
	switch {
	case min(n, m) < 4 || strings.IndexFunc(want+have, unicode.IsDigit) >= 0:
		return false
	case min(n, m) >= 8:
		slips = 2
	}
	if n-m > slips || m-n > slips {
		return false
	}
	return edlib.OSADamerauLevenshteinDistance(want, have) <= slips
}
