package graph

import (
	"cmp"
	"context"
	"errors"
	"io"
	"path/filepath"
	"runtime/debug"

	"github.com/cayleygraph/quad"
	"github.com/cespare/xxhash/v2"

	"rapport/internal/segment"
	"rapport/quads"
)

// Progress is told how many bytes and quads have been read, now and then, and when the reading is over.
type Progress func(bytes int64, quads int, done bool)

// CompileFiles reads N-Quads files, as ReadFiles does, into a segment at path, whole or not at all: see segment.Create. The same quads
// give the same bytes, whatever the order of the files. progress may be nil. When ctx ends, so does the reading, and nothing is written; nor is
// it when a file is another after the reading than it was before. Where path cannot be written, nothing is read.
func CompileFiles(ctx context.Context, path string, names []string, stdin io.Reader, opts quads.ReaderOptions, progress Progress) (Summary, error) {
	// Nearly all that is garbage here is so at once, and what stays holds no pointers: collecting often costs little and halves the peak.
	defer debug.SetGCPercent(debug.SetGCPercent(25))
	if err := segment.Creatable(path); err != nil {
		return Summary{}, err
	}
	unlock, err := segment.Lock(path)
	if err != nil {
		return Summary{}, err
	}
	defer unlock()
	ins, err := inputsOf(names)
	if err != nil {
		return Summary{}, err
	}
	c := newCompiler()
	sum, err := c.readAll(ctx, ins, stdin, opts, progress)
	if err != nil {
		return sum, err
	}
	return sum, c.write(path)
}

// Compile writes quads as a segment at path.
func Compile(path string, qs []quad.Quad) error {
	c := newCompiler()
	for i := range qs {
		c.add(&qs[i])
	}
	return c.write(path)
}

// compiler takes quads one by one and writes them as a segment.
type compiler struct {
	*interner
	rows  [][]segment.Row // numbers of values, in pieces of pieceRows
	n     int
	files []fileNote
}

const pieceRows = 1 << 16

func newCompiler() *compiler { return &compiler{interner: newInterner()} }

func (c *compiler) add(q *quad.Quad) {
	if c.n%pieceRows == 0 {
		c.rows = append(c.rows, make([]segment.Row, 0, pieceRows))
	}
	last := &c.rows[len(c.rows)-1]
	*last = append(*last, c.interner.quad(q))
	c.n++
}

// write gives every value its id and writes the segment. Nothing can be added afterwards.
func (c *compiler) write(path string) error {
	c.table = nil
	order := c.sort()
	types, renumbered := c.types.sorted()
	s := &rowSorter{rows: c.numbered(order), n: len(order)}
	return segment.Create(path, segment.Input{
		Meta: (&meta{types.list, c.files}).bytes(),
		Terms: func(add func([]byte) error) error {
			var term []byte
			for _, number := range order {
				term = renumbered.append(term[:0], c.term(number))
				if err := add(term); err != nil {
					return err
				}
			}
			return nil
		},
		Rows: s.hand,
	})
}

// numbered returns the rows with ids in place of numbers.
func (c *compiler) numbered(order []uint32) []segment.Row {
	ids := make([]segment.ID, len(order)+1)
	for i, number := range order {
		ids[number] = segment.ID(i + 1)
	}
	out := make([]segment.Row, 0, c.n)
	for i, piece := range c.rows {
		for _, row := range piece {
			out = append(out, segment.Row{ids[row[0]], ids[row[1]], ids[row[2]], ids[row[3]]})
		}
		c.rows[i] = nil
	}
	return out
}

// parsed is quads that were read together.
type parsed struct {
	quads    []quad.Quad
	bytes    int64
	relative int
	err      error // the end of the file, if it is one
}

const batchQuads = 2048

// readAll adds the quads of files: one goroutine parses, one numbers values.
func (c *compiler) readAll(ctx context.Context, ins []input, stdin io.Reader, opts quads.ReaderOptions, progress Progress) (Summary, error) {
	sum := Summary{Files: len(ins)}
	var errs []error
	var read int64
	for _, in := range ins {
		if ctx.Err() != nil {
			break
		}
		name := in.name
		before := stateOf(name)
		stream, err := quads.Open(name, stdin)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		batches, free := make(chan parsed, 4), make(chan []quad.Quad, 8)
		counted := &countingReader{r: stream, digest: *xxhash.New()}
		go parse(ctx, counted, name, opts, in.own, batches, free)
		for got := range batches {
			for i := range got.quads {
				c.add(&got.quads[i])
			}
			sum.Quads += len(got.quads)
			read += got.bytes
			if got.err != nil && got.err != io.EOF {
				errs = append(errs, got.err)
			}
			sum.Relative += got.relative
			select {
			case free <- got.quads[:0]:
			default:
			}
			if progress != nil {
				progress(read, sum.Quads, false)
			}
		}
		c.files = append(c.files, fileNote{filepath.ToSlash(name), counted.digest.Sum64()})
		errs = append(errs, stream.Close(), before.unchanged(name))
	}
	if progress != nil {
		progress(read, sum.Quads, true)
	}
	return sum, cmp.Or(ctx.Err(), errors.Join(errs...))
}

// parse sends the quads of a file in batches and closes the channel after the last, which has the error that ended it.
func parse(ctx context.Context, counted *countingReader, name string, opts quads.ReaderOptions, own string, out chan<- parsed, free <-chan []quad.Quad) {
	defer close(out)
	in := quads.NewReader(counted, name, opts)
	var sent int64
	for {
		var qs []quad.Quad
		select {
		case qs = <-free:
		default:
			qs = make([]quad.Quad, 0, batchQuads)
		}
		if ctx.Err() != nil {
			return
		}
		for len(qs) < batchQuads {
			q, _, err := in.Read()
			if err != nil {
				out <- parsed{qs, counted.n - sent, in.Relative(), err}
				return
			}
			if own != "" {
				q = ownBlanks(q, own)
			}
			qs = append(qs, q)
		}
		out <- parsed{quads: qs, bytes: counted.n - sent}
		sent = counted.n
	}
}

// countingReader counts and digests what is read.
type countingReader struct {
	r      io.Reader
	n      int64
	digest xxhash.Digest
}

func (c *countingReader) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n += int64(n)
	c.digest.Write(b[:n])
	return n, err
}
