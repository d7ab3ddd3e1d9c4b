package quads

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

func TestWords(t *testing.T) {
	for text, want := range map[string]string{
		"":                                 "",
		" -- “…” $ ":                       "",
		"Russia’s long-negotiated treaty.": "Russia’s|long|negotiated|treaty",
		"valued at $10 billion, 4.5%":      "valued|at|10|billion|4.5",
		"the U.S. and “illegal”":           "the|U.S|and|illegal",
		"Росатом построит 8 АЭС":                   "Росатом|построит|8|АЭС",
		"ایران می‌خواهد":                           "ایران|می‌خواهد",
		"俄罗斯和Iran":                                 "俄|罗|斯|和|Iran",
		"can't re-enter the 1970s (or\u00a0so).\n": "can't|re|enter|the|1970s|or|so",
	} {
		var words []string
		for _, w := range Words(text) {
			words = append(words, text[w.Start:w.End])
		}
		if got := strings.Join(words, "|"); got != want {
			t.Errorf("%q:\n got %s\nwant %s", text, got, want)
		}
	}
}

func TestIsContentWord(t *testing.T) {
	for _, word := range strings.Fields("treaty Tehran signed 2025 10 US Росатом ایران 俄 eight only not-a-word Russia’s separate against-all last") {
		if !IsContentWord(word) {
			t.Errorf("%s is a content word", word)
		}
	}
	for _, word := range strings.Fields("the The THE of it its is was both can’t don't us while that . “ — …") {
		if IsContentWord(word) {
			t.Errorf("%s is no content word", word)
		}
	}
	if IsContentWord("") {
		t.Error("nothing is no content word")
	}
}

func TestFold(t *testing.T) {
	for _, same := range [][]string{
		{"putin", "Putin", "PUTIN", "ＰＵＴＩＮ", " Putin ", "Putin\u200b", "P\u00adutin"},
		{"vladimir putin", "Vladimir  Putin", "Vladimir\u00a0Putin", "Vladimir\t\nPutin"},
		{"walesa", "Wałęsa"}, {"erdogan", "Erdoğan"}, {"istanbul", "İstanbul", "Istanbul", "ıstanbul"}, {"orsted", "Ørsted"}, {"aero", "Ærø"}, {"strasse", "Straße", "STRASSE", "STRAẞE"},
		{"office", "oﬃce"}, {"iran's", "Iran’s"}, {"al-qaida", "Al‑Qaida", "al–Qaida"},
		{"пезешкиан", "Пезешкиан"}, {"лихачев", "Лихачёв", "Лихачев"}, {"китаи", "Китай"}, {"σοφοσ", "σοφος", "Σοφός", "ΣΟΦΟΣ"},
		{"ایران", "ايران", "إیران", "ﺍیران", "اِیران"}, {"علی", "علي", "على"}, {"ملک", "ملك"}, {"میخواهد", "می‌خواهد", "مي‌خواهد"}, {"فاطمه", "فاطمة"}, {"تهران", "تهـــران"},
		{"47", "۴۷", "٤٧", "４７"}, {"", " ", "\u0301", "\u200e"},
	} {
		for _, s := range same {
			if got := Fold(s); got != same[0] {
				t.Errorf("Fold(%q) = %q, want %q", s, got, same[0])
			}
		}
	}
	for _, differ := range [][2]string{{"Iran", "Iraq"}, {"ایران", "عراق"}, {"Putin", "Путин"}, {"New York", "Newyork"}} {
		if Fold(differ[0]) == Fold(differ[1]) {
			t.Errorf("%s and %s fold to the same", differ[0], differ[1])
		}
	}
}

// Folding twice is folding once, for every character; case and canonical form make no difference.
func TestFoldEveryRune(t *testing.T) {
	for r := rune(0); r <= 0x1ffff; r++ {
		once := Fold(string(r))
		if twice := Fold(once); twice != once {
			t.Errorf("%U folds to %q and then to %q", r, once, twice)
		}
		if upper := Fold(string(unicode.ToUpper(r))); upper != once && r != 0x345 { // a combining iota, whose capital is a letter
			t.Errorf("%U folds to %q, its capital to %q", r, once, upper)
		}
		if d := Fold(norm.NFD.String(string(r))); d != once {
			t.Errorf("%U folds to %q, decomposed to %q", r, once, d)
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"Wałęsa  ", "İ ſ ß ẞ", "می‌خواهد", "ΑΣ", "\xff a", "`\xf4Ŵ", "`x´", "๔", "ａ　ｂ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := Fold(s)
		if twice := Fold(once); twice != once {
			t.Errorf("%q folds to %q and then to %q", s, once, twice)
		}
		if strings.TrimSpace(once) != once || strings.Contains(once, "  ") {
			t.Errorf("%q folds to %q", s, once)
		}
	})
}

// TestPlainWords: the short way through plain texts finds the words, and folds them, as Unicode's rules do.
func TestPlainWords(t *testing.T) {
	const letters = "aZ09 -()/'.,:_\"é"
	r := rand.New(rand.NewPCG(1, 2))
	plain := 0
	for range 20_000 {
		b := make([]rune, r.IntN(9))
		all := []rune(letters)
		if r.IntN(2) == 0 {
			all = all[:9]
		}
		for i := range b {
			b[i] = all[r.IntN(len(all))]
		}
		text := string(b)
		if plainWords(text) {
			plain++
		}
		if got, want := Words(text), segments(text); !slices.Equal(got, want) {
			t.Fatalf("%q: words %v, want %v", text, got, want)
		}
		if got, want := Fold(text), Fold(text+"\u200d"); got != want { // what is invisible goes, and takes the long way
			t.Fatalf("%q folds to %q, want %q", text, got, want)
		}
	}
	if plain < 5000 {
		t.Errorf("%d texts are plain", plain)
	}
}

func BenchmarkWords(b *testing.B) {
	const name = "Comprehensive Strategic Partnership Treaty"
	b.Run("plain", func(b *testing.B) {
		for b.Loop() {
			Words(name)
		}
	})
	b.Run("segments", func(b *testing.B) {
		for b.Loop() {
			segments(name)
		}
	})
}
