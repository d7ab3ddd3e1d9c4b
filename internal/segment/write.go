package segment

import (
	"encoding/binary"
	"fmt"
	"io"
	"runtime"
	"slices"
	"sync"
)

// Input is what a segment is written from.
type Input struct {
	Meta  []byte // the writer's own bytes
	Terms int    // how many there are
	// Term appends term id to dst. It is called once for each id, in order.
	Term func(dst []byte, id ID) []byte
	// Rows returns the rows sorted in an order, without duplicates. It is called once for each order, in the order of Orders, and each
	// answer is done with before the next call.
	Rows func(order int) []Row
}

// Write writes a segment. The same input gives the same bytes on any number of processors.
func Write(out io.Writer, in Input) error {
	w := &writer{out: out}
	w.write(appendHeader(nil))
	w.write(seal(append([]byte{}, in.Meta...), 0))
	w.end(metaSection)
	w.terms(in)
	rows := -1
	var firsts [len(withFirsts)][]byte
	for order := range Orders {
		sorted := in.Rows(order)
		if rows >= 0 && rows != len(sorted) {
			return fmt.Errorf("write segment: %d rows in one order and %d in another", rows, len(sorted))
		}
		rows = len(sorted)
		if rows > maxCount || in.Terms > maxCount {
			return fmt.Errorf("write segment: more than %d rows or terms", uint64(maxCount))
		}
		w.rows(order, sorted)
		if i := slices.Index(withFirsts[:], order); i >= 0 {
			firsts[i] = appendFirsts(sorted, order, in.Terms)
		}
	}
	for i, b := range firsts {
		w.write(b)
		w.end(firstSection + i)
	}
	w.contents.terms, w.contents.rows = uint64(in.Terms), uint64(rows)
	w.write(w.contents.append(nil))
	return w.err
}

// appendFirsts returns the directory of an order's first column: for each id from 0 to terms, how many rows have a lower one.
func appendFirsts(sorted []Row, order, terms int) []byte {
	at, column := 0, Orders[order][0]
	return appendPages(nil, terms+1, firstEntry, func(b []byte, id int) []byte {
		for at < len(sorted) && sorted[at][column] < ID(id) {
			at++
		}
		return binary.LittleEndian.AppendUint32(b, uint32(at))
	})
}

// writer counts what it writes. After an error it writes no more.
type writer struct {
	out      io.Writer
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

func (w *writer) end(section int) { w.contents.ends[section] = w.offset }

// writeAtOnce is about how many bytes are handed to the file together.
const writeAtOnce = 1 << 20

func (w *writer) terms(in Input) {
	t := newTermWriter(in.Terms)
	first := w.offset
	buf, term := make([]byte, 0, writeAtOnce+1<<16), []byte(nil)
	from := 0
	for id := 1; id <= in.Terms && w.err == nil; id++ {
		if t.n%termBlock == 0 {
			if len(buf) >= writeAtOnce {
				w.write(buf)
				buf = buf[:0]
			}
			from = len(buf)
			t.starts = append(t.starts, w.offset-first+uint64(from))
		}
		term = in.Term(term[:0], ID(id))
		buf = t.append(buf, term)
		if t.n%termBlock == 0 || id == in.Terms {
			buf = seal(buf, from)
		}
	}
	w.write(buf)
	w.end(termSection)
	w.write(appendPages(nil, len(t.starts), offsetEntry, func(b []byte, i int) []byte { return binary.LittleEndian.AppendUint64(b, t.starts[i]) }))
	w.end(startSection)
	w.write(appendPages(nil, len(t.slots), slotEntry, func(b []byte, i int) []byte {
		return binary.LittleEndian.AppendUint32(append(b, t.marks[i]), t.slots[i])
	}))
	w.end(slotSection)
}

// chunkBlocks is how many blocks one processor encodes at a time.
const chunkBlocks = 64

// rows writes a permutation: processors encode chunks, which are written in their order.
func (w *writer) rows(order int, rows []Row) {
	first := w.offset
	chunks := (len(rows) + chunkBlocks*blockRows - 1) / (chunkBlocks * blockRows)
	done := make([]chan chunk, chunks)
	for i := range done {
		done[i] = make(chan chunk, 1)
	}
	var next sync.Mutex
	at := 0
	room := make(chan struct{}, 4*runtime.GOMAXPROCS(0)) // chunks that are encoded and not yet written
	for range runtime.GOMAXPROCS(0) {
		go func() {
			var b blockWriter
			for {
				room <- struct{}{}
				next.Lock()
				i := at
				at++
				next.Unlock()
				if i >= chunks {
					<-room
					return
				}
				lo := i * chunkBlocks * blockRows
				done[i] <- b.chunk(rows[lo:min(lo+chunkBlocks*blockRows, len(rows))], order)
			}
		}()
	}
	blocks := (len(rows) + blockRows - 1) / blockRows
	starts := make([]uint64, 0, blocks)
	for i := range done {
		c := <-done[i]
		for _, s := range c.starts {
			starts = append(starts, w.offset-first+s)
		}
		w.write(c.data)
		<-room
	}
	w.end(rowSection + 2*order)
	w.write(appendPages(nil, blocks, headEntry, func(b []byte, i int) []byte {
		for _, id := range rows[i*blockRows].in(&Orders[order]) {
			b = binary.LittleEndian.AppendUint32(b, id)
		}
		return binary.LittleEndian.AppendUint64(b, starts[i])
	}))
	w.end(headSection + 2*order)
}

// chunk is blocks one behind the other, and where each starts.
type chunk struct {
	data   []byte
	starts []uint64
}

func (b *blockWriter) chunk(rows []Row, order int) (c chunk) {
	for len(rows) > 0 {
		n := min(blockRows, len(rows))
		c.starts = append(c.starts, uint64(len(c.data)))
		c.data = b.append(c.data, rows[:n], &Orders[order])
		rows = rows[n:]
	}
	return c
}
