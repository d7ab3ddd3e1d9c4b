package quads

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"
)

const harbour = "The port said “yes” on Monday. The port said “no” on Tuesday.\nŁódź and Tōkyō were not asked. The port will decide."

func readArticle(t *testing.T, text string) *Article {
	t.Helper()
	a, err := ReadArticle("article.txt", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	a.Prefix = "h"
	return a
}

func TestLocateGivesCodePoints(t *testing.T) {
	a := readArticle(t, harbour)
	e, err := a.Locate("Tōkyō were not")
	if err != nil {
		t.Fatal(err)
	}
	runes := []rune(harbour)
	if got := string(runes[e.Start:e.End]); got != "Tōkyō were not" {
		t.Errorf("code points %d–%d are %q", e.Start, e.End, got)
	}
	if got := harbour[e.Bytes.Start:e.Bytes.End]; got != "Tōkyō were not" {
		t.Errorf("bytes %v are %q", e.Bytes, got)
	}
	if e.Sentence != 3 {
		t.Errorf("sentence %d, want 3", e.Sentence)
	}
	if e.Start == e.Bytes.Start {
		t.Error("the offsets in code points and bytes agree: the text before has no wide letters")
	}
}

func TestLocateRefuses(t *testing.T) {
	a := readArticle(t, harbour)
	for _, c := range []struct{ quote, message, hint string }{
		{`The port said "yes" on Monday`, "does not say", "The port said “yes” on Monday"},
		{"the PORT  will - decide", "does not say", "The port will decide"},
		{"the ship", "does not say", ""},
		{"", "does not say", ""},
		{"The port said", "2 times", "The port said “yes"},
		{"The port", "3 times", "lengthen it"},
	} {
		_, err := a.Locate(c.quote)
		var qe *QuoteError
		if !errors.As(err, &qe) {
			t.Errorf("Locate(%q): %v, want a QuoteError", c.quote, err)
			continue
		}
		if !strings.Contains(qe.Error(), c.message) || !strings.Contains(qe.Hint(), c.hint) || (c.hint == "") != (qe.Hint() == "") {
			t.Errorf("Locate(%q): %v (hint %q), want %q (hint %q)", c.quote, err, qe.Hint(), c.message, c.hint)
		}
	}
}

func TestLengthenIsUniqueAndNoLonger(t *testing.T) {
	a := readArticle(t, harbour)
	for quote, want := range map[string]string{
		"The port":      "The port said “yes",
		"on":            "on Monday",
		"decide":        "decide",
		"The port will": "The port will",
		"nowhere":       "",
		"":              "",
	} {
		got := a.Lengthen(quote)
		if got != want {
			t.Errorf("Lengthen(%q) = %q, want %q", quote, got, want)
		}
		if want != "" && strings.Count(harbour, got) != 1 {
			t.Errorf("Lengthen(%q) = %q stands %d times", quote, got, strings.Count(harbour, got))
		}
	}
}

func TestLengthenCannotWhenTheTextOnlyRepeats(t *testing.T) {
	a := readArticle(t, "no no")
	if got := a.Lengthen("no"); got != "no no" {
		t.Errorf("got %q", got)
	}
}

func TestArticleMustBeUTF8(t *testing.T) {
	_, err := ReadArticle("quads/x/article.txt", []byte("caf\xe9"))
	if err == nil || !strings.Contains(err.Error(), "byte 3 is not UTF-8") {
		t.Errorf("got %v", err)
	}
}

func TestWordWindowNeverCutsALetter(t *testing.T) {
	text := strings.Repeat("語", 300) + " a " + strings.Repeat("語", 300) + " a b"
	a := readArticle(t, text)
	if got := a.Lengthen(" a "); !utf8.ValidString(got) || strings.Count(text, got) != 1 {
		t.Errorf("Lengthen gave %q", got)
	}
}
