package quads

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// Span is a piece of a text in bytes, Start included and End not.
type Span struct{ Start, End int }

// byteOrderMark is what some editors begin a file of UTF-8 with. It is part of the text, which is kept as it is, and of no words.
const byteOrderMark = "\ufeff"

// Sentences cuts a text into sentences, in order, without the white space around them. A line break always ends one. Otherwise the
// sentence rules of Unicode (UAX #29, https://unicode.org/reports/tr29/#Sentence_Boundaries) propose the ends, and are mended where news
// breaks them: no end behind an abbreviation or an initial, inside "U.S.-Russia", or before a lower-case word (“Over?” he asked); a
// closing quote stays with its sentence, an opening one goes with the next. Every rune that is not space is in exactly one sentence,
// but for a byte order mark at the beginning, which is in none.
func Sentences(text string) []Span {
	var spans []Span
	start := len(text) - len(strings.TrimPrefix(text, byteOrderMark))
	for at, state := 0, -1; at < len(text); {
		segment, _, next := uniseg.FirstSentenceInString(text[at:], state)
		at, state = at+len(segment), next
		end := quoteBoundary(text, start, at)
		if end < len(text) && joins(text[start:end], text[end:]) {
			continue
		}
		if s := trim(text, Span{start, end}); s.Start < s.End {
			spans = append(spans, s)
		}
		start = end
	}
	return spans
}

func trim(text string, s Span) Span {
	body := strings.TrimLeftFunc(text[s.Start:s.End], unicode.IsSpace)
	s.Start = s.End - len(body)
	s.End = s.Start + len(strings.TrimRightFunc(body, unicode.IsSpace))
	return s
}

// quoteBoundary moves the boundary at the end of text[start:at] behind closing quotes that stand apart after it on its line (end. ” Next),
// or before opening quotes and brackets that stand directly before it (。“next).
func quoteBoundary(text string, start, at int) int {
	if last, _ := utf8.DecodeLastRuneInString(text[:at]); at == len(text) || isLineBreak(last) {
		return at
	}
	rest := strings.TrimLeftFunc(text[at:], func(r rune) bool { return r == '"' || unicode.Is(unicode.Pf, r) })
	next, _ := utf8.DecodeRuneInString(rest)
	if end := len(text) - len(rest); end > at && (rest == "" || unicode.IsSpace(next)) {
		return end
	}
	body := strings.TrimRightFunc(text[start:at], func(r rune) bool { return unicode.In(r, unicode.Pi, unicode.Ps) })
	if body == "" {
		return at
	}
	return start + len(body)
}

// joins says whether the boundary between two pieces that stand side by side is none.
func joins(before, after string) bool {
	body := strings.TrimRightFunc(before, unicode.IsSpace)
	if body == "" || strings.ContainsFunc(before[len(body):], isLineBreak) {
		return false
	}
	spaced := len(body) < len(before)
	next, initial := firstWord(after)
	if first, _ := utf8.DecodeRuneInString(next); spaced && unicode.IsLower(first) {
		return true
	}
	stem, dot := strings.CutSuffix(body, ".")
	if !dot {
		return false
	}
	if !spaced {
		r, _ := utf8.DecodeRuneInString(after)
		return !isWordRune(r) && r != '"' && !unicode.In(r, unicode.Pi, unicode.Ps, unicode.Pf) // U.S.-Russia
	}
	return abbreviated(stem, next, initial || !startsSentence(next))
}

func isLineBreak(r rune) bool {
	return r == '\n' || r == '\r' || r == '\u0085' || r == '\u2028' || r == '\u2029'
}

// reach is how far, in bytes, the words next to a boundary are looked for. It keeps Sentences linear in hostile text.
const reach = 64

