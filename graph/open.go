package graph

import (
	"errors"
	"io"

	"rapport/quads"
)

// Summary says what ReadFiles read.
type Summary struct {
	Files    int // each counts once, however often it was named
	Quads    int // every quad of every file, repeated ones too; the graph holds each once
	Relative int // relative IRIs that opts.Lax let pass
}

// ReadFiles reads N-Quads files as one graph; a name that ends in .gz or .zst is decompressed, and "-" is stdin. A file that
// comes again, also by another spelling of its path, is read once. A blank node belongs to its file: where several are read, its label in the
// graph begins with the file's name and a digest of its path ("feed-6f1c8b20d3aa.b0").
//
// The graph is nil when there is any error. The error then holds the quads.SyntaxErrors of every file, so that one reading tells
// them all, and what kept a file from being read.
func ReadFiles(names []string, stdin io.Reader, opts quads.ReaderOptions) (*Memory, Summary, error) {
	ins, err := inputsOf(names)
	if err != nil {
		return nil, Summary{}, err
	}
	sum := Summary{Files: len(ins)}
	var errs []error
	b := newBuilder(0)
	for _, in := range ins {
		if err := b.readFile(in, stdin, opts, &sum); err != nil {
			errs = append(errs, err)
		}
	}
	if len(errs) > 0 {
		return nil, sum, errors.Join(errs...)
	}
	return b.build(), sum, nil
}

// readFile adds the quads of one file.
func (b *builder) readFile(in input, stdin io.Reader, opts quads.ReaderOptions, sum *Summary) error {
	stream, err := quads.Open(in.name, stdin)
	if err != nil {
		return err
	}
	defer stream.Close()
	r := quads.NewReader(stream, in.name, opts)
	for {
		q, _, err := r.Read()
		if err != nil {
			sum.Relative += r.Relative()
			if err == io.EOF {
				return nil
			}
			return err
		}
		if in.own != "" {
			q = ownBlanks(q, in.own)
		}
		b.add(q)
		sum.Quads++
	}
}
