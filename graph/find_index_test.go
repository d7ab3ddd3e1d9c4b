package graph

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// TestFindIndexed holds searches by the index of words to those that look at every text.
func TestFindIndexed(t *testing.T) {
	d, err := quads.Load(quads.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	random, found := rand.New(rand.NewPCG(1, 2)), map[string]int{}
	for _, src := range []*Memory{Load(d.Quads()), harbour(), capital()} {
		plain, indexed := NewFinder(src), NewFinder(src)
		plain.first = func(string) ([]field, bool) { return nil, false }
		indexed.first = plain.first
		plain.indexed, plain.sentences = func() *fieldIndex { return nil }, func() *sentenceIndex { return nil }
		bare := slices.Clone(indexed.index())
		for i := range bare {
			bare[i].words, bare[i].key, bare[i].core = nil, "", "" // as where there are many
		}
		x := newFieldIndex(bare)
		all := indexed.subjects(quads.Type, quads.SentenceNode)
		sentences := &sentenceIndex{sentences: all, wordIndex: newWordIndex(len(all), func(i int) []word { return foldWords(quads.TextOf(indexed.object(all[i], quads.Text))) })}
		indexed.indexed, indexed.sentences = func() *fieldIndex { return x }, func() *sentenceIndex { return sentences }
		for i, field := range indexed.index() {
			if i%29 != 0 || testing.Short() && i%87 != 0 {
				continue
			}
			for _, text := range spoiled(random, quads.TextOf(field.text)) {
				for _, max := range []int{0, 1, 3} {
					got, want := indexed.Find(text, max), plain.Find(text, max)
					if !reflect.DeepEqual(got, want) {
						t.Fatalf("%q, at most %d:\ngot  %+v\nwant %+v", text, max, got, want)
					}
					for _, m := range got {
						found[m.How.String()]++
						if len(m.Missing) > 0 {
							found["missing"]++
						}
					}
				}
				if got, want := indexed.FindText(text, 5), plain.FindText(text, 5); !reflect.DeepEqual(got, want) {
					t.Fatalf("%q in the text:\ngot  %+v\nwant %+v", text, got, want)
				}
				if got, want := resolution(indexed, text), resolution(plain, text); got != want {
					t.Fatalf("%q:\ngot  %s\nwant %s", text, got, want)
				}
				for _, class := range []quad.IRI{quads.Thing, quads.Occurrence} {
					a, errA := indexed.ResolveAs(text, class)
					b, errB := plain.ResolveAs(text, class)
					if a != b || fmt.Sprint(errA) != fmt.Sprint(errB) {
						t.Fatalf("%q as %s: got %q, %v; want %q, %v", text, class, a, errA, b, errB)
					}
				}
			}
		}
	}
	if found["name"] == 0 || found["similar"] == 0 || found["missing"] == 0 {
		t.Errorf("too little was tried: %v", found)
	}
}

// spoiled are a text, and what people make of it: some of its words, with another, in another order, with a slip, without a space.
func spoiled(random *rand.Rand, text string) []string {
	words := strings.Fields(text)
	if len(words) > 6 {
		words = words[:6]
	}
	if len(words) == 0 {
		return nil
	}
	i := random.IntN(len(words))
	slip := []rune(words[i])
	if len(slip) > 2 {
		at := 1 + random.IntN(len(slip)-2)
		slip[at], slip[at+1] = slip[at+1], slip[at]
	}
	return []string{text, words[i], words[0] + " xyzzy", strings.Join(append(words[i:len(words):len(words)], words[:i]...), " "), string(slip), string(slip) + " " + words[0], strings.Join(words[:min(len(words), 2)], ""),
		words[i] + " treaty Iran", string([]rune(words[i])[:1+len([]rune(words[i]))/2])}
}