// firstWord is the first word of a text near its beginning, "" if there is none on the line; initial is true for one letter and a dot.
func firstWord(s string) (word string, initial bool) {
	s = s[:min(len(s), reach)]
	i := strings.IndexFunc(s, func(r rune) bool { return isWordRune(r) || isLineBreak(r) })
	if i < 0 {
		return "", false
	}
	s = s[i:]
	end := strings.IndexFunc(s, func(r rune) bool { return !isWordRune(r) && r != '\'' && r != '’' })
	if end < 0 {
		end = len(s)
	}
	return s[:end], utf8.RuneCountInString(s[:end]) == 1 && strings.HasPrefix(s[end:], ".")
}

// lastWord is what stands at the end of a text: letters, digits and the dots among them.
func lastWord(s string) string {
	s = s[max(0, len(s)-reach):]
	i := strings.LastIndexFunc(s, func(r rune) bool { return !isWordRune(r) && r != '.' })
	if i < 0 {
		return s
	}
	_, n := utf8.DecodeRuneInString(s[i:])
	return s[i+n:]
}

// startsSentence says whether a word behind "U.S." or "Inc." more likely begins a sentence than goes on with one.
func startsSentence(word string) bool {
	switch lower := strings.ToLower(word); lower {
	case "will", "may", "can", "mine", "us", "one":
		return false // names as well
	case "according", "however", "meanwhile", "he's", "several", "many", "most",
		"он", "она", "оно", "они", "это", "в", "на", "но", "и", "по", "как", "при", "для", "также":
		return true
	default:
		return isFunctionWord(strings.ReplaceAll(lower, "’", "'"))
	}
}

// abbreviated says whether the dot behind stem belongs to an abbreviation, and the sentence goes on with next. goesOn says that next does
// not look like the beginning of a sentence.
func abbreviated(stem, next string, goesOn bool) bool {
	word := lastWord(stem)
	if word == "" {
		return false
	}
	digit, _ := utf8.DecodeRuneInString(next)
	switch word {
	case "Dr", "Drs", "Mr", "Mrs", "Ms", "Messrs", "Prof", "Gen", "Sen", "Sens", "Rep", "Reps", "Gov", "Col", "Lt", "Maj", "Capt", "Sgt", "Cpl", "Pvt", "Cmdr",
		"Adm", "Rev", "Hon", "Pres", "Supt", "Amb", "Mme", "Mlle", "e.g", "i.e", "им", "ул", "проф", "акад", "ген", "тов", "обл", "просп":
		return true
	case "No", "Nos", "Art", "Arts", "Sec", "Ch", "Vol", "Fig", "p", "pp", "par", "para", "approx", "ca", "№", "ст", "гл", "стр", "рис",
		"Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec":
		return unicode.IsNumber(digit)
	case "St", "Mt", "Ft", "Inc", "Corp", "Ltd", "Co", "Jr", "Sr", "Bros", "Dept", "Univ", "Assn", "Ave", "Blvd", "vs", "cf", "viz", "al", "см", "оз", "р":
		return goesOn
	case "г": // город, a town, and год, a year, which mostly ends its clause
		year := strings.TrimRightFunc(strings.TrimSuffix(stem, word), unicode.IsSpace)
		return goesOn && (year == "" || !isDigit(year[len(year)-1]))
	}
	return (isInitial(word) || isAcronym(word)) && goesOn || isListNumber(stem)
}

// isListNumber says whether a sentence would be no more than "12.".
func isListNumber(stem string) bool {
	stem = strings.TrimLeftFunc(stem, unicode.IsSpace)
	return stem != "" && len(stem) <= 3 && digitRun(stem) == len(stem)
}

// isInitial says whether a word is one capital letter, as in John F. Kennedy and В. В. Путин.
func isInitial(word string) bool {
	r, n := utf8.DecodeRuneInString(word)
	return n == len(word) && unicode.IsUpper(r)
}

// isAcronym says whether a word is letters with dots between: U.S, D.C, p.m, Ph.D (its last dot is off already).
func isAcronym(word string) bool {
	parts := strings.Split(word, ".")
	for _, part := range parts {
		if n := utf8.RuneCountInString(part); n == 0 || n > 2 || strings.ContainsFunc(part, unicode.IsNumber) {
			return false
		}
	}
	return len(parts) > 1
}
