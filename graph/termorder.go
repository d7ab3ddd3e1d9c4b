package graph

import (
	"bytes"
	"encoding/binary"

	"github.com/cayleygraph/quad"

	"rapport/internal/segment"
	"rapport/quads"
)

// order is quads.Compare over terms as bytes.
func (d *datatypes) order() segment.TermOrder {
	return segment.TermOrder{Rank: d.rank, Compare: d.compare}
}

// rankBits is how much room a quads.Rank takes at the top of a term's rank.
const rankBits = 3

// rank is a value's quads.Rank and what comes after it in the order of values, as far as it goes.
func (d *datatypes) rank(term []byte) (uint64, error) {
	if len(term) == 0 {
		return 0, errTerm
	}
	of := func(r quads.Rank, key uint64) uint64 { return uint64(r)<<(64-rankBits) | key>>rankBits }
	switch term[0] {
	case blankTerm:
		return of(quads.RankBlank, prefix(term[1:])), nil
	case iriTerm:
		return of(quads.RankIRI, prefix(term[1:])), nil
	case textTerm:
		return of(quads.RankText, prefix(term[1:])), nil
	}
	v, err := d.value(term)
	if err != nil {
		return 0, err
	}
	switch v := v.(type) {
	case quad.LangString:
		return of(quads.RankText, prefix(v.Value)), nil
	case quad.TypedString:
		r := quads.RankOf(v)
		switch r {
		case quads.RankNumber, quads.RankTime:
			return of(r, newSortKey(v).key), nil
		case quads.RankText:
			return of(r, prefix(v.Value)), nil
		}
		return of(r, 0), nil
	}
	return 0, errTerm
}

func (d *datatypes) compare(a, b []byte) (int, error) {
	if a[0] == b[0] && a[0] <= textTerm {
		return bytes.Compare(a[1:], b[1:]), nil
	}
	if bytes.Equal(a, b) {
		return 0, nil
	}
	if a[0] != typedTerm && b[0] != typedTerm {
		if c := bytes.Compare(textOf(a), textOf(b)); c != 0 {
			return c, nil
		}
	}
	x, err := d.value(a)
	if err != nil {
		return 0, err
	}
	y, err := d.value(b)
	return quads.Compare(x, y), err
}

// textOf returns the text of a plain or tagged string, what it is compared by first.
func textOf(term []byte) []byte {
	if term[0] == taggedTerm {
		size, w := binary.Uvarint(term[1:])
		return term[1+w+int(size):]
	}
	return term[1:]
}

// renumberedTerm appends a term of a part of a merge: with its datatype's new number, and with own before the label of a blank node.
func renumberedTerm(to renumbering, own string) func(dst, term []byte) ([]byte, error) {
	return func(dst, term []byte) ([]byte, error) {
		switch {
		case len(term) == 0:
			return dst, errTerm
		case term[0] == blankTerm:
			dst = append(append(dst, blankTerm), own...)
			return append(dst, term[1:]...), nil
		case term[0] != typedTerm:
			return append(dst, term...), nil
		}
		if number, n := binary.Uvarint(term[1:]); n <= 0 || number >= uint64(len(to)) {
			return dst, errTerm
		}
		return to.append(dst, term), nil
	}
}
