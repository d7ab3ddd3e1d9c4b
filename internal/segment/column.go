package segment

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"sort"
)

// A block holds up to 256 rows of one permutation, column by column. A column is written in whichever of three ways is shortest; each
// finds the value of any row in constant time, so a block is searched without being decoded.

const (
	blockRows = 256

	// packed: base + offset for each row.
	packed = 0
	// runs: a bitmap of 256 bits that marks the rows whose value differs from the row before (and row 0), then base + offset for each run.
	runs = 1
	// listed: base + offset for each distinct value in ascending order, then the place of each row's value in that list.
	listed = 2

	bitmapSize = blockRows / 8
)

// columnHead is 8 bytes at the end of a block, one for each column: mode, width of an offset and of a place in bits, how many offsets
// less one, base.
type columnHead struct {
	mode, width, places uint8
	count               int // offsets: rows, runs or distinct values; 1 to 256
	base                ID
}

const (
	headSize  = 8
	tailSize  = 4*headSize + 1 + crcSize // the heads, the rows less one, the checksum
	wordSlack = 8                        // a value is read by loading 8 bytes; the tail stands behind the last column
)

func packedSize(n, width int) int { return (n*width + 7) / 8 }

// size returns how many bytes the column of n rows takes, without its head.
func (h *columnHead) size(n int) int {
	switch h.mode {
	case runs:
		return bitmapSize + packedSize(h.count, int(h.width))
	case listed:
		return packedSize(h.count, int(h.width)) + packedSize(n, int(h.places))
	}
	return packedSize(n, int(h.width))
}

// sound says whether a head describes a column of n rows.
func (h *columnHead) sound(n int) bool {
	switch {
	case h.width > 32 || h.places > 8 || h.count > n:
		return false
	case h.mode == packed:
		return h.count == n && h.places == 0
	case h.mode == runs:
		return h.places == 0
	}
	return h.mode == listed && int(h.places) == bits.Len(uint(h.count-1))
}

// within says whether a column of n rows stays inside its own parts, and whether its values are ids up to most. Whoever asks has not
// read the column yet; afterwards every row can be.
func (c *column) within(n int, most ID) bool {
	switch c.mode {
	case runs:
		marked := 0
		for _, b := range c.data[:n>>3] {
			marked += bits.OnesCount8(b)
		}
		if n&7 != 0 {
			marked += bits.OnesCount8(c.data[n>>3] << (8 - n&7))
		}
		if c.data[0]&1 == 0 || marked != c.count {
			return false
		}
	case listed:
		for row := 0; row < n && c.count < 1<<c.places; row++ {
			if int(unpack(c.list, row, c.places)) >= c.count {
				return false
			}
		}
	}
	if uint64(c.base)+(1<<c.width-1) <= uint64(most) {
		return true // whatever the offsets are
	}
	values := c.data
	if c.mode == runs {
		values = c.data[bitmapSize:]
	}
	for i := range c.count {
		if uint64(c.base)+uint64(unpack(values, i, c.width)) > uint64(most) {
			return false
		}
	}
	return true
}

func getHead(b []byte) columnHead {
	return columnHead{mode: b[0] & 3, places: b[0] >> 2, width: b[1], count: int(b[2]) + 1, base: binary.LittleEndian.Uint32(b[4:])}
}

func (h *columnHead) put(b []byte) []byte {
	return binary.LittleEndian.AppendUint32(append(b, h.mode|h.places<<2, h.width, byte(h.count-1), 0), h.base)
}

// unpack returns value i of a run of values of a width at the start of b, behind which 8 bytes can be read.
func unpack(b []byte, i int, width uint8) uint32 {
	bit := i * int(width)
	return uint32(binary.LittleEndian.Uint64(b[bit>>3:]) >> (bit & 7) & (1<<width - 1))
}

