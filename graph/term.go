package graph

import (
	"encoding/binary"
	"errors"
	"slices"

	"github.com/cayleygraph/quad"
)

// A segment knows terms as bytes: a kind, then what tells the term from others of its kind. Nothing of a value is lost.
const (
	blankTerm  = 0 // the label
	iriTerm    = 1 // the IRI
	textTerm   = 2 // the text
	taggedTerm = 3 // uvarint length of the language tag, the tag, the text
	typedTerm  = 4 // uvarint number of the datatype in the segment's list, the text
)

var errTerm = errors.New("a term that is none of the five kinds")

// datatypes are the IRIs of datatypes by number.
type datatypes struct {
	list    []quad.IRI
	numbers map[quad.IRI]int
}

func newDatatypes(list []quad.IRI) *datatypes {
	d := &datatypes{list: list, numbers: make(map[quad.IRI]int, len(list))}
	for i, iri := range list {
		d.numbers[iri] = i
	}
	return d
}

// sorted returns the list in the order of its IRIs, and what leads from the old numbers to the new.
func (d *datatypes) sorted() (*datatypes, renumbering) {
	list := slices.Clone(d.list)
	slices.Sort(list)
	out := newDatatypes(list)
	to := make(renumbering, len(d.list))
	for i, iri := range d.list {
		to[i] = out.numbers[iri]
	}
	return out, to
}

// renumbering is the new number of each datatype.
type renumbering []int

// append appends a term with the number of its datatype made new.
func (r renumbering) append(dst, term []byte) []byte {
	if term[0] != typedTerm {
		return append(dst, term...)
	}
	number, n := binary.Uvarint(term[1:])
	dst = binary.AppendUvarint(append(dst, typedTerm), uint64(r[number]))
	return append(dst, term[1+n:]...)
}

// append appends the bytes of a value that package quads reads; false for one whose datatype is not in the list.
func (d *datatypes) append(dst []byte, v quad.Value) ([]byte, bool) {
	switch v := v.(type) {
	case quad.BNode:
		return append(append(dst, blankTerm), v...), true
	case quad.IRI:
		return append(append(dst, iriTerm), v...), true
	case quad.String:
		return append(append(dst, textTerm), v...), true
	case quad.LangString:
		dst = binary.AppendUvarint(append(dst, taggedTerm), uint64(len(v.Lang)))
		return append(append(dst, v.Lang...), v.Value...), true
	case quad.TypedString:
		number, ok := d.numbers[v.Type]
		dst = binary.AppendUvarint(append(dst, typedTerm), uint64(number))
		return append(dst, v.Value...), ok
	}
	return dst, false
}

// value returns the value of a term's bytes, which are copied.
func (d *datatypes) value(term []byte) (quad.Value, error) { return d.of(string(term)) }

// of returns the value of a term's bytes, of which it keeps a part.
func (d *datatypes) of(term string) (quad.Value, error) {
	if len(term) == 0 {
		return nil, errTerm
	}
	kind, rest := term[0], term[1:]
	switch kind {
	case blankTerm:
		return quad.BNode(rest), nil
	case iriTerm:
		return quad.IRI(rest), nil
	case textTerm:
		return quad.String(rest), nil
	}
	number, n := binary.Uvarint([]byte(rest[:min(len(rest), binary.MaxVarintLen64)]))
	if n <= 0 {
		return nil, errTerm
	}
	switch rest = rest[n:]; {
	case kind == taggedTerm && number <= uint64(len(rest)):
		return quad.LangString{Lang: rest[:number], Value: quad.String(rest[number:])}, nil
	case kind == typedTerm && number < uint64(len(d.list)):
		return quad.TypedString{Type: d.list[number], Value: quad.String(rest)}, nil
	}
	return nil, errTerm
}
