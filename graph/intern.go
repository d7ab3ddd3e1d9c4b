package graph

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
	"sync"

	"github.com/cayleygraph/quad"
	"github.com/cespare/xxhash/v2"

	"rapport/quads"
)

// interner numbers values from 1 in the order of their first appearance and keeps nothing of them but their bytes, one behind
// the other, so that a graph of any size is a few objects to the garbage collector.
type interner struct {
	chunks  [][]byte
	places  []uint64 // of each value: chunk << 32 | where in the chunk; places[number-1]
	table   []uint64 // open addressing; the upper half of a hash and a number, 0 for a free slot
	types   datatypes
	scratch []byte

	last       quad.Quad // one quad's subject and label are often the next one's
	lastNumber [4]uint32
}

// chunkSize is how much room is asked for at once; a longer value gets a chunk of its own.
const chunkSize = 1 << 20

func newInterner() *interner {
	return &interner{table: make([]uint64, 1<<10), types: *newDatatypes(nil)}
}

// quad returns the numbers of a quad's values.
func (n *interner) quad(q *quad.Quad) [4]uint32 {
	row := n.lastNumber
	if q.Subject != n.last.Subject {
		row[Subject] = n.number(q.Subject)
	}
	if q.Predicate != n.last.Predicate {
		row[Predicate] = n.number(q.Predicate)
	}
	row[Object] = n.number(q.Object)
	if q.Label != n.last.Label {
		row[Label] = n.number(q.Label)
	}
	n.last, n.lastNumber = *q, row
	return row
}

// number returns the number of a value, 0 for nil.
func (n *interner) number(v quad.Value) uint32 {
	if v == nil {
		return 0
	}
	v = lexical(v)
	if t, ok := v.(quad.TypedString); ok {
		if _, known := n.types.numbers[t.Type]; !known {
			n.types.numbers[t.Type] = len(n.types.list)
			n.types.list = append(n.types.list, t.Type)
		}
	}
	term, ok := n.types.append(n.scratch[:0], v)
	if !ok { // a kind that package quads never reads
		term, _ = n.types.append(n.scratch[:0], quad.String(v.String()))
	}
	n.scratch = term
	hash := xxhash.Sum64(term)
	slot := n.slot(hash, term)
	if n.table[slot] != 0 {
		return uint32(n.table[slot])
	}
	n.keep(term)
	number := uint32(len(n.places))
	n.table[slot] = hash&upperHalf | uint64(number)
	if 4*len(n.places) > 3*len(n.table) {
		n.grow()
	}
	return number
}

const upperHalf = 0xffffffff << 32

// first is the slot where a search for a hash begins. It depends on the upper half of the hash alone, which the table keeps.
func (n *interner) first(hash uint64) int {
	return int((hash >> 32) * uint64(len(n.table)) >> 32)
}

// slot returns where a term is in the table, or is to be put.
func (n *interner) slot(hash uint64, term []byte) int {
	s := n.first(hash)
	for n.table[s] != 0 && (n.table[s]&upperHalf != hash&upperHalf || !bytes.Equal(n.term(uint32(n.table[s])), term)) {
		if s++; s == len(n.table) {
			s = 0
		}
	}
	return s
}

func (n *interner) grow() {
	old := n.table
	n.table = make([]uint64, 2*len(old))
	for _, entry := range old {
		if entry == 0 {
			continue
		}
		s := n.first(entry)
		for n.table[s] != 0 {
			if s++; s == len(n.table) {
				s = 0
			}
		}
		n.table[s] = entry
	}
}

// keep copies a term behind its length.
func (n *interner) keep(term []byte) {
	need := binary.MaxVarintLen64 + len(term)
	if last := len(n.chunks) - 1; last < 0 || cap(n.chunks[last])-len(n.chunks[last]) < need {
		n.chunks = append(n.chunks, make([]byte, 0, max(chunkSize, need)))
	}
	last := len(n.chunks) - 1
	n.places = append(n.places, uint64(last)<<32|uint64(len(n.chunks[last])))
	n.chunks[last] = append(binary.AppendUvarint(n.chunks[last], uint64(len(term))), term...)
}

// term returns the bytes of a value, which belong to the interner.
func (n *interner) term(number uint32) []byte {
	place := n.places[number-1]
	b := n.chunks[place>>32][uint32(place):]
	size, w := binary.Uvarint(b)
	return b[w : w+int(size)]
}

func (n *interner) value(number uint32) quad.Value {
	v, err := n.types.value(n.term(number))
	if err != nil {
		panic(err) // what number wrote
	}
	return v
}

// text returns what a plain or tagged string, a blank node or an IRI is compared by first.
func (n *interner) text(number uint32) []byte { return textOf(n.term(number)) }

