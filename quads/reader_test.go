package quads

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/cayleygraph/quad"
)

func TestReaderKinds(t *testing.T) {
	for _, c := range []struct {
		text string
		want quad.Value
	}{
		{`<kg:o>`, quad.IRI("kg:o")},
		{`<kg:>`, quad.IRI("kg:")},
		{`<http://example/\u00e9\U0001F600é>`, quad.IRI("http://example/é😀é")},
		{`_:b`, quad.BNode("b")},
		{`_:1.a-·‿:_`, quad.BNode("1.a-·‿:_")},
		{`""`, quad.String("")},
		{`"Росатом"`, quad.String("Росатом")},
		{`"\t\b\n\r\f\"\'\\\u0041\U0001F600"`, quad.String("\t\b\n\r\f\"'\\A😀")},
		{`"\\"`, quad.String(`\`)},
		{`"\\\\\""`, quad.String(`\\"`)},
		{"\"\x00\x01\x7f\"", quad.String("\x00\x01\x7f")},
		{`"Bushehr"@en`, quad.LangString{Value: "Bushehr", Lang: "en"}},
		{`"Bushehr"@zh-Hant-TW`, quad.LangString{Value: "Bushehr", Lang: "zh-Hant-TW"}},
		{`"Bushehr"@EN-gb`, quad.LangString{Value: "Bushehr", Lang: "EN-gb"}},
		{`"007"^^<http://www.w3.org/2001/XMLSchema#integer>`, quad.TypedString{Value: "007", Type: xsd + "integer"}},
		{`"1.50"^^<xsd:decimal>`, quad.TypedString{Value: "1.50", Type: "xsd:decimal"}},
		{`"a\"b"^^<kg:t>`, quad.TypedString{Value: `a"b`, Type: "kg:t"}},
		{`"x"^^<http://www.w3.org/2001/XMLSchema#string>`, quad.String("x")},
		{`"x"^^<http://www.w3.org/2001/XMLSchema#\u0073tring>`, quad.String("x")},
		{`"2024-03-02T10:00:00.120+03:30"^^<http://www.w3.org/2001/XMLSchema#dateTime>`, quad.TypedString{Value: "2024-03-02T10:00:00.120+03:30", Type: xsd + "dateTime"}},
	} {
		for _, line := range []string{"<kg:s> <kg:p> " + c.text + " <kg:g> .", "<kg:s><kg:p>" + c.text + "<kg:g>.", "\t<kg:s>\t<kg:p>\t" + c.text + "\t<kg:g>\t.\t# so"} {
			if got, want := readOne(t, line), (quad.Quad{Subject: quad.IRI("kg:s"), Predicate: quad.IRI("kg:p"), Object: c.want, Label: quad.IRI("kg:g")}); got != want {
				t.Errorf("%s:\n got %#v\nwant %#v", line, got, want)
			}
		}
	}
}

func TestReaderLines(t *testing.T) {
	const q = "<kg:s> <kg:p> <kg:o> ."
	for _, c := range []struct {
		text  string
		lines string
	}{
		{"", "[]"},
		{"\n\n", "[]"},
		{"# a\n  # b", "[]"},
		{q, "[1]"},
		{q + "\n" + q + "\n", "[1 2]"},
		{q + "\r\n" + q + "\r\n", "[1 2]"},
		{q + "\r" + q + "\r", "[1 2]"},
		{q + "\n\r" + q, "[1 3]"},
		{q + "\r\r\n\n" + q, "[1 4]"},
		{"#\r\n\r\n" + q + "# said\r\n \t\r\n" + q + "\n", "[3 5]"},
	} {
		for _, r := range []io.Reader{strings.NewReader(c.text), iotest.OneByteReader(strings.NewReader(c.text)), iotest.DataErrReader(strings.NewReader(c.text))} {
			qs, err := ReadAll(r, "f.nq", ReaderOptions{})
			lines := []int{}
			for _, q := range qs {
				lines = append(lines, q.Line)
			}
			if got := fmt.Sprint(lines); err != nil || got != c.lines {
				t.Errorf("%q: got quads on lines %s and error %v, want %s", c.text, got, err, c.lines)
			}
		}
	}
}

// Every sound line is read, every other is told, and the end says so again and again.
func TestReaderKeepsErrors(t *testing.T) {
	const text = "<kg:a> <kg:p> <kg:o> .\nbad\n<kg:b> <kg:p> <kg:o> .\n\n<c> <kg:p> <kg:o> ."
	r := NewReader(strings.NewReader(text), "f.nq", ReaderOptions{})
	var subjects []quad.Value
	q, _, err := r.Read()
	for ; err == nil; q, _, err = r.Read() {
		subjects = append(subjects, q.Subject)
	}
	if got := fmt.Sprint(subjects); got != "[<kg:a> <kg:b>]" {
		t.Errorf("got subjects %s", got)
	}
	const want = "f.nq:2:1: got \"bad\", want the subject: an IRI <…> or a blank node _:…\nf.nq:5:1: relative IRI \"c\""
	var es SyntaxErrors
	if !errors.As(err, &es) || len(es) != 2 || err.Error() != want {
		t.Errorf("got error %v, want\n%s", err, want)
	}
	if _, _, again := r.Read(); again == nil || again.Error() != want {
		t.Errorf("after the end: got %v", again)
	}
	if len(r.Errors()) != 2 {
		t.Errorf("got %d errors", len(r.Errors()))
	}
}

func TestReaderMaxErrors(t *testing.T) {
	for _, c := range []struct {
		bad, max, want int
		last           string
	}{
		{20, 0, 20, `f.nq:20:1: relative IRI "s20"`},
		{21, 0, 21, `f.nq:21:1: more than 20 errors: the rest of the file is not read`},
		{5000, 3, 4, `f.nq:4:1: more than 3 errors: the rest of the file is not read`},
	} {
		var b strings.Builder
		for i := range c.bad {
			fmt.Fprintf(&b, "<s%d> <kg:p> <kg:o> .\n", i+1)
		}
		_, err := ReadAll(strings.NewReader(b.String()), "f.nq", ReaderOptions{MaxErrors: c.max})
		var es SyntaxErrors
		if !errors.As(err, &es) || len(es) != c.want || es[len(es)-1].Error() != c.last {
			t.Errorf("%d bad lines, limit %d: got %v", c.bad, c.max, err)
		}
	}
}

func TestReaderLax(t *testing.T) {
	const text = "<alice> <follows> <bob> <status> .\n<alice> <follows> \"x\"^^<t> .\n<kg:a> <kg:p> <kg:o> .\n"
	r := NewReader(strings.NewReader(text), "f.nq", ReaderOptions{Lax: true})
	for n := range 3 {
		if _, _, err := r.Read(); err != nil {
			t.Fatalf("quad %d: %v", n, err)
		}
	}
	if _, _, err := r.Read(); err != io.EOF || r.Relative() != 7 {
		t.Errorf("got %v and %d relative IRIs, want EOF and 7", err, r.Relative())
	}
	for _, bad := range []string{"<> <kg:p> <kg:o> .", "<a b> <kg:p> <kg:o> .", "alice <kg:p> <kg:o> .", "<kg:s> <kg:p> <kg:o>"} {
		if _, err := ReadAll(strings.NewReader(bad), "f.nq", ReaderOptions{Lax: true}); err == nil {
			t.Errorf("lax takes %q", bad)
		}
	}
}

// A stream that breaks gives what was whole before, no half line, and its own error with the line.
func TestReaderBrokenStream(t *testing.T) {
	broken := errors.New("wire cut")
	text := "bad\n<kg:a> <kg:p> <kg:o> .\n<kg:b> <kg:p> <kg:o> . #"
	qs, err := ReadAll(io.MultiReader(strings.NewReader(text), iotest.ErrReader(broken)), "f.nq", ReaderOptions{})
	var es SyntaxErrors
	if len(qs) != 1 || !errors.Is(err, broken) || !errors.As(err, &es) || !strings.HasSuffix(err.Error(), "f.nq:3: wire cut") {
		t.Errorf("got %d quads and %v", len(qs), err)
	}
}

// endless gives the same text again and again, up to n bytes.
func endless(text string, n int64) io.Reader { return io.LimitReader(&repeated{text: text}, n) }

type repeated struct {
	text string
	at   int
}

func (r *repeated) Read(p []byte) (n int, err error) {
	for n < len(p) {
		k := copy(p[n:], r.text[r.at:])
		n, r.at = n+k, (r.at+k)%len(r.text)
	}
	return n, nil
}

func TestReaderLongLine(t *testing.T) {
	const q = "<kg:s> <kg:p> <kg:o> .\n"
	fits := "<kg:s> <kg:p> \"" + strings.Repeat("x", MaxLine-18) + "\" .\n"
	text := func(long io.Reader) io.Reader {
		return io.MultiReader(strings.NewReader(q+fits), long, strings.NewReader("\n"+q))
	}
	qs, err := ReadAll(text(endless(strings.Repeat("x", 4096), MaxLine+1)), "f.nq", ReaderOptions{})
	if len(qs) != 3 || qs[2].Line != 4 || err == nil || err.Error() != "f.nq:3:1: line of more than 16 MiB" {
		t.Errorf("got %d quads and %v", len(qs), err)
	}
	if n := len(qs[1].Object.(quad.String)); n != MaxLine-18 {
		t.Errorf("got %d bytes of text", n)
	}
}

// A line without end is passed over in bounded memory, and so is a file without end.
func TestReaderMemory(t *testing.T) {
	for name, text := range map[string]string{"one line": strings.Repeat("x", 4096), "many quads": "<kg:s> <kg:p> \"text\"@en <kg:g> .\n"} {
		r := NewReader(endless(text, 40<<20), "f.nq", ReaderOptions{})
		for err := error(nil); err == nil; _, _, err = r.Read() {
		}
		if got := len(r.lines.buf); got > 2*MaxLine+startBuffer {
			t.Errorf("%s: a buffer of %d bytes", name, got)
		}
	}
}
