package quads

import (
	"strings"
	"unicode"

	"github.com/rivo/uniseg"
	"golang.org/x/text/unicode/norm"
)

// Words returns the words of a text in order: the segments of Unicode's word rules (UAX #29) that hold a letter or a digit. A
// hyphen parts words, an apostrophe inside does not ("Iran’s" is one), and each Han character is a word.
func Words(text string) []Span {
	if plainWords(text) {
		return runs(text)
	}
	return segments(text)
}

// plainWords says whether the words of a text are its runs of ASCII letters and digits: nothing in it can stand within a word.
func plainWords(text string) bool {
	for i := range len(text) {
		if c := text[i]; !isASCIIWord(c) && c != ' ' && c != '-' && c != '(' && c != ')' && c != '/' {
			return false
		}
	}
	return true
}

func isASCIIWord(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

func runs(text string) (words []Span) {
	for from, to := 0, 0; from < len(text); from = to + 1 {
		for to = from; to < len(text) && isASCIIWord(text[to]); to++ {
		}
		if to > from {
			words = append(words, Span{from, to})
		}
	}
	return words
}

func segments(text string) []Span {
	var words []Span
	for at, state := 0, -1; at < len(text); {
		word, _, next := uniseg.FirstWordInString(text[at:], state)
		if strings.ContainsFunc(word, isWordRune) {
			words = append(words, Span{at, at + len(word)})
		}
		at, state = at+len(word), next
	}
	return words
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// IsContentWord says whether a word tells something by itself: it is not a function word of English (articles, pronouns, prepositions,
// conjunctions, auxiliaries) and holds a letter or digit. "US", "IT" and "WHO" in capitals are names. Words of other languages all count.
func IsContentWord(word string) bool {
	if !strings.ContainsFunc(word, isWordRune) {
		return false
	}
	if word == "US" || word == "IT" || word == "WHO" {
		return true
	}
	return !isFunctionWord(strings.ReplaceAll(strings.ToLower(word), "’", "'"))
}

// isFunctionWord knows words in lower case with a straight apostrophe.
func isFunctionWord(word string) bool {
	switch word {
	case "a", "an", "the", "this", "that", "these", "those", "such", "some", "any", "each", "every", "either", "neither", "both", "all", "another", "other",
		"i", "me", "my", "mine", "myself", "you", "your", "yours", "he", "him", "his", "himself", "she", "her", "hers", "herself", "it", "its", "itself",
		"we", "us", "our", "ours", "ourselves", "they", "them", "their", "theirs", "themselves", "one", "who", "whom", "whose", "which", "what",
		"of", "in", "on", "at", "by", "to", "from", "with", "without", "within", "into", "onto", "upon", "for", "about", "as", "than", "via", "per", "over", "under",
		"between", "among", "amid", "through", "throughout", "during", "before", "after", "since", "until", "against", "toward", "towards", "along", "across", "off", "out", "up", "down",
		"and", "or", "but", "nor", "so", "yet", "if", "while", "whereas", "because", "although", "though", "whether", "when", "where", "why", "how", "then", "also", "too",
		"am", "is", "are", "was", "were", "be", "been", "being", "do", "does", "did", "doing", "done", "has", "have", "had", "having",
		"will", "would", "shall", "should", "can", "could", "may", "might", "must", "not", "no", "there", "here", "s", "t",
		"isn't", "aren't", "wasn't", "weren't", "don't", "doesn't", "didn't", "hasn't", "haven't", "hadn't", "won't", "wouldn't", "can't", "cannot", "couldn't", "shouldn't", "mustn't",
		"it's", "he's", "she's", "that's", "there's", "they're", "we're", "you're", "i'm":
		return true
	}
	return false
}

// Fold returns a key under which names match whatever their case, accents and width: compatibility decomposition (NFKD), non-spacing marks
// and invisible characters dropped, lower case, digits as 0–9, apostrophes, quotes and hyphens of one kind, runs of space as one and none at
// the ends. Persian and Arabic forms of a letter are one (ی ي ى, ک ك, ه ة), and the zero-width non-joiner goes. Folding twice is folding
// once. The key is for comparing, not for showing.
func Fold(s string) string {
	if foldedASCII(s) {
		return strings.ToLower(s) // s itself where nothing is to be done
	}
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range norm.NFKD.String(strings.ToValidUTF8(s, "\ufffd")) {
		if unicode.IsSpace(r) {
			space = b.Len() > 0
			continue
		}
		folded := foldRune(r)
		if folded == "" {
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteString(folded)
	}
	return b.String()
}

// foldedASCII says whether Fold would change nothing but capitals: printable ASCII with single spaces inside.
func foldedASCII(s string) bool {
	last := byte(' ')
	for i := range len(s) {
		c := s[i]
		if c < ' ' || c > '~' || c == '`' || c == ' ' && last == ' ' {
			return false
		}
		last = c
	}
	return last != ' ' || s == ""
}

// foldRune folds one rune of decomposed text, "" for one that goes.
func foldRune(r rune) string {
	if unicode.In(r, unicode.Mn, unicode.Cf, unicode.Cc) {
		return ""
	}
	r = unicode.ToLower(unicode.ToUpper(r)) // ς and σ, ſ and s
	switch r {
	case 'ß':
		return "ss"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	case 'þ':
		return "th"
	case 'ø':
		r = 'o'
	case 'ł':
		r = 'l'
	case 'đ', 'ð':
		r = 'd'
	case 'ı':
		r = 'i'
	case 'ي', 'ى':
		r = 'ی'
	case 'ك':
		r = 'ک'
	case 'ة', 'ە', 'ہ', 'ھ':
		r = 'ه'
	case 'ـ': // tatweel
		return ""
	case '‘', '’', 'ʼ', 'ʻ', '`', '′':
		r = '\''
	case '“', '”', '«', '»', '„':
		r = '"'
	case '‐', '‑', '‒', '–', '—', '−':
		r = '-'
	}
	if r > unicode.MaxASCII && unicode.Is(unicode.Nd, r) {
		r = decimalDigit(r)
	}
	return string(r)
}

// decimalDigit gives the ASCII digit for a decimal digit of another script: Unicode lays them out in runs of ten from 0 to 9.
func decimalDigit(r rune) rune {
	n := rune(0)
	for unicode.Is(unicode.Nd, r-n-1) && n < 9 {
		n++
	}
	return '0' + n
}
