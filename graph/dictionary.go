package graph

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// dictionary numbers the values of a graph from 1 in the order of quads.Compare.
type dictionary struct {
	values []quad.Value // values[id-1]
	ids    []ID         // ids[number of a value]; ids[0] is 0

	// The numbers of values, in the order of their first appearance. Most values are IRIs, and a map of strings is twice as fast.
	iris   map[quad.IRI]ID
	others map[quad.Value]ID
}

// newDictionary makes room for about so many values.
func newDictionary(size int) dictionary {
	return dictionary{
		values: make([]quad.Value, 0, size),
		iris:   make(map[quad.IRI]ID, size/4),
		others: make(map[quad.Value]ID, size/2),
	}
}

// ID returns the id of a value, or 0 when no quad has it.
func (d *dictionary) ID(v quad.Value) ID {
	if iri, ok := v.(quad.IRI); ok {
		return d.IRI(iri)
	}
	return d.ids[d.others[lexical(v)]]
}

// IRI is ID of an IRI, of which no quad.Value has to be made.
func (d *dictionary) IRI(iri quad.IRI) ID { return d.ids[d.iris[iri]] }

// Value returns the value of an id, or nil for 0 and for an id that is not of this graph.
func (d *dictionary) Value(id ID) quad.Value {
	if id == 0 || int(id) > len(d.values) {
		return nil
	}
	return d.values[id-1]
}

// NumValues returns how many values there are: ids run from 1 to NumValues.
func (d *dictionary) NumValues() int { return len(d.values) }

// add numbers a value in the order of first appearance; nil is 0.
func (d *dictionary) add(v quad.Value) ID {
	if v == nil {
		return 0
	}
	if iri, ok := v.(quad.IRI); ok {
		number, known := d.iris[iri]
		if !known {
			number = d.next(v)
			d.iris[iri] = number
		}
		return number
	}
	v = lexical(v)
	number, known := d.others[v]
	if !known {
		number = d.next(v)
		d.others[v] = number
	}
	return number
}

// next keeps a new value and returns its number.
func (d *dictionary) next(v quad.Value) ID {
	d.values = append(d.values, v)
	return ID(len(d.values))
}

// sort gives the values their ids. Nothing can be added afterwards.
func (d *dictionary) sort() {
	keys := make([]sortKey, len(d.values))
	for i, v := range d.values {
		keys[i] = newSortKey(v)
		keys[i].number = ID(i + 1)
	}
	slices.SortFunc(keys, func(a, b sortKey) int {
		if c := a.compare(&b); c != 0 {
			return c
		}
		return quads.Compare(d.values[a.number-1], d.values[b.number-1])
	})
	values := make([]quad.Value, len(keys))
	d.ids = make([]ID, len(keys)+1)
	for i, key := range keys {
		values[i] = d.values[key.number-1]
		d.ids[key.number] = ID(i + 1)
	}
	d.values = values
}

// sortKey holds what is known of a value's place in quads.Compare's order without asking it.
type sortKey struct {
	group  group
	number ID
	key    uint64 // orders the values of a group, as far as it goes
	text   string // orders further those of equal key
}

// group parts the values. Any two groups compare as they are listed, save those that hold truth values and typed text.
type group uint8

const (
	blanks group = iota
	iris
	numbers
	mixed // truth values, which come before times, and typed text, which lies among text
	times
	texts
)

func newSortKey(v quad.Value) sortKey {
	switch v := v.(type) {
	case quad.BNode:
		return sortKey{group: blanks, key: prefix(string(v)), text: string(v)}
	case quad.IRI:
		return sortKey{group: iris, key: prefix(string(v)), text: string(v)}
	case quad.String:
		return sortKey{group: texts, key: prefix(string(v)), text: string(v)}
	case quad.LangString:
		return sortKey{group: texts, key: prefix(string(v.Value)), text: string(v.Value)}
	}
	if f, ok := quads.Number(v); ok {
		return sortKey{group: numbers, key: ordered(f)}
	}
	if t, ok := quads.Time(v); ok {
		return sortKey{group: times, key: uint64(t.Unix()) ^ 1<<63}
	}
	return sortKey{group: mixed}
}

// compare is 0 where only quads.Compare knows.
func (a *sortKey) compare(b *sortKey) int {
	if a.group == b.group {
		if c := cmp.Compare(a.key, b.key); c != 0 {
			return c
		}
		return strings.Compare(a.text, b.text)
	}
	if (a.group == mixed || b.group == mixed) && min(a.group, b.group) >= mixed {
		return 0
	}
	return cmp.Compare(a.group, b.group)
}

// prefix is the first eight bytes of a text, in an order that never contradicts the text's.
func prefix[T ~string | ~[]byte](s T) uint64 {
	var b [8]byte
	copy(b[:], s)
	return binary.BigEndian.Uint64(b[:])
}

// ordered turns numbers into bits of the same order, with NaN last.
func ordered(f float64) uint64 {
	if math.IsNaN(f) {
		return math.MaxUint64
	}
	bits := math.Float64bits(f)
	if bits>>63 != 0 {
		return ^bits
	}
	return bits | 1<<63
}
