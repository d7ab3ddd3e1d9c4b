package segment

import (
	"errors"
	"fmt"
	"os"
)

var errNoTerm = errors.New("an id without a term")

// File is an open segment. All its methods are safe for concurrent use. What they return is copied, never a view of the map.
type File struct {
	path  string
	data  []byte
	unmap func() error
	isMap bool // data is a memory map
	meta  []byte
	terms terms
	perms [4]permutation
}

// Open maps a segment into memory and verifies its header, table of contents and meta section. The rest is verified as it is read, so
// the cost does not grow with the file. An *Error says what is wrong with the file; anything else is the operating system's.
func Open(path string) (*File, error) {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() { // not opened: a pipe would wait for who writes to it
		return nil, &Error{path, 0, ErrNotSegment}
	}
	osFile, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer osFile.Close()
	return open(osFile, path)
}

// open maps a file that can be closed afterwards.
func open(osFile *os.File, path string) (f *File, err error) {
	f = &File{path: path, isMap: true}
	if f.data, f.unmap, err = mapFile(osFile); err != nil {
		return nil, &os.PathError{Op: "map", Path: path, Err: err}
	}
	if err := Guard(f.open); err != nil {
		f.unmap()
		return nil, err
	}
	return f, nil
}

func (f *File) open() error {
	c, err := f.readContents()
	if err != nil {
		return err
	}
	meta := c.section(metaSection)
	if !sealed(f.bytes(meta)) {
		return f.damaged(meta.offset, errChecksum)
	}
	f.meta = append([]byte{}, f.bytes(meta)[:meta.length-crcSize]...)
	if err := f.openTerms(c); err != nil {
		return err
	}
	for i := range f.perms {
		if err := f.openPermutation(c, i); err != nil {
			return err
		}
	}
	for i, order := range withFirsts {
		if f.perms[order].firsts, err = newPages(f, c.section(firstSection+i), firstEntry, f.terms.n+1); err != nil {
			return err
		}
	}
	return nil
}

func (f *File) openTerms(c *contents) (err error) {
	n, data := int(c.terms), c.section(termSection)
	f.terms = terms{file: f, n: n, data: f.bytes(data), offset: data.offset}
	if f.terms.starts, err = newPages(f, c.section(startSection), offsetEntry, termBlocks(n)); err != nil {
		return err
	}
	f.terms.checked = newMarks(termBlocks(n)) // not before the file is known to be as large as n says
	slots := c.section(slotSection)
	most := int(slots.length/pageSize) * (pagePayload / slotEntry) // entries are pushed behind the last slot that a search begins in
	if f.terms.slots, err = newPages(f, slots, slotEntry, most); err == nil && most < slotCount(n) {
		return f.damaged(slots.offset, errShape)
	}
	return err
}

func (f *File) openPermutation(c *contents, i int) (err error) {
	data := c.section(rowSection + 2*i)
	p := &f.perms[i]
	*p = permutation{file: f, order: &Orders[i], n: int(c.rows), data: f.bytes(data), offset: data.offset}
	if p.heads, err = newPages(f, c.section(headSection+2*i), headEntry, p.blocks()); err != nil {
		return err
	}
	p.checked = newMarks(p.blocks())
	return nil
}

func (f *File) bytes(s section) []byte {
	return f.data[s.offset : s.offset+s.length : s.offset+s.length]
}

func (f *File) damaged(offset int64, cause error) error { return &Error{f.path, offset, cause} }

// DamagedTerm returns an *Error about a term whose bytes mean nothing to who wrote them.
func (f *File) DamagedTerm(id ID, cause error) error {
	at, _ := f.terms.start(int(id-1) / termBlock)
	return f.damaged(f.terms.offset+int64(at), fmt.Errorf("term %d: %w", id, cause))
}

// Close gives the map back. Nothing may be read afterwards, and nothing may be under way.
func (f *File) Close() error { return f.unmap() }

// Path returns the name that the file was opened by.
func (f *File) Path() string { return f.path }

// Size returns how many bytes the file has.
func (f *File) Size() int64 { return int64(len(f.data)) }

// Meta returns the writer's own bytes, which must not be changed.
func (f *File) Meta() []byte { return f.meta }

// Terms returns how many terms there are: ids run from 1 to Terms.
func (f *File) Terms() int { return f.terms.n }

// Rows returns how many rows there are.
func (f *File) Rows() int { return f.perms[0].n }

// Find returns the id of a term, 0 for none. It reads a page of the hash table, a page of the directory and a block.
func (f *File) Find(term []byte) (ID, error) { return f.terms.find(term) }

// AppendTerm appends the term of an id from 1 to Terms to dst. It reads a page of the directory and a block.
// An id outside of them is an error.
func (f *File) AppendTerm(dst []byte, id ID) ([]byte, error) {
	if id == 0 || uint64(id) > uint64(f.terms.n) {
		return dst, f.damaged(f.terms.offset, fmt.Errorf("%w: id %d of %d terms", errNoTerm, id, f.terms.n))
	}
	return f.terms.append(dst, id)
}

// WalkTerms calls visit with every term in the order of their ids; its bytes are visit's until it returns.
func (f *File) WalkTerms(visit func(term []byte)) error { return f.terms.walk(visit) }

// WalkRows calls visit with the rows of an order, some hundred at a time, which are visit's until it returns.
func (f *File) WalkRows(order int, visit func([]Row)) error {
	p := &f.perms[order]
	var b block
	var rows [blockRows]Row
	for i := range p.blocks() {
		if err := p.open(&b, i); err != nil {
			return err
		}
		b.fill(rows[:b.n], 0, p.order)
		visit(rows[:b.n])
	}
	return nil
}

// Count returns how many rows have the first width ids of an order equal to those of key, which has its ids at their places; width is
// from 0 to 4. O(log Rows), no allocation.
func (f *File) Count(order int, key Row, width int) (int, error) {
	s := search{p: &f.perms[order]}
	lo, hi, err := s.span(key.in(&Orders[order]), width)
	return hi - lo, err
}

// CountRange returns how many rows SeekRange would walk. O(log Rows), no allocation.
func (f *File) CountRange(order int, key Row, width int, end ID) (int, error) {
	s := search{p: &f.perms[order]}
	lo, hi, err := s.between(key.in(&Orders[order]), width, end)
	return hi - lo, err
}

// Seek sets c to walk the rows that Count counts, in the order, and returns how many they are. O(log Rows), no allocation. What c is asked for
// next in the same order is found faster where it lies near what it was asked for before.
func (f *File) Seek(c *Cursor, order int, key Row, width int) (int, error) {
	c.reset(&f.perms[order])
	c.at, c.hi, c.err = c.span(key.in(&Orders[order]), width)
	return c.hi - c.at, c.err
}

// SeekRange sets c to walk, in an order, the rows whose first width ids equal those of key and whose next is at least that of key and below
// end. O(log Rows), no allocation.
func (f *File) SeekRange(c *Cursor, order int, key Row, width int, end ID) error {
	c.reset(&f.perms[order])
	c.at, c.hi, c.err = c.between(key.in(&Orders[order]), width, end)
	return c.err
}
