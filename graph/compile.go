package graph

import (
	"cmp"
	"context"
	"errors"
	"io"
	"runtime/debug"
	"slices"

	"github.com/cayleygraph/quad"

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
	rows [][]segment.Row // numbers of values, in pieces of pieceRows
	n    int
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
		Meta:  types.meta(),
		Terms: len(order),
		Term:  func(dst []byte, id segment.ID) []byte { return renumbered.append(dst, c.term(order[id-1])) },
		Rows:  s.sorted,
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

// rowSorter gives the rows in each order in turn, by counting. The first call removes duplicates.
type rowSorter struct {
	rows, spare []segment.Row
	n           int // terms
}

func (s *rowSorter) sorted(order int) []segment.Row {
	if s.spare == nil {
		s.spare = make([]segment.Row, len(s.rows))
	}
	columns := segment.Orders[order]
	for i := len(columns) - 1; i >= 0; i-- {
		s.by(int(columns[i]))
	}
	if order == 0 {
		s.rows = slices.Compact(s.rows)
		s.spare = s.spare[:len(s.rows)]
	}
	return s.rows
}

// by sorts the rows stably by a column.
func (s *rowSorter) by(column int) {
	next := make([]uint32, s.n+2)
	for i := range s.rows {
		next[s.rows[i][column]+1]++
	}
	for i := 1; i < len(next); i++ {
		next[i] += next[i-1]
	}
	for i := range s.rows {
		at := &next[s.rows[i][column]]
		s.spare[*at] = s.rows[i]
		*at++
	}
	s.rows, s.spare = s.spare, s.rows
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
		go parse(ctx, stream, name, opts, in.own, batches, free)
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
		errs = append(errs, stream.Close(), before.unchanged(name))
	}
	if progress != nil {
		progress(read, sum.Quads, true)
	}
	return sum, cmp.Or(ctx.Err(), errors.Join(errs...))
}

// parse sends the quads of a file in batches and closes the channel after the last, which has the error that ended it.
func parse(ctx context.Context, r io.Reader, name string, opts quads.ReaderOptions, own string, out chan<- parsed, free <-chan []quad.Quad) {
	defer close(out)
	counted := &countingReader{r: r}
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

// countingReader counts what is read.
type countingReader struct {
	r io.Reader
	n int64
}

func (c *countingReader) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n += int64(n)
	return n, err
}