// ranked is a value on its way to its id.
type ranked struct {
	key    uint64 // orders the values of a group, as far as it goes
	number uint32
	group  group
}

// sort returns the numbers of the values in the order of quads.Compare.
func (n *interner) sort() []uint32 {
	all := make([]ranked, len(n.places))
	for i := range all {
		all[i] = n.rank(uint32(i + 1))
	}
	slices.SortFunc(all, func(a, b ranked) int { return cmp.Compare(a.group, b.group) })
	var wait sync.WaitGroup
	for from, to := 0, 0; from < len(all); from = to {
		for to = from; to < len(all) && (all[to].group == all[from].group || all[from].group >= mixed && all[to].group >= mixed); to++ {
		}
		part := all[from:to]
		wait.Add(1)
		go func() { defer wait.Done(); n.sortGroup(part) }()
	}
	wait.Wait()
	order := make([]uint32, len(all))
	for i := range all {
		order[i] = all[i].number
	}
	return order
}

// rank finds the group of a value.
func (n *interner) rank(number uint32) ranked {
	switch n.term(number)[0] {
	case blankTerm:
		return ranked{0, number, blanks}
	case iriTerm:
		return ranked{0, number, iris}
	case textTerm, taggedTerm:
		return ranked{0, number, texts}
	}
	key := newSortKey(n.value(number))
	return ranked{key.key, number, key.group}
}

// sortGroup sorts values of one group, or of those from mixed on, which hold each other's places.
func (n *interner) sortGroup(part []ranked) {
	switch {
	case part[0].group == blanks || part[0].group == iris:
		n.sortTexts(part, 0)
	case part[0].group == numbers:
		slices.SortFunc(part, func(a, b ranked) int {
			return cmp.Or(cmp.Compare(a.key, b.key), n.compare(a, b))
		})
	default:
		n.sortMixed(part)
	}
}

func (n *interner) compare(a, b ranked) int {
	return quads.Compare(n.value(a.number), n.value(b.number))
}

// sortMixed sorts the plain texts apart from the few values that only quads.Compare can place, and merges the two.
func (n *interner) sortMixed(part []ranked) {
	slices.SortFunc(part, func(a, b ranked) int { return cmp.Compare(a.group, b.group) })
	at := 0
	for at < len(part) && part[at].group != texts {
		at++
	}
	odd, plain := slices.Clone(part[:at]), slices.Clone(part[at:])
	slices.SortFunc(odd, func(a, b ranked) int {
		if a.group == times && b.group == times && a.key != b.key {
			return cmp.Compare(a.key, b.key)
		}
		return n.compare(a, b)
	})
	n.sortTexts(plain, 0)
	out := part[:0]
	for ; len(odd) > 0; odd = odd[1:] {
		if len(plain) > 0 && n.compare(plain[0], odd[0]) < 0 { // few are: typed text
			k, _ := slices.BinarySearchFunc(plain, odd[0], n.compare)
			out, plain = append(out, plain[:k]...), plain[k:]
		}
		out = append(out, odd[0])
	}
	copy(part[len(out):], plain)
}

// few is up to how many texts are compared whole.
const few = 12

// sortTexts sorts values by their text, all of which agree in the first depth bytes, and equal texts by quads.Compare: eight bytes at a
// time, so that the text of a value is looked at once for each eight that do not tell it apart.
func (n *interner) sortTexts(part []ranked, depth int) {
	if len(part) <= few {
		slices.SortFunc(part, func(a, b ranked) int {
			return cmp.Or(bytes.Compare(n.text(a.number)[depth:], n.text(b.number)[depth:]), n.compare(a, b))
		})
		return
	}
	for i := range part {
		text := n.text(part[i].number)[depth:]
		var b [8]byte
		copy(b[:], text)
		part[i].key = binary.BigEndian.Uint64(b[:])
	}
	slices.SortFunc(part, func(a, b ranked) int { return cmp.Compare(a.key, b.key) })
	for from, to := 0, 0; from < len(part); from = to {
		for to = from + 1; to < len(part) && part[to].key == part[from].key; to++ {
		}
		if to-from > 1 {
			n.sortAlike(part[from:to], depth)
		}
	}
}

// sortAlike sorts values whose texts agree in eight bytes from depth on, or end within them.
func (n *interner) sortAlike(part []ranked, depth int) {
	// Those that end come first: zeros were put in place of what they do not have.
	end := 0
	for i := range part {
		if len(n.text(part[i].number)) <= depth+8 {
			part[i], part[end] = part[end], part[i]
			end++
		}
	}
	if end > 0 {
		slices.SortFunc(part[:end], func(a, b ranked) int {
			return cmp.Or(bytes.Compare(n.text(a.number), n.text(b.number)), n.compare(a, b))
		})
	}
	if end < len(part) {
		n.sortTexts(part[end:], depth+8)
	}
}
