package segment

import (
	"encoding/binary"
	"slices"
)

// permutation is the rows in one order: blocks of 256, the last maybe shorter, and a directory with the first row of each.
type permutation struct {
	file    *File
	order   *[4]uint8
	n       int // rows
	heads   *pages
	data    []byte
	offset  int64
	checked marks  // of blocks
	firsts  *pages // for each id from 0, how many rows have a lower first column; nil for orders that have no such directory
}

// headEntry is an entry of the directory: the first row in the order's columns, then where its block starts.
const headEntry = 4*4 + 8

// firstEntry is an entry of the directory of firsts.
const firstEntry = 4

func (p *permutation) blocks() int { return (p.n + blockRows - 1) / blockRows }

// start returns where a block starts in the data; behind the last, where the data ends.
func (p *permutation) start(i int) (int, error) {
	if i == p.blocks() {
		return len(p.data), nil
	}
	e, err := p.heads.at(i)
	if err != nil {
		return 0, err
	}
	at := binary.LittleEndian.Uint64(e[16:])
	if at > uint64(len(p.data)) {
		return 0, p.file.damaged(p.offset, errShape)
	}
	return int(at), nil
}

// bounds returns where block i starts and ends.
func (p *permutation) bounds(i int) (from, to int, err error) {
	if i+1 == p.blocks() {
		if from, err = p.start(i); err == nil {
			to = len(p.data)
		}
		return from, to, err
	}
	a, b, err := p.heads.pair(i)
	if err != nil {
		return 0, 0, err
	}
	x, y := binary.LittleEndian.Uint64(a[16:]), binary.LittleEndian.Uint64(b[16:])
	if y < x || y > uint64(len(p.data)) {
		return 0, 0, p.file.damaged(p.offset, errShape)
	}
	return int(x), int(y), nil
}

// open reads block i, which it verifies the first time.
func (p *permutation) open(b *block, i int) error {
	from, to, err := p.bounds(i)
	if err != nil {
		return err
	}
	data, known := p.data[from:to], p.checked.has(i)
	if !known && !sealed(data) {
		return p.file.damaged(p.offset+int64(from), errChecksum)
	}
	if !b.open(data, known) || b.n != min(blockRows, p.n-i*blockRows) {
		return p.file.damaged(p.offset+int64(from), errShape)
	}
	if !known {
		if !b.sound(ID(p.file.terms.n)) {
			return p.file.damaged(p.offset+int64(from), errID)
		}
		p.checked.set(i)
	}
	return nil
}

// rows returns the rows [lo, hi) that have an id in the first column, from the directory of firsts.
func (p *permutation) rows(id ID) (lo, hi int, err error) {
	if int64(id)+1 >= int64(p.firsts.n) {
		if lo, err = p.first(id); err == nil {
			hi = p.n
		}
	} else {
		var a, b []byte
		if a, b, err = p.firsts.pair(int(id)); err == nil {
			lo, hi = int(binary.LittleEndian.Uint32(a)), int(binary.LittleEndian.Uint32(b))
		}
	}
	if err == nil && (hi < lo || hi > p.n) {
		err = p.file.damaged(p.firsts.offset, errShape)
	}
	if err != nil {
		return 0, 0, err
	}
	return lo, hi, nil
}

// first returns how many rows have a first column below id, from the directory of firsts.
func (p *permutation) first(id ID) (int, error) {
	if int64(id) >= int64(p.firsts.n) {
		return p.n, nil
	}
	e, err := p.firsts.at(int(id))
	if err != nil {
		return 0, err
	}
	at := binary.LittleEndian.Uint32(e)
	if int64(at) > int64(p.n) {
		return 0, p.file.damaged(p.firsts.offset, errShape)
	}
	return int(at), nil
}

// search looks for rows; it keeps the block that it opened last.
type search struct {
	p      *permutation
	block  block
	loaded int // the block that is open, plus one

	// of an order without a directory of firsts
	asked  ID   // the first id of what was looked for last
	known  bool // where its rows are: [lo, hi)
	lo, hi int
}

