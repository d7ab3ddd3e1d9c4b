package graph

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"

	"github.com/cayleygraph/quad"

	"rapport/internal/segment"
	"rapport/quads"
)

// Segment is a Source over a compiled graph: a file that is mapped into memory. Opening it costs the same at any size, readers need no
// locks, and it answers as the Memory of the same quads does, in the same order.
//
// What a damaged block would have said is missing from an answer, and Err then says so.
type Segment struct {
	file  *segment.File
	types *datatypes
	ranks *rankStarts
	err   atomic.Pointer[error] // what kept this view from reading, the first
}

// Guard calls f and turns a fault of a mapped file, as when another program cut it short, into an error. Whoever reads a Segment does so
// in here, once for each command, query or request.
func Guard(f func() error) error { return segment.Guard(f) }

func (s *Segment) under(context.Context) Source {
	return &Segment{file: s.file, types: s.types, ranks: s.ranks}
}

// Sorted is true: ids follow the order of values.
func (s *Segment) Sorted() bool { return true }

// Err returns the first error of this view.
func (s *Segment) Err() error {
	if err := s.err.Load(); err != nil {
		return *err
	}
	return nil
}

// failed keeps an error, and says whether there is one.
func (s *Segment) failed(err error) bool {
	if err == nil {
		return false
	}
	first := err // so that err itself need not be on the heap, which each call would pay for
	s.err.CompareAndSwap(nil, &first)
	return true
}

// OpenSegment opens a compiled graph. The error is a *segment.Error for a file that is damaged, of another version or no segment.
func OpenSegment(path string) (*Segment, error) {
	file, err := segment.Open(path)
	if err != nil {
		return nil, err
	}
	m, err := readMetaOf(file)
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return &Segment{file: file, types: newDatatypes(m.types), ranks: &rankStarts{}}, nil
}

// IsSegment tells whether a file begins as a segment does, whatever its version.
func IsSegment(path string) bool {
	file, err := segment.Open(path)
	if err == nil {
		return file.Close() == nil
	}
	var wrong *segment.Error
	return errors.As(err, &wrong) && !errors.Is(err, segment.ErrNotSegment)
}

func readMetaOf(file *segment.File) (*meta, error) {
	m, err := readMeta(file.Meta())
	if err != nil {
		return nil, &segment.Error{Path: file.Path(), Cause: fmt.Errorf("%w: %w", segment.ErrVersion, err)}
	}
	return m, nil
}

// Close gives the file back. Nothing may read it afterwards.
func (s *Segment) Close() error { return s.file.Close() }

// Path returns the name that the file was opened by.
func (s *Segment) Path() string { return s.file.Path() }

// Size returns how many bytes the file has.
func (s *Segment) Size() int64 { return s.file.Size() }

var errUnordered = errors.New("its value is not above the one before it")

// Check reads all of the file and returns the first thing that is wrong with it.
func (s *Segment) Check() error {
	if err := s.file.Check(); err != nil {
		return err
	}
	return Guard(func() error {
		var last quad.Value
		for id := 1; id <= s.NumValues(); id++ {
			v := s.Value(ID(id))
			if err := s.Err(); err != nil {
				return err
			}
			if last != nil && quads.Compare(last, v) >= 0 {
				return s.file.DamagedTerm(segment.ID(id), errUnordered)
			}
			last = v
		}
		return s.Err()
	})
}

// ID returns the id of a value, or 0 when no quad has it.
func (s *Segment) ID(v quad.Value) ID {
	var buf [256]byte
	term, ok := s.types.append(buf[:0], lexical(v))
	if !ok {
		return 0
	}
	id, err := s.file.Find(term)
	s.failed(err)
	return ID(id)
}

// Value returns the value of an id, or nil for 0 and for an id that is not of this graph.
func (s *Segment) Value(id ID) quad.Value {
	if id == 0 || int(id) > s.file.Terms() {
		return nil
	}
	var buf [256]byte
	term, err := s.file.AppendTerm(buf[:0], segment.ID(id))
	if s.failed(err) {
		return nil
	}
	v, err := s.types.value(term)
	if err != nil {
		s.failed(s.file.DamagedTerm(segment.ID(id), err))
	}
	return v
}

// NumValues returns how many values there are: ids run from 1 to NumValues.
func (s *Segment) NumValues() int { return s.file.Terms() }

