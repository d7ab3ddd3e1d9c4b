package segment

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"hash/crc32"
	"strings"
	"testing"
)

// TestVersion2 spells out a segment of version 2 byte by byte, as FORMAT.md has it: three terms and two rows. A program that reads
// this version must always read these bytes.
func TestVersion2(t *testing.T) {
	var want []byte
	part := func(text string) {
		for line := range strings.Lines(text) {
			line, _, _ = strings.Cut(line, "#")
			b, err := hex.DecodeString(strings.Join(strings.Fields(line), ""))
			if err != nil {
				t.Fatal(err)
			}
			want = append(want, b...)
		}
	}
	var from int
	var ends []int
	begin := func() { from = len(want) }
	sum := func() {
		want = binary.LittleEndian.AppendUint32(want, crc32.Checksum(want[from:], crc32.MakeTable(crc32.Castagnoli)))
	}
	end := func() { ends = append(ends, len(want)) }
	sealed := func(text string) { begin(); part(text); sum(); end() }
	page := func(text string) {
		begin()
		part(text)
		want = append(want, make([]byte, from+4092-len(want))...)
		sum()
		end()
	}

	begin()
	part(`89 52 53 47 0d 0a 1a 0a # \x89 R S G \r \n \x1a \n
	      02 00 00 00             # version`)
	sum()
	sealed(`6d 65 74 61 # meta`)
	sealed(`00 02 61 62 # shares 0, 2 bytes: ab
	        02 01 63    # shares 2, 1 byte: abc
	        00 01 78    # shares 0, 1 byte: x`)
	page(`00 00 00 00 00 00 00 00 # block 0 of terms`)
	page(`00 00 00 00 00
	      61 01 00 00 00 # ab: XXH64 65f708ca92d04a61, slot 0x65f708ca × 4 >> 32 = 1
	      99 02 00 00 00 # abc: XXH64 44bc2cf5ad770999, slot 1 too, behind the lower id
	      23 03 00 00 00 # x: XXH64 5c80c09683041123, slot 1 too`)
	// SPOL: 1 2 3 0 and 3 2 1 1
	sealed(`08 # S: 0 and 2, two bits each; P takes none
	        02 # O: 2 and 0, two bits each
	        02 # L: 0 and 1, one bit each
	        00 02 01 00 01 00 00 00 # S: packed, 2 bits, 2 rows, base 1
	        00 00 01 00 02 00 00 00 # P: base 2
	        00 02 01 00 01 00 00 00 # O: base 1
	        00 01 01 00 00 00 00 00 # L: base 0
	        01                      # two rows`)
	page(`01 00 00 00 02 00 00 00 03 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00`)
	// POSL: 2 1 3 1 and 2 3 1 0
	sealed(`08 02 01
	        00 00 01 00 02 00 00 00 # P
	        00 02 01 00 01 00 00 00 # O: 0, 2
	        00 02 01 00 01 00 00 00 # S: 2, 0
	        00 01 01 00 00 00 00 00 # L: 1, 0
	        01`)
	page(`02 00 00 00 01 00 00 00 03 00 00 00 01 00 00 00  00 00 00 00 00 00 00 00`)
	// OSPL: 1 3 2 1 and 3 1 2 0
	sealed(`08 02 01
	        00 02 01 00 01 00 00 00 # O: 0, 2
	        00 02 01 00 01 00 00 00 # S: 2, 0
	        00 00 01 00 02 00 00 00 # P
	        00 01 01 00 00 00 00 00 # L: 1, 0
	        01`)
	page(`01 00 00 00 03 00 00 00 02 00 00 00 01 00 00 00  00 00 00 00 00 00 00 00`)
	// LSPO: 0 1 2 3 and 1 3 2 1
	sealed(`02 08 02
	        00 01 01 00 00 00 00 00 # L: 0, 1
	        00 02 01 00 01 00 00 00 # S: 0, 2
	        00 00 01 00 02 00 00 00 # P
	        00 02 01 00 01 00 00 00 # O: 2, 0
	        01`)
	page(`00 00 00 00 01 00 00 00 02 00 00 00 03 00 00 00  00 00 00 00 00 00 00 00`)
	page(`00 00 00 00 00 00 00 00 01 00 00 00 01 00 00 00 # first subjects: none below 0 and 1, one below 2 and 3`)
	page(`00 00 00 00 00 00 00 00 01 00 00 00 01 00 00 00 # first objects`)
	begin()
	for _, e := range ends {
		want = binary.LittleEndian.AppendUint64(want, uint64(e))
	}
	part(`03 00 00 00 00 00 00 00  02 00 00 00 00 00 00 00 # terms, rows`)
	sum()

	g := &graph{terms: [][]byte{[]byte("ab"), []byte("abc"), []byte("x")}, rows: []Row{{1, 2, 3, 0}, {3, 2, 1, 1}}}
	if got := g.bytes(t); !bytes.Equal(got, want) {
		at := 0
		for at < min(len(got), len(want)) && got[at] == want[at] {
			at++
		}
		t.Fatalf("%d bytes, want %d; they differ from byte %d on:\n% x\nwant\n% x", len(got), len(want), at,
			got[at:min(at+40, len(got))], want[at:min(at+40, len(want))])
	}
	f, err := openBytes(want)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Check(); err != nil {
		t.Fatal(err)
	}
}

// Version 1 is read no more, and its beginning is enough to say so.
func TestVersion1(t *testing.T) {
	header := "\x89RSG\r\n\x1a\n\x01\x00\x00\x00\x0c\x16\xb5\x01"
	_, err := openBytes([]byte(header + strings.Repeat("?", 1000)))
	var damage *Error
	if !errors.Is(err, ErrVersion) || !errors.As(err, &damage) || !strings.Contains(err.Error(), "it has version 1, and this rapport reads version 2") {
		t.Fatalf("got %v", err)
	}
	if want := "build it anew from its N-Quads: rapport build -i FILE test.rsg"; damage.Hint() != want {
		t.Errorf("the hint is %q, want %q", damage.Hint(), want)
	}
}
