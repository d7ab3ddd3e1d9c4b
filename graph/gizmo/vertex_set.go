package gizmo

import (
	"math/bits"

	"rapport/graph"
)

// vertexSet is a set of ids as bits, in pages: ids of one kind lie close together, so that few pages are touched.
type vertexSet struct {
	pages []*page
	n     int
	bytes int                   // that it takes, roughly
	rest  map[graph.ID]struct{} // ids of values that the source does not have
}

// pageIDs is how many ids a page has a bit for.
const pageIDs = 1 << 13

type page [pageIDs / 64]uint64

const pageBytes = pageIDs / 8

// add adds an id, and says whether it is new.
func (s *vertexSet) add(id graph.ID) (isNew bool) {
	if id > graph.MaxID {
		return s.addRest(id)
	}
	word, bit := &s.page(int(id / pageIDs))[id%pageIDs/64], uint64(1)<<(id%64)
	if *word&bit != 0 {
		return false
	}
	*word |= bit
	s.n++
	return true
}

// addAll adds ids of the source; it is fastest where they lie close together.
func (s *vertexSet) addAll(ids []graph.ID) {
	last, p := -1, (*page)(nil)
	for _, id := range ids {
		if at := int(id / pageIDs); at != last {
			last, p = at, s.page(at)
		}
		word, isNew := p[id%pageIDs/64], 0
		if word&(1<<(id%64)) == 0 {
			isNew = 1
		}
		p[id%pageIDs/64] = word | 1<<(id%64)
		s.n += isNew
	}
}

// addNew adds ids and writes those that are new to fresh, which has room for all of them; it returns how many they are.
func (s *vertexSet) addNew(ids, fresh []graph.ID) (n int) {
	last, p := -1, (*page)(nil)
	for _, id := range ids {
		if id > graph.MaxID {
			if s.addRest(id) {
				fresh[n] = id
				n++
			}
			continue
		}
		if at := int(id / pageIDs); at != last {
			last, p = at, s.page(at)
		}
		word, isNew := p[id%pageIDs/64], 0
		if word&(1<<(id%64)) == 0 {
			isNew = 1
		}
		p[id%pageIDs/64] = word | 1<<(id%64)
		fresh[n] = id
		n += isNew
		s.n += isNew
	}
	return n
}

// keep writes those of some ids that it has to kept, which has room for all of them; it returns how many they are.
func (s *vertexSet) keep(ids, kept []graph.ID) (n int) {
	last, p := -1, &noPage
	for _, id := range ids {
		if id > graph.MaxID {
			if s.has(id) {
				kept[n] = id
				n++
			}
			continue
		}
		if at := int(id / pageIDs); at != last {
			if last, p = at, &noPage; at < len(s.pages) && s.pages[at] != nil {
				p = s.pages[at]
			}
		}
		has := 0
		if p[id%pageIDs/64]&(1<<(id%64)) != 0 {
			has = 1
		}
		kept[n] = id
		n += has
	}
	return n
}

// noPage is a page without ids.
var noPage page

// page returns a page to add to.
func (s *vertexSet) page(at int) *page {
	if at >= len(s.pages) || s.pages[at] == nil {
		s.turn(at)
	}
	return s.pages[at]
}

// bitmap is a set of ids as bits, from a first one on.
type bitmap struct {
	first graph.ID
	words []uint64
}

// any says whether one of some ids is in it.
func (b *bitmap) any(ids []graph.ID) bool {
	words, first := b.words, b.first
	for _, id := range ids {
		if at := uint(id - first); at/64 < uint(len(words)) && words[at/64]>>(at%64)&1 != 0 {
			return true
		}
	}
	return false
}

// marks says of each of up to graph.PartQuads ids whether it is in a set.
type marks [graph.PartQuads / 64]uint64

// mark marks which of some ids are in it. It has no branch that depends on the answer, which could not be foretold.
func (b *bitmap) mark(ids []graph.ID, m *marks) {
	words, first := b.words, b.first
	for i := 0; len(ids) > 0; i++ {
		some, marked := ids[:min(64, len(ids))], uint64(0)
		for _, id := range some {
			at, word, bit := uint(id-first), uint64(0), uint64(0)
			if at/64 < uint(len(words)) {
				word = words[at/64]
			}
			if word&(1<<(at%64)) != 0 {
				bit = 1
			}
			marked = marked>>1 | bit<<63
		}
		m[i], ids = marked>>(64-len(some)), ids[len(some):]
	}
}

// within returns how many of [at, end) are marked, and the first of them.
func (m *marks) within(at, end int) (n, first int) {
	for at < end {
		some := min(64-at%64, end-at)
		word := m[at/64] >> (at % 64) << (64 - some)
		if n == 0 && word != 0 {
			first = at + bits.TrailingZeros64(word) - (64 - some)
		}
		n += bits.OnesCount64(word)
		at += some
	}
	return n, first
}

// bytes is what it takes.
func (b *bitmap) bytes() int { return 8 * len(b.words) }

// most that a bitmap takes: for so many pages that the set does not have, each that it has.
const mostGaps = 8

// bitmap returns the ids of the source as a bitmap; false where they are too far apart for one.
func (s *vertexSet) bitmap() (b bitmap, ok bool) {
	from, to := 0, len(s.pages)
	for from < to && s.pages[from] == nil {
		from++
	}
	if from == to || (to-from)*pageBytes > mostGaps*s.bytes {
		return bitmap{}, false
	}
	b = bitmap{graph.ID(from * pageIDs), make([]uint64, (to-from)*pageIDs/64)}
	for i, p := range s.pages[from:to] {
		if p != nil {
			copy(b.words[i*pageIDs/64:], p[:])
		}
	}
	return b, true
}

func (s *vertexSet) turn(at int) {
	if at >= len(s.pages) {
		s.pages = append(s.pages, make([]*page, at+1-len(s.pages))...)
	}
	s.pages[at] = new(page)
	s.bytes += pageBytes
}

func (s *vertexSet) addRest(id graph.ID) (isNew bool) {
	if _, known := s.rest[id]; known {
		return false
	}
	if s.rest == nil {
		s.rest = map[graph.ID]struct{}{}
	}
	s.rest[id] = struct{}{}
	s.bytes += localBytes
	s.n++
	return true
}

func (s *vertexSet) has(id graph.ID) bool {
	if id > graph.MaxID {
		_, known := s.rest[id]
		return known
	}
	at := int(id / pageIDs)
	return at < len(s.pages) && s.pages[at] != nil && s.pages[at][id%pageIDs/64]>>(id%64)&1 != 0
}
