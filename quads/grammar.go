package quads

import (
	"bytes"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
)

// xsd is the namespace of the datatypes, in full as data files write it.
const xsd = "http://www.w3.org/2001/XMLSchema#"

// parser takes one line of N-Quads apart. Its methods name the productions of https://www.w3.org/TR/n-quads/#sec-grammar; each
// starts at pos, moves pos behind what it took, and returns what is wrong where it cannot.
type parser struct {
	line     []byte
	pos      int
	lax      bool
	relative int // relative IRIs that lax let pass
	terms    *termCache
}

func newParser(lax bool) parser { return parser{lax: lax, terms: newTermCache()} }

// quad is `statement`: subject predicate object graphLabel? '.', or nothing (found is false) on a blank or comment line.
func (p *parser) quad(line []byte) (q quad.Quad, found bool, f *flaw) {
	p.line, p.pos = line, 0
	if p.space(); p.pos == len(line) || line[p.pos] == '#' {
		return q, false, p.end()
	}
	if q.Subject, f = p.node("subject"); f != nil {
		return q, false, f
	}
	if q.Predicate, f = p.predicate(); f != nil {
		return q, false, f
	}
	if q.Object, f = p.object(); f != nil {
		return q, false, f
	}
	if p.space(); p.peek() == '<' || p.peek() == '_' {
		if q.Label, f = p.node("label"); f != nil {
			return q, false, f
		}
		p.space()
	}
	if p.peek() != '.' {
		return q, false, p.noDot(q)
	}
	p.pos++
	return q, true, p.end()
}

// end takes what may follow a quad or stand on a line without one: space and a comment.
func (p *parser) end() *flaw {
	p.space()
	if p.pos == len(p.line) {
		return nil
	}
	if p.line[p.pos] != '#' {
		return p.afterDot()
	}
	return p.utf8(p.pos, len(p.line))
}

func (p *parser) space() {
	for p.pos < len(p.line) && (p.line[p.pos] == ' ' || p.line[p.pos] == '\t') {
		p.pos++
	}
}

// peek returns the byte at pos, or 0 at the end of the line.
func (p *parser) peek() byte {
	if p.pos < len(p.line) {
		return p.line[p.pos]
	}
	return 0
}

// node is `subject` or `graphLabel`: an IRI or a blank node.
func (p *parser) node(role string) (quad.Value, *flaw) {
	switch p.peek() {
	case '<':
		return p.iri()
	case '_':
		return p.blankNode()
	}
	return nil, p.unexpected(role, "an IRI <…> or a blank node _:…")
}

func (p *parser) predicate() (quad.Value, *flaw) {
	if p.space(); p.peek() == '<' {
		return p.iri()
	}
	return nil, p.unexpected("predicate", "an IRI <…>")
}

func (p *parser) object() (quad.Value, *flaw) {
	switch p.space(); p.peek() {
	case '<':
		return p.iri()
	case '_':
		return p.blankNode()
	case '"':
		return p.literal()
	}
	return nil, p.unexpected("object", `an IRI <…>, a literal "…" or a blank node _:…`)
}

// iri is IRIREF, and the rule of section 2.2 that IRIs are absolute.
func (p *parser) iri() (quad.Value, *flaw) {
	start := p.pos
	n := bytes.IndexByte(p.line[start:], '>')
	if n < 0 {
		return nil, p.unclosedIRI()
	}
	raw := p.line[start : start+n+1]
	p.pos += n + 1
	slot := p.terms.slot(raw)
	if slot.raw != string(raw) {
		t, f := p.newIRI(start, raw)
		if f != nil {
			return nil, f
		}
		p.terms.keep(slot, t)
		return t.value, nil
	}
	if slot.relative {
		p.relative++
	}
	return slot.value, nil
}

// newIRI checks an IRI that the cache does not know. raw is its bytes with the brackets.
func (p *parser) newIRI(start int, raw []byte) (term, *flaw) {
	text := string(raw)
	iri, f := p.iriText(start+1, text[1:len(text)-1])
	if f != nil {
		return term{}, f
	}
	t := term{raw: text, value: quad.IRI(iri)}
	if !absolute(iri) {
		if !p.lax || iri == "" {
			return term{}, relativeIRI(start, iri)
		}
		t.relative = true
		p.relative++
	}
	return t, nil
}

