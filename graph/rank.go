package graph

import (
	"sort"
	"sync/atomic"

	"rapport/quads"
)

// FirstOf returns the first id of a source, which must be Sorted, whose value has a rank or a higher one; the id behind the last for none.
func FirstOf(src Source, rank quads.Rank) ID {
	if s, ok := src.(interface{ firstOf(quads.Rank) ID }); ok {
		return s.firstOf(rank)
	}
	return searchRank(src, rank)
}

func searchRank(src Source, rank quads.Rank) ID {
	return ID(sort.Search(src.NumValues(), func(i int) bool { return quads.RankOf(src.Value(ID(i+1))) >= rank })) + 1
}

// rankStarts remembers what FirstOf returned: for each rank an id, 0 where it was not asked yet.
type rankStarts [quads.RankText + 2]atomic.Uint32

func (s *Segment) firstOf(rank quads.Rank) ID {
	if int(rank) >= len(s.ranks) {
		return ID(s.NumValues()) + 1
	}
	if id := s.ranks[rank].Load(); id != 0 {
		return ID(id)
	}
	id := searchRank(s, rank)
	if s.Err() == nil {
		s.ranks[rank].Store(uint32(id))
	}
	return id
}
