package graph

import (
	"context"
	"errors"

	"github.com/cayleygraph/quad"

	"rapport/internal/segment"
)

// compiler takes quads and writes them as a segment. Where memory is bounded, it sets what it holds aside as a segment of its own whenever
// that is too much, and merges those in the end.
type compiler struct {
	holding
	ctx      context.Context
	room     segment.Room
	progress Progress
	parts    []part // set aside; the first may be one that was there before
	given    int    // how many were
	sum      Summary
}

// holding is quads as numbers of values.
type holding struct {
	*interner
	rows [][]segment.Row // in pieces of pieceRows
	n    int
}

const pieceRows = 1 << 16

// part is a segment that a merge reads.
type part struct {
	file *segment.File
	meta *meta
	own  string // what is put before the labels of its blank nodes
}

func newHolding() holding { return holding{interner: newInterner()} }

func (h *holding) add(q *quad.Quad) {
	if h.n%pieceRows == 0 {
		h.rows = append(h.rows, make([]segment.Row, 0, pieceRows))
	}
	last := &h.rows[len(h.rows)-1]
	*last = append(*last, h.interner.quad(q))
	h.n++
}

// What a holding takes at most until it is written, in bytes: a row, as numbers and then sorted from one slice into another, and a value
// beside its text.
const (
	rowCost   = 3 * 16
	valueCost = 64
)

func (h *holding) cost() int64 {
	return rowCost*int64(h.n) + valueCost*int64(len(h.places)) + chunkSize*int64(len(h.chunks))
}

// take adds quads.
func (c *compiler) take(qs []quad.Quad) error {
	for i := range qs {
		c.add(&qs[i])
	}
	if c.room.Memory > 0 && c.cost() > holdingShare(c.room.Memory) {
		return c.setAside()
	}
	return nil
}

// holdingShare is what of a bound a holding may take: the rest is for what is being read, for garbage and for Go itself.
func holdingShare(memory int64) int64 { return (memory - fixedMemory) * 6 / 10 }

// fixedMemory is about what a build takes beside its holding: the program, blocks that are read and parsed, rows that are encoded.
const fixedMemory = 28 << 20

// setAside writes what is held to a file that has no name and ends with the process.
func (c *compiler) setAside() error {
	m, in := c.finish(nil)
	in.Room = c.room
	file, err := segment.Temp(c.room.Dir, c.stoppable(in))
	c.holding = newHolding()
	if err != nil {
		return err
	}
	c.parts = append(c.parts, part{file: file, meta: m})
	return nil
}

// create writes everything as a segment.
func (c *compiler) create(path string, files []fileNote) error {
	defer c.close()
	if len(c.parts) == 0 {
		terms, rows := len(c.places), c.n
		_, in := c.finish(files)
		in.Room = c.room
		return segment.Create(path, c.shown(in, Writing, terms, rows))
	}
	if c.n > 0 {
		if err := c.setAside(); err != nil {
			return err
		}
	}
	return c.merge(path, files)
}

// close gives back what was set aside.
func (c *compiler) close() error {
	var errs []error
	for _, p := range c.parts {
		errs = append(errs, p.file.Close())
	}
	c.parts = nil
	return errors.Join(errs...)
}

// finish gives every value its id. Nothing can be added afterwards.
func (h *holding) finish(files []fileNote) (*meta, segment.Input) {
	h.table = nil
	order := h.sort()
	types, renumbered := h.types.sorted()
	m := &meta{types.list, files}
	s := &rowSorter{rows: h.numbered(order), n: len(order)}
	terms := func(add func([]byte) error) error {
		var term []byte
		for _, number := range order {
			term = renumbered.append(term[:0], h.term(number))
			if err := add(term); err != nil {
				return err
			}
		}
		h.interner, order = nil, nil // rows need no values
		return nil
	}
	return m, segment.Input{Meta: m.bytes(), Terms: terms, Rows: s.hand}
}

// numbered returns the rows with ids in place of numbers.
func (h *holding) numbered(order []uint32) []segment.Row {
	ids := make([]segment.ID, len(order)+1)
	for i, number := range order {
		ids[number] = segment.ID(i + 1)
	}
	out := make([]segment.Row, 0, h.n)
	for i, piece := range h.rows {
		for _, row := range piece {
			out = append(out, segment.Row{ids[row[0]], ids[row[1]], ids[row[2]], ids[row[3]]})
		}
		h.rows[i] = nil
	}
	return out
}
