package quads

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"
)

// readBlocks reads a stream block by block.
func readBlocks(r io.Reader, opts ReaderOptions) (all []Located, blocks int, err error) {
	cut, in := NewBlocks(r), NewBlockReader(opts)
	var results []BlockResult
	var end error
	var buf []byte
	for line := 0; ; {
		var b Block
		if b, end = cut.Next(buf); end != nil {
			break
		}
		in.Reset(b, "f.nq")
		qs, _ := in.all(nil)
		for _, q := range qs {
			all = append(all, Located{q.Quad, line + q.Line})
		}
		line += in.Lines()
		results = append(results, BlockResult{in.Lines(), in.Errors()})
		clear(b.Text) // no quad may hold it
		buf = b.Text
	}
	return all, len(results), JoinBlocks("f.nq", results, end, opts.MaxErrors)
}

// Block by block, a file is what it is at once: quads, lines and errors.
func TestBlocksAreTheFile(t *testing.T) {
	const q = "<kg:s> <kg:p> \"é\" ."
	many := func(line, end string, n int) string { return strings.Repeat(line+end, n) }
	n := BlockSize/len(q) + 10
	texts := map[string]string{
		"nothing":     "",
		"one":         q,
		"lf":          many(q, "\n", 3*n),
		"crlf":        many(q, "\r\n", 3*n),
		"cr":          many(q, "\r", 3*n),
		"lf then cr":  q + "\n" + many(q, "\r", 3*n),
		"no last end": many(q, "\n", n) + q,
		"mark":        "\ufeff" + many(q, "\n", n) + "\ufeff\n",
		"errors":      many(q, "\n", n) + "bad\n" + many(q, "\r\n", 2*n) + "<s> <kg:p> <kg:o> .\nbad",
		"many errors": many(q, "\n", 2*n) + many("bad\n"+q, "\n", 30) + many(q, "\n", n),
		"all errors":  many("bad", "\n", 100_000),
		"long":        q + "\n" + strings.Repeat("x", MaxLine+1) + "\n" + q + "\n" + strings.Repeat("y", MaxLine+BlockSize) + "\r\n" + q,
		"fits":        q + "\n<kg:s> <kg:p> \"" + strings.Repeat("x", MaxLine-18) + "\" .\r\n" + q,
		"endless":     strings.Repeat("z", MaxLine+2),
	}
	r := rand.New(rand.NewPCG(1, 2))
	for name, text := range texts {
		if testing.Short() && len(text) > MaxLine {
			continue
		}
		for _, stream := range []func() io.Reader{
			func() io.Reader { return strings.NewReader(text) },
			func() io.Reader { return iotest.DataErrReader(strings.NewReader(text)) },
			func() io.Reader {
				return io.MultiReader(strings.NewReader(text), iotest.ErrReader(errors.New("wire cut")))
			},
			func() io.Reader {
				at := r.IntN(len(text) + 1)
				return io.MultiReader(strings.NewReader(text[:at]), strings.NewReader(text[at:]))
			},
		} {
			want, wantErr := ReadAll(stream(), "f.nq", ReaderOptions{})
			got, blocks, gotErr := readBlocks(stream(), ReaderOptions{})
			if fmt.Sprint(gotErr) != fmt.Sprint(wantErr) {
				t.Errorf("%s: got %.300v, want %.300v", name, gotErr, wantErr)
			}
			if es := (SyntaxErrors)(nil); errors.As(wantErr, &es) && len(es) > DefaultMaxErrors {
				continue // the reading of all ends early
			}
			if len(got) != len(want) || strings.ContainsAny(text, "\r\n") && len(text) > 3*BlockSize && blocks < 2 {
				t.Fatalf("%s: %d quads in %d blocks, want %d", name, len(got), blocks, len(want))
			}
			for i := range want {
				if got[i] != want[i] {
					t.Fatalf("%s: quad %d is %v, want %v", name, i, got[i], want[i])
				}
			}
		}
	}
}

// Blocks are of the size that they are said to have, and put together they are the stream.
func TestBlocksHoldTheStream(t *testing.T) {
	text := strings.Repeat("<kg:s> <kg:p> <kg:o> .\n", 100_000)
	cut := NewBlocks(strings.NewReader(text))
	var all bytes.Buffer
	for {
		b, err := cut.Next(nil)
		if err == io.EOF {
			break
		}
		if err != nil || len(b.Text) > BlockSize || b.First != (all.Len() == 0) {
			t.Fatalf("%d bytes, %v, %v", len(b.Text), b.First, err)
		}
		all.Write(b.Text)
	}
	if all.String() != text {
		t.Error("the stream is another")
	}
}
