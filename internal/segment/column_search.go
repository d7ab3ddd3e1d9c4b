package segment

import (
	"encoding/binary"
	"math/bits"
)

// search returns the first row of [lo, hi) whose value is not below v, hi for none; they are in ascending order. Where it is likely to be near
// lo, it looks from there on in growing steps.
func (c *column) search(v ID, lo, hi int, near bool) int {
	switch {
	case lo >= hi || v <= c.base:
		return lo
	case c.width == 0:
		return hi
	case c.mode == packed:
		return searchPacked(c.data, c.width, v-c.base, lo, hi, near)
	case c.mode == listed:
		place := searchPacked(c.data, c.width, v-c.base, 0, c.count, false)
		return searchPacked(c.list, c.places, uint32(place), lo, hi, near)
	}
	first := c.run(lo)
	run := searchPacked(c.data[bitmapSize:], c.width, v-c.base, first, c.run(hi-1)+1, near)
	if run == first {
		return lo
	}
	return min(c.runStart(lo, run-first), hi)
}

// searchPacked returns the first of the values [lo, hi) of a width that is not below v, hi for none.
func searchPacked(b []byte, width uint8, v uint32, lo, hi int, near bool) int {
	for step := 1; near && lo < hi; step *= 2 {
		at := min(lo+step, hi) - 1
		if unpack(b, at, width) >= v {
			hi = at
			break
		}
		lo = at + 1
	}
	for lo < hi {
		mid := int(uint(lo+hi) / 2)
		if unpack(b, mid, width) < v {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// runStart returns the first row of the nth run behind that of a row, n at least 1; 256 where there is none.
func (c *column) runStart(row, n int) int {
	row++
	for skip := row & 63; row < blockRows; skip = 0 {
		left := binary.LittleEndian.Uint64(c.data[row>>6*8:]) >> skip
		if marks := bits.OnesCount64(left); marks < n {
			n -= marks
			row += 64 - skip
			continue
		}
		for ; n > 1; n-- {
			left &= left - 1
		}
		return row + bits.TrailingZeros64(left)
	}
	return blockRows
}
