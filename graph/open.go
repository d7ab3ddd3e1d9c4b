package graph

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// Summary says what ReadFiles read.
type Summary struct {
	Quads    int // every quad of every file, repeated ones too; the graph holds each once
	Relative int // relative IRIs that opts.Lax let pass
}

// ReadFiles reads N-Quads files as one graph; a name that ends in .gz or .zst is decompressed, and "-" is stdin. A name that comes
// again is read once. A blank node belongs to its file: where several are read, its label in the graph begins with f and the
// file's number ("f2.b0").
//
// The graph is nil when there is any error. The error then holds the quads.SyntaxErrors of every file, so that one reading tells
// them all, and what kept a file from being read.
func ReadFiles(names []string, stdin io.Reader, opts quads.ReaderOptions) (*Memory, Summary, error) {
	var sum Summary
	var errs []error
	b := newBuilder(0)
	for i, name := range names {
		if slices.Contains(names[:i], name) {
			continue
		}
		own := ""
		if len(names) > 1 {
			own = ownPrefix(i)
		}
		if err := b.readFile(name, stdin, opts, own, &sum); err != nil {
			errs = append(errs, err)
		}
	}
	if len(errs) > 0 {
		return nil, sum, errors.Join(errs...)
	}
	return b.build(), sum, nil
}

// readFile adds the quads of one file, with own before the labels of its blank nodes.
func (b *builder) readFile(name string, stdin io.Reader, opts quads.ReaderOptions, own string, sum *Summary) error {
	stream, err := quads.Open(name, stdin)
	if err != nil {
		return err
	}
	defer stream.Close()
	r := quads.NewReader(stream, name, opts)
	for {
		q, _, err := r.Read()
		if err != nil {
			sum.Relative += r.Relative()
			if err == io.EOF {
				return nil
			}
			return err
		}
		if own != "" {
			q = ownBlanks(q, own)
		}
		b.add(q)
		sum.Quads++
	}
}

// ownPrefix stands before the labels of the blank nodes of file i, from 0.
func ownPrefix(i int) string { return fmt.Sprintf("f%d.", i+1) }

// ownBlanks renames the blank nodes of a quad.
func ownBlanks(q quad.Quad, own string) quad.Quad {
	for _, d := range quad.Directions {
		if blank, ok := q.Get(d).(quad.BNode); ok {
			q.Set(d, quad.BNode(own)+blank)
		}
	}
	return q
}
