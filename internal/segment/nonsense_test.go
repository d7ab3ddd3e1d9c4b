package segment

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// part is a piece of a file that ends in its own checksum.
type part struct{ from, to int }

// parts returns every piece of a whole file, in their order.
func parts(t testing.TB, data []byte) (out []part) {
	t.Helper()
	f, err := openBytes(data)
	if err != nil {
		t.Fatal(err)
	}
	c, err := f.readContents()
	if err != nil {
		t.Fatal(err)
	}
	add := func(section, from, to int) {
		at := int(c.section(section).offset)
		out = append(out, part{at + from, at + to})
	}
	out = append(out, part{0, headerSize}, part{headerSize, int(c.ends[metaSection])})
	for i := range termBlocks(f.terms.n) {
		from, _ := f.terms.start(i)
		to, _ := f.terms.start(i + 1)
		add(termSection, from, to)
	}
	for i := range f.perms {
		for block := range f.perms[i].blocks() {
			from, _ := f.perms[i].start(block)
			to, _ := f.perms[i].start(block + 1)
			add(rowSection+2*i, from, to)
		}
	}
	for _, section := range []int{startSection, slotSection, headSection, headSection + 2, headSection + 4, headSection + 6, firstSection, firstSection + 1} {
		for at := 0; at < int(c.section(section).length); at += pageSize {
			add(section, at, at+pageSize)
		}
	}
	return append(out, part{len(data) - contentsSize, len(data)})
}

// reseal gives a piece the checksum of what it holds now.
func (p part) reseal(data []byte) {
	copy(data[p.to-crcSize:p.to], seal(slices.Clone(data[p.from:p.to-crcSize]), 0)[p.to-p.from-crcSize:])
}

// useAll asks a file everything, and returns the first error.
func useAll(f *File, r *rand.Rand) error {
	var errs []error
	var term []byte
	for _, id := range []ID{0, 1, ID(f.Terms()), ID(f.Terms()) + 1, ^ID(0), ID(r.IntN(f.Terms()+1)) + 1} {
		var err error
		if term, err = f.AppendTerm(term[:0], id); err != nil && id > 0 && int64(id) <= int64(f.Terms()) {
			errs = append(errs, err)
		}
		_, err = f.Find(term)
		errs = append(errs, err)
	}
	some := func() ID {
		switch r.IntN(5) {
		case 0:
			return ^ID(0) - r.Uint32N(3)
		case 1:
			return 0
		}
		return r.Uint32N(uint32(f.Terms() + 2))
	}
	for range 30 {
		order, width, key := r.IntN(4), r.IntN(5), Row{some(), some(), some(), some()}
		_, err := f.Count(order, key, width)
		errs = append(errs, err)
		var c Cursor
		f.Seek(&c, order, key, width)
		errs = append(errs, drain(f, &c))
		f.SeekRange(&c, order, key, min(width, 3), some())
		errs = append(errs, drain(f, &c))
	}
	return errors.Join(append(errs, walkAll(f), f.Check())...)
}

// walkAll reads all terms and rows, which are those that are read one by one.
func walkAll(f *File) error {
	id, odd := ID(0), error(nil)
	err := f.WalkTerms(func(term []byte) {
		id++
		if alone, err := f.AppendTerm(nil, id); err != nil || !bytes.Equal(alone, term) {
			odd = fmt.Errorf("%w: term %d is %q, alone %q, %v", errRow, id, term, alone, err)
		}
	})
	if err == nil && int(id) != f.Terms() {
		odd = fmt.Errorf("%w: %d terms of %d", errRow, id, f.Terms())
	}
	errs := []error{err}
	for order := range Orders {
		var c Cursor
		f.Seek(&c, order, Row{}, 0)
		errs = append(errs, f.WalkRows(order, func(rows []Row) {
			for _, row := range rows {
				if alone, ok := c.Next(); c.Err() == nil && (!ok || alone != row) || int64(max(row[0], row[1], row[2], row[3])) > int64(f.Terms()) {
					odd = fmt.Errorf("%w: row %v, by a cursor %v", errRow, row, alone)
				}
			}
		}))
	}
	return errors.Join(append(errs, odd)...)
}

