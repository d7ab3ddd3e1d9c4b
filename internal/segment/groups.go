package segment

import (
	"encoding/binary"
	"math/bits"
)

// PartRows is how many rows a Groups reads at a time at most: those of a block.
const PartRows = blockRows

// Groups walks a run of rows by the column behind those that all of them agree in, part by part. It is used by one goroutine.
type Groups struct {
	search
	column int // the one behind; the next one is what Nears reads
	from   int // row of the block where the part begins
	at, hi int // of the run
}

// Sweep sets g to walk the rows that Count counts, by the column behind the first width, and returns how many they are; width is from 0 to 2.
func (f *File) Sweep(g *Groups, order int, key Row, width int) (n int, err error) {
	*g = Groups{search: search{p: &f.perms[order]}, column: width}
	g.at, g.hi, err = g.span(key.in(&Orders[order]), width)
	return g.hi - g.at, err
}

// NextPart goes to the next rows. It writes the ids that they have, each once and in ascending order, and where among them its rows end, and returns
// how many ids these are: none at the end. The rows of an id may go on in the next part.
func NextPart[T ~uint32](g *Groups, ids *[PartRows]T, ends *[PartRows]int) (n int, err error) {
	if g.at >= g.hi {
		return 0, nil
	}
	if err := g.open(g.at / blockRows); err != nil {
		return 0, err
	}
	g.from = g.at % blockRows
	to := min(g.block.n, g.from+g.hi-g.at)
	g.at += to - g.from
	return groupsOf(&g.block.columns[g.column], g.from, to, ids, ends), nil
}

// Nears fills out with what the rows of a part have in the column behind its own, from one of them on.
func Nears[T ~uint32](g *Groups, from int, out []T) {
	readColumn(&g.block.columns[g.column+1], out, g.from+from)
}

// groupsOf writes the values of rows from to to, which are in ascending order and at least one, each once, and behind which row, counted from the
// first, it ends. It returns how many they are.
func groupsOf[T ~uint32](c *column, from, to int, values *[PartRows]T, ends *[PartRows]int) (n int) {
	switch {
	case c.width == 0:
		values[0], ends[0] = T(c.base), to-from
		return 1
	case c.mode == runs:
		return runsOf(c, from, to, values, ends)
	}
	offsets, width := c.data, c.width
	if c.mode == listed {
		offsets, width = c.list, c.places
	}
	for row := from; row < to; n++ {
		v := unpack(offsets, row, width)
		row = searchPacked(offsets, width, v+1, row+1, to, true)
		if c.mode == listed {
			v = unpack(c.data, int(v), c.width)
		}
		values[n], ends[n] = T(c.base+v), row-from
	}
	return n
}

// runsOf is groupsOf of a column of runs.
func runsOf[T ~uint32](c *column, from, to int, values *[PartRows]T, ends *[PartRows]int) (n int) {
	list, run := c.data[bitmapSize:], c.run(from)
	values[0] = T(c.base + unpack(list, run, c.width))
	for row := from + 1; row < to; row = row&^63 + 64 {
		starts := binary.LittleEndian.Uint64(c.data[row>>6*8:]) >> (row & 63)
		for ; starts != 0; starts &= starts - 1 {
			start := row + bits.TrailingZeros64(starts)
			if start >= to {
				break
			}
			ends[n] = start - from
			n++
			values[n] = T(c.base + unpack(list, run+n, c.width))
		}
	}
	ends[n] = to - from
	return n + 1
}
