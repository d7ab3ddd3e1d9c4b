package quads

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// BlockSize is about how many bytes a Block has.
const BlockSize = 256 << 10

// Block is a piece of an N-Quads file: whole lines, so that it can be read by itself.
type Block struct {
	Text  []byte
	First bool // the file begins with it
}

// Blocks cuts a stream into Blocks. A line of more than MaxLine bytes is cut short, but stays longer than that.
type Blocks struct {
	r     *bufio.Reader
	rest  []byte // what stands behind the last line end of the block before
	begun bool
	err   error // what the stream ended with
}

// NewBlocks returns the blocks of a stream.
func NewBlocks(r io.Reader) *Blocks { return &Blocks{r: bufio.NewReaderSize(r, startBuffer)} }

// Next returns the next block, in buf where it has the room. The error is io.EOF behind the last, or the stream's own; a stream that
// failed gives no half line.
func (b *Blocks) Next(buf []byte) (Block, error) {
	text := append(buf[:0], b.rest...)
	for b.err == nil {
		text = b.fill(text)
		end := lastLineEnd(text)
		if end == 0 && len(text) > MaxLine && b.err == nil {
			text = b.skip(text[:MaxLine+1])
			end = len(text)
		}
		if end > 0 && b.err == nil {
			b.rest = append(b.rest[:0], text[end:]...)
			return b.block(text[:end])
		}
	}
	b.rest = b.rest[:0]
	if b.err != io.EOF && !bytes.HasSuffix(text, []byte("\r")) {
		text = text[:lastLineEnd(text)]
	}
	if len(text) == 0 {
		return Block{}, b.err
	}
	return b.block(text)
}

func (b *Blocks) block(text []byte) (Block, error) {
	first := !b.begun
	b.begun = true
	return Block{text, first}, nil
}

// fill appends what is read next, up to the next multiple of BlockSize.
func (b *Blocks) fill(text []byte) []byte {
	from := len(text)
	size := (from/BlockSize + 1) * BlockSize
	if cap(text) < size {
		text = append(make([]byte, 0, max(size, min(2*from, MaxLine+BlockSize))), text...)
	}
	n, err := io.ReadFull(b.r, text[from:size])
	if err == io.ErrUnexpectedEOF {
		err = io.EOF
	}
	b.err = err
	return text[:from+n]
}

// skip passes over what is left of a line, and appends its end.
func (b *Blocks) skip(text []byte) []byte {
	for {
		c, err := b.r.ReadByte()
		if err != nil {
			b.err = err
			return text
		}
		if c == '\n' {
			return append(text, c)
		}
		if c == '\r' {
			if next, _ := b.r.Peek(1); string(next) == "\n" {
				continue
			}
			return append(text, c)
		}
	}
}

// lastLineEnd returns where the line after the last line end begins, 0 for no line end. A CR at the very end may belong to an LF that follows.
func lastLineEnd(text []byte) int {
	if i := bytes.LastIndexByte(text, '\n'); i >= 0 {
		return i + 1
	}
	return bytes.LastIndexByte(text[:max(len(text)-1, 0)], '\r') + 1
}

// NewBlockReader returns a Reader without anything to read: see Reset.
func NewBlockReader(opts ReaderOptions) *Reader {
	r := NewReader(nil, "", opts)
	r.lines, r.err = linesOf(nil), io.EOF
	return r
}

// Reset makes r read a block of a file as if it were all of it; what r knows of terms it keeps. The quads hold nothing of the block's text.
// Read counts lines from the block's first; see JoinBlocks.
func (r *Reader) Reset(b Block, file string) {
	r.lines, r.later = linesOf(b.Text), !b.First
	r.parser.relative, r.file, r.errs, r.err = 0, file, nil, nil
}

// Lines returns how many lines were read.
func (r *Reader) Lines() int { return r.lines.number }

// BlockResult is what reading a block came to.
type BlockResult struct {
	Lines  int
	Errors SyntaxErrors // their lines count from the block's first
}

// JoinBlocks returns what a Reader of the whole file would end with, nil for io.EOF: end is what the stream ended with, maxErrors is ReaderOptions'.
func JoinBlocks(file string, blocks []BlockResult, end error, maxErrors int) error {
	if maxErrors == 0 {
		maxErrors = DefaultMaxErrors
	}
	r := &Reader{file: file, max: maxErrors}
	for _, b := range blocks {
		for _, e := range b.Errors {
			e.Line += r.lines.number
			if len(r.errs) == maxErrors {
				return append(r.errs, &SyntaxError{e.Position, fmt.Sprintf(tooManyErrors, maxErrors), ""})
			}
			r.errs = append(r.errs, e)
		}
		r.lines.number += b.Lines
	}
	if err := r.end(end); !errors.Is(err, io.EOF) {
		return err
	}
	return nil
}
