package segment

import (
	"encoding/binary"

	"github.com/cespare/xxhash/v2"
)

// The hash table leads from a term to its id. Its entries stand in the order of the slots where their search begins, then of their ids, each
// in the first slot from there on that is free. So it is written from front to back, in as many passes over the hashes as memory asks for.

// slotEntry is an entry of the hash table: one byte of the hash, then the id; id 0 is a free slot.
const slotEntry = 1 + 4

// hashEntry is what is kept of a term for the table: the upper half of its hash, then the byte that marks it.
const hashEntry = 4 + 1

// slotCount is how many slots there are to begin a search in, for n terms: four in five are used. Behind them are those that the last
// entries are pushed to.
func slotCount(n int) int { return n + n/4 + 1 }

// home returns the slot where a search begins in a table of n of them.
func home(upper uint32, n int) int { return int(uint64(upper) * uint64(n) >> 32) }

// place returns the slot where a term's search begins in a table of n slots, and the byte that marks it.
func place(term []byte, n int) (slot int, mark byte) {
	h := xxhash.Sum64(term)
	return home(uint32(h>>32), n), byte(h)
}

func appendHash(b, term []byte) []byte {
	h := xxhash.Sum64(term)
	return append(binary.LittleEndian.AppendUint32(b, uint32(h>>32)), byte(h))
}

// slotTable is the part of a hash table that one pass fills: slots from lo on.
type slotTable struct {
	slots, lo int
	next      []uint32 // for each slot of the part, how many entries begin there; then where the next of them goes, from lo on
	entries   []byte
}

// pass calls visit with each hash that begins in the part.
func (t *slotTable) pass(hashes *spool, visit func(slot int, mark byte, id ID)) error {
	id := ID(0)
	return hashes.each(hashEntry, func(b []byte) {
		for ; len(b) > 0; b = b[hashEntry:] {
			id++
			if at := home(binary.LittleEndian.Uint32(b), t.slots) - t.lo; uint(at) < uint(len(t.next)) {
				visit(at, b[4], id)
			}
		}
	})
}

// fill enters the hashes that begin in the part; the first taken slots belong to entries that were pushed out of the part before. It returns
// the first slot behind the last entry, from lo on.
func (t *slotTable) fill(hashes *spool, taken int) (end int, err error) {
	if err := t.pass(hashes, func(at int, _ byte, _ ID) { t.next[at]++ }); err != nil {
		return 0, err
	}
	end = taken
	for at, n := range t.next {
		end = max(end, at)
		t.next[at] = uint32(end)
		end += int(n)
	}
	t.entries = make([]byte, max(end, len(t.next))*slotEntry)
	return end, t.pass(hashes, func(at int, mark byte, id ID) {
		e := t.entries[int(t.next[at])*slotEntry:]
		e[0] = mark
		binary.LittleEndian.PutUint32(e[1:], id)
		t.next[at]++
	})
}

// slotBytes is how much memory a slot takes while it is filled.
const slotBytes = 4 + slotEntry

// writeSlots hands the entries of the hash table for n terms to put, from the first slot on.
func writeSlots(hashes *spool, n int, put func(entry []byte)) error {
	slots, part := slotCount(n), slotCount(n)
	if room := hashes.room.Memory / roomParts / slotBytes; room > 0 {
		part = int(min(int64(part), max(room, 1<<10)))
	}
	taken := 0 // slots of the part that are written
	for lo := 0; lo < slots; lo += part {
		t := slotTable{slots: slots, lo: lo, next: make([]uint32, min(part, slots-lo))}
		end, err := t.fill(hashes, taken)
		if err != nil {
			return err
		}
		for e := t.entries[taken*slotEntry:]; len(e) > 0; e = e[slotEntry:] {
			put(e[:slotEntry])
		}
		taken = max(end-len(t.next), 0)
	}
	return nil
}
