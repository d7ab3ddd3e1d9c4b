package document

import (
	"bufio"
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/yuin/goldmark"

	"rapport/queries"
)

// readWords reads the words of a report's body; ok is false where the report refuses them.
func readWords(t testing.TB, words string) (b *Block, errs error) {
	t.Helper()
	text := "<!--\ntitle:    T\nasks:     A?\nsections: s\ntags:     own\n-->\n\n" + words + "\n\n## S {#s}\n"
	lib, err := queries.Open(fstest.MapFS{"reports/r.md": {Data: []byte(text)}})
	if err != nil {
		t.Fatal(err)
	}
	r, err := lib.Report("r")
	if err != nil {
		return nil, err
	}
	if len(r.Blocks) != 2 || r.Blocks[0].Prose == nil {
		return nil, fmt.Errorf("%d blocks", len(r.Blocks))
	}
	b = &Block{Words: r.Blocks[0].Prose.Paragraphs}
	for _, s := range r.Blocks[0].Prose.Segments {
		b.Prose = append(b.Prose, Span{Text: s.Text})
	}
	return b, nil
}

// ourHTML is what a page has of words.
func ourHTML(b *Block) string {
	var out bytes.Buffer
	p := &page{Writer: bufio.NewWriter(&out), d: &Document{}, refs: map[int]int{}}
	p.prose(b)
	p.Flush()
	return out.String()
}

// sameHTML forgets where lines break, and how a quotation mark is escaped.
func sameHTML(s string) string {
	s = regexp.MustCompile(`<code class="[^"]*">`).ReplaceAllString(s, "<code>") // while quotation marks within it are escaped
	s = strings.NewReplacer("&#34;", `"`, "&quot;", `"`, "&#39;", "'", "\n", " ").Replace(s)
	s = strings.Join(strings.Fields(s), " ")
	return strings.ReplaceAll(s, "> <", "><")
}

// TestWordsAreCommonMark: what a report may use of Markdown reads as CommonMark says. goldmark is the judge.
func TestWordsAreCommonMark(t *testing.T) {
	accepted := 0
	for _, words := range []string{
		"A paragraph\nof two lines.\n\nAnother.", "*a* b **c d** e.", "- one\n- two\n  goes on\n\nBehind.", "1. one\n2. two\n3. three",
		"> said *so*\n> twice\n\n---\n\nEnd.", "`code * _ [` and `` a`b ``.", "[words](https://example.org/a?b=c#d) and (*so*).", `\*no\* \_ \[x\] \<b> \\ \& 1 < 2 & 3`,
		"```x\n<b> & *c*\n\n  d\n```\n\nEnd", "a_b_c 2 * 3 * 4 a_ b", "“*so*” – *it* is; **“x”**.", "[not a link] and [this] (too).", "a]b) c!", "[one](#section-a) [two](mailto:a@b.c)",
		"Ünïcödé *– ok*, *a–b*.", "-x --- y = z", "1) no\n", "3 items.", "a ` b", "[- \n”]:---",
		"```\nb\n\t```", "```\n\t```\n```", "```\n    ```\n   ``` \t\n\nEnd.", "```\n```\u00a0\n```",
	} {
		b, err := readWords(t, words)
		if err != nil {
			t.Logf("refused: %q: %v", words, err)
			continue
		}
		accepted++
		sameAsJudge(t, words, b)
	}
	if accepted < 14 {
		t.Errorf("%d accepted: the test sees too little", accepted)
	}
}

// TestRandomWordsAreCommonMark draws words at random.
func TestRandomWordsAreCommonMark(t *testing.T) {
	seed := uint64(rand.Uint32())
	if s, err := strconv.ParseUint(os.Getenv("SEED"), 10, 64); err == nil {
		seed = s
	}
	t.Logf("SEED=%d", seed)
	r := rand.New(rand.NewPCG(seed, 1))
	parts := []string{
		"a", "b c", " ", "\n", "\n\n", "*", "**", "_", "`", "``", "[", "](", ")", "]", "https://x.y", "- ", "1. ", "2. ", "> ", "#", "---", "```", "\\", "&amp;", "<b>", "<", ">",
		"|", "=", "!", ".", ",", "“", "”", "é", "  ", "\t", "(", "word", "***", "~~", "+ ", "\"", "'", "https://a.b", "&", ";", ":",
	}
	accepted := 0
	for range 15_000 {
		var words strings.Builder
		for range 1 + r.IntN(9) {
			words.WriteString(parts[r.IntN(len(parts))])
		}
		text := strings.TrimSpace(words.String())
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		b, err := readWords(t, text)
		if err != nil {
			continue
		}
		accepted++
		sameAsJudge(t, text, b)
		if t.Failed() {
			return
		}
	}
	if accepted < 1200 {
		t.Errorf("%d accepted: the test sees too little", accepted)
	}
}

func sameAsJudge(t *testing.T, words string, b *Block) {
	t.Helper()
	var judged bytes.Buffer
	if err := goldmark.Convert([]byte(words), &judged); err != nil {
		t.Fatal(err)
	}
	if got, want := sameHTML(ourHTML(b)), sameHTML(judged.String()); got != want {
		t.Errorf("%q\n got %s\nwant %s", words, got, want)
	}
}
