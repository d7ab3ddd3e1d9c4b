package gizmo

import "rapport/graph"

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
	at := int(id / pageIDs)
	if at >= len(s.pages) || s.pages[at] == nil {
		s.turn(at)
	}
	word, bit := &s.pages[at][id%pageIDs/64], uint64(1)<<(id%64)
	if *word&bit != 0 {
		return false
	}
	*word |= bit
	s.n++
	return true
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
