package graph

import (
	"runtime"
	"slices"
	"sync"

	"rapport/internal/segment"
)

// rowSorter gives the rows in each order in turn, each by one stable sort of another that is at hand, by counting.
type rowSorter struct {
	rows  []segment.Row // in the order that was asked for last
	spare []segment.Row
	n     int // terms
}

// hand hands over the rows of an order. Orders are asked for one after the other, from the first.
func (s *rowSorter) hand(order int, add func([]segment.Row) error) error {
	switch order {
	case 0:
		s.spare = make([]segment.Row, len(s.rows))
		for _, column := range []int{Label, Object, Predicate, Subject} {
			s.by(column)
		}
		s.rows = slices.Compact(s.rows)
		s.spare = s.spare[:len(s.rows)]
	case 1: // SPOL is OSPL by object, and that by predicate is POSL
		s.by(Object)
		s.by(Predicate)
	case 2: // OSPL is still there
		s.rows, s.spare = s.spare, s.rows
	case 3: // POSL by subject is SPOL again, and that by label is LSPO
		s.rows, s.spare = s.spare, s.rows
		s.by(Subject)
		s.by(Label)
	}
	return add(s.rows)
}

// sortParts is the most processors that a sort divides the rows among. Each counts for itself, 4 bytes a term.
const sortParts = 4

// by sorts the rows stably by a column.
func (s *rowSorter) by(column int) {
	parts := min(sortParts, runtime.GOMAXPROCS(0), 1+len(s.rows)/pieceRows)
	size := (len(s.rows) + parts - 1) / parts
	next := make([][]uint32, parts) // of each part: where its next row with an id goes
	each := func(f func(next []uint32, rows []segment.Row)) {
		var wait sync.WaitGroup
		for i := range next {
			wait.Go(func() { f(next[i], s.rows[min(i*size, len(s.rows)):min((i+1)*size, len(s.rows))]) })
		}
		wait.Wait()
	}
	for i := range next {
		next[i] = make([]uint32, s.n+1)
	}
	each(func(next []uint32, rows []segment.Row) {
		for i := range rows {
			next[rows[i][column]]++
		}
	})
	at := uint32(0)
	for id := range s.n + 1 {
		for _, part := range next {
			n := part[id]
			part[id] = at
			at += n
		}
	}
	each(func(next []uint32, rows []segment.Row) {
		for i := range rows {
			to := &next[rows[i][column]]
			s.spare[*to] = rows[i]
			*to++
		}
	})
	s.rows, s.spare = s.spare, s.rows
}
