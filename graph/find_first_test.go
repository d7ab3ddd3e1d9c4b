package graph

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// TestFirstText holds the first text that a finder resolves, for which it looks at few texts of the graph, to what it finds when it looks at all.
func TestFirstText(t *testing.T) {
	d, err := quads.Load(quads.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	resolved, several := 0, 0
	for _, src := range []*Memory{Load(d.Quads()), harbour(), capital()} {
		all := NewFinder(src)
		all.first = func(string) ([]field, bool) { return nil, false }
		texts := asked(all.index())
		if len(texts) > 150 && testing.Short() {
			texts = texts[:150]
		}
		for i, text := range texts {
			got, want := resolution(NewFinder(src), text), resolution(all, text)
			if got != want {
				t.Fatalf("%q:\ngot  %s\nwant %s", text, got, want)
			}
			if strings.HasSuffix(want, "<nil>") {
				resolved++
			}
			if strings.Contains(want, "others: ") {
				several++
			}
			if i%7 == 0 {
				for _, class := range []quad.IRI{quads.Thing, quads.Occurrence, quads.ArticleNode} {
					a, errA := NewFinder(src).ResolveAs(text, class)
					b, errB := all.ResolveAs(text, class)
					if a != b || fmt.Sprint(errA) != fmt.Sprint(errB) {
						t.Fatalf("%q as %s: got %q, %v; want %q, %v", text, class, a, errA, b, errB)
					}
				}
			}
		}
	}
	if resolved < 50 || several < 5 {
		t.Errorf("%d texts are resolved, %d with others beside", resolved, several)
	}
}

// resolution is what a text is taken for, and what else it could mean.
func resolution(f *Finder, text string) string {
	node, err := f.Resolve(text)
	out := string(node)
	if err == nil {
		if others := f.Others(text, node); len(others) > 0 {
			out += fmt.Sprintf(" others: %+v", others)
		}
	}
	return fmt.Sprint(out, " ", err)
}

// asked are texts that somebody might ask for: what nodes are called, parts of it, in capitals and with slips.
func asked(fields []field) (texts []string) {
	for _, f := range fields {
		text := quads.TextOf(f.text)
		_, local := quads.SplitIRI(f.node)
		texts = append(texts, text, strings.ToUpper(text), string(f.node), local, strings.ReplaceAll(text, " ", ""), " the "+text)
		words := strings.Fields(text)
		for i, w := range words {
			texts = append(texts, w, w+"’s")
			if runes := []rune(w); len(runes) > 3 {
				texts = append(texts, string(runes[:3]), string(slices.Delete(runes, 1, 2)))
			}
			if i > 0 {
				texts = append(texts, words[i-1]+" "+w, w+" "+words[i-1])
			}
		}
	}
	slices.Sort(texts)
	texts = slices.Compact(texts)
	texts = slices.DeleteFunc(texts, func(s string) bool { return !utf8.ValidString(s) })
	// From all over the alphabet first, for a run that takes only some.
	var mixed []string
	for step := range 37 {
		for i := step; i < len(texts); i += 37 {
			mixed = append(mixed, texts[i])
		}
	}
	return mixed
}

// TestFoldsApart: what is left out of a first search can have no words in Latin letters.
func TestFoldsApart(t *testing.T) {
	count := 0
	for c := rune(0x80); c <= unicode.MaxRune; c++ {
		if !foldsApart(c) {
			continue
		}
		count++
		if folded := quads.Fold("ir" + string(c) + "an"); strings.Contains(folded, "iran") || len(strings.Trim(folded, "iran")) == 0 ||
			strings.ContainsFunc(strings.TrimSuffix(strings.TrimPrefix(folded, "ir"), "an"), func(c rune) bool { return !notLatin(c) }) {
			t.Errorf("%q folds to %q", "ir"+string(c)+"an", folded)
		}
	}
	if count < 300 {
		t.Errorf("%d runes fold apart", count)
	}
	for _, c := range []struct {
		text, word string
		want       bool
	}{{"Iran’s plans", "iran", true}, {"سازمان", "iran", false}, {"Россия", "iran", false}, {"“Rosatom”", "iran", false}, {"Íran", "iran", true}, {"سازمان ۲۰", "20", true}, {"ir\u200can", "iran", true}} {
		if got := mayHave(c.text, foldWords(c.word)); got != c.want {
			t.Errorf("%q may have %q: %v", c.text, c.word, got)
		}
	}
}
