package graph

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/cayleygraph/quad"
	"github.com/cespare/xxhash/v2"

	"rapport/quads"
)

// A reading takes files apart on every processor: producers cut them into blocks of lines, parsers make quads of blocks, and who asked
// for the reading takes the quads, in no order.
type reading struct {
	opts    quads.ReaderOptions
	stdin   io.Reader
	sources []*source
	next    atomic.Int64 // the source that the next producer opens
	read    atomic.Int64 // bytes
	blocks  chan block
	parsed  chan parsed
	texts   chan []byte      // of blocks that are parsed
	spare   chan []quad.Quad // that are taken
}

// source is a file that is read.
type source struct {
	input
	err     error  // what kept it from being read
	end     error  // what its stream ended with
	digest  uint64 // XXH64 of what it says, once it is read
	results []quads.BlockResult
	errors  int
	enough  atomic.Bool // it has more errors than anybody asked for
}

// block is a piece of a source.
type block struct {
	*source
	at int // among the blocks of the source
	quads.Block
}

// parsed is the quads of a block.
type parsed struct {
	*source
	at       int
	quads    []quad.Quad
	result   quads.BlockResult
	relative int
}

// memoryOfParser is how much memory there must be for one more parser.
const memoryOfParser = 16 << 20

// readAll reads files and hands their quads to take, which may keep the values, not the slice. When take fails or ctx ends, so does the reading.
func readAll(ctx context.Context, ins []input, stdin io.Reader, opts BuildOptions, take func(qs []quad.Quad, read int64) error) (Summary, []fileNote, error) {
	n := runtime.GOMAXPROCS(0)
	if opts.Memory > 0 {
		n = min(n, max(1, int(opts.Memory/memoryOfParser)))
	}
	r := &reading{
		opts: opts.Reader, stdin: stdin,
		blocks: make(chan block, n), parsed: make(chan parsed, n),
		texts: make(chan []byte, 4*n), spare: make(chan []quad.Quad, 4*n),
	}
	for _, in := range ins {
		r.sources = append(r.sources, &source{input: in})
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	r.start(ctx, n)
	sum := Summary{Files: len(ins)}
	var failed error
	for p := range r.parsed {
		p.note(&p, opts.Reader.MaxErrors)
		sum.Relative += p.relative
		sum.Quads += len(p.quads)
		if failed == nil {
			if failed = take(p.quads, r.read.Load()); failed != nil {
				stop()
			}
		}
		select {
		case r.spare <- p.quads[:0]:
		default:
		}
	}
	if failed != nil {
		return sum, nil, failed
	}
	if err := ctx.Err(); err != nil {
		return sum, nil, err
	}
	notes, err := r.notes()
	return sum, notes, err
}

// start begins the reading; parsed is closed at its end.
func (r *reading) start(ctx context.Context, n int) {
	var producers, parsers sync.WaitGroup
	for range min(n, len(r.sources)) {
		producers.Go(func() { r.produce(ctx) })
	}
	go func() { producers.Wait(); close(r.blocks) }()
	for range n {
		parsers.Go(r.parse)
	}
	go func() { parsers.Wait(); close(r.parsed) }()
}

// produce cuts one source after the other into blocks.
func (r *reading) produce(ctx context.Context) {
	for ctx.Err() == nil {
		at := int(r.next.Add(1)) - 1
		if at >= len(r.sources) {
			return
		}
		s := r.sources[at]
		before := stateOf(s.name)
		stream, err := quads.Open(s.name, r.stdin)
		if err != nil {
			s.err = err
			continue
		}
		r.cut(ctx, s, stream)
		s.err = errors.Join(stream.Close(), before.unchanged(s.name))
	}
}

func (r *reading) cut(ctx context.Context, s *source, stream io.Reader) {
	digest := xxhash.New()
	blocks := quads.NewBlocks(io.TeeReader(stream, io.MultiWriter(digest, counter{&r.read})))
	for at := 0; ctx.Err() == nil && !s.enough.Load(); at++ {
		var text []byte
		select {
		case text = <-r.texts:
		default:
		}
		b, err := blocks.Next(text)
		if err != nil {
			s.end = err
			break
		}
		r.blocks <- block{s, at, b}
	}
	s.digest = digest.Sum64()
}

// counter counts what is written to it.
type counter struct{ n *atomic.Int64 }

func (c counter) Write(b []byte) (int, error) {
	c.n.Add(int64(len(b)))
	return len(b), nil
}

// parse makes quads of blocks until there are no more.
func (r *reading) parse() {
	in := quads.NewBlockReader(r.opts)
	for b := range r.blocks {
		var qs []quad.Quad
		select {
		case qs = <-r.spare:
		default:
		}
		in.Reset(b.Block, b.name)
		for {
			q, _, err := in.Read()
			if err != nil {
				break // what it was, the results say
			}
			if b.own != "" {
				q = ownBlanks(q, b.own)
			}
			qs = append(qs, q)
		}
		r.parsed <- parsed{b.source, b.at, qs, quads.BlockResult{Lines: in.Lines(), Errors: in.Errors()}, in.Relative()}
		if cap(b.Text) <= 2*quads.BlockSize {
			select {
			case r.texts <- b.Text:
			default:
			}
		}
	}
}

// note keeps what a block came to; they come in any order.
func (s *source) note(p *parsed, maxErrors int) {
	for len(s.results) <= p.at {
		s.results = append(s.results, quads.BlockResult{})
	}
	s.results[p.at] = p.result
	if s.errors += len(p.result.Errors); maxErrors == 0 {
		maxErrors = quads.DefaultMaxErrors
	}
	if s.errors > maxErrors {
		s.enough.Store(true)
	}
}

// notes returns what tells the files from others, or what is wrong with each.
func (r *reading) notes() ([]fileNote, error) {
	var notes []fileNote
	var errs []error
	for _, s := range r.sources {
		if s.end != nil {
			errs = append(errs, quads.JoinBlocks(s.name, s.results, s.end, r.opts.MaxErrors))
		} else if s.enough.Load() {
			errs = append(errs, quads.JoinBlocks(s.name, s.results, io.EOF, r.opts.MaxErrors))
		}
		errs = append(errs, s.err)
		notes = append(notes, fileNote{filepath.ToSlash(s.name), s.digest})
	}
	return notes, errors.Join(errs...)
}