// appendPacked appends values of a width.
func appendPacked(b []byte, values []uint32, width int) []byte {
	var word uint64
	filled := 0
	for _, v := range values {
		word |= uint64(v) << filled
		for filled += width; filled >= 8; filled -= 8 {
			b = append(b, byte(word))
			word >>= 8
		}
	}
	if filled > 0 {
		b = append(b, byte(word))
	}
	return b
}

// columnWriter writes columns; its buffers serve one after the other.
type columnWriter struct {
	offsets, starts, places []uint32
	bitmap                  [bitmapSize]byte
	distinct                distinct
}

// append appends a column of 1 to 256 values and returns its head.
func (w *columnWriter) append(b []byte, values []ID) ([]byte, columnHead) {
	w.starts, w.bitmap = w.starts[:0], [bitmapSize]byte{}
	lo, hi := values[0], values[0]
	for i, v := range values {
		lo, hi = min(lo, v), max(hi, v)
		if i == 0 || v != values[i-1] {
			w.starts = append(w.starts, v)
			w.bitmap[i/8] |= 1 << (i % 8)
		}
	}
	width := uint8(bits.Len32(hi - lo))
	best := columnHead{mode: packed, width: width, count: len(values), base: lo}
	if h := (columnHead{mode: runs, width: width, count: len(w.starts), base: lo}); h.size(len(values)) < best.size(len(values)) {
		best = h
	}
	asList := func(distinct int) columnHead {
		return columnHead{mode: listed, width: width, places: uint8(bits.Len(uint(distinct - 1))), count: distinct, base: lo}
	}
	// How many different values there are is counted only as long as a list of them would be the shortest.
	size := best.size(len(values))
	most := sort.Search(blockRows, func(i int) bool { h := asList(i + 1); return h.size(len(values)) >= size })
	if w.distinct.collect(w.starts, most) {
		best = asList(len(w.distinct.values))
	}
	switch best.mode {
	case packed:
		b = appendPacked(b, w.below(values, lo), int(width))
	case runs:
		b = append(b, w.bitmap[:]...)
		b = appendPacked(b, w.below(w.starts, lo), int(width))
	case listed:
		w.places = w.distinct.places(w.places[:0], values)
		b = appendPacked(b, w.below(w.distinct.values, lo), int(width))
		b = appendPacked(b, w.places, int(best.places))
	}
	return b, best
}

// distinct finds the different values of a column by hashing: sorting them all would take a third of a block's time.
type distinct struct {
	values []uint32
	table  [2 * blockRows]struct{ value, place, round uint32 }
	round  uint32 // of this column; the entries of others are free
}

// slot returns where a value is, or is to be put.
func (d *distinct) slot(v uint32) int {
	s := v * 0x9E3779B1 >> (32 - 9)
	for d.table[s].round == d.round && d.table[s].value != v {
		s = (s + 1) % uint32(len(d.table))
	}
	return int(s)
}

// collect finds the different values, in ascending order; false where there are more than so many.
func (d *distinct) collect(values []uint32, most int) bool {
	d.values = d.values[:0]
	if d.round++; d.round == 0 {
		clear(d.table[:])
		d.round = 1
	}
	for _, v := range values {
		s := &d.table[d.slot(v)]
		if s.round == d.round {
			continue
		}
		if len(d.values) == most {
			return false
		}
		s.value, s.round = v, d.round
		d.values = append(d.values, v)
	}
	slices.Sort(d.values)
	return true
}

// places appends where each value is among those that were collected.
func (d *distinct) places(dst []uint32, values []uint32) []uint32 {
	for i, v := range d.values {
		d.table[d.slot(v)].place = uint32(i)
	}
	for _, v := range values {
		dst = append(dst, d.table[d.slot(v)].place)
	}
	return dst
}

// below returns the values less a base.
func (w *columnWriter) below(values []ID, base ID) []uint32 {
	w.offsets = w.offsets[:0]
	for _, v := range values {
		w.offsets = append(w.offsets, v-base)
	}
	return w.offsets
}

// column reads a column of a verified block.
type column struct {
	columnHead
	data []byte // from the column's start to the end of the block
	list []byte // places, of a listed one
}

