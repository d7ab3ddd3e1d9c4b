package report

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean makes a text safe to show on a terminal: control characters, the controls of writing direction, and all else that cannot be
// seen become escapes such as \n, \x1b and \u202e. The joiners stay (Persian and emoji need them), and so do letters of any script.
func Clean(s string) string {
	if strings.IndexFunc(s, hidden) < 0 && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		switch {
		case r == utf8.RuneError && n == 1:
			fmt.Fprintf(&b, `\x%02x`, s[0])
		case hidden(r):
			b.WriteString(escape(r))
		default:
			b.WriteString(s[:n])
		}
		s = s[n:]
	}
	return b.String()
}

// escape spells a hidden character as Go would.
func escape(r rune) string {
	switch {
	case r == '\n':
		return `\n`
	case r == '\t':
		return `\t`
	case r == '\r':
		return `\r`
	case r < 0x80:
		return fmt.Sprintf(`\x%02x`, r)
	case r > 0xffff:
		return fmt.Sprintf(`\U%08x`, r)
	}
	return fmt.Sprintf(`\u%04x`, r)
}

// hidden tells a character that draws nothing itself but may act on what is drawn around it.
func hidden(r rune) bool {
	switch {
	case r < 0x7f:
		return r < 0x20
	case r == '\u200c' || r == '\u200d': // the joiners
		return false
	case unicode.Is(unicode.Prepended_Concatenation_Mark, r): // Arabic number signs: format characters that are drawn
		return false
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
}

// RightToLeft tells whether a text has a letter that is written from right to left.
func RightToLeft(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool {
		return r >= 0x590 && r <= 0x8ff || r >= 0xfb1d && r <= 0xfdff || r >= 0xfe70 && r <= 0xfefc ||
			r >= 0x10800 && r <= 0x10fff || r >= 0x1e800 && r <= 0x1efff
	}) >= 0
}

// isolate wraps a text in FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE when it runs from right to left, so that
// a terminal which reorders text keeps it within its column. Both characters take no room.
func isolate(s string) string {
	if !RightToLeft(s) {
		return s
	}
	text, tag := CutLanguage(s)
	return "\u2068" + text + "\u2069" + tag
}

// CutLanguage cuts the language from behind a text, " (fa)": it is no part of the text, and would stand before one that runs from right to left.
func CutLanguage(s string) (text, tag string) {
	at := strings.LastIndex(s, " (")
	if at < 0 || !strings.HasSuffix(s, ")") || strings.Trim(s[at+2:len(s)-1], "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") != "" {
		return s, ""
	}
	return s[:at], s[at:]
}
