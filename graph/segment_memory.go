package graph

import (
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/internal/segment"
)

// InMemory reads all of a segment into memory, which answers each question sooner but costs its whole size at once: the thing to do with a
// small one. The error is a damaged block's.
func (s *Segment) InMemory() (*Memory, error) {
	n := s.NumValues()
	d, err := s.values(n)
	if err != nil {
		return nil, err
	}
	m := &Memory{dictionary: d}
	rows := make([]Quad, 0, s.file.Rows())
	err = s.Walk(Quad{}, func(q Quad) bool {
		rows = append(rows, q)
		return true
	})
	if err != nil {
		return nil, err
	}
	m.arrange(rows, make([]Quad, len(rows)), n)
	return m, nil
}

// values reads all n values; their texts lie in one.
func (s *Segment) values(n int) (d dictionary, err error) {
	var terms strings.Builder
	var term []byte
	terms.Grow(48 * n)
	ends := make([]int, n+1)
	for i := range n {
		if term, err = s.file.AppendTerm(term[:0], segment.ID(i+1)); err != nil {
			return d, err
		}
		terms.Write(term)
		ends[i+1] = terms.Len()
	}
	d = newDictionary(n)
	d.ids = make([]ID, 1, n+1)
	text := terms.String()
	for i := range n {
		v, err := s.types.of(text[ends[i]:ends[i+1]])
		if err != nil {
			return d, s.file.DamagedTerm(segment.ID(i+1), err)
		}
		d.known(v)
	}
	return d, nil
}

// known adds a value that is above all before it.
func (d *dictionary) known(v quad.Value) {
	number := d.next(v)
	if iri, ok := v.(quad.IRI); ok {
		d.iris[iri] = number
	} else {
		d.others[v] = number
	}
	d.ids = append(d.ids, number)
}
