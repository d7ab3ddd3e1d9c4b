package queries

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"rapport/quads"
)

// segments cuts a text at its values: words with {NAME}, {QUERY.COLUMN with NAME = VALUE}, {count QUERY} or {count QUERY.COLUMN} in them, each of which may end in
// |WORDS for where there is no value. \{ is a brace.
type segments struct {
	p         *reportParser
	line, col int  // where the text begins
	optional  bool // [ ] encloses what is left out where a value in it is empty
	heading   bool // [ ] does so only around a value, else it is words
	columns   bool // a name may be a column too, which is judged later
	params    bool // only names of parameters
	markdown  bool // code is left alone; HTML, pictures and footnotes are refused
	text      string
	at        int // in bytes
}

func (s *segments) parse(text string) []Segment {
	s.text, s.at = text, 0
	return s.until(0)
}

// place of a byte of the text.
func (s *segments) place(at int) quads.Position {
	before := s.text[:at]
	line := strings.Count(before, "\n")
	col := s.col
	if line > 0 {
		col, before = 1, before[strings.LastIndexByte(before, '\n')+1:]
	}
	return quads.Position{File: s.p.path, Line: s.line + line, Col: col + utf8.RuneCountInString(before)}
}

// until reads up to a closing sign, or to the end for 0.
func (s *segments) until(end byte) []Segment {
	var out []Segment
	from := s.at
	words := func(to int) {
		if to > from {
			out = append(out, Segment{Text: s.text[from:to]})
		}
	}
	for s.at < len(s.text) {
		switch c := s.text[s.at]; {
		case c == end && end != 0:
			words(s.at)
			s.at++
			return out
		case c == '\\' && s.at+1 < len(s.text):
			if !s.markdown {
				words(s.at)
				from = s.at + 1
			}
			s.at += 2
		case c == '{':
			words(s.at)
			out = append(out, s.value())
			from = s.at
		case c == '[' && (s.optional || s.heading && encloses(s.text[s.at:]) > 0):
			words(s.at)
			open := s.at
			s.at++
			inner := s.until(']')
			if s.text[s.at-1] != ']' {
				s.p.failAt(s.place(open), "[ without ]", `write a bracket that is meant as such as \[`)
			}
			out = append(out, Segment{Optional: inner})
			from = s.at
		case s.markdown:
			s.markup(c)
		default:
			s.at++
		}
	}
	words(s.at)
	return out
}

// markup passes code, and refuses what could hide or forge what the engine writes.
func (s *segments) markup(c byte) {
	rest := s.text[s.at:]
	lineStart := s.at == 0 || s.text[s.at-1] == '\n'
	if mark, _, ok := fence(firstLine(rest)); ok && lineStart {
		for line := range strings.Lines(rest) {
			s.at += len(line)
			if s.at > len(s.text)-len(rest)+len(line) && closes(strings.TrimRight(line, "\n"), mark) {
				return
			}
		}
		return
	}
	switch {
	case c == '`':
		run := rest[:len(rest)-len(strings.TrimLeft(rest, "`"))]
		if end := strings.Index(rest[len(run):], run); end >= 0 {
			s.at += len(run) + end
		}
		s.at += len(run)
		return
	case c == '<' && len(rest) > 1 && (rest[1] == '!' || rest[1] == '/' || rest[1] == '?' || isLetter(rest[1])):
		s.p.failAt(s.place(s.at), "HTML in a report, want Markdown", `write a sign that is meant as such as \<, and a link as [words](address)`)
	case strings.HasPrefix(rest, "!["):
		s.p.failAt(s.place(s.at), "a picture from elsewhere, want what the report itself holds", "embed one: as: graph, as: timeline or as: chart")
	case strings.HasPrefix(rest, "[^"):
		s.p.failAt(s.place(s.at), "a footnote of the report's own", "footnotes are what the program writes, one for each statement")
	case c == '[' && encloses(rest) > 0 && !strings.HasPrefix(rest[encloses(rest):], "("):
		s.p.failAt(s.place(s.at), "[ ] around a value, which leaves nothing out in running words",
			`give the value words of its own for where there is none, as {day|any day}, or write a bracket that is meant as such as \[; a title, a heading or a say may leave a part out`)
	}
	s.at++
}

// encloses is how long a part in brackets is that a text begins with, if it has a value in it and ends within its paragraph; else 0.
func encloses(text string) int {
	text, _, _ = strings.Cut(text, "\n\n")
	some := false
	for at := 1; at < len(text); at++ {
		switch text[at] {
		case '\\':
			at++
		case '{':
			some = true
			at += braced(text[at:]) - 1
		case ']':
			if some {
				return at + 1
			}
			return 0
		}
	}
	return 0
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

// value reads what stands in braces.
func (s *segments) value() Segment {
	open := s.at
	at := s.place(open)
	depth := 0
	for ; s.at < len(s.text); s.at++ {
		if s.text[s.at] == '{' {
			depth++
		} else if s.text[s.at] == '}' {
			if depth--; depth == 0 {
				break
			}
		}
	}
	if s.at == len(s.text) {
		s.p.failAt(at, "{ without }", `write a brace that is meant as such as \{`)
		return Segment{Text: s.text[open:]}
	}
	s.at++
	v := s.inline(s.text[open+1:s.at-1], at)
	return Segment{Value: v}
}

func (s *segments) inline(text string, at quads.Position) *Inline {
	v := &Inline{Position: at}
	text, v.Else, _ = strings.Cut(text, "|")
	v.Else = strings.TrimSpace(v.Else)
	what, with, some := strings.Cut(text, " with ")
	what = strings.TrimSpace(what)
	if some {
		inner := at
		inner.Col += 1 + utf8.RuneCountInString(text) - utf8.RuneCountInString(with)
		v.With = s.p.arguments(with, inner)
	}
	dotted := false
	switch rest, counted := strings.CutPrefix(what, "count "); {
	case counted:
		v.Count, dotted = true, strings.Contains(rest, ".")
		v.Query, v.Column, _ = strings.Cut(strings.TrimSpace(rest), ".")
	case strings.Contains(what, "."):
		dotted = true
		v.Query, v.Column, _ = strings.Cut(what, ".")
	default:
		v.Name = what
	}
	switch {
	case v.Query != "" && (s.columns || s.params):
		s.p.failAt(at, fmt.Sprintf("{%s}: no query can be asked here", what), "")
	case v.Query != "" && !isWord(v.Query, "-") || dotted && !isWord(v.Column, "-"):
		s.p.failAt(at, fmt.Sprintf("{%s}: got no query and column", what), "write it as {parties.party with agreement = {agreement}}, or {count parties.party}")
	case v.Name != "" || v.Query == "":
		if !s.columns {
			s.p.param(v.Name, at)
		}
	}
	return v
}
