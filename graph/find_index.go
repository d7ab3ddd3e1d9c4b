package graph

import (
	"cmp"
	"hash/maphash"
	"math/bits"
	"slices"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// wordIndex knows which of some texts have which words, so that a search compares its words with each word once and not with each text.
type wordIndex struct {
	keys    []string  // the words of all texts, each once
	letters []uint64  // of each key: a bit for each letter that it has
	texts   [][]int32 // of each key: the texts that have it, in their order
	of      map[string]int32
	all     int // texts
}

// newWordIndex indexes texts by their words.
func newWordIndex(texts int, words func(i int) []word) *wordIndex {
	x := &wordIndex{of: map[string]int32{}, all: texts}
	for i := range texts {
		for _, w := range words(i) {
			at, known := x.of[w.key]
			if !known {
				at = int32(len(x.keys))
				x.of[w.key] = at
				x.keys, x.letters, x.texts = append(x.keys, w.key), append(x.letters, letters(w.key)), append(x.texts, nil)
			}
			if has := x.texts[at]; len(has) == 0 || has[len(has)-1] != int32(i) {
				x.texts[at] = append(has, int32(i))
			}
		}
	}
	return x
}

// letters has a bit for each letter of a word; letters far apart in the alphabets of the world may share one.
func letters(key string) (set uint64) {
	for _, r := range key {
		set |= 1 << (r % 64)
	}
	return set
}

// maySimilar tells whether two words may be similar: a slip changes two letters at most.
func maySimilar(a, b uint64) bool { return bits.OnesCount64(a^b) <= 4 }

// wordsMost is how many words of a query an index counts.
const wordsMost = 64

// has returns for each text which words of a query it may have, a bit for each: no fewer than query.find finds there.
func (x *wordIndex) has(q query) []uint64 {
	out := make([]uint64, x.all)
	for i, w := range q.words {
		set := letters(w.key)
		for at, key := range x.keys {
			if begins(w.key, key) || maySimilar(set, x.letters[at]) && similar(w.key, key) {
				for _, text := range x.texts[at] {
					out[text] |= 1 << i
				}
			}
		}
	}
	return out
}

// whole returns the texts that have the rarest word of some, whole: no fewer than have them all.
func (x *wordIndex) whole(words []word) []int32 {
	var out []int32
	for i, w := range words {
		at, known := x.of[w.key]
		if !known {
			return nil
		}
		if i == 0 || len(x.texts[at]) < len(out) {
			out = x.texts[at]
		}
	}
	return out
}

// fieldIndex finds among the fields of a finder.
type fieldIndex struct {
	*wordIndex
	fields []field
	joined []hashed // of fields that are no content: their words without spaces
	seed   maphash.Seed
}

type hashed struct {
	hash  uint64
	field int32
}

func newFieldIndex(fields []field) *fieldIndex {
	x := &fieldIndex{fields: fields, seed: maphash.MakeSeed()}
	x.wordIndex = newWordIndex(len(fields), func(i int) []word {
		words := fields[i].words
		if words == nil {
			words = foldWords(quads.TextOf(fields[i].text))
		}
		if fields[i].predicate != quads.Content {
			x.joined = append(x.joined, hashed{x.hash(words), int32(i)})
		}
		return words
	})
	slices.SortFunc(x.joined, func(a, b hashed) int { return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.field, b.field)) })
	return x
}

// hash is that of words without spaces.
func (x *fieldIndex) hash(words []word) uint64 {
	var h maphash.Hash
	h.SetSeed(x.seed)
	for _, w := range words {
		h.WriteString(w.key)
	}
	return h.Sum64()
}

// sameJoined are the fields that have the letters of a text, whatever spaces they have.
func (x *fieldIndex) sameJoined(text string) []hashed {
	hash := x.hash(foldWords(text))
	at, _ := slices.BinarySearchFunc(x.joined, hash, func(h hashed, want uint64) int { return cmp.Compare(h.hash, want) })
	end := at
	for end < len(x.joined) && x.joined[end].hash == hash {
		end++
	}
	return x.joined[at:end]
}

// among gives fields to m until those that are left have too few words of a query to be among its matches.
func (x *fieldIndex) among(q query, m *matching) {
	for _, h := range x.sameJoined(q.text) {
		m.add(x.fields[h.field])
	}
	counts := make([]int, len(q.words)+1)
	has := x.has(q)
	for _, set := range has {
		counts[bits.OnesCount64(set)]++
	}
	for n := len(q.words); n > 0 && len(q.words)-n <= m.fewest; n-- {
		if counts[n] == 0 {
			continue
		}
		for i, set := range has {
			if bits.OnesCount64(set) == n {
				m.add(x.fields[i])
			}
		}
	}
}

// indexedFrom is how many texts there must be for an index of their words to be worth it.
const indexedFrom = 2000

// sentenceIndex finds sentences by the words of their texts.
type sentenceIndex struct {
	*wordIndex
	sentences []quad.IRI
}

func (f *Finder) indexSentences() *sentenceIndex {
	all := f.subjects(quads.Type, quads.SentenceNode)
	if len(all) < indexedFrom {
		return nil
	}
	return &sentenceIndex{sentences: all, wordIndex: newWordIndex(len(all), func(i int) []word { return foldWords(quads.TextOf(f.object(all[i], quads.Text))) })}
}

// mayHave are the sentences that may have all words of a query; all there are where nothing is indexed.
func (f *Finder) mayHave(q query) []quad.IRI {
	x := f.sentences()
	if x == nil || len(q.words) > wordsMost {
		return f.subjects(quads.Type, quads.SentenceNode)
	}
	var out []quad.IRI
	for i, set := range x.has(q) {
		if bits.OnesCount64(set) == len(q.words) {
			out = append(out, x.sentences[i])
		}
	}
	return out
}
