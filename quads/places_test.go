package quads

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
)

// longText is a text of about n bytes from a small lexicon, so that many runs of words come twice.
func longText(n int) string {
	r := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields("the port of Łódź said on Monday that “no” ship had left 港口 for Tōkyō while مرفأ was shut and nobody paid")
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		b.WriteString(words[r.IntN(len(words))])
		if i%17 == 16 {
			b.WriteString(". ")
		} else {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// In a long text the index finds what a scan finds.
func TestPlacesAreThoseOfAScan(t *testing.T) {
	text := longText(4 * shortText)
	var x placeIndex
	r := rand.New(rand.NewPCG(3, 4))
	for range 3000 {
		at := r.IntN(len(text) - 200)
		words := text[at : at+1+r.IntN(100)]
		if got, want := x.find(text, words), scan(text, words); !slices.Equal(got, want) {
			t.Fatalf("find(%q) = %v, want %v", words, got, want)
		}
		if got, want := x.codePoint(text, at), utf8.RuneCountInString(text[:at]); got != want && utf8.RuneStart(text[at]) {
			t.Fatalf("codePoint(%d) = %d, want %d", at, got, want)
		}
	}
	for _, words := range []string{"", "not in there at all", text, text + "x", strings.Repeat("a", 100)} {
		if got, want := x.find(text, words), scan(text, words); !slices.Equal(got, want) {
			t.Errorf("find(%.20q) = %v, want %v", words, got, want)
		}
	}
}

func TestPlacesThatOverlap(t *testing.T) {
	text := strings.Repeat("ab", shortText)
	var x placeIndex
	words := strings.Repeat("ab", 20)
	if got, want := x.find(text, words), scan(text, words); !slices.Equal(got, want) {
		t.Errorf("%d places, want %d", len(got), len(want))
	}
}

func TestNearestByWords(t *testing.T) {
	a := readArticle(t, harbour)
	for quote, want := range map[string]string{
		"Łódź and Tokyo were never asked": "Łódź and Tōkyō were not asked",
		"The harbour will decide":         "The port will decide",
		"Nobody came to the ball":         "",
	} {
		if got := a.nearest(quote); got != want {
			t.Errorf("nearest(%q) = %q, want %q", quote, got, want)
		}
	}
}

// BenchmarkLocate finds 2 000 quotes in an article of 5 MB, with everything that is built for it.
func BenchmarkLocate(b *testing.B) {
	text := longText(5 << 20)
	a, err := ReadArticle("article.txt", []byte(text))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		fresh := &Article{Text: a.Text, Sentences: a.Sentences}
		r := rand.New(rand.NewPCG(5, 6))
		for range 2000 {
			at := r.IntN(len(text) - 200)
			fresh.Locate(text[at : at+60+r.IntN(100)])
		}
	}
}

// BenchmarkCheck5MB proves a dossier of 2 000 statements on an article of 5 MB.
func BenchmarkCheck5MB(b *testing.B) {
	text := longText(5 << 20)
	a, err := ReadArticle("article.txt", []byte(text))
	if err != nil {
		b.Fatal(err)
	}
	var nq strings.Builder
	fmt.Fprintf(&nq, "<p:article> <rdf:type> <kg:Article> <p:article> .\n")
	for i := range 2000 {
		s := a.Sentences[i*len(a.Sentences)/2000]
		fmt.Fprintf(&nq, "<p:%02da> <kg:quote> %s <p:article> .\n", s.Number, AppendTerm(nil, quad.String(a.Text[s.Start:s.End])))
		fmt.Fprintf(&nq, "<kg:union> <kg:rejects> <kg:port> <p:%02da> .\n", s.Number)
	}
	files := mapFS(map[string]string{"p/article.txt": text, "p/statements.nq": nq.String()})
	for b.Loop() {
		if _, _, err := Check(files); err != nil {
			b.Fatal(err)
		}
	}
}
