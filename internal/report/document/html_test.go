package document

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestGoldenPages: every golden page is well formed, has its headings in order, a language, a way past the links, and each table and picture named and told in words.
func TestGoldenPages(t *testing.T) {
	pages, err := filepath.Glob("../../../cmd/rapport/testdata/reports/*/*.html")
	if err != nil || len(pages) < 4 {
		t.Fatalf("%d golden pages, %v", len(pages), err)
	}
	for _, file := range pages {
		page, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text := string(page)
		wellFormed(t, text)
		for _, want := range []string{`<html lang="en">`, `<a class="skip" href="#report">`, `<main id="report">`, "<title>", "default-src 'none'"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s has no %s", file, want)
			}
		}
		tables := regexp.MustCompile(`<table role="table"(?: aria-labelledby="([^"]*)")?>(\n<caption>)?`)
		for _, m := range tables.FindAllStringSubmatch(text, -1) {
			if (m[1] == "") == (m[2] == "") || m[1] != "" && strings.Count(text, fmt.Sprintf(" id=%q>", m[1])) != 1 {
				t.Errorf("%s: a table that neither a caption nor one heading names: %s", file, m[0])
			}
		}
		if strings.Count(text, "<table") != len(tables.FindAllString(text, -1)) {
			t.Errorf("%s: a table of another form", file)
		}
		for _, after := range strings.Split(text, "</figure>\n")[1:] { // the picture in words, or the sentences of the template, perhaps in groups
			if !regexp.MustCompile(`^(<details>\n<summary>The picture in words</summary>\n|(<h\d id="[^"]*">.*</h\d>\n)?<ul>\n)`).MatchString(after) {
				t.Errorf("%s: a picture without its words: %.60s", file, after)
			}
		}
	}
}

// TestContrast: text on its ground, light, dark and on paper, has the contrast that WCAG asks for, 4.5 at least.
func TestContrast(t *testing.T) {
	colour := regexp.MustCompile(`--(\w+): (#[0-9a-f]{3,6});`)
	themes := regexp.MustCompile(`:root \{([^}]*)\}`).FindAllStringSubmatch(stylesheet, -1)
	if len(themes) != 3 {
		t.Fatalf("%d themes, want light, dark and paper", len(themes))
	}
	for _, theme := range themes {
		colours := map[string]string{}
		for _, m := range colour.FindAllStringSubmatch(theme[1], -1) {
			colours[m[1]] = m[2]
		}
		for _, ink := range []string{"ink", "quiet", "link"} {
			for _, ground := range []string{"ground", "tint"} {
				if c := contrast(t, colours[ink], colours[ground]); c < 4.5 {
					t.Errorf("%s on %s: %.1f", ink, ground, c)
				}
			}
		}
	}
}

// contrast of two colours, as WCAG 2.2 defines it.
func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	hex = strings.TrimPrefix(hex, "#")
	if len(hex) == 3 {
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	}
	n, err := strconv.ParseUint(hex, 16, 32)
	if err != nil || len(hex) != 6 {
		t.Fatalf("%q is no colour", hex)
	}
	channel := func(shift int) float64 {
		c := float64(n>>shift&0xff) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(16) + 0.7152*channel(8) + 0.0722*channel(0)
}

// TestLongWordsBreak: a word that is wider than a column may be breaks, so that no column beside it is pushed off the page; no other does.
func TestLongWordsBreak(t *testing.T) {
	for word, want := range map[string]bool{"": false, "Comprehensive Strategic Partnership Treaty": false, strings.Repeat("é", 28): false, "the " + strings.Repeat("é", 29): true} {
		if longWord(word) != want {
			t.Errorf("%q: %v", word, !want)
		}
	}
}

// TestDatesAreWhole: a date is on one line, wherever it stands, and nothing else is taken for one.
func TestDatesAreWhole(t *testing.T) {
	for in, want := range map[string]string{
		"2031-03-05":               `<span class="date">2031-03-05</span>`,
		"a 2031-03 b":              `a <span class="date">2031-03</span> b`,
		"2031-03-05 to 2031-03-09": `<span class="date">2031-03-05</span> to <span class="date">2031-03-09</span>`,
		"2031-03-05/2031-04":       `<span class="date">2031-03-05</span>/<span class="date">2031-04</span>`,
		"[2031-03-05]":             `[<span class="date">2031-03-05</span>]`,
		"12031-03":                 "12031-03",
		"-2031":                    "-2031",
		"2031-3":                   "2031-3",
		"toll-free & 2031-":        "toll-free &amp; 2031-",
		"":                         "",
	} {
		if got := text(in); got != want {
			t.Errorf("%q: %s, want %s", in, got, want)
		}
		if got := untag(text(in)); got != in {
			t.Errorf("%q reads %q", in, got)
		}
	}
}