var errRow = errors.New("a row that cannot be")

// drain walks to the end; rows have ids of terms only, and are no more than Len says.
func drain(f *File, c *Cursor) error {
	left := c.Len()
	for row, ok := c.Next(); ok; row, ok = c.Next() {
		if left--; left < 0 || int64(max(row[0], row[1], row[2], row[3])) > int64(f.Terms()) {
			return errRow
		}
	}
	return c.Err()
}

// What a file with right checksums says may be nonsense all the same: every call gives an error or an answer, and no row has an id that
// is none.
func TestSealedNonsense(t *testing.T) {
	rounds := 20_000
	if testing.Short() {
		rounds = 3_000
	}
	r := rand.New(rand.NewPCG(10, uint64(rounds)))
	for _, size := range []struct{ terms, rows int }{{3, 5}, {40, 300}, {700, 900}} {
		whole := randomGraph(r, size.terms, size.rows).bytes(t)
		all, found := parts(t, whole), 0
		for i := range rounds / 3 {
			data, p := slices.Clone(whole), all[r.IntN(len(all))]
			for range 1 + r.IntN(3) {
				change(r, data[p.from:p.to-crcSize])
			}
			p.reseal(data)
			f, err := openBytes(data)
			if err == nil {
				err = useAll(f, r)
			}
			var damage *Error
			switch {
			case errors.Is(err, errRow) || err != nil && !errors.As(err, &damage):
				t.Fatalf("round %d, piece %v: %v", i, p, err)
			case err != nil:
				found++
			}
		}
		t.Logf("%d terms, %d rows: %d of %d changes were errors", size.terms, size.rows, found, rounds/3)
		if found < rounds/30 {
			t.Errorf("only %d of %d changes were errors", found, rounds/3)
		}
	}
}

// change changes something small.
func change(r *rand.Rand, b []byte) {
	if len(b) == 0 {
		return
	}
	at := r.IntN(len(b))
	if r.IntN(3) == 0 { // where heads and counts stand
		at = max(0, len(b)-1-r.IntN(40))
	}
	switch r.IntN(5) {
	case 0:
		b[at] ^= 1 << r.IntN(8)
	case 1:
		b[at] = byte(r.Uint32())
	case 2:
		b[at] = 0xFF
	case 3:
		if at+4 <= len(b) {
			binary.LittleEndian.PutUint32(b[at:], []uint32{0, 1, 1 << 31, ^uint32(0), r.Uint32()}[r.IntN(5)])
		}
	case 4:
		if at+8 <= len(b) {
			binary.LittleEndian.PutUint64(b[at:], []uint64{1 << 32, 1<<32 - 2, 1 << 63, ^uint64(0), r.Uint64()}[r.IntN(5)])
		}
	}
}

// FuzzSealed lets the fuzzer change one piece of a file, which is sealed again.
func FuzzSealed(f *testing.F) {
	whole := randomGraph(rand.New(rand.NewPCG(3, 1)), 40, 300).bytes(f)
	all := parts(f, whole)
	for i, p := range all {
		f.Add(uint16(i), uint16(0), whole[p.from:p.to-crcSize])
	}
	f.Fuzz(func(t *testing.T, which, at uint16, change []byte) {
		data, p := slices.Clone(whole), all[int(which)%len(all)]
		room := data[p.from : p.to-crcSize]
		copy(room[min(int(at), len(room)):], change)
		p.reseal(data)
		if file, err := openBytes(data); err == nil {
			if err := useAll(file, rand.New(rand.NewPCG(1, 1))); errors.Is(err, errRow) {
				t.Fatal(err)
			}
		}
	})
}