func (c *column) at(row int) ID {
	switch c.mode {
	case runs:
		return c.base + unpack(c.data[bitmapSize:], c.run(row), c.width)
	case listed:
		return c.base + unpack(c.data, int(unpack(c.list, row, c.places)), c.width)
	}
	return c.base + unpack(c.data, row, c.width)
}

// run returns which run a row is in, from 0.
func (c *column) run(row int) int {
	n := -1
	word := 0
	for ; word < row>>6; word++ {
		n += bits.OnesCount64(binary.LittleEndian.Uint64(c.data[word*8:]))
	}
	last := binary.LittleEndian.Uint64(c.data[word*8:])
	return n + bits.OnesCount64(last<<(63-row&63))
}

// fill writes the values of rows from to from+len(out) into one place of out.
func (c *column) fill(out []Row, place uint8, from int) {
	switch {
	case c.width == 0:
		for i := range out {
			out[i][place] = c.base
		}
	case c.mode == packed:
		mask, width := uint64(1)<<c.width-1, int(c.width)
		bit := from * width
		for i := range out {
			out[i][place] = c.base + uint32(binary.LittleEndian.Uint64(c.data[bit>>3:])>>(bit&7)&mask)
			bit += width
		}
	case c.mode == runs:
		at, values := c.run(from), c.data[bitmapSize:]
		v := c.base + unpack(values, at, c.width)
		for i := range out {
			if row := from + i; i > 0 && c.data[row>>3]>>(row&7)&1 != 0 {
				at++
				v = c.base + unpack(values, at, c.width)
			}
			out[i][place] = v
		}
	default:
		mask, width := uint64(1)<<c.places-1, int(c.places)
		bit := from * width
		for i := range out {
			at := int(binary.LittleEndian.Uint64(c.list[bit>>3:]) >> (bit & 7) & mask)
			out[i][place] = c.base + unpack(c.data, at, c.width)
			bit += width
		}
	}
}

// inOneWord is how many bits of eight bytes stand behind any first bit.
const inOneWord = 64 - 7

// readColumn writes the values of rows from to from+len(out).
func readColumn[T ~uint32](c *column, out []T, from int) {
	switch {
	case c.width == 0:
		for i := range out {
			out[i] = T(c.base)
		}
	case c.mode == packed:
		mask, width := uint64(1)<<c.width-1, int(c.width)
		bit := from * width
		if width <= inOneWord/3 { // three at a time
			for ; len(out) >= 3; out = out[3:] {
				word := binary.LittleEndian.Uint64(c.data[bit>>3:]) >> (bit & 7)
				out[0] = T(c.base + uint32(word&mask))
				word >>= width & 63
				out[1] = T(c.base + uint32(word&mask))
				word >>= width & 63
				out[2] = T(c.base + uint32(word&mask))
				bit += 3 * width
			}
		}
		if width <= inOneWord/2 { // two at a time
			for ; len(out) >= 2; out = out[2:] {
				word := binary.LittleEndian.Uint64(c.data[bit>>3:]) >> (bit & 7)
				out[0], out[1] = T(c.base+uint32(word&mask)), T(c.base+uint32(word>>width&mask))
				bit += 2 * width
			}
		}
		for i := range out {
			out[i] = T(c.base + uint32(binary.LittleEndian.Uint64(c.data[bit>>3:])>>(bit&7)&mask))
			bit += width
		}
	case c.mode == runs:
		at, list := c.run(from), c.data[bitmapSize:]
		v := c.base + unpack(list, at, c.width)
		for i := range out {
			if row := from + i; i > 0 && c.data[row>>3]>>(row&7)&1 != 0 {
				at++
				v = c.base + unpack(list, at, c.width)
			}
			out[i] = T(v)
		}
	default:
		for i := range out {
			out[i] = T(c.base + unpack(c.data, int(unpack(c.list, from+i, c.places)), c.width))
		}
	}
}
