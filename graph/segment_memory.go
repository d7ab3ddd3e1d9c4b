package graph

import (
	"github.com/cayleygraph/quad"
)

// InMemory reads all of a segment into memory, which answers each question sooner but costs its whole size at once: the thing to do with a
// small one. The error is a damaged block's.
func (s *Segment) InMemory() (*Memory, error) {
	n := s.NumValues()
	d := newDictionary(n)
	d.ids = make([]ID, 1, n+1)
	for id := ID(1); int(id) <= n; id++ {
		v := s.Value(id)
		if v == nil {
			return nil, s.Err()
		}
		d.known(v)
	}
	m := &Memory{dictionary: d}
	rows := make([]Quad, 0, s.file.Rows())
	err := s.Walk(Quad{}, func(q Quad) bool {
		rows = append(rows, q)
		return true
	})
	if err != nil {
		return nil, err
	}
	m.arrange(rows, make([]Quad, len(rows)), n)
	return m, nil
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
