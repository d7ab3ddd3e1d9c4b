package segment

import (
	"bytes"
	"encoding/binary"
	"errors"
	"sync"
)

// Part is one of the segments that a Merge makes one of.
type Part struct {
	*File
	// Term appends what a term is in the merged segment to dst; nil is the term as it is. It must keep the order of terms.
	Term func(dst, term []byte) ([]byte, error)
}

// TermOrder is the order that the terms of every Part are in.
type TermOrder struct {
	// Rank is a number for a term: of two terms, the one of the lower rank comes first. Equal ranks say nothing.
	Rank func(term []byte) (uint64, error)
	// Compare compares terms of equal rank; it is 0 for equal terms only.
	Compare func(a, b []byte) (int, error)
}

// Merge reads segments as one: it has the terms and rows that any of them has, each once, and its Terms and Rows are for an Input. Terms come
// first: they give the ids of each part their new ones. It reads every part from front to back, once for its terms and for each order.
type Merge struct {
	parts []Part
	order TermOrder
	room  Room
	ids   []idMap
}

// NewMerge returns a merge of parts, which stay open until it is closed.
func NewMerge(parts []Part, order TermOrder, room Room) *Merge {
	m := &Merge{parts: parts, order: order, room: room, ids: make([]idMap, len(parts))}
	for i := range m.ids {
		m.ids[i].bytes.room = room
		m.ids[i].bytes.append(make([]byte, idEntry)) // no id stays none
	}
	return m
}

// Close gives back what the merge keeps; the parts stay open.
func (m *Merge) Close() error {
	var errs []error
	for i := range m.ids {
		errs = append(errs, m.ids[i].close())
	}
	return errors.Join(errs...)
}

// termHead is the next term of a part.
type termHead struct {
	scan *termScan
	part *Part
	ids  *idMap
	rank uint64
	term []byte // as it is in the merged segment
	buf  []byte
}

func (h *termHead) advance(order *TermOrder) (more bool, err error) {
	if more, err = h.scan.next(); !more || err != nil {
		return false, err
	}
	if h.term = h.scan.term; h.part.Term != nil {
		if h.buf, err = h.part.Term(h.buf[:0], h.scan.term); err != nil {
			return false, err
		}
		h.term = h.buf
	}
	h.rank, err = order.Rank(h.term)
	return true, err
}

// Terms hands over the terms of all parts in their order, each once.
func (m *Merge) Terms(add func(term []byte) error) error {
	return Guard(func() error { return m.terms(add) })
}

func (m *Merge) terms(add func(term []byte) error) error {
	var failed error
	h := heads[*termHead]{less: func(a, b *termHead) bool {
		if a.rank != b.rank {
			return a.rank < b.rank
		}
		c, err := m.order.Compare(a.term, b.term)
		if err != nil {
			failed = err
		}
		return c < 0
	}}
	advance := func(head *termHead) bool {
		more, err := head.advance(&m.order)
		if err != nil {
			failed = err
		}
		return more
	}
	for i := range m.parts {
		if head := (&termHead{scan: newTermScan(m.parts[i].File, m.room.trail(len(m.parts))), part: &m.parts[i], ids: &m.ids[i]}); advance(head) {
			h.push(head)
		}
	}
	var last []byte
	for id := ID(1); len(h.items) > 0 && failed == nil; id++ {
		last = append(last[:0], h.items[0].term...)
		if err := add(last); err != nil {
			return err
		}
		for len(h.items) > 0 && failed == nil && bytes.Equal(h.items[0].term, last) {
			h.items[0].ids.append(id)
			h.moved(advance(h.items[0]))
		}
	}
	for i := range m.ids {
		if err := m.ids[i].open(); failed == nil {
			failed = err
		}
	}
	return failed
}

// idEntry is an id in an idMap.
const idEntry = 4

// idMap leads from the ids of a part to those of the merged segment.
type idMap struct {
	bytes spool
	data  []byte
	unmap func() error
}

func (m *idMap) append(id ID) {
	var b [idEntry]byte
	binary.LittleEndian.PutUint32(b[:], id)
	m.bytes.append(b[:])
}

// open makes at work. Nothing can be appended afterwards.
func (m *idMap) open() (err error) {
	m.data, m.unmap, err = m.bytes.mapped()
	return err
}

func (m *idMap) at(id ID) ID { return binary.LittleEndian.Uint32(m.data[int(id)*idEntry:]) }

func (m *idMap) close() error {
	m.data = nil
	var err error
	if m.unmap != nil {
		err = m.unmap()
	}
	m.bytes.close()
	return err
}

// rowHead is the next row of a part.
type rowHead struct {
	batches <-chan []Row
	spare   chan<- []Row
	rows    []Row
	at      int
	key     rowKey
	err     *error // once batches is closed
}

