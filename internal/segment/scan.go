package segment

import "encoding/binary"

// Scans read a segment from front to back, once. What they have read they let the system take back, so that they take little memory of a file
// of any size.

// trail is how far a scan has come in a part of the file.
type trail struct {
	file       *File
	most       int // bytes of the part that stay in memory behind the scan
	start, end int // in the file
}

// The least and the most that a trail lets stay.
const (
	leastTrail = 64 << 10
	mostTrail  = 1 << 20
)

// trail returns how long the trails of so many scans may be.
func (r Room) trail(scans int) int {
	if r.Memory == 0 {
		return mostTrail
	}
	return int(max(leastTrail, min(mostTrail, r.Memory/roomParts/int64(scans))))
}

// at says that everything below an offset of the part has been read.
func (t *trail) at(from int64, offset int) {
	if t.start == 0 {
		t.start, t.end = int(from), int(from)
	}
	if t.end = int(from) + offset; t.end-t.start >= t.most {
		t.forget()
	}
}

func (t *trail) forget() {
	if t.file.isMap {
		forgetMapped(t.file.data, t.start, t.end)
	}
	t.start = t.end
}

// termScan reads terms in the order of their ids.
type termScan struct {
	terms        *terms
	id           ID
	block        []byte // what is left of the block
	at           int64  // where the block is
	term         []byte
	data, starts trail
}

func newTermScan(f *File, trails int) *termScan {
	return &termScan{terms: &f.terms, data: trail{file: f, most: trails}, starts: trail{file: f, most: trails}}
}

// next reads the next term into s.term; false at the end.
func (s *termScan) next() (bool, error) {
	if int(s.id) == s.terms.n {
		return false, nil
	}
	if s.id%termBlock == 0 {
		i := int(s.id) / termBlock
		var err error
		if s.block, s.at, err = s.terms.block(i); err != nil {
			return false, err
		}
		s.data.at(s.terms.offset, int(s.at-s.terms.offset))
		s.starts.at(s.terms.starts.offset, i/s.terms.starts.perPage*pageSize)
		s.term = s.term[:0]
	}
	shared, n := binary.Uvarint(s.block)
	if n <= 0 || shared > uint64(len(s.term)) {
		return false, s.terms.file.damaged(s.at, errShape)
	}
	size, m := binary.Uvarint(s.block[n:])
	if n += m; m <= 0 || size > uint64(len(s.block)-n) {
		return false, s.terms.file.damaged(s.at, errShape)
	}
	s.term = append(s.term[:shared], s.block[n:n+int(size)]...)
	s.block = s.block[n+int(size):]
	s.id++
	return true, nil
}

// rowScan reads the rows of an order.
type rowScan struct {
	p           *permutation
	next        int // block
	block       block
	data, heads trail
}

func newRowScan(f *File, order, trails int) *rowScan {
	return &rowScan{p: &f.perms[order], data: trail{file: f, most: trails}, heads: trail{file: f, most: trails}}
}

// append appends the rows of the next block to dst; at the end it appends none.
func (s *rowScan) append(dst []Row) ([]Row, error) {
	if s.next == s.p.blocks() {
		s.data.forget()
		s.heads.forget()
		return dst, nil
	}
	if err := s.p.open(&s.block, s.next); err != nil {
		return dst, err
	}
	from := len(dst)
	dst = append(dst, make([]Row, s.block.n)...)
	s.block.fill(dst[from:], 0, s.p.order)
	start, err := s.p.start(s.next)
	s.data.at(s.p.offset, start)
	s.heads.at(s.p.heads.offset, s.next/s.p.heads.perPage*pageSize)
	s.next++
	return dst, err
}
