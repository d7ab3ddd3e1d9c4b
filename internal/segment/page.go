package segment

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"math"
	"math/bits"
	"sync/atomic"
)

// A section of entries of one size is cut into pages of 4096 bytes, so that one flipped bit costs a look at one page. An entry never lies
// across two pages.

const (
	pageSize    = 4096
	pagePayload = pageSize - crcSize
	crcSize     = 4
)

// castagnoli is the polynomial that processors have an instruction for.
var castagnoli = crc32.MakeTable(crc32.Castagnoli)

var errChecksum = errors.New("the checksum does not match")

// sealed says whether b ends in the checksum of what stands before it.
func sealed(b []byte) bool {
	n := len(b) - crcSize
	return n >= 0 && binary.LittleEndian.Uint32(b[n:]) == crc32.Checksum(b[:n], castagnoli)
}

// seal appends the checksum of b[from:].
func seal(b []byte, from int) []byte {
	return binary.LittleEndian.AppendUint32(b, crc32.Checksum(b[from:], castagnoli))
}

// pages is a section of entries.
type pages struct {
	file    *File
	data    []byte
	offset  int64 // of the section in the file
	entry   int   // bytes
	perPage int
	inverse uint64 // 2⁶⁴ / perPage, rounded up: a product with it takes the place of a division
	n       int    // entries
	checked marks
}

// marks says of each page or block whether this process has verified it.
type marks []atomic.Uint32

func newMarks(n int) marks { return make(marks, (n+31)/32) }

func (m marks) has(i int) bool { return m[i>>5].Load()>>(i&31)&1 != 0 }
func (m marks) set(i int)      { m[i>>5].Or(1 << (i & 31)) }

func pageCount(entries, entry int) int {
	perPage := pagePayload / entry
	return (entries + perPage - 1) / perPage
}

// newPages opens a section; its length is part of what the table of contents promises.
func newPages(f *File, s section, entry, n int) (*pages, error) {
	if n < 0 || int64(pageCount(n, entry))*pageSize != s.length {
		return nil, f.damaged(s.offset, errShape)
	}
	p := &pages{file: f, data: f.bytes(s), offset: s.offset, entry: entry, perPage: pagePayload / entry, n: n,
		checked: newMarks(pageCount(n, entry))}
	p.inverse = math.MaxUint64/uint64(p.perPage) + 1
	return p, nil
}

// page returns the page of entry i, which is below 2³².
func (p *pages) page(i int) int {
	page, _ := bits.Mul64(uint64(i), p.inverse)
	return int(page)
}

// at returns entry i. The bytes belong to the file and are good until it is closed.
func (p *pages) at(i int) ([]byte, error) {
	page := p.page(i)
	start := page * pageSize
	if !p.checked.has(page) {
		if !sealed(p.data[start : start+pageSize]) {
			return nil, p.file.damaged(p.offset+int64(start), errChecksum)
		}
		p.checked.set(page)
	}
	at := start + (i-page*p.perPage)*p.entry
	return p.data[at : at+p.entry : at+p.entry], nil
}

// pair returns entries i and i+1.
func (p *pages) pair(i int) (a, b []byte, err error) {
	page := p.page(i)
	at := page*pageSize + (i-page*p.perPage)*p.entry
	if i+1 < (page+1)*p.perPage && i+1 < p.n && p.checked.has(page) {
		return p.data[at : at+p.entry], p.data[at+p.entry : at+2*p.entry], nil
	}
	if a, err = p.at(i); err == nil {
		b, err = p.at(i + 1)
	}
	return a, b, err
}
