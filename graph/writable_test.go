package graph

import (
	"testing"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
)

// writable is a Store over a Source that is built again after each write, for tests that write.
type writable struct {
	*Store
	quads map[quad.Quad]int // each with the number of its first appearance
	next  int
	dirty bool
}

// newWritable returns what makes a writable whose Source is built by build.
func newWritable(build func(testing.TB, []quad.Quad) Source) func(testing.TB) (cayley.QuadStore, cayley.Options, func()) {
	return func(t testing.TB) (cayley.QuadStore, cayley.Options, func()) {
		w := &writable{Store: NewStore(nil), quads: map[quad.Quad]int{}}
		w.src = &rebuilt{w: w, src: build(t, nil), build: func(qs []quad.Quad) Source { return build(t, qs) }}
		return w, nil, func() {}
	}
}

// rebuilt is the Source of a writable: what was built of the quads written so far.
type rebuilt struct {
	w     *writable
	src   Source
	build func([]quad.Quad) Source
}

func (r *rebuilt) source() Source {
	if r.w.dirty {
		qs := make([]quad.Quad, 0, len(r.w.quads))
		for q := range r.w.quads {
			qs = append(qs, q)
		}
		r.src, r.w.dirty = r.build(qs), false
	}
	return r.src
}

func (r *rebuilt) ID(v quad.Value) ID     { return r.source().ID(v) }
func (r *rebuilt) Value(id ID) quad.Value { return r.source().Value(id) }
func (r *rebuilt) Scan(p Quad) Scanner    { return r.source().Scan(p) }
func (r *rebuilt) Count(p Quad) int       { return r.source().Count(p) }
func (r *rebuilt) NumValues() int         { return r.source().NumValues() }
func (r *rebuilt) Sorted() bool           { return r.source().Sorted() }
func (r *rebuilt) Err() error             { return r.source().Err() }

// ApplyDeltas writes all of the changes or none.
func (w *writable) ApplyDeltas(in []cayley.Delta, opts cayley.IgnoreOpts) error {
	for _, d := range in {
		_, there := w.quads[spelled(d.Quad)]
		switch {
		case d.Action == cayley.Add && there && !opts.IgnoreDup:
			return &cayley.DeltaError{Delta: d, Err: cayley.ErrQuadExists}
		case d.Action == cayley.Delete && !there && !opts.IgnoreMissing:
			return &cayley.DeltaError{Delta: d, Err: cayley.ErrQuadNotExist}
		case d.Action != cayley.Add && d.Action != cayley.Delete:
			return &cayley.DeltaError{Delta: d, Err: cayley.ErrInvalidAction}
		}
	}
	for _, d := range in {
		if d.Action == cayley.Delete {
			delete(w.quads, spelled(d.Quad))
			continue
		}
		w.add(d.Quad)
	}
	w.dirty = true
	return nil
}

func (w *writable) add(q quad.Quad) {
	w.quads[spelled(q)] = w.next
	w.next++
	w.dirty = true
}

// spelled is a quad as a Memory keeps it.
func spelled(q quad.Quad) quad.Quad {
	return quad.Quad{Subject: lexical(q.Subject), Predicate: lexical(q.Predicate), Object: lexical(q.Object), Label: lexical(q.Label)}
}

// NewQuadWriter returns a writer of batches.
func (w *writable) NewQuadWriter() (quad.WriteCloser, error) { return batch{w}, nil }

type batch struct{ w *writable }

func (b batch) WriteQuad(q quad.Quad) error {
	b.w.add(q)
	return nil
}

func (b batch) WriteQuads(qs []quad.Quad) (int, error) {
	for _, q := range qs {
		b.w.add(q)
	}
	return len(qs), nil
}

func (b batch) Close() error { return nil }
