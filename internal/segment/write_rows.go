package segment

import (
	"encoding/binary"
	"errors"
	"fmt"
	"runtime"
	"sync/atomic"
)

const (
	// chunkRows is how many rows one processor encodes at a time.
	chunkRows = 64 * blockRows
	// chunksAhead is how many chunks for each processor may be encoded and not yet written.
	chunksAhead = 3
)

// rows writes a permutation: processors encode chunks, which are written in their order. first may be nil.
func (w *writer) rows(order int, each func(order int, add func([]Row) error) error, first *firstWriter) {
	e := newEncoders(order, w.room)
	heads := spool{room: w.room}
	defer heads.close()
	written := make(chan struct{})
	go func() {
		defer close(written)
		w.chunks(e, newPager(headEntry, heads.append))
	}()
	n := uint64(0)
	err := each(order, func(rows []Row) error {
		if first != nil {
			for i := range rows {
				first.add(&rows[i], n+uint64(i))
			}
		}
		if n += uint64(len(rows)); n > maxCount {
			return fmt.Errorf("write segment: more than %d rows", uint64(maxCount))
		}
		e.add(rows)
		if e.failed.Load() {
			return errWrite
		}
		return nil
	})
	e.end()
	<-written // and if that is what went wrong, w says so
	w.fail(err)
	w.end(rowSection + 2*order)
	w.copy(&heads)
	w.end(headSection + 2*order)
	if order > 0 && n != w.contents.rows {
		w.fail(fmt.Errorf("write segment: %d rows in one order and %d in another", w.contents.rows, n))
	}
	w.contents.rows = n
}

// errWrite ends a reading of rows that nobody writes any more.
var errWrite = errors.New("write segment: stopped")

// chunks writes what the encoders make, and the directory of its blocks. After an error it still takes what they make.
func (w *writer) chunks(e *encoders, heads *pager) {
	first := w.offset
	entry := make([]byte, 0, headEntry)
	for done := range e.queue {
		c := <-done
		for i, start := range c.starts {
			b := entry
			for _, id := range c.heads[i] {
				b = binary.LittleEndian.AppendUint32(b, id)
			}
			heads.add(binary.LittleEndian.AppendUint64(b, w.offset-first+start))
		}
		if w.write(c.data); w.err != nil {
			e.failed.Store(true)
		}
		e.spare <- c
	}
	heads.end()
}

// chunk is rows on their way into the file.
type chunk struct {
	rows   []Row
	data   []byte   // their blocks, one behind the other
	starts []uint64 // where each block starts in data
	heads  []Row    // the first row of each, in the order's columns
}

// encoders turn rows of one order into blocks, on every processor.
type encoders struct {
	order  int
	chunk  *chunk // is being filled
	jobs   chan job
	queue  chan chan *chunk // of each chunk in turn, where it comes when it is encoded
	spare  chan *chunk
	failed atomic.Bool // what is added is not written any more
}

type job struct {
	*chunk
	done chan<- *chunk
}

func newEncoders(order int, room Room) *encoders {
	n := runtime.GOMAXPROCS(0)
	if most := room.Memory / (4 * chunkRows * 16 * (chunksAhead + 2)); room.Memory > 0 {
		n = max(1, min(n, int(most)))
	}
	e := &encoders{
		order: order,
		jobs:  make(chan job, n),
		queue: make(chan chan *chunk, chunksAhead*n),
		spare: make(chan *chunk, (chunksAhead+2)*n+3),
	}
	for range n {
		go e.encode()
	}
	return e
}

func (e *encoders) encode() {
	var b blockWriter
	for j := range e.jobs {
		b.chunk(j.chunk, &Orders[e.order])
		j.done <- j.chunk
	}
}

// add takes rows, which are copied.
func (e *encoders) add(rows []Row) {
	for len(rows) > 0 {
		if e.chunk == nil {
			e.chunk = e.empty(min(len(rows), chunkRows))
		}
		n := min(len(rows), chunkRows-len(e.chunk.rows))
		e.chunk.rows = append(e.chunk.rows, rows[:n]...)
		if rows = rows[n:]; len(e.chunk.rows) == chunkRows {
			e.send()
		}
	}
}

// empty returns a chunk with room for about so many rows.
func (e *encoders) empty(rows int) *chunk {
	select {
	case c := <-e.spare:
		c.rows, c.data, c.starts, c.heads = c.rows[:0], c.data[:0], c.starts[:0], c.heads[:0]
		return c
	default:
		return &chunk{rows: make([]Row, 0, rows)}
	}
}

func (e *encoders) send() {
	done := make(chan *chunk, 1)
	e.queue <- done
	e.jobs <- job{e.chunk, done}
	e.chunk = nil
}

// end says that there are no more rows.
func (e *encoders) end() {
	if e.chunk != nil {
		e.send()
	}
	close(e.jobs)
	close(e.queue)
}

func (b *blockWriter) chunk(c *chunk, order *[4]uint8) {
	for rows := c.rows; len(rows) > 0; {
		n := min(blockRows, len(rows))
		c.starts = append(c.starts, uint64(len(c.data)))
		c.heads = append(c.heads, rows[0].in(order))
		c.data = b.append(c.data, rows[:n], order)
		rows = rows[n:]
	}
}