// Scan yields the quads that match a pattern, in the order of the permutation that serves it; where two do, of the shorter run.
// It allocates once, for the Scanner.
func (s *Segment) Scan(pattern Quad) Scanner {
	out := &segmentScanner{of: s}
	s.failed(s.seek(out, pattern))
	return out
}

// Walk calls visit with the quads that Scan yields, until visit says stop. It does not allocate.
func (s *Segment) Walk(pattern Quad, visit func(Quad) (more bool)) error {
	scan := segmentScanner{of: s}
	if err := s.seek(&scan, pattern); err != nil {
		return err
	}
	for q, ok := scan.Next(); ok; q, ok = scan.Next() {
		if !visit(q) {
			return nil
		}
	}
	return scan.Err()
}

// Count returns how many quads match a pattern. Only predicate or object together with label, without what lies between
// them, needs a walk.
func (s *Segment) Count(pattern Quad) int {
	if order, width := covering(pattern); width >= 0 {
		n, err := s.file.Count(order, rowOf(pattern), width)
		s.failed(err)
		return n
	}
	n := 0
	s.failed(s.Walk(pattern, func(Quad) bool { n++; return true }))
	return n
}

func quadOf(r *segment.Row) Quad { return Quad{ID(r[0]), ID(r[1]), ID(r[2]), ID(r[3])} }

func rowOf(q Quad) segment.Row {
	return segment.Row{segment.ID(q[0]), segment.ID(q[1]), segment.ID(q[2]), segment.ID(q[3])}
}

// covering returns the first order that a pattern is a prefix of, and how many places it binds; width is -1 where there is none.
func covering(pattern Quad) (order, width int) {
	for order := range segment.Orders {
		if width, rest := prefixOf(pattern, order); rest == (Quad{}) {
			return order, width
		}
	}
	return 0, -1
}

// seek sets a scanner to the narrowest run of a permutation that holds every quad of a pattern.
func (s *Segment) seek(scan *segmentScanner, pattern Quad) (err error) {
	order, width := covering(pattern)
	if width < 0 {
		if order, width, scan.rest, err = s.narrowest(pattern); err != nil {
			return err
		}
	}
	_, err = s.file.Seek(&scan.Cursor, order, rowOf(pattern), width)
	return err
}

// narrowest returns the order whose run of the pattern's prefix is shortest, and what the prefix leaves of the pattern.
func (s *Segment) narrowest(pattern Quad) (order, width int, rest Quad, err error) {
	least := -1
	for i := range segment.Orders {
		w, left := prefixOf(pattern, i)
		if w == 0 {
			continue
		}
		n, err := s.file.Count(i, rowOf(pattern), w)
		if err != nil {
			return 0, 0, Quad{}, err
		}
		if least < 0 || n < least {
			least, order, width, rest = n, i, w, left
		}
	}
	return order, width, rest, nil
}

// prefixOf returns how many of an order's first places a pattern binds, and the pattern without them.
func prefixOf(pattern Quad, order int) (width int, rest Quad) {
	for _, place := range segment.Orders[order] {
		if pattern[place] == 0 {
			break
		}
		pattern[place] = 0
		width++
	}
	return width, pattern
}

// segmentScanner walks a run of rows, skipping those that the rest of the pattern refuses.
type segmentScanner struct {
	stopper
	segment.Cursor
	rest Quad
	of   *Segment // which remembers what ends a walk early
}

func (s *segmentScanner) Next() (Quad, bool) {
	for i := 0; ; i++ {
		if s.stopped(i) {
			return Quad{}, false
		}
		row, ok := s.Cursor.Next()
		if !ok {
			s.of.failed(s.Cursor.Err())
			return Quad{}, false
		}
		q := Quad{ID(row[0]), ID(row[1]), ID(row[2]), ID(row[3])}
		if matches(&q, &s.rest) {
			return q, true
		}
	}
}

// WalkRange calls visit with the quads of a pattern whose id at a place is in [lo, hi): see Ranger.
func (s *Segment) WalkRange(pattern Quad, place int, lo, hi ID, visit func(Quad) (more bool)) (served bool, err error) {
	order, width := rangeOrder(pattern, place)
	if order < 0 {
		return false, nil
	}
	scan := segmentScanner{of: s}
	from := pattern
	from[place] = lo
	if err := s.file.SeekRange(&scan.Cursor, order, rowOf(from), width, segment.ID(hi)); err != nil {
		return true, err
	}
	for q, ok := scan.Next(); ok; q, ok = scan.Next() {
		if !visit(q) {
			return true, nil
		}
	}
	return true, scan.Err()
}
