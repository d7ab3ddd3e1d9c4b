package quads

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// utf8 reports the first byte of line[from:to] that is not UTF-8.
func (p *parser) utf8(from, to int) *flaw {
	if utf8.Valid(p.line[from:to]) {
		return nil
	}
	for i := from; ; {
		r, n := utf8.DecodeRune(p.line[i:to])
		if r == utf8.RuneError && n == 1 {
			return &flaw{i, fmt.Sprintf("invalid UTF-8: byte 0x%02X", p.line[i]), "save the file as UTF-8"}
		}
		i += n
	}
}

// iriText checks and unescapes what stands between the brackets of an IRI: s, which begins at byte at of the line.
func (p *parser) iriText(at int, s string) (string, *flaw) {
	escaped, wide := false, false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\':
			escaped = true
		case c >= utf8.RuneSelf:
			wide = true
		case illegalInIRI(rune(c)):
			return "", illegalIRI(at+i, rune(c))
		}
	}
	if wide {
		if f := p.utf8(at, at+len(s)); f != nil {
			return "", f
		}
	}
	if escaped {
		return unescape(at, s, true)
	}
	return s, nil
}

// illegalInIRI is what IRIREF leaves out, apart from the backslash of an escape.
func illegalInIRI(r rune) bool {
	return r <= ' ' || r == '<' || r == '>' || r == '"' || r == '{' || r == '}' || r == '|' || r == '^' || r == '`' || r == '\\'
}

// stringText checks and unescapes what stands between the quotes of a literal: s, which begins at byte at of the line.
func (p *parser) stringText(at int, s string) (string, *flaw) {
	if f := p.utf8(at, at+len(s)); f != nil {
		return "", f
	}
	if strings.IndexByte(s, '\\') < 0 {
		return s, nil
	}
	return unescape(at, s, false)
}

// unescape resolves ECHAR and UCHAR (in an IRI UCHAR only, and never to a character that could not stand there plainly).
func unescape(at int, s string, inIRI bool) (string, *flaw) {
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		if s[i] != '\\' {
			n := strings.IndexByte(s[i:], '\\')
			if n < 0 {
				n = len(s) - i
			}
			b.WriteString(s[i : i+n])
			i += n
			continue
		}
		r, n, f := escape(at+i, s[i:], inIRI)
		if f != nil {
			return "", f
		}
		b.WriteRune(r)
		i += n
	}
	return b.String(), nil
}

// escape decodes the escape that s begins with and says how many bytes it takes.
func escape(at int, s string, inIRI bool) (rune, int, *flaw) {
	digits := 0
	switch {
	case len(s) > 1 && s[1] == 'u':
		digits = 4
	case len(s) > 1 && s[1] == 'U':
		digits = 8
	case inIRI:
		return 0, 0, badEscape(at, s, `an IRI has only \uXXXX and \UXXXXXXXX`)
	default:
		if len(s) > 1 {
			if i := strings.IndexByte(`tbnrf"'\`, s[1]); i >= 0 {
				return rune("\t\b\n\r\f\"'\\"[i]), 2, nil
			}
		}
		return 0, 0, badEscape(at, s, `a literal has \t \b \n \r \f \" \' \\ \uXXXX and \UXXXXXXXX; write a backslash as \\`)
	}
	return codePoint(at, s, digits, inIRI)
}

// codePoint decodes UCHAR with its four or eight hex digits.
func codePoint(at int, s string, digits int, inIRI bool) (rune, int, *flaw) {
	end := min(len(s), 2+digits)
	n, err := strconv.ParseUint(s[2:end], 16, 32)
	if err != nil || end < 2+digits || strings.IndexByte(s[2:end], '_') >= 0 {
		return 0, 0, &flaw{at, fmt.Sprintf("escape %s: want %d hexadecimal digits", quoted(s[:end]), digits), ""}
	}
	switch r := rune(n); {
	case n >= 0xd800 && n <= 0xdfff:
		return 0, 0, &flaw{at, fmt.Sprintf("escape %s is a surrogate, not a character", quoted(s[:end])), `write one \UXXXXXXXX in place of a pair`}
	case n > utf8.MaxRune:
		return 0, 0, &flaw{at, fmt.Sprintf("escape %s is beyond U+10FFFF", quoted(s[:end])), ""}
	case inIRI && illegalInIRI(r):
		return 0, 0, illegalIRI(at, r)
	default:
		return r, end, nil
	}
}
