package quads

import (
	"io/fs"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
)

// sentences gives the sentences of a text between bars.
func sentences(text string) string {
	var parts []string
	for _, s := range Sentences(text) {
		parts = append(parts, text[s.Start:s.End])
	}
	return strings.Join(parts, "|")
}

func TestSentences(t *testing.T) {
	// A bar marks where a sentence ends; the text is the same without the bars.
	for _, want := range []string{
		"",
		"One.",
		"One. |Two! |Three? |Four… Five",
		"A title without a dot\n|The story begins.\r\n\r\n|It goes on.\u2029|It ends.",
		"He went to\n|Moscow.", // a line break always splits
		// abbreviations
		"Dr. Smith met Mr. Jones and Mrs. Brown. |Ms. Green left.",
		"Gen. Mark Milley told Sen. Warren and Rep. Omar. |Gov. Newsom left.",
		"The U.S. Treasury acted. |Officials in Washington, D.C. |They said so in the U.S. |The rest is known.",
		"The U.S. and the U.K. Government agreed with U.S.-Russia talks, as U.S. officials said.",
		"It began at 5 p.m. |The talks ended at 6 p.m. Moscow time.",
		"Resolution No. 2231 lapsed on Oct. 18, 2025. |The answer was no. |No. |He meant it.",
		"It opened in Jan. |It closed on Feb. 3.",
		"See Art. 5, p. 12 and Fig. 3.",
		"He moved to St. Petersburg from Mt. Vernon. |They live on Main St. |The police came.",
		"Apple Inc. |The firm sued Acme Corp. Ltd. |It won.",
		"Martin Luther King Jr. Boulevard, e.g. Atlanta, i.e. Georgia.",
		"Putin et al. Moscow signed.",
		"John F. Kennedy, J. R. R. Tolkien and J. A. Smith met George W. Bush. |He smiled. |Theresa M. May left.",
		"It costs $4.5 million. |Version 2.0 is out. |Visit example.com. |Go.",
		"1. The parties agree. |2. The parties sign.\n|3. Done.",
		"It was 2027. |The units work.",
		// quotes
		"“We signed.” |He left. |“It is done!” |“Good.”",
		"“Is it over?” he asked. |“No!” said Tehran.",
		"He called it “illegal.” |Each side agreed.",
		"He said \"go.\" |She went. |\"Stop!\" |They stopped.",
		"He said it. ” |Then he left. » |She stayed.",
		"(It rained.) |[Then it stopped.] |Good.",
		"Yahoo! reported it. |What next?",
		"The end... |The beginning. |Wait ... what?",
		"Really?! |Yes!! |No.",
		// other scripts
		"Владимир Путин подписал договор. |Росатом строит АЭС в Иране! |Когда? |Неизвестно.",
		"В. В. Путин и А. Лихачёв встретились. |Это было в 2001 г. |Договор вступил в силу в г. Москве.",
		"Договор подписан в г. Москва на ул. Ленина. |Он действует.",
		"«Мы подписали договор.» |Он ушёл.",
		"ایران و روسیه پیمان را امضا کردند. |آیا اجرا می‌شود؟ |بله! |این پیمان ۴۷ ماده دارد.",
		"«پیمان امضا شد.» |او رفت.",
		"俄罗斯和伊朗签署了条约。|条约生效了吗？|是的！|“我们很高兴。”|他说。|“好。”|iPhone也来了。",
		"日本は発表した。|「協定は重要です。」|と述べた。",
		"وقعت إيران المعاهدة. |هل دخلت حيز التنفيذ؟ |نعم.",
	} {
		text := strings.ReplaceAll(want, "|", "")
		want = trimmed(want)
		if got := sentences(text); got != want {
			t.Errorf("\n got %q\nwant %q", got, want)
		}
	}
}

func trimmed(barred string) string {
	parts := strings.Split(barred, "|")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return strings.Join(parts, "|")
}

// The first article has the sentences that a person counted.
func TestSentencesOfArticle(t *testing.T) {
	text, err := fs.ReadFile(os.DirFS("."), "russia-iran-treaty/article.txt")
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("testdata/sentences.txt")
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.ReplaceAll(sentences(string(text)), "|", "\n") + "\n"; got != string(want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// In any text the spans ascend, are trimmed, and leave out only white space, and the mark that a text may begin with.
func TestSentencesCover(t *testing.T) {
	pieces := []string{"Dr", "U.S", "he", "The", "J", "5", ".", ".", "!", "?", "。", "؟", " ", " ", "\n", "\u00a0", "”", "“", "\"", "(", ")", "。“", "ایران", "\xff", "\u200f", "й", byteOrderMark}
	rng := rand.New(rand.NewPCG(5, 6))
	for range 20_000 {
		var b strings.Builder
		for range rng.IntN(12) {
			b.WriteString(pieces[rng.IntN(len(pieces))])
		}
		covers(t, b.String())
	}
}

func covers(t *testing.T, text string) {
	t.Helper()
	at := len(text) - len(strings.TrimPrefix(text, byteOrderMark))
	for _, s := range append(Sentences(text), Span{len(text), len(text)}) {
		if s.Start < at || s.End < s.Start {
			t.Fatalf("%q: span %v after %d", text, s, at)
		}
		body := text[s.Start:s.End]
		if strings.TrimSpace(text[at:s.Start]) != "" || strings.TrimSpace(body) != body || body == "" && s.Start < len(text) {
			t.Fatalf("%q: span %v after %d is not trimmed or leaves words out", text, s, at)
		}
		if i := strings.IndexFunc(body, isLineBreak); i >= 0 {
			t.Fatalf("%q: a line break inside %q", text, body)
		}
		at = s.End
	}
}

// Long and hostile texts cost what their length does.
func TestSentencesLinear(t *testing.T) {
	for name, piece := range map[string]string{"dots": ". ", "brackets": ".(", "quotes": ".“", "closing": ". ”", "initials": "J. ", "spaces": ".                 ", "digits": ".1111111111", "words": "word ", "no word": ".))))))))"} {
		n := len(Sentences(strings.Repeat(piece, 1<<19/len(piece)))) // a quadratic step would take minutes
		t.Log(name, n)
	}
}

func FuzzSentences(f *testing.F) {
	f.Add("Dr. Smith left. “Over?” he asked.\nThe U.S.-Russia talks. ”")
	f.Add(byteOrderMark + "One. Two.")
	f.Add("他说。“你好。”")
	f.Add(")\u200f“\n\" й 。“ایران")
	f.Fuzz(func(t *testing.T, text string) {
		covers(t, text)
		words := Words(text)
		if !slices.IsSortedFunc(words, func(a, b Span) int { return a.End - b.Start - 1 }) {
			t.Errorf("%q: words %v overlap", text, words)
		}
	})
}
