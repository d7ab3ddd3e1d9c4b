package segment

import "errors"

var errShape = errors.New("its parts do not fit together")

// block is a verified block of rows, its columns in the order of its permutation.
type block struct {
	n       int
	columns [4]column
}

// open takes a block apart; false where its parts do not fit. The bytes must be sealed. See sound for what is in the parts.
// Those of a block that was taken apart before are known to fit.
func (b *block) open(data []byte, known bool) bool {
	if len(data) < tailSize {
		return false
	}
	tail := data[len(data)-tailSize:]
	b.n = int(tail[4*headSize]) + 1
	at := 0
	for i := range b.columns {
		c := &b.columns[i]
		c.columnHead = getHead(tail[i*headSize:])
		size := c.size(b.n)
		if !known && !c.sound(b.n) || at+size > len(data)-tailSize {
			return false
		}
		c.data = data[at:]
		if c.mode == listed {
			c.list = c.data[packedSize(c.count, int(c.width)):]
		}
		at += size
	}
	return at == len(data)-tailSize
}

// sound says whether every row can be read and has ids up to most. A block is asked once, before its first row is read.
func (b *block) sound(most ID) bool {
	for i := range b.columns {
		if !b.columns[i].within(b.n, most) {
			return false
		}
	}
	return true
}

// row returns row i, its columns in the order of the permutation.
func (b *block) row(i int) Row {
	return Row{b.columns[0].at(i), b.columns[1].at(i), b.columns[2].at(i), b.columns[3].at(i)}
}

// find returns the first row of [lo, hi) that is not less than key, hi for none. All of them agree with key in the first same columns. Where it is
// likely to be near lo, it looks from there on in growing steps.
func (b *block) find(key *Row, lo, hi, same int, near bool) int {
	for c := same; c < len(b.columns); c++ {
		column := &b.columns[c]
		lo = column.search(key[c], lo, hi, near)
		if lo == hi || nothing(key[c+1:]) {
			return lo
		}
		if hi = column.search(key[c]+1, lo, hi, true); lo == hi { // none has key[c]: all that are left are above
			return lo
		}
	}
	return lo
}

// nothing says whether no row can be less than what is left of a key.
func nothing(key []ID) bool {
	for _, id := range key {
		if id != 0 {
			return false
		}
	}
	return true
}

// fill writes rows from to from+len(out), each id at its place.
func (b *block) fill(out []Row, from int, order *[4]uint8) {
	for c := range b.columns {
		b.columns[c].fill(out, order[c], from)
	}
}

// blockWriter writes blocks of one permutation.
type blockWriter struct {
	columnWriter
	values [blockRows]ID
}

// append appends a block of 1 to 256 sorted rows and seals it.
func (w *blockWriter) append(b []byte, rows []Row, order *[4]uint8) []byte {
	from := len(b)
	var heads [4]columnHead
	for c := range heads {
		for i := range rows {
			w.values[i] = rows[i][order[c]]
		}
		b, heads[c] = w.columnWriter.append(b, w.values[:len(rows)])
	}
	for c := range heads {
		b = heads[c].put(b)
	}
	return seal(append(b, byte(len(rows)-1)), from)
}