func (s *search) open(i int) error {
	if s.loaded == i+1 {
		return nil
	}
	s.loaded = 0
	if err := s.p.open(&s.block, i); err != nil {
		return err
	}
	s.loaded = i + 1
	return nil
}

// lower returns the first row of [lo, hi) that is not less than a key in the order's columns, hi for none. All rows of [lo, hi) agree with the
// key in the first same columns; near says that it is likely to be near lo.
func (s *search) lower(key *Row, lo, hi, same int, near bool) (int, error) {
	if lo >= hi {
		return lo, nil
	}
	if near && s.loaded == lo/blockRows+1 {
		first := lo - lo%blockRows
		end := min(hi-first, s.block.n)
		if at := s.block.find(key, lo-first, end, same, true); at < end || first+end == hi {
			return first + at, nil
		}
	}
	// The block to look in is the last that begins below the key, or that of lo.
	at, end, err := s.near(key, lo/blockRows, (hi-1)/blockRows, same)
	if err != nil {
		return 0, err
	}
	for at < end {
		mid := (at + end + 1) / 2
		below, err := s.below(mid, key, same)
		if err != nil {
			return 0, err
		}
		if below {
			at = mid
		} else {
			end = mid - 1
		}
	}
	if err := s.open(at); err != nil {
		return 0, err
	}
	first := at * blockRows
	return first + s.block.find(key, max(lo-first, 0), min(hi-first, s.block.n), same, near), nil
}

// below says whether a block begins below a key, with which it agrees in the first same columns.
func (s *search) below(i int, key *Row, same int) (bool, error) {
	e, err := s.p.heads.at(i)
	if err != nil {
		return false, err
	}
	for c := same; c < len(key); c++ {
		if id := binary.LittleEndian.Uint32(e[4*c:]); id != key[c] {
			return id < key[c], nil
		}
	}
	return false, nil
}

// near narrows the blocks [at, end] in which lower looks, from the block that is open: what is looked for next is often in it, or not far
// behind it.
func (s *search) near(key *Row, at, end, same int) (int, int, error) {
	open := s.loaded - 1
	if open < at || open > end || at == end {
		return at, end, nil
	}
	if open > at {
		switch below, err := s.below(open, key, same); {
		case err != nil:
			return 0, 0, err
		case !below:
			return at, open - 1, nil
		}
	}
	at = open
	for step := 1; at < end; step *= 2 {
		next := min(at+step, end)
		switch below, err := s.below(next, key, same); {
		case err != nil:
			return 0, 0, err
		case !below:
			return at, next - 1, nil
		}
		at = next
	}
	return at, end, nil
}

// span returns the rows [lo, hi) whose first columns equal those of key; width is how many.
func (s *search) span(key Row, width int) (lo, hi int, err error) {
	p := s.p
	clear(key[width:])
	for _, id := range key {
		if id > maxCount {
			return 0, 0, nil
		}
	}
	lo, hi = 0, p.n
	if width > 0 && p.firsts != nil {
		if lo, hi, err = p.rows(key[0]); width == 1 || err != nil {
			return lo, hi, err
		}
	}
	if width == 0 || lo == hi {
		return lo, hi, nil
	}
	same := 0
	switch {
	case p.firsts == nil && width > 1:
		if lo, hi, same, err = s.within(key[0]); err != nil {
			return 0, 0, err
		}
	case p.firsts != nil:
		same = 1
		if hi-lo <= fewRows && lo/blockRows == (hi-1)/blockRows {
			return s.few(&key, lo, hi, width)
		}
	}
	if lo, err = s.lower(&key, lo, hi, same, false); err != nil {
		return 0, 0, err
	}
	key[width-1]++
	hi, err = s.lower(&key, lo, hi, same, true)
	return lo, hi, err
}

