package segment

import (
	"bytes"
	"encoding/binary"

	"github.com/cespare/xxhash/v2"
)

// Terms stand in id order in blocks of 16: the first whole, each other as how many bytes it shares with the one before it, and the
// rest. A directory says where each block starts. A hash table leads from a term to its id.

const (
	termBlock = 16
	// offsetEntry is an entry of the directory: where the block starts.
	offsetEntry = 8
	// slotEntry is an entry of the hash table: one byte of the hash, then the id; id 0 is a free slot.
	slotEntry = 1 + 4
)

// terms is the dictionary.
type terms struct {
	file    *File
	n       int
	starts  *pages
	data    []byte
	offset  int64
	checked marks // of blocks
	slots   *pages
}

func termBlocks(n int) int { return (n + termBlock - 1) / termBlock }

// slotCount is the size of the hash table for n terms: four in five slots are used.
func slotCount(n int) int { return n + n/4 + 1 }

func (t *terms) start(i int) (int, error) {
	if i == termBlocks(t.n) {
		return len(t.data), nil
	}
	e, err := t.starts.at(i)
	if err != nil {
		return 0, err
	}
	at := binary.LittleEndian.Uint64(e)
	if at > uint64(len(t.data)) {
		return 0, t.file.damaged(t.offset, errShape)
	}
	return int(at), nil
}

// block returns the bytes of block i without their checksum, which is verified the first time.
func (t *terms) block(i int) ([]byte, int64, error) {
	from, err := t.start(i)
	if err != nil {
		return nil, 0, err
	}
	to, err := t.start(i + 1)
	if err != nil {
		return nil, 0, err
	}
	at := t.offset + int64(from)
	if to-from < crcSize {
		return nil, 0, t.file.damaged(at, errShape)
	}
	if !t.checked.has(i) {
		if !sealed(t.data[from:to]) {
			return nil, 0, t.file.damaged(at, errChecksum)
		}
		t.checked.set(i)
	}
	return t.data[from : to-crcSize], at, nil
}

// append appends term id to dst.
func (t *terms) append(dst []byte, id ID) ([]byte, error) {
	i := int(id-1) / termBlock
	b, at, err := t.block(i)
	if err != nil {
		return dst, err
	}
	from := len(dst)
	for left := int(id-1) % termBlock; left >= 0; left-- {
		shared, n := binary.Uvarint(b)
		if n <= 0 || shared > uint64(len(dst)-from) {
			return dst[:from], t.file.damaged(at, errShape)
		}
		b = b[n:]
		size, n := binary.Uvarint(b)
		if n <= 0 || size > uint64(len(b)-n) {
			return dst[:from], t.file.damaged(at, errShape)
		}
		dst = append(dst[:from+int(shared)], b[n:n+int(size)]...)
		b = b[n+int(size):]
	}
	return dst, nil
}

// find returns the id of a term, 0 for none.
func (t *terms) find(term []byte) (ID, error) {
	if t.n == 0 {
		return 0, nil
	}
	var buf [256]byte
	slot, mark := place(term, t.slots.n)
	for range t.slots.n {
		e, err := t.slots.at(slot)
		if err != nil {
			return 0, err
		}
		id := binary.LittleEndian.Uint32(e[1:])
		if id == 0 {
			return 0, nil
		}
		if int(id) > t.n {
			return 0, t.file.damaged(t.slots.offset, errShape)
		}
		if e[0] == mark {
			got, err := t.append(buf[:0], id)
			if err != nil || bytes.Equal(got, term) {
				return id, err
			}
		}
		if slot++; slot == t.slots.n {
			slot = 0
		}
	}
	return 0, nil
}

// place returns the slot where a term's search begins in a table of n slots, and the byte that marks it.
func place(term []byte, n int) (slot int, mark byte) {
	h := xxhash.Sum64(term)
	return int((h >> 32) * uint64(n) >> 32), byte(h)
}

// termWriter writes the three sections of a dictionary.
type termWriter struct {
	starts []uint64
	slots  []ID
	marks  []byte
	n      int
	last   []byte
}

func newTermWriter(n int) *termWriter {
	size := slotCount(n)
	return &termWriter{starts: make([]uint64, 0, termBlocks(n)), slots: make([]ID, size), marks: make([]byte, size)}
}

// append appends the next term to a block that begins at b[from:]. written is how many bytes the section has before b.
func (w *termWriter) append(b []byte, term []byte) []byte {
	shared := 0
	if w.n%termBlock != 0 {
		most := min(len(term), len(w.last))
		for shared < most && term[shared] == w.last[shared] {
			shared++
		}
	}
	b = binary.AppendUvarint(b, uint64(shared))
	b = binary.AppendUvarint(b, uint64(len(term)-shared))
	b = append(b, term[shared:]...)
	w.last = append(w.last[:0], term...)
	w.n++
	w.index(term, ID(w.n))
	return b
}

// index enters a term into the hash table. Of two with one slot the lower id comes first, since terms come in id order.
func (w *termWriter) index(term []byte, id ID) {
	slot, mark := place(term, len(w.slots))
	for w.slots[slot] != 0 {
		if slot++; slot == len(w.slots) {
			slot = 0
		}
	}
	w.slots[slot], w.marks[slot] = id, mark
}
