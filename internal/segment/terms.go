package segment

import (
	"bytes"
	"encoding/binary"
)

// Terms stand in id order in blocks of 16: the first whole, each other as how many bytes it shares with the one before it, and the
// rest. A directory says where each block starts.

const (
	termBlock = 16
	// offsetEntry is an entry of the directory: where the block starts.
	offsetEntry = 8
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

// walk calls visit with every term.
func (t *terms) walk(visit func(term []byte)) error {
	var term []byte
	for i := range termBlocks(t.n) {
		b, at, err := t.block(i)
		if err != nil {
			return err
		}
		term = term[:0]
		for range min(termBlock, t.n-i*termBlock) {
			shared, n := shortUvarint(b)
			size, m := shortUvarint(b[n:])
			if n == 0 || m == 0 || shared > uint64(len(term)) || size > uint64(len(b)-n-m) {
				return t.file.damaged(at, errShape)
			}
			b = b[n+m:]
			term, b = append(term[:shared], b[:size]...), b[size:]
			visit(term)
		}
	}
	return nil
}

// shortUvarint is binary.Uvarint, sooner where the number has one byte, as most have here; n is 0 for one that is not whole.
func shortUvarint(b []byte) (v uint64, n int) {
	if len(b) > 0 && b[0] < 0x80 {
		return uint64(b[0]), 1
	}
	v, n = binary.Uvarint(b)
	return v, max(n, 0)
}

// find returns the id of a term, 0 for none.
func (t *terms) find(term []byte) (ID, error) {
	if t.n == 0 {
		return 0, nil
	}
	var buf [256]byte
	slot, mark := place(term, slotCount(t.n))
	for ; slot < t.slots.n; slot++ {
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
	}
	return 0, nil
}

// termWriter shortens terms by what they share with the one before.
type termWriter struct {
	n    int
	last []byte
}

// append appends the next term to a block.
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
	return b
}
