package quads

import (
	"bytes"
	"errors"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
)

// FuzzReader holds for any bytes: no panic; read, written and read again gives the same quads; split differently gives the same; lax reads
// all that strict does; each error has a place inside the text and its own line.
func FuzzReader(f *testing.F) {
	for _, archive := range []string{"nquad_tests.tar.gz", "ntriple_tests.tar.gz"} {
		for _, data := range w3cSuite(f, archive) {
			if len(data) < 1<<10 {
				f.Add(data)
			}
		}
	}
	f.Add([]byte("\ufeff<kg:s> <kg:p> \"\\uD83D\" .\r\r\n_:a. <kg:p> _:b.. ."))
	f.Add([]byte("<s> <p> \"\"\"x\"@en-^^<t> .\n<kg:s> <kg:p> \"x\"^^<\\u0061:b>."))
	f.Fuzz(func(t *testing.T, data []byte) {
		qs, err := ReadAll(bytes.NewReader(data), "f.nq", ReaderOptions{MaxErrors: len(data) + 1})
		plausible(t, data, qs, err)
		again, err2 := ReadAll(bytes.NewReader(written(qs)), "g.nq", ReaderOptions{})
		if err2 != nil || !sameQuads(qs, again) {
			t.Fatalf("written and read again: %v\n got %v\nwant %v", err2, again, qs)
		}
		split, err3 := ReadAll(iotest.OneByteReader(bytes.NewReader(data)), "f.nq", ReaderOptions{MaxErrors: len(data) + 1})
		if !sameQuads(qs, split) || (err == nil) != (err3 == nil) || err != nil && err.Error() != err3.Error() {
			t.Fatalf("byte by byte: got %v and %v, want %v and %v", split, err3, qs, err)
		}
		lax, err4 := ReadAll(bytes.NewReader(data), "f.nq", ReaderOptions{Lax: true, MaxErrors: len(data) + 1})
		if len(lax) < len(qs) || err == nil && (err4 != nil || !sameQuads(qs, lax)) {
			t.Fatalf("lax: got %v and %v, want %v and %v", lax, err4, qs, err)
		}
	})
}

func written(qs []Located) []byte {
	var buf []byte
	for _, q := range qs {
		buf = AppendQuad(buf, q.Quad)
	}
	return buf
}

func sameQuads(a, b []Located) bool {
	for i := range a {
		if i == len(b) || a[i].Quad != b[i].Quad {
			return false
		}
	}
	return len(a) == len(b)
}

func plausible(t *testing.T, data []byte, qs []Located, err error) {
	var es SyntaxErrors
	if err != nil && !errors.As(err, &es) {
		t.Fatalf("got %v from sound bytes", err)
	}
	if len(es) == 0 && err == nil && !utf8.Valid(data) {
		t.Fatal("took bytes that are not UTF-8")
	}
	line := 0
	for _, e := range es {
		if e.Line <= line || e.Col < 1 || e.Col > len(data)+1 || e.Reason == "" || !utf8.ValidString(e.Error()+e.Hint) {
			t.Fatalf("error %#v after line %d", e, line)
		}
		line = e.Line
	}
	for _, q := range qs {
		for _, v := range []quad.Value{q.Subject, q.Predicate, q.Object} {
			if v == nil {
				t.Fatalf("line %d: a quad with a hole", q.Line)
			}
		}
	}
}
