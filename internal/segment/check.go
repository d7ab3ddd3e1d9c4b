package segment

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
)

var (
	errOrder  = errors.New("rows out of order")
	errID     = errors.New("a row whose ids have no terms")
	errFind   = errors.New("a term that the hash table does not lead to")
	errOrders = errors.New("the orders do not hold the same rows")
)

// Check reads all of the file: every page and block is verified, every row is in order and has ids of terms only, the orders hold the same
// rows, and every term is found by its bytes. It returns the first thing that is wrong.
func (f *File) Check() error { return Guard(f.check) }

func (f *File) check() error {
	var sums [4]uint64
	for i := range f.perms {
		sum, err := f.checkRows(i)
		if err != nil {
			return err
		}
		sums[i] = sum
	}
	for i := range sums {
		if sums[i] != sums[0] {
			return f.damaged(f.perms[i].offset, errOrders)
		}
	}
	return f.checkTerms()
}

// checkRows returns a sum over the rows that does not depend on their order.
func (f *File) checkRows(order int) (sum uint64, err error) {
	p := &f.perms[order]
	var b block
	var last Row
	var rows [blockRows]Row
	for i := range p.blocks() {
		if err := p.open(&b, i); err != nil {
			return 0, err
		}
		head, err := p.head(i)
		if err != nil {
			return 0, err
		}
		start, _ := p.start(i)
		at := p.offset + int64(start)
		if b.row(0) != head {
			return 0, f.damaged(at, errShape)
		}
		b.fill(rows[:b.n], 0, p.order)
		for j, r := range rows[:b.n] {
			key := r.in(p.order)
			if key != b.row(j) {
				return 0, f.damaged(at, errShape)
			}
			if (i > 0 || j > 0) && !less(&last, &key) {
				return 0, f.damaged(at, errOrder)
			}
			if key[0] != last[0] || i == 0 && j == 0 {
				if err := f.checkFirsts(p, last[0], key[0], i*blockRows+j); err != nil {
					return 0, err
				}
			}
			if last = key; r[0] == 0 || r[1] == 0 || r[2] == 0 || int(max(r[0], r[1], r[2], r[3])) > f.terms.n {
				return 0, f.damaged(at, errID)
			}
			sum += mix(r)
		}
	}
	return sum, f.checkFirsts(p, last[0], ID(f.terms.n), p.n)
}

// checkFirsts looks at the directory of firsts for the ids above one and up to the next that a row begins with.
func (f *File) checkFirsts(p *permutation, last, next ID, at int) error {
	if p.firsts == nil {
		return nil
	}
	for id := last + 1; id <= next && int(id) <= f.terms.n; id++ {
		if got, err := p.first(id); err != nil || got != at {
			return cmp.Or(err, f.damaged(p.firsts.offset, errShape))
		}
	}
	return nil
}

func mix(r Row) uint64 {
	h := uint64(1)
	for _, id := range r {
		h = (h ^ uint64(id)) * 0x9E3779B97F4A7C15
		h ^= h >> 29
	}
	return h
}

func (f *File) checkTerms() error {
	var term []byte
	for id := ID(1); int(id) <= f.terms.n; id++ {
		var err error
		if term, err = f.terms.append(term[:0], id); err != nil {
			return err
		}
		found, err := f.terms.find(term)
		if err != nil {
			return err
		}
		if found != id {
			return f.damaged(f.terms.slots.offset, fmt.Errorf("%w: id %d", errFind, id))
		}
	}
	used := 0
	for i := range f.terms.slots.n {
		e, err := f.terms.slots.at(i)
		if err != nil {
			return err
		}
		if !bytes.Equal(e[1:], []byte{0, 0, 0, 0}) {
			used++
		}
	}
	if used != f.terms.n {
		return f.damaged(f.terms.slots.offset, errShape)
	}
	return nil
}

// head returns the first row of a block, in the order's columns.
func (p *permutation) head(i int) (Row, error) {
	e, err := p.heads.at(i)
	if err != nil {
		return Row{}, err
	}
	return Row{binary.LittleEndian.Uint32(e), binary.LittleEndian.Uint32(e[4:]), binary.LittleEndian.Uint32(e[8:]), binary.LittleEndian.Uint32(e[12:])}, nil
}
