package main

import "strings"

// scan is what a prompt must know of a program, or of one as far as the cursor: which brackets are open, and what the text ends in.
type scan struct {
	open         []bracket // not closed, outermost first
	inside       string    // what the end stands in: "" is code, else the mark that began it: ` " ' // /* /
	from         int       // where the inside of that begins
	last, before string    // the last two tokens: words, marks such as "." and "++", or "string"
	broken       bool      // no more text can make it right: a bracket closed that none opened, a string that ends with its line
}

// bracket is an open bracket, or an open template with the mark ` and ${ with the mark $.
type bracket struct {
	mark   byte
	call   string // of a ( the function it calls, a method with its dot: ".out"; "" for none
	on     string // what stands before that dot: "g", ")"
	commas int    // directly in it, so far
}

// scanProgram reads a text. It knows strings, templates, comments and regular expressions, and no grammar.
func scanProgram(text string) scan {
	s := scanner{text: text}
	for s.at < len(text) {
		s.token()
	}
	return s.scan
}

// finished says whether a program can be run: its brackets, templates and comments are closed, and nothing at its end wants more. What can
// never be right is finished too: running it tells where it is wrong.
func finished(program string) bool {
	s := scanProgram(program + "\n")
	return s.broken || len(s.open) == 0 && s.inside == "" && !wantsMore(s.last)
}

// wantsMore says that a program cannot end with a token.
func wantsMore(token string) bool {
	switch token {
	case ".", ",", "=", "+", "-", "*", "/", "%", "<", ">", "&", "|", "^", "!", "~", "?", ":", "const", "let", "var", "else", "new", "typeof":
		return true
	}
	return false
}

type scanner struct {
	scan
	text  string
	at    int
	dotOn string // what stood before the dot in front of the last word
}

func (s *scanner) token() {
	if s.top() == '`' {
		s.template()
		return
	}
	rest := s.text[s.at:]
	switch c := rest[0]; {
	case c == ' ' || c == '\t' || c == '\n' || c == '\r':
		s.at++
	case strings.HasPrefix(rest, "//"):
		s.skip("//", "\n")
	case strings.HasPrefix(rest, "/*"):
		s.skip("/*", "*/")
	case c == '"' || c == '\'':
		s.quoted(c)
	case isWordByte(c):
		s.word()
	case c == '/' && s.regexMayFollow():
		s.regex()
	default:
		s.mark(c)
	}
}

// top is the mark of the innermost open bracket, 0 for none.
func (s *scanner) top() byte {
	if len(s.open) == 0 {
		return 0
	}
	return s.open[len(s.open)-1].mark
}

func (s *scanner) take(token string) { s.before, s.last = s.last, token }

// end says that the text ends inside of something.
func (s *scanner) end(inside string, from int) { s.inside, s.from, s.at = inside, from, len(s.text) }

func (s *scanner) skip(begin, end string) {
	from := s.at + len(begin)
	if i := strings.Index(s.text[from:], end); i >= 0 {
		s.at = from + i + len(end)
	} else {
		s.end(begin, from)
	}
}

func (s *scanner) quoted(quote byte) {
	from := s.at + 1
	for i := from; i < len(s.text); i++ {
		switch s.text[i] {
		case '\\':
			i++
		case '\n':
			s.broken, s.at = true, i
			return
		case quote:
			s.at = i + 1
			s.take("string")
			return
		}
	}
	s.end(string(quote), from)
}

// isWordByte says what words and numbers are made of.
func isWordByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_' || c == '$' || c >= 0x80
}

func (s *scanner) word() {
	from := s.at
	for s.at < len(s.text) && isWordByte(s.text[s.at]) {
		s.at++
	}
	if s.last == "." {
		s.dotOn = s.before
	}
	s.take(s.text[from:s.at])
}

// regexMayFollow says that a / begins a regular expression: a division follows a value.
func (s *scanner) regexMayFollow() bool {
	switch s.last {
	case "", "return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else":
		return true
	case ")", "]", "}", "string", "++", "--":
		return false
	}
	return !isWordByte(s.last[0])
}

func (s *scanner) regex() {
	from, class := s.at+1, false
	for i := from; i < len(s.text); i++ {
		switch c := s.text[i]; {
		case c == '\\':
			i++
		case c == '\n':
			s.broken, s.at = true, i
			return
		case c == '[':
			class = true
		case c == ']':
			class = false
		case c == '/' && !class:
			s.at = i + 1
			s.take("string")
			return
		}
	}
	s.end("/", from)
}

// template reads the text of a template, to its end or to a ${.
func (s *scanner) template() {
	from := s.at
	for i := from; i < len(s.text); i++ {
		switch {
		case s.text[i] == '\\':
			i++
		case s.text[i] == '`':
			s.open, s.at = s.open[:len(s.open)-1], i+1
			s.take("string")
			return
		case strings.HasPrefix(s.text[i:], "${"):
			s.open, s.at = append(s.open, bracket{mark: '$'}), i+2
			s.take("{")
			return
		}
	}
	s.end("`", from)
}

func (s *scanner) mark(c byte) {
	switch c {
	case '(', '[', '{', '`':
		s.open = append(s.open, s.opened(c))
	case ')', ']', '}':
		top := s.top()
		if top != opener(c) && !(c == '}' && top == '$') {
			s.broken = true
		} else {
			s.open = s.open[:len(s.open)-1]
		}
	case ',':
		if len(s.open) > 0 {
			s.open[len(s.open)-1].commas++
		}
	case '+', '-':
		if strings.HasPrefix(s.text[s.at+1:], string(c)) {
			s.at += 2
			s.take(string(c) + string(c))
			return
		}
	}
	s.at++
	s.take(string(c))
}

// opened is a bracket with the call it belongs to.
func (s *scanner) opened(mark byte) bracket {
	b := bracket{mark: mark}
	if mark == '(' && s.last != "" && isWordByte(s.last[0]) {
		b.call = s.last
		if s.before == "." {
			b.call, b.on = "."+s.last, s.dotOn
		}
	}
	return b
}

func opener(closing byte) byte {
	switch closing {
	case ')':
		return '('
	case ']':
		return '['
	}
	return '{'
}
