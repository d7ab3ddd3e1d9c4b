package gizmo_test

import (
	"fmt"
	"strconv"
	"strings"
)

// syntax is a piece of a program, in the small part of JavaScript that random programs are written in.
type syntax struct {
	kind  string // program string number name list object call member index function let new plus
	text  string // of a string, name or member; the name that a let binds; the keyword of a let
	value float64
	names []string  // parameters of a function, keys of an object
	parts []*syntax // a call's callee and arguments; a function's or the program's statements; what else there is inside
}

// parse reads a program.
func parse(program string) (root *syntax, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v, in %s", r, program)
		}
	}()
	p := &reader{tokens: tokens(program)}
	root = &syntax{kind: "program", parts: p.statements("")}
	return root, nil
}

// token is a word, number, string or sign: what it is by its first byte, '"' for a string of which text is the meaning.
type token struct {
	kind byte // 'a' a word, '0' a number, '"' a string, else the sign itself
	text string
}

func tokens(s string) (out []token) {
	for len(s) > 0 {
		c := s[0]
		n := 1
		switch {
		case c == ' ' || c == '\n' || c == '\t':
		case c == '"' || c == '\'' || c == '`':
			for s[n] != c {
				if s[n] == '\\' {
					n++
				}
				n++
			}
			n++
			out = append(out, token{'"', meaning(s[1 : n-1])})
		case c >= '0' && c <= '9':
			for n < len(s) && strings.IndexByte("0123456789.e", s[n]) >= 0 {
				n++
			}
			out = append(out, token{'0', s[:n]})
		case isLetter(c):
			for n < len(s) && (isLetter(s[n]) || s[n] >= '0' && s[n] <= '9') {
				n++
			}
			out = append(out, token{'a', s[:n]})
		default:
			if strings.HasPrefix(s, "=>") {
				n = 2
			}
			out = append(out, token{c, s[:n]})
		}
		s = s[n:]
	}
	return out
}

func isLetter(c byte) bool { return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// meaning undoes a string's escapes.
func meaning(s string) string {
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' {
			out.WriteByte(s[i])
			continue
		}
		i++
		switch s[i] {
		case 'n':
			out.WriteByte('\n')
		case 't':
			out.WriteByte('\t')
		case 'u':
			r, err := strconv.ParseUint(s[i+1:i+5], 16, 32)
			if err != nil {
				panic(err)
			}
			out.WriteRune(rune(r))
			i += 4
		default:
			out.WriteByte(s[i])
		}
	}
	return out.String()
}

type reader struct {
	tokens []token
	at     int
}

func (p *reader) peek() string {
	if p.at >= len(p.tokens) {
		return ""
	}
	if p.tokens[p.at].kind == '"' {
		return `"`
	}
	return p.tokens[p.at].text
}

func (p *reader) next() token {
	if p.at >= len(p.tokens) {
		panic("the program ends too early")
	}
	p.at++
	return p.tokens[p.at-1]
}

func (p *reader) take(text string) bool {
	if p.peek() != text {
		return false
	}
	p.at++
	return true
}

func (p *reader) want(text string) {
	if !p.take(text) {
		panic(fmt.Sprintf("%q where %q should be", p.peek(), text))
	}
}

func (p *reader) statements(end string) (out []*syntax) {
	for p.peek() != end {
		if !p.take(";") {
			out = append(out, p.statement())
		}
	}
	return out
}

func (p *reader) statement() *syntax {
	switch w := p.peek(); w {
	case "const", "let", "var":
		p.next()
		name := p.next().text
		p.want("=")
		return &syntax{kind: "let", text: name, names: []string{w}, parts: []*syntax{p.expression()}}
	}
	return p.expression()
}

func (p *reader) expression() *syntax {
	left := p.postfix()
	for p.take("+") {
		left = &syntax{kind: "plus", parts: []*syntax{left, p.postfix()}}
	}
	return left
}

