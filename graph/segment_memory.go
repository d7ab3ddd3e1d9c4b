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
	err = s.file.WalkRows(Subject, func(some []segment.Row) {
		for i := range some {
			rows = append(rows, quadOf(&some[i]))
		}
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
	terms.Grow(48 * n)
	ends, iris := make([]int, 1, n+1), 0
	err = s.file.WalkTerms(func(term []byte) {
		if len(term) > 0 && term[0] == iriTerm {
			iris++
		}
		terms.Write(term)
		ends = append(ends, terms.Len())
	})
	if err != nil {
		return d, err
	}
	d = dictionary{values: make([]quad.Value, 0, n), ids: make([]ID, 1, n+1), iris: make(map[quad.IRI]ID, iris), others: make(map[quad.Value]ID, n-iris)}
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