// rowKey orders rows of one order.
type rowKey [2]uint64

func (r *Row) key(order *[4]uint8) rowKey {
	return rowKey{uint64(r[order[0]])<<32 | uint64(r[order[1]]), uint64(r[order[2]])<<32 | uint64(r[order[3]])}
}

func (k rowKey) less(l rowKey) bool { return k[0] < l[0] || k[0] == l[0] && k[1] < l[1] }

// advance goes to the next row; false at the end.
func (h *rowHead) advance(order *[4]uint8) bool {
	if h.at++; h.at >= len(h.rows) {
		if h.rows != nil {
			h.spare <- h.rows[:0]
		}
		if h.rows, h.at = <-h.batches, 0; len(h.rows) == 0 {
			return false
		}
	}
	h.key = h.rows[h.at].key(order)
	return true
}

// Rows hands over the rows of all parts in an order, each once.
func (m *Merge) Rows(order int, add func([]Row) error) error {
	stop := make(chan struct{})
	var readers sync.WaitGroup
	defer readers.Wait()
	defer close(stop)
	columns := &Orders[order]
	h := heads[*rowHead]{less: func(a, b *rowHead) bool { return a.key.less(b.key) }}
	var all []*rowHead
	for i := range m.parts {
		head := m.read(i, order, stop, &readers)
		if all = append(all, head); head.advance(columns) {
			h.push(head)
		}
	}
	var last rowKey
	out := make([]Row, 0, mergeBatch)
	for len(h.items) > 0 {
		head := h.items[0]
		if head.key != last { // no row has only zeros
			if out = append(out, head.rows[head.at]); len(out) == cap(out) {
				if err := add(out); err != nil {
					return err
				}
				out = out[:0]
			}
			last = head.key
		}
		h.moved(head.advance(columns))
	}
	for _, head := range all {
		if *head.err != nil {
			return *head.err
		}
	}
	return add(out)
}

// mergeBatch is about how many rows are handed on at a time.
const mergeBatch = 16 * blockRows

// read reads the rows of a part ahead, with their new ids.
func (m *Merge) read(part, order int, stop <-chan struct{}, readers *sync.WaitGroup) *rowHead {
	size := mergeBatch
	if most := m.room.Memory / roomParts / int64(len(m.parts)) / (3 * 16); m.room.Memory > 0 {
		size = int(max(blockRows, min(int64(size), most)))
	}
	batches, spare := make(chan []Row, 1), make(chan []Row, 3)
	for range 3 {
		spare <- make([]Row, 0, size+blockRows)
	}
	head := &rowHead{batches: batches, spare: spare, err: new(error)}
	readers.Go(func() {
		defer close(batches)
		*head.err = Guard(func() error {
			scan := newRowScan(m.parts[part].File, order, m.room.trail(len(m.parts)))
			for {
				var rows []Row
				select {
				case rows = <-spare:
				case <-stop:
					return nil
				}
				rows, err := m.batch(scan, rows, size, &m.ids[part])
				if err != nil || len(rows) == 0 {
					return err
				}
				select {
				case batches <- rows:
				case <-stop:
					return nil
				}
			}
		})
	})
	return head
}

// batch appends about so many rows that follow.
func (m *Merge) batch(scan *rowScan, rows []Row, size int, ids *idMap) ([]Row, error) {
	for len(rows) < size {
		from := len(rows)
		var err error
		if rows, err = scan.append(rows); err != nil || len(rows) == from {
			return rows, err
		}
		for i := from; i < len(rows); i++ {
			r := &rows[i]
			*r = Row{ids.at(r[0]), ids.at(r[1]), ids.at(r[2]), ids.at(r[3])}
		}
	}
	return rows, nil
}

// heads are the next items of several sorted sequences, the least at items[0].
type heads[T any] struct {
	items []T
	less  func(a, b T) bool
}

func (h *heads[T]) push(item T) {
	h.items = append(h.items, item)
	for i := len(h.items) - 1; i > 0; {
		parent := (i - 1) / 2
		if !h.less(h.items[i], h.items[parent]) {
			return
		}
		h.items[i], h.items[parent] = h.items[parent], h.items[i]
		i = parent
	}
}

// moved says that items[0] has gone to the next of its sequence, or, where there is no more, is done with.
func (h *heads[T]) moved(more bool) {
	if !more {
		last := len(h.items) - 1
		h.items[0] = h.items[last]
		h.items = h.items[:last]
	}
	for i := 0; ; {
		least := 2*i + 1
		if least >= len(h.items) {
			return
		}
		if right := least + 1; right < len(h.items) && h.less(h.items[right], h.items[least]) {
			least = right
		}
		if !h.less(h.items[least], h.items[i]) {
			return
		}
		h.items[i], h.items[least] = h.items[least], h.items[i]
		i = least
	}
}