func (p *reader) postfix() *syntax {
	e := p.primary()
	for {
		switch {
		case p.take("."):
			e = &syntax{kind: "member", text: p.next().text, parts: []*syntax{e}}
		case p.take("["):
			e = &syntax{kind: "index", parts: []*syntax{e, p.expression()}}
			p.want("]")
		case p.take("("):
			e = &syntax{kind: "call", parts: append([]*syntax{e}, p.list(")")...)}
		default:
			return e
		}
	}
}

func (p *reader) list(end string) (out []*syntax) {
	for !p.take(end) {
		out = append(out, p.expression())
		if !p.take(",") && p.peek() != end {
			panic(fmt.Sprintf("%q within a list", p.peek()))
		}
	}
	return out
}

func (p *reader) primary() *syntax {
	t := p.next()
	switch t.kind {
	case '"':
		return &syntax{kind: "string", text: t.text}
	case '0':
		return number(t.text)
	case '-':
		return number("-" + p.next().text)
	case '[':
		return &syntax{kind: "list", parts: p.list("]")}
	case '{':
		return p.object()
	case '(': // of an arrow function: nothing else here has brackets of its own
		return p.function(p.names())
	case 'a':
		return p.word(t.text)
	}
	panic(fmt.Sprintf("%q where a value should be", t.text))
}

func number(text string) *syntax {
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		panic(err)
	}
	return &syntax{kind: "number", value: n}
}

func (p *reader) word(w string) *syntax {
	switch {
	case w == "new":
		name := p.next().text
		p.want("(")
		return &syntax{kind: "new", text: name, parts: p.list(")")}
	case w == "function":
		p.want("(")
		return p.function(p.names())
	case p.peek() == "=>":
		return p.function([]string{w})
	}
	return &syntax{kind: "name", text: w}
}

func (p *reader) names() (out []string) {
	for !p.take(")") {
		out = append(out, p.next().text)
		p.take(",")
	}
	return out
}

// function reads a body; one that is an expression gives its value.
func (p *reader) function(names []string) *syntax {
	p.take("=>")
	f := &syntax{kind: "function", names: names}
	if p.take("{") {
		f.parts = p.statements("}")
		p.want("}")
	} else {
		f.parts = []*syntax{p.expression()}
	}
	return f
}

func (p *reader) object() *syntax {
	o := &syntax{kind: "object"}
	for !p.take("}") {
		o.names = append(o.names, p.next().text)
		p.want(":")
		o.parts = append(o.parts, p.expression())
		p.take(",")
	}
	return o
}

// String writes the program that parse reads the same way.
func (s *syntax) String() string {
	switch s.kind {
	case "string":
		return quoted(s.text)
	case "number":
		return strconv.FormatFloat(s.value, 'f', -1, 64)
	case "name":
		return s.text
	case "list":
		return "[" + joined(s.parts, ", ") + "]"
	case "call":
		return s.parts[0].String() + "(" + joined(s.parts[1:], ", ") + ")"
	case "new":
		return "new " + s.text + "(" + joined(s.parts, ", ") + ")"
	case "member":
		return s.parts[0].String() + "." + s.text
	case "index":
		return s.parts[0].String() + "[" + s.parts[1].String() + "]"
	case "plus":
		return joined(s.parts, " + ")
	case "let":
		return s.names[0] + " " + s.text + " = " + s.parts[0].String()
	case "program":
		return joined(s.parts, ";\n")
	case "function":
		return "function(" + strings.Join(s.names, ", ") + ") { " + joined(s.parts, "; ") + " }"
	case "object":
		var fields []string
		for i, k := range s.names {
			fields = append(fields, k+": "+s.parts[i].String())
		}
		return "{" + strings.Join(fields, ", ") + "}"
	}
	panic("no such syntax: " + s.kind)
}

func joined(parts []*syntax, by string) string {
	out := make([]string, len(parts))
	for i, p := range parts {
		out[i] = p.String()
	}
	return strings.Join(out, by)
}

// quoted writes a string of JavaScript.
func quoted(s string) string { return `"` + escapes.Replace(s) + `"` }
