package segment

import (
	"math/rand/v2"
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
		rows := make([]Row, n)
		for i := range rows {
			rows[i] = Row{values[i], values[n-1-i], maxCount, 0}
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
		for c := range 2 {
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
