package segment

import (
	"encoding/binary"
	"fmt"
	"io"
	"slices"
)

// Input is what a segment is written from. Its functions are called once each, Terms first, then Rows for each order in the order of Orders.
type Input struct {
	Meta []byte // the writer's own bytes
	// Terms hands over each term in the order of its id, from 1. What it hands over is copied. An error of add is to be returned.
	Terms func(add func(term []byte) error) error
	// Rows hands over the rows of an order, sorted and without duplicates, as many at a time as it likes. What it hands over is copied.
	// An error of add is to be returned.
	Rows func(order int, add func(rows []Row) error) error
	Room Room // beside what the functions hold
}

// Write writes a segment. The same input gives the same bytes on any number of processors and in any room.
func Write(out io.Writer, in Input) error {
	w := &writer{out: out, room: in.Room}
	w.write(appendHeader(nil))
	w.write(seal(append([]byte{}, in.Meta...), 0))
	w.end(metaSection)
	if w.terms(in.Terms); w.err != nil {
		return w.err
	}
	var firsts [len(withFirsts)]spool
	for i := range firsts {
		firsts[i].room = in.Room
		defer firsts[i].close()
	}
	for order := range Orders {
		var first *firstWriter
		if i := slices.Index(withFirsts[:], order); i >= 0 {
			first = &firstWriter{pages: newPager(firstEntry, firsts[i].append), column: Orders[order][0]}
		}
		if w.rows(order, in.Rows, first); w.err != nil {
			return w.err
		}
		if first != nil {
			first.finish(w.contents.terms, w.contents.rows)
		}
	}
	for i := range firsts {
		w.copy(&firsts[i])
		w.end(firstSection + i)
	}
	w.write(w.contents.append(nil))
	return w.err
}

// writer counts what it writes. After an error it writes no more.
type writer struct {
	out      io.Writer
	room     Room
	offset   uint64
	err      error
	contents contents
}

func (w *writer) write(b []byte) {
	if w.err == nil {
		_, w.err = w.out.Write(b)
	}
	w.offset += uint64(len(b))
}

// copy writes all of a spool and empties it.
func (w *writer) copy(s *spool) {
	w.fail(s.each(1, w.write))
	s.close()
}

func (w *writer) fail(err error) {
	if w.err == nil {
		w.err = err
	}
}

func (w *writer) end(section int) { w.contents.ends[section] = w.offset }

// writeAtOnce is about how many bytes are handed to the file together.
const writeAtOnce = 1 << 20

// terms writes the dictionary.
func (w *writer) terms(each func(add func(term []byte) error) error) {
	starts, hashes := spool{room: w.room}, spool{room: w.room}
	defer starts.close()
	defer hashes.close()
	startPages := newPager(offsetEntry, starts.append)
	first := w.offset
	var t termWriter
	buf, entry := make([]byte, 0, writeAtOnce+1<<16), make([]byte, 0, offsetEntry)
	from := 0 // where the block begins
	w.fail(each(func(term []byte) error {
		if uint64(t.n) == maxCount {
			return fmt.Errorf("write segment: more than %d terms", uint64(maxCount))
		}
		if t.n%termBlock == 0 {
			if len(buf) >= writeAtOnce {
				w.write(buf)
				buf = buf[:0]
			}
			from = len(buf)
			startPages.add(binary.LittleEndian.AppendUint64(entry, w.offset-first+uint64(from)))
		}
		buf = t.append(buf, term)
		hashes.append(appendHash(entry, term))
		if t.n%termBlock == 0 {
			buf = seal(buf, from)
		}
		return w.err
	}))
	if t.n%termBlock != 0 {
		buf = seal(buf, from)
	}
	w.write(buf)
	w.end(termSection)
	startPages.end()
	w.copy(&starts)
	w.end(startSection)
	slotPages := newPager(slotEntry, w.write)
	w.fail(writeSlots(&hashes, t.n, slotPages.add))
	slotPages.end()
	w.end(slotSection)
	w.contents.terms = uint64(t.n)
}

// firstWriter writes the directory of an order's first column: for each id from 0 on, how many rows have a lower one.
type firstWriter struct {
	pages  *pager
	column uint8
	next   uint64 // the first id that is not written
	entry  [firstEntry]byte
}

// add takes the row that stands behind n others.
func (f *firstWriter) add(row *Row, n uint64) {
	if id := uint64(row[f.column]); id >= f.next {
		f.upTo(id+1, n)
	}
}

func (f *firstWriter) upTo(end, n uint64) {
	binary.LittleEndian.PutUint32(f.entry[:], uint32(n))
	for ; f.next < end; f.next++ {
		f.pages.add(f.entry[:])
	}
}

func (f *firstWriter) finish(terms, rows uint64) {
	f.upTo(terms+1, rows)
	f.pages.end()
}
