package segment

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// Columns of every shape come back, up to the highest ids and down to none at all, whichever way they are written.
func TestColumnsComeBack(t *testing.T) {
	r := rand.New(rand.NewPCG(12, 13))
	modes := map[uint8]int{}
	for round := range 4000 {
		n := 1 + r.IntN(blockRows)
		lowest := []ID{0, 1, 1 << 16, 1 << 31, maxCount - 300}[r.IntN(5)]
		spread := []uint32{1, 2, 9, 300, maxCount - lowest + 1}[r.IntN(5)]
		values := make([]ID, n)
		for i := range values {
			if values[i] = lowest + r.Uint32N(min(spread, maxCount-lowest+1)); i > 0 && round%3 == 0 && r.IntN(20) > 0 {
				values[i] = values[i-1]
			}
		}
		values[r.IntN(n)], values[r.IntN(n)] = lowest, maxCount
		rows, width := make([]Row, n), r.IntN(32)
		for i := range rows {
			rows[i] = Row{values[i], values[n-1-i], maxCount, r.Uint32N(1 << width)}
		}
		var w blockWriter
		var b block
		if data := w.append(nil, rows, &Orders[0]); !sealed(data) || !b.open(data, false) || !b.sound(maxCount) {
			t.Fatalf("a block of %d rows from %d does not open", n, lowest)
		}
		if b.sound(maxCount - 1) {
			t.Fatalf("id %d is none of %d", uint32(maxCount), uint32(maxCount-1))
		}
		got := make([]Row, n)
		from := r.IntN(n)
		b.fill(got[from:], from, &Orders[0])
		for c := range b.columns {
			ids := make([]ID, n-from)
			readColumn(&b.columns[c], ids, from)
			for i, id := range ids {
				if id != rows[from+i][c] {
					t.Fatalf("row %d has %d in column %d, want %d", from+i, id, c, rows[from+i][c])
				}
			}
		}
		for i := range rows {
			if b.row(i) != rows[i] || i >= from && got[i] != rows[i] {
				t.Fatalf("row %d is %v and %v, want %v", i, b.row(i), got[i], rows[i])
			}
		}
		for _, c := range b.columns {
			modes[c.mode]++
		}
	}
	for _, mode := range []uint8{packed, runs, listed} {
		if modes[mode] < 300 {
			t.Errorf("only %d columns are written in mode %d", modes[mode], mode)
		}
	}
}

// Of rows in ascending order, search finds the same as looking at one after the other, and groupsOf the rows of each value, in columns of every
// shape.
func TestColumnsAreSearched(t *testing.T) {
	r := rand.New(rand.NewPCG(14, 15))
	modes := map[uint8]int{}
	for round := range 3000 {
		n := 1 + r.IntN(blockRows)
		lowest := []ID{0, 1, 1 << 16, maxCount - 300}[r.IntN(4)]
		spread := []uint32{1, 2, 9, 300, maxCount - lowest + 1}[r.IntN(5)]
		values := make([]ID, n)
		for i := range values {
			if values[i] = lowest + r.Uint32N(min(spread, maxCount-lowest+1)); i > 0 && r.IntN(20) < round%20 {
				values[i] = values[i-1]
			}
		}
		if round%4 > 0 {
			slices.Sort(values)
		}
		from := r.IntN(n) // only the rows from here to there are in order
		to := from + 1
		for to < n && values[to] >= values[to-1] {
			to++
		}
		to -= r.IntN(to - from)
		rows := make([]Row, n)
		for i := range rows {
			rows[i] = Row{values[i]}
		}
		var w blockWriter
		var b block
		if !b.open(w.append(nil, rows, &Orders[0]), false) {
			t.Fatal("a block does not open")
		}
		c := &b.columns[0]
		modes[c.mode]++
		for range 20 {
			v := values[from+r.IntN(to-from)] + ID(r.IntN(3)) - 1
			want := from
			for want < to && values[want] < v {
				want++
			}
			for _, near := range []bool{false, true} {
				if got := c.search(v, from, to, near); v != 1<<32-1 && got != want {
					t.Fatalf("in %v, rows %d to %d, mode %d: %d is at %d, want %d", values, from, to, c.mode, v, got, want)
				}
			}
		}
		var ids [PartRows]ID
		var ends [PartRows]int
		at := from
		for i := range groupsOf(c, from, to, &ids, &ends) {
			end := at + 1
			for end < to && values[end] == values[at] {
				end++
			}
			if ids[i] != values[at] || from+ends[i] != end {
				t.Fatalf("in %v, mode %d: the group at %d is of %d and ends at %d, want %d and %d", values, c.mode, at, ids[i], from+ends[i], values[at], end)
			}
			at = end
		}
		if at != to {
			t.Fatalf("in %v, mode %d: the groups of %d to %d end at %d", values, c.mode, from, to, at)
		}
	}
	for _, mode := range []uint8{packed, runs, listed} {
		if modes[mode] < 100 {
			t.Errorf("only %d columns are written in mode %d", modes[mode], mode)
		}
	}
}

// Of sorted rows, find returns the first that is not less than a key.
func TestBlocksAreSearched(t *testing.T) {
	r := rand.New(rand.NewPCG(16, 17))
	for range 2000 {
		rows := make([]Row, 1+r.IntN(blockRows))
		spread := [4]uint32{1 + r.Uint32N(3), 1 + r.Uint32N(4), 1 + r.Uint32N(40), 1 + r.Uint32N(400)}
		some := func() (row Row) {
			for c := range row {
				row[c] = r.Uint32N(spread[c])
			}
			return row
		}
		for i := range rows {
			rows[i] = some()
		}
		slices.SortFunc(rows, func(a, b Row) int { return slices.Compare(a[:], b[:]) })
		var w blockWriter
		var b block
		if !b.open(w.append(nil, rows, &Orders[0]), false) {
			t.Fatal("a block does not open")
		}
		for range 30 {
			key, same := some(), r.IntN(4)
			clear(key[1+r.IntN(4):])
			lo := r.IntN(len(rows))
			copy(key[:same], rows[lo][:])
			hi := lo
			for hi < len(rows) && slices.Equal(rows[hi][:same], key[:same]) {
				hi++
			}
			want := lo
			for want < hi && slices.Compare(rows[want][:], key[:]) < 0 {
				want++
			}
			if got := b.find(&key, lo, hi, same, r.IntN(2) == 0); got != want {
				t.Fatalf("%v is at %d of %d to %d, want %d: %v", key, got, lo, hi, want, rows)
			}
		}
	}
}
