package picture

import (
	"strings"
	"unicode"

	"github.com/rivo/uniseg"
)

// mostMarks is how many combining marks in a row are kept: more than any writing needs, fewer than would climb over the line above.
const mostMarks = 6

// clean makes a text of anything: on one line, without characters that XML forbids, that act on the direction of what stands
// around them, or that draw nothing. The joiners stay (Persian and emoji need them).
func clean(s string) string {
	var b strings.Builder
	space, marks := false, 0
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			space = b.Len() > 0
			continue
		case invisible(r):
			continue
		case unicode.In(r, unicode.Mn, unicode.Me):
			if marks++; marks > mostMarks {
				continue
			}
		default:
			marks = 0
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// invisible tells a character that draws nothing itself but may act on what is drawn around it, or that no text may have.
func invisible(r rune) bool {
	switch {
	case r < 0x7f:
		return r < 0x20
	case r == '\u200c' || r == '\u200d': // the joiners
		return false
	case r == '\ufffe' || r == '\uffff':
		return true
	case unicode.Is(unicode.Prepended_Concatenation_Mark, r): // Arabic number signs: format characters that are drawn
		return false
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
}

// rightToLeft tells whether a text has a letter that is written from right to left.
func rightToLeft(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool {
		return r >= 0x590 && r <= 0x8ff || r >= 0xfb1d && r <= 0xfdff || r >= 0xfe70 && r <= 0xfefc ||
			r >= 0x10800 && r <= 0x10fff || r >= 0x1e800 && r <= 0x1efff
	}) >= 0
}

// isolate keeps a text that runs from right to left from reordering what stands beside it (FIRST STRONG ISOLATE).
func isolate(s string) string {
	if !rightToLeft(s) {
		return s
	}
	return "\u2068" + s + "\u2069"
}

// asciiWidths are the advances of U+0020 to U+007E in hundredths of an em: for each the wider of DejaVu Sans, which is as wide as
// any common sans-serif, and Liberation Sans, whose metrics are Arial's and Helvetica's.
var asciiWidths = [95]uint8{
	32, 41, 46, 84, 64, 96, 78, 28, 40, 40, 50, 84, 32, 37, 32, 34, // space to /
	64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84, 84, 84, 56, // 0 to ?
	102, 69, 69, 73, 78, 67, 62, 78, 76, 30, 50, 67, 56, 87, 75, 79, // @ to O
	67, 79, 73, 67, 62, 74, 69, 99, 69, 67, 69, 40, 34, 40, 84, 56, // P to _
	50, 62, 64, 55, 64, 62, 36, 64, 64, 28, 28, 58, 28, 98, 64, 62, // ` to o
	64, 64, 42, 53, 40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84, // p to ~
}

// runeWidth estimates the advance of a character in hundredths of an em, rather too wide than too narrow.
func runeWidth(r rune) int {
	switch {
	case r >= 0x20 && r < 0x7f:
		return int(asciiWidths[r-0x20])
	case r == '\u200c' || r == '\u200d' || unicode.In(r, unicode.Mn, unicode.Me):
		return 0
	case r == '–' || r == '‘' || r == '’' || r == '“' || r == '”' || r == '·':
		return 56
	case r < 0x530: // Latin with marks, Greek, Cyrillic
		if strings.ContainsRune("ÆŒæœ©®Ǆǅǆ…ЖШЩЮЫФМЉЊжшщюыфмљњ", r) || r >= 0x460 && r < 0x490 {
			return 115
		}
		if unicode.IsLower(r) {
			return 66
		}
		return 86
	case r < 0x1100: // Armenian, Hebrew, Arabic, Indic, Thai, …: joined and stacked forms are narrower than letters alone
		return 90
	case r >= 0x1f000:
		return 140 // emoji
	}
	return 110
}

// textWidth estimates how wide a clean text is at a font size, in pixels.
func textWidth(s string, size int) int {
	sum := 0
	for _, r := range s {
		sum += runeWidth(r)
	}
	return (sum*size + 99) / 100
}

// boldWidth is textWidth in bold type.
func boldWidth(s string, size int) int { return (textWidth(s, size)*115 + 99) / 100 }

// wrap breaks a clean text into at most most lines that are no wider than width, where its script allows a break, within a word
// only when the word alone is wider. What does not fit ends in "…". measure is textWidth or boldWidth. "" is no line.
func wrap(s string, size, width, most int, measure func(string, int) int) []string {
	if s == "" {
		return nil
	}
	w := wrapper{width: width, most: most, measure: func(s string) int { return measure(s, size) }}
	for state := -1; s != "" && !w.full; {
		var segment string
		segment, s, _, state = uniseg.FirstLineSegmentInString(s, state)
		w.add(segment)
	}
	w.end()
	return w.lines
}

// wrapper fills lines greedily.
type wrapper struct {
	width, most int
	measure     func(string) int
	lines       []string
	line        string
	full        bool // there was text for more than most lines
}

// add appends a segment that may not be broken, unless it is too wide for any line.
func (w *wrapper) add(segment string) {
	if w.fits(segment) {
		w.line += segment
		return
	}
	w.end()
	for !w.full && !w.fits(segment) {
		head := w.head(segment, w.width)
		w.line = head
		w.end()
		segment = segment[len(head):]
	}
	w.line = segment
}

func (w *wrapper) fits(segment string) bool {
	return w.measure(strings.TrimRight(w.line+segment, " ")) <= w.width
}

// end closes the line, if there is anything on it.
func (w *wrapper) end() {
	line := strings.TrimRight(w.line, " ")
	w.line = ""
	switch {
	case line == "" || w.full:
	case len(w.lines) < w.most:
		w.lines = append(w.lines, line)
	default:
		w.full = true
		last := &w.lines[len(w.lines)-1]
		*last = strings.TrimRight(w.head(*last, w.width-w.measure("…")), " ") + "…"
	}
}

// head returns the longest start of s that is no wider than width and does not split a grapheme; at least one grapheme.
func (w *wrapper) head(s string, width int) string {
	end := 0
	for rest, state := s, -1; rest != ""; {
		var cluster string
		cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if end > 0 && w.measure(s[:end+len(cluster)]) > width {
			break
		}
		end += len(cluster)
	}
	return s[:end]
}

// cut is the one line of wrap.
func cut(s string, size, width int) string {
	if lines := wrap(s, size, width, 1, textWidth); len(lines) > 0 {
		return lines[0]
	}
	return ""
}

// xmlText escapes a text for an element or an attribute. Bytes that are no UTF-8 become U+FFFD, characters that XML forbids are dropped.
func xmlText(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range strings.ToValidUTF8(s, "\ufffd") {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"':
			b.WriteString("&quot;")
		case r == '\'':
			b.WriteString("&#39;")
		case r < 0x20 && r != '\n' && r != '\t' || r == '\ufffe' || r == '\uffff':
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
