package quads

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
)

// AppendTerm appends a value in canonical N-Quads (https://www.w3.org/TR/rdf-canon/#canonical-quads) and returns the longer slice:
// \b \t \n \f \r \" \\ as such, other controls and noncharacters as \uXXXX, all else as itself; xsd:string is left out. nil appends
// nothing. Two values of the five kinds are identical exactly if their canonical text is.
func AppendTerm(dst []byte, v quad.Value) []byte {
	switch v := v.(type) {
	case nil:
		return dst
	case quad.IRI:
		return append(append(append(dst, '<'), v...), '>')
	case quad.BNode:
		return append(append(dst, "_:"...), v...)
	case quad.String:
		return appendQuoted(dst, string(v))
	case quad.LangString:
		return append(append(appendQuoted(dst, string(v.Value)), '@'), v.Lang...)
	case quad.TypedString:
		dst = appendQuoted(dst, string(v.Value))
		if v.Type == xsd+"string" {
			return dst
		}
		return append(append(append(dst, "^^<"...), v.Type...), '>')
	case quad.TypedStringer:
		return AppendTerm(dst, v.TypedString())
	}
	return appendQuoted(dst, v.String())
}

func appendQuoted(dst []byte, s string) []byte {
	dst = append(dst, '"')
	from := 0
	for i, r := range s {
		if r >= ' ' && r < 0x7f && r != '"' && r != '\\' || r > 0x7f && r != 0xfffe && r != 0xffff {
			continue
		}
		dst = appendEscape(append(dst, s[from:i]...), r)
		from = i + utf8.RuneLen(r)
	}
	return append(append(dst, s[from:]...), '"')
}

func appendEscape(dst []byte, r rune) []byte {
	const plain, letters = "\b\t\n\f\r\"\\", `btnfr"\`
	if i := bytes.IndexRune([]byte(plain), r); i >= 0 {
		return append(dst, '\\', letters[i])
	}
	return fmt.Appendf(dst, `\u%04X`, r)
}

// AppendQuad appends a quad as one line of canonical N-Quads, with its final "\n". Without a label it is an N-Triples line.
func AppendQuad(dst []byte, q quad.Quad) []byte {
	dst = append(AppendTerm(dst, q.Subject), ' ')
	dst = append(AppendTerm(dst, q.Predicate), ' ')
	dst = append(AppendTerm(dst, q.Object), ' ')
	if q.Label != nil {
		dst = append(AppendTerm(dst, q.Label), ' ')
	}
	return append(dst, ".\n"...)
}

// WriteSorted writes quads as canonical N-Quads, one a line, sorted by the bytes of the lines, each once. The same set of quads gives
// the same bytes. Nothing is written when a quad could not be read back (an IRI with a space in it, a literal as subject, text
// that is not UTF-8): the error quotes it. Relative IRIs pass, as a Lax reader takes them. It holds all lines in memory.
func WriteSorted(w io.Writer, qs []quad.Quad) error {
	var buf []byte
	ends := make([]int, len(qs))
	p := newParser(true)
	for i, q := range qs {
		start := len(buf)
		buf = AppendQuad(buf, q)
		ends[i] = len(buf)
		if back, _, f := p.quad(buf[start : len(buf)-1]); f != nil || back != plain(q) {
			return unwritable(buf[start:len(buf)-1], f)
		}
	}
	lines := make([][]byte, len(qs))
	for i, start := 0, 0; i < len(qs); i++ {
		lines[i] = buf[start:ends[i]]
		start = ends[i]
	}
	slices.SortFunc(lines, bytes.Compare)
	for _, line := range slices.CompactFunc(lines, bytes.Equal) {
		if _, err := w.Write(line); err != nil {
			return err
		}
	}
	return nil
}

// plain is the quad as a Reader gives it: "x"^^xsd:string is "x".
func plain(q quad.Quad) quad.Quad {
	if t, ok := q.Object.(quad.TypedString); ok && t.Type == xsd+"string" {
		q.Object = t.Value
	}
	return q
}

func unwritable(line []byte, f *flaw) error {
	reason := "it would read back as another quad"
	if f != nil {
		reason = f.reason
	}
	return fmt.Errorf("quad %s cannot be written: %s", quoted(string(line)), reason)
}
