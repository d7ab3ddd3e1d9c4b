package graph

import (
	"errors"
	"slices"

	"github.com/cayleygraph/quad"

	"rapport/internal/segment"
)

// merge writes what was set aside as one segment at path.
func (c *compiler) merge(path string, files []fileNote) (err error) {
	var list []quad.IRI
	terms, rows := 0, 0
	for _, p := range c.parts {
		list = append(list, p.meta.types...)
		terms, rows = terms+p.file.Terms(), rows+p.file.Rows()
	}
	slices.Sort(list)
	types := newDatatypes(slices.Compact(list))
	var parts []segment.Part
	for _, p := range c.parts {
		to := make(renumbering, len(p.meta.types))
		for i, iri := range p.meta.types {
			to[i] = types.numbers[iri]
		}
		parts = append(parts, segment.Part{File: p.file, Term: renumberedTerm(to, p.own)})
	}
	m := segment.NewMerge(parts, types.order(), c.room)
	defer func() { err = errors.Join(err, m.Close()) }()
	in := segment.Input{Meta: (&meta{types.list, files}).bytes(), Terms: m.Terms, Rows: m.Rows, Room: c.room}
	return segment.Create(path, c.shown(in, Merging, terms, rows))
}
