package quads

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
)

// The canonical text of a term reads as the same term, and what is canonical already comes out byte for byte.
func TestCanonicalTerms(t *testing.T) {
	for _, text := range []string{
		`<kg:rosatom>`, `<http://example/é😀?a=%20&b#c>`, `_:b1`, `_:b.1-·`,
		`""`, `"Росатом"`, `"ایران"@fa`, `"x"@en-GB`, `"x"@EN-gb`,
		`"007"^^<http://www.w3.org/2001/XMLSchema#integer>`, `"4.0E7"^^<http://www.w3.org/2001/XMLSchema#double>`,
		`"2025-10-02T09:30:00.1230+03:30"^^<http://www.w3.org/2001/XMLSchema#dateTime>`,
		`"2025-10-02T09:30:00.123456789012"^^<http://www.w3.org/2001/XMLSchema#dateTime>`,
		`"true"^^<xsd:boolean>`, `"\"\\'/"`, `"` + "\u0080\u009f\u00a0\u2028\u200f\ufeff\ufffd\U0001FFFE" + `"`,
	} {
		line := "<kg:s> <kg:p> " + text + " <kg:g> .\n"
		if got := string(AppendQuad(nil, readOne(t, line))); got != line {
			t.Errorf("got %swant %s", got, line)
		}
	}
	for v, want := range map[quad.Value]string{
		quad.TypedString{Value: "x", Type: xsd + "string"}: `"x"`,
		quad.Int(7): `"7"^^<xsd:integer>`,
		quad.String("a\u0000\u007f\ufffe\uffff\n"): `"a\u0000\u007F\uFFFE\uFFFF\n"`,
		nil: ``,
	} {
		if got := string(AppendTerm(nil, v)); got != want {
			t.Errorf("%#v: got %s, want %s", v, got, want)
		}
	}
}

// Every code point around the blocks that matter, raw and escaped, comes back; the escapes are the canonical ones.
func TestCanonicalControls(t *testing.T) {
	escaped := map[rune]string{'\b': `\b`, '\t': `\t`, '\n': `\n`, '\f': `\f`, '\r': `\r`, '"': `\"`, '\\': `\\`}
	var text bytes.Buffer
	var want []quad.Value
	for r := rune(0); r <= 0x10ffff; r++ {
		if r > 0x2100 && r < 0xd7f0 || r >= 0xd800 && r <= 0xdfff || r > 0xe010 && r < 0xfff0 || r > 0x10010 && r < 0x10fff0 {
			continue
		}
		canonical := string(r)
		if e, ok := escaped[r]; ok {
			canonical = e
		} else if r < ' ' || r == 0x7f || r == 0xfffe || r == 0xffff {
			canonical = fmt.Sprintf(`\u%04X`, r)
		}
		v := quad.String("a" + string(r) + "b")
		if got := string(AppendTerm(nil, v)); got != `"a`+canonical+`b"` {
			t.Errorf("%U: got %s", r, got)
		}
		fmt.Fprintf(&text, "<kg:s> <kg:p> \"a%sb\" .\n<kg:s> <kg:p> \"a\\U%08xb\" .\n", canonical, r)
		want = append(want, v, v)
	}
	qs, err := ReadAll(&text, "f.nq", ReaderOptions{})
	if err != nil || len(qs) != len(want) {
		t.Fatalf("got %d quads and error %v, want %d", len(qs), err, len(want))
	}
	for i, q := range qs {
		if q.Object != want[i] {
			t.Errorf("line %d: got %#v, want %#v", q.Line, q.Object, want[i])
		}
	}
}

func TestWriteSorted(t *testing.T) {
	const want = `<kg:a> <kg:p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> <kg:g> .
<kg:a> <kg:p> <kg:o> .
<kg:a> <kg:p> <kg:o> <kg:g> .
<kg:ab> <kg:p> <relative> <kg:g> .
_:b <kg:p> "x" <kg:g> .
`
	all, err := ReadAll(strings.NewReader(want), "f.nq", ReaderOptions{Lax: true})
	if err != nil {
		t.Fatal(err)
	}
	var qs []quad.Quad
	for _, q := range append(all, all...) {
		qs = append(qs, q.Quad)
	}
	for seed := range uint64(20) {
		rand.New(rand.NewPCG(seed, 1)).Shuffle(len(qs), func(i, j int) { qs[i], qs[j] = qs[j], qs[i] })
		var buf bytes.Buffer
		if err := WriteSorted(&buf, qs); err != nil || buf.String() != want {
			t.Fatalf("seed %d: error %v\n%s", seed, err, buf.String())
		}
	}
}

// What would not read back as the same quad is an error, and nothing is written.
func TestWriteSortedRefuses(t *testing.T) {
	good := quad.MakeIRI("kg:a", "kg:p", "kg:o", "kg:g")
	for _, c := range []struct {
		change func(q *quad.Quad)
		reason string
	}{
		{func(q *quad.Quad) { q.Subject = nil }, "it would read back as another quad"},
		{func(q *quad.Quad) { q.Object = nil }, "it would read back as another quad"},
		{func(q *quad.Quad) { q.Subject = quad.String("x") }, "want the subject"},
		{func(q *quad.Quad) { q.Predicate = quad.BNode("b") }, "a blank node cannot be a predicate"},
		{func(q *quad.Quad) { q.Label = quad.String("x") }, "a literal cannot be a label"},
		{func(q *quad.Quad) { q.Object = quad.IRI("kg:a b") }, "space in an IRI"},
		{func(q *quad.Quad) { q.Object = quad.IRI(`kg:a\u0062`) }, "it would read back as another quad"},
		{func(q *quad.Quad) { q.Subject, q.Label = quad.IRI("kg:a> <kg:b"), nil }, "it would read back as another quad"},
		{func(q *quad.Quad) { q.Object = quad.IRI("") }, "empty IRI"},
		{func(q *quad.Quad) { q.Object = quad.BNode("b.") }, "after the final dot"},
		{func(q *quad.Quad) { q.Object = quad.BNode("") }, "blank node"},
		{func(q *quad.Quad) { q.Object = quad.String("a\xffb") }, "invalid UTF-8"},
		{func(q *quad.Quad) { q.Object = quad.LangString{Value: "x", Lang: "e n"} }, "got"},
		{func(q *quad.Quad) { q.Object = quad.LangString{Value: "x"} }, "language tag"},
		{func(q *quad.Quad) { q.Object = quad.Int(7) }, "it would read back as another quad"},
	} {
		bad := good
		c.change(&bad)
		var buf bytes.Buffer
		err := WriteSorted(&buf, []quad.Quad{good, bad})
		if err == nil || !strings.Contains(err.Error(), c.reason) || buf.Len() > 0 {
			t.Errorf("%#v: got error %v and %d bytes, want %q", bad, err, buf.Len(), c.reason)
		}
	}
}