// within returns the rows [lo, hi) that have an id in the first column, of an order without a directory of firsts, and 1; where it was not
// asked the same before, that would not pay: it returns all rows, and 0.
func (s *search) within(id ID) (lo, hi, same int, err error) {
	if s.asked != id {
		s.asked, s.known = id, false
		return 0, s.p.n, 0, nil
	}
	if !s.known {
		if s.lo, err = s.lower(&Row{id}, 0, s.p.n, 0, false); err != nil {
			return 0, 0, 0, err
		}
		if s.hi, err = s.lower(&Row{id + 1}, s.lo, s.p.n, 0, false); err != nil {
			return 0, 0, 0, err
		}
		s.known = true
	}
	return s.lo, s.hi, 1, nil
}

// fewRows is up to how many rows are looked through one by one.
const fewRows = 32

// few narrows [lo, hi), some rows of one block that agree with key in the first column, to those that do in width columns.
func (s *search) few(key *Row, lo, hi, width int) (int, int, error) {
	if err := s.open(lo / blockRows); err != nil {
		return 0, 0, err
	}
	var ids [fewRows]ID
	base := lo - lo%blockRows
	for c := 1; c < width && lo < hi; c++ {
		readColumn(&s.block.columns[c], ids[:hi-lo], lo-base)
		n, i := hi-lo, 0
		for i < n && ids[i] < key[c] {
			i++
		}
		j := i
		for j < n && ids[j] == key[c] {
			j++
		}
		lo, hi = lo+i, lo+j
	}
	return lo, hi, nil
}

// between returns the rows [lo, hi) whose first columns equal those of key and whose next, the column of width, is in [key[width], end).
func (s *search) between(key Row, width int, end ID) (lo, hi int, err error) {
	if lo, hi, err = s.span(key, width); err != nil || lo == hi {
		return lo, hi, err
	}
	clear(key[width+1:])
	if lo, err = s.lower(&key, lo, hi, width, false); err != nil {
		return 0, 0, err
	}
	key[width] = max(key[width], end)
	hi, err = s.lower(&key, lo, hi, width, false)
	return lo, hi, err
}

// A Cursor walks a run of rows. The zero Cursor is at its end. It is used by one goroutine, and may be used again: see File.Seek.
type Cursor struct {
	search
	at, hi int
	buf    [cursorRows]Row
	used   int
	filled int
	err    error
}

// reset makes a cursor ready to search an order. The block that is open stays open.
func (c *Cursor) reset(p *permutation) {
	if c.p != p {
		c.search = search{p: p}
	}
	c.used, c.filled, c.err = 0, 0, nil
}

// cursorRows is how many rows are decoded at once: few, because most runs are short.
const cursorRows = 32

// Next returns the next row, each id at its place; false at the end or after an error.
func (c *Cursor) Next() (Row, bool) {
	if c.used == c.filled && !c.load() {
		return Row{}, false
	}
	c.used++
	return c.buf[c.used-1], true
}

// Column writes what the next rows of a cursor have at a place into out and returns how many they are: fewer than len(out) only at the end of
// the run. It does not go together with Next.
func Column[T ~uint32](c *Cursor, place int, out []T) (n int, err error) {
	column := slices.Index(c.p.order[:], uint8(place))
	for n < len(out) && c.at < c.hi {
		if err := c.open(c.at / blockRows); err != nil {
			return n, err
		}
		from := c.at % blockRows
		some := min(len(out)-n, c.block.n-from, c.hi-c.at)
		readColumn(&c.block.columns[column], out[n:n+some], from)
		n, c.at = n+some, c.at+some
	}
	return n, nil
}

// Err returns what stopped the walk early, nil at a plain end.
func (c *Cursor) Err() error { return c.err }

// Len returns how many rows are left.
func (c *Cursor) Len() int { return c.filled - c.used + c.hi - c.at }

func (c *Cursor) load() bool {
	if c.at >= c.hi || c.err != nil {
		return false
	}
	if c.err = c.open(c.at / blockRows); c.err != nil {
		return false
	}
	from := c.at % blockRows
	n := min(cursorRows, c.block.n-from, c.hi-c.at)
	c.block.fill(c.buf[:n], from, c.p.order)
	c.at, c.used, c.filled = c.at+n, 0, n
	return true
}
