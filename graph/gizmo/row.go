package gizmo

import (
	"slices"
	"sync/atomic"

	"rapport/graph"
)

// tuples is a set of id rows of one width that numbers its members from 0 in the order of their arrival.
type tuples struct {
	width int
	data  []graph.ID // member i is data[i*width : (i+1)*width]
	slots []uint32   // open addressing; member + 1
	n     int
	stop  *atomic.Bool // nil: nobody stops it
}

func (t *tuples) at(i int) []graph.ID { return t.data[i*t.width : (i+1)*t.width] }

// add returns the number of a row, and whether it is new.
func (t *tuples) add(row []graph.ID) (i int, isNew bool) {
	if 4*(t.n+1) > 3*len(t.slots) {
		t.grow()
	}
	s := t.find(row)
	if m := t.slots[s]; m != 0 {
		return int(m) - 1, false
	}
	t.data = append(t.data, row...)
	t.n++
	t.slots[s] = uint32(t.n)
	return t.n - 1, true
}

// index returns the number of a row, -1 for none.
func (t *tuples) index(row []graph.ID) int {
	if t.n == 0 {
		return -1
	}
	return int(t.slots[t.find(row)]) - 1
}

func (t *tuples) find(row []graph.ID) int {
	mask := len(t.slots) - 1
	s := int(hash(row)) & mask
	for t.slots[s] != 0 && !same(t.at(int(t.slots[s])-1), row) {
		s = (s + 1) & mask
	}
	return s
}

func (t *tuples) grow() {
	t.slots = make([]uint32, max(16, 2*len(t.slots)))
	mask := len(t.slots) - 1
	for i := range t.n {
		if i%lookEvery == 0 && t.stop != nil && t.stop.Load() {
			return // what is not in the new table yet is not found, which no longer matters
		}
		s := int(hash(t.at(i))) & mask
		for t.slots[s] != 0 {
			s = (s + 1) & mask
		}
		t.slots[s] = uint32(i + 1)
	}
}

func same(a, b []graph.ID) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func hash(row []graph.ID) uint64 {
	h := uint64(len(row))
	for _, id := range row {
		h = (h ^ uint64(id)) * 0x9E3779B97F4A7C15
		h ^= h >> 29
	}
	return h
}

// idSet is a set of ids.
type idSet struct {
	tuples
	why   [][]graph.Quad // of member i: a shortest way to it; nil where the members were given, or nobody asked why
	every bool           // every id is a member, for no reason of its own, and none is listed
	loose bool           // its members are noted, not added: they have no numbers
	bits  vertexSet      // of the first members, all of them once somebody asks what is in a larger set
}

// note adds a member to a loose set, and says whether it is new.
func (s *idSet) note(id graph.ID) (isNew bool) {
	if !s.bits.add(id) {
		return false
	}
	s.data = append(s.data, id)
	s.n++
	return true
}

// fewMembers is up to how many members are compared with one by one.
const fewMembers = 8

// reason returns why a member is in the set, nil for one that was given.
func (s *idSet) reason(id graph.ID) []graph.Quad {
	if s == nil || s.why == nil {
		return nil
	}
	if i := s.index([]graph.ID{id}); i >= 0 {
		return s.why[i]
	}
	return nil
}

// because notes a way to a member that was just added or is there already, and returns how many quads more are kept.
func (s *idSet) because(i int, quads []graph.Quad, order idOrder) (more int) {
	switch {
	case i == len(s.why):
		s.why = append(s.why, quads)
		return len(quads)
	case order.compareWays(quads, s.why[i]) < 0:
		more = len(quads) - len(s.why[i])
		s.why[i] = quads
	}
	return more
}

func newIDSet(ids ...graph.ID) *idSet {
	s := &idSet{tuples: tuples{width: 1}}
	for _, id := range ids {
		s.add(id)
	}
	return s
}

func (s *idSet) add(id graph.ID) bool {
	row := [1]graph.ID{id}
	_, isNew := s.tuples.add(row[:])
	return isNew
}

func (s *idSet) has(id graph.ID) bool {
	switch s.n {
	case 0:
		return s.every && id != 0
	case 1:
		return s.data[0] == id
	}
	if s.n <= fewMembers {
		return slices.Contains(s.data, id)
	}
	for _, member := range s.data[s.bits.n:] {
		s.bits.add(member)
	}
	return s.bits.has(id)
}

// list returns the members in the order of their arrival; it belongs to the set.
func (s *idSet) list() []graph.ID { return s.data }