// absolute says whether an IRI begins with a scheme and a colon (RFC 3986, section 3.1).
func absolute(iri string) bool {
	for i := 0; i < len(iri); i++ {
		c := iri[i]
		switch {
		case c|0x20 >= 'a' && c|0x20 <= 'z':
		case i > 0 && c == ':':
			return true
		case i > 0 && (c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.'):
		default:
			return false
		}
	}
	return false
}

// literal is a STRING_LITERAL_QUOTE with its language tag or datatype.
func (p *parser) literal() (quad.Value, *flaw) {
	text, f := p.quoted()
	if f != nil {
		return nil, f
	}
	switch p.peek() {
	case '@':
		lang, f := p.lang()
		if f != nil {
			return nil, f
		}
		return quad.LangString{Value: text.(quad.String), Lang: lang}, nil
	case '^':
		datatype, f := p.datatype()
		if f != nil {
			return nil, f
		}
		if datatype.(quad.IRI) == xsd+"string" {
			return text, nil
		}
		return quad.TypedString{Value: text.(quad.String), Type: datatype.(quad.IRI)}, nil
	}
	return text, nil
}

// quoted takes the quoted part of a literal. The value is always a quad.String; it comes boxed because boxing it costs an allocation.
func (p *parser) quoted() (quad.Value, *flaw) {
	start := p.pos
	end := closingQuote(p.line, start+1)
	if end < 0 {
		return nil, p.unclosedLiteral()
	}
	raw := p.line[start : end+1]
	p.pos = end + 1
	if p.peek() == '"' {
		p.pos = start
		return nil, p.quoteInLiteral(end)
	}
	slot := p.terms.slot(raw)
	if slot.raw == string(raw) {
		return slot.value, nil
	}
	text := string(raw)
	s, f := p.stringText(start+1, text[1:len(text)-1])
	if f != nil {
		return nil, f
	}
	t := term{raw: text, value: quad.String(s)}
	p.terms.keep(slot, t)
	return t.value, nil
}

// closingQuote finds the first quote from i on that no backslash escapes, -1 if there is none.
func closingQuote(line []byte, i int) int {
	for from := i; ; i++ {
		n := bytes.IndexByte(line[i:], '"')
		if n < 0 {
			return -1
		}
		i += n
		b := i
		for b > from && line[b-1] == '\\' {
			b--
		}
		if (i-b)%2 == 0 {
			return i
		}
	}
}

func (p *parser) datatype() (quad.Value, *flaw) {
	if !bytes.HasPrefix(p.line[p.pos:], []byte("^^<")) {
		return nil, p.badDatatype()
	}
	p.pos += 2
	return p.iri()
}

// lang is LANGTAG; the result is without the @.
func (p *parser) lang() (string, *flaw) {
	start := p.pos + 1
	i := start
	part := start // where the current subtag begins; only the first is letters alone
	for ; i < len(p.line); i++ {
		c := p.line[i]
		if c == '-' && i > part {
			part = i + 1
		} else if !isLetter(c) && (part == start || !isDigit(c)) {
			break
		}
	}
	if i == part {
		return "", p.badLang(i)
	}
	p.pos = i
	return p.terms.lang(p.line[start:i]), nil
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }

// blankNode is BLANK_NODE_LABEL: '_:' (PN_CHARS_U | [0-9]) ((PN_CHARS | '.')* PN_CHARS)?
func (p *parser) blankNode() (quad.Value, *flaw) {
	start := p.pos
	if !bytes.HasPrefix(p.line[start:], []byte("_:")) {
		return nil, p.badBlankNode(start, start+1)
	}
	i := start + 2
	for i < len(p.line) {
		r, n := utf8.DecodeRune(p.line[i:])
		if r == utf8.RuneError && n == 1 {
			return nil, p.utf8(i, i+1)
		}
		if !(labelRune(r) || i > start+2 && laterLabelRune(r)) {
			break
		}
		i += n
	}
	for i > start+2 && p.line[i-1] == '.' {
		i--
	}
	if i == start+2 {
		return nil, p.badBlankNode(start, i)
	}
	p.pos = i
	raw := p.line[start:i]
	slot := p.terms.slot(raw)
	if slot.raw == string(raw) {
		return slot.value, nil
	}
	text := string(raw)
	t := term{raw: text, value: quad.BNode(text[2:])}
	p.terms.keep(slot, t)
	return t.value, nil
}

// labelRune is PN_CHARS_U | [0-9], what a blank node label may begin with.
func labelRune(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return isLetter(byte(r)) || isDigit(byte(r)) || r == '_' || r == ':'
	case r <= 0x2ff:
		return r >= 0xc0 && r != 0xd7 && r != 0xf7
	case r <= 0x1fff:
		return r >= 0x370 && r != 0x37e
	case r <= 0x218f:
		return r == 0x200c || r == 0x200d || r >= 0x2070
	case r <= 0xd7ff:
		return r >= 0x2c00 && r <= 0x2fef || r >= 0x3001
	}
	return r >= 0xf900 && r <= 0xfdcf || r >= 0xfdf0 && r <= 0xfffd || r >= 0x10000 && r <= 0xeffff
}

// laterLabelRune is what PN_CHARS and the dot add for the runes after the first.
func laterLabelRune(r rune) bool {
	return r == '.' || r == '-' || r == 0xb7 || r >= 0x300 && r <= 0x36f || r == 0x203f || r == 0x2040
}
