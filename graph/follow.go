package graph

import (
	"sort"

	"rapport/internal/segment"
)

// Follower is what a Source may do beside: tell where the quads of one vertex after another lead, many at a time. It is speed only, never
// meaning.
type Follower interface {
	// Follow returns a reader of the quads that match a pattern at a near end, which the pattern leaves open: of what they have at the place
	// far. It is nil where no permutation begins with what the pattern binds and the near end.
	Follow(pattern Quad, near, far int) Ends
}

// Ends reads ids from the quads of one vertex after another. It is used by one goroutine. Vertices in ascending order are found fastest.
type Ends interface {
	// Seek goes to the quads of a vertex and returns how many they are.
	Seek(v ID) (n int, err error)
	// Read fills ids from the next of them, in the order of Scan, and returns how many it wrote: fewer than len(ids) only at the end.
	Read(ids []ID) (n int, err error)
	// Fill does both for as many of the vertices, from the first on, as ids has room for all their quads: it returns how many those are, and
	// how many ids it wrote. None of the vertices is 0.
	Fill(vertices, ids []ID) (done, n int, err error)
}

// prefixWith returns the permutation that begins with what a pattern binds and one place more, and how many places that is; -1 for none.
func prefixWith(pattern Quad, place int) (order, width int) {
	pattern[place] = MaxID
	bound := 0
	for _, id := range pattern {
		if id != 0 {
			bound++
		}
	}
	for order := range orders {
		width := 0
		for width < 4 && pattern[orders[order][width]] != 0 {
			width++
		}
		if width == bound {
			return order, width
		}
	}
	return -1, 0
}

// Follow returns a reader of what the quads of a pattern have at far: see Follower.
func (m *Memory) Follow(pattern Quad, near, far int) Ends {
	order, width := prefixWith(pattern, near)
	if order < 0 {
		return nil
	}
	return &memoryEnds{perm: &m.perms[order], width: width, pattern: pattern, near: near, far: far}
}

type memoryEnds struct {
	perm      *permutation
	width     int
	pattern   Quad
	near, far int
	rows      []Quad
}

func (e *memoryEnds) Seek(v ID) (int, error) {
	e.pattern[e.near] = v
	e.rows, _ = e.perm.narrow(e.pattern)
	return len(e.rows), nil
}

func (e *memoryEnds) Read(ids []ID) (int, error) {
	n := min(len(ids), len(e.rows))
	for i := range e.rows[:n] {
		ids[i] = e.rows[i][e.far]
	}
	e.rows = e.rows[n:]
	return n, nil
}

func (e *memoryEnds) Fill(vertices, ids []ID) (done, n int, err error) {
	for _, v := range vertices {
		k, _ := e.Seek(v)
		if k > len(ids)-n {
			break
		}
		e.Read(ids[n : n+k])
		done, n = done+1, n+k
	}
	return done, n, nil
}

// Follow returns a reader of what the quads of a pattern have at far: see Follower. What it reads does not allocate.
func (s *Segment) Follow(pattern Quad, near, far int) Ends {
	order, width := prefixWith(pattern, near)
	if order < 0 {
		return nil
	}
	return &segmentEnds{file: s.file, order: order, width: width, key: rowOf(pattern), near: near, far: far}
}

type segmentEnds struct {
	file         *segment.File
	cursor       segment.Cursor
	order, width int
	key          segment.Row
	near, far    int
}

func (e *segmentEnds) Seek(v ID) (int, error) {
	e.key[e.near] = segment.ID(v)
	return e.file.Seek(&e.cursor, e.order, e.key, e.width)
}

func (e *segmentEnds) Read(ids []ID) (int, error) { return segment.Column(&e.cursor, e.far, ids) }

func (e *segmentEnds) Fill(vertices, ids []ID) (done, n int, err error) {
	return segment.Fill(e.file, &e.cursor, e.order, e.key, e.width, e.near, e.far, vertices, ids)
}

// CountRange returns how many quads WalkRange would visit: see Ranger.
func (m *Memory) CountRange(pattern Quad, place int, lo, hi ID) (n int, served bool, err error) {
	rows, served := m.rangeOf(pattern, place, lo, hi)
	return len(rows), served, nil
}

// rangeOf returns the rows of a pattern whose id at a place is in [lo, hi).
func (m *Memory) rangeOf(pattern Quad, place int, lo, hi ID) (rows []Quad, served bool) {
	order, width := rangeOrder(pattern, place)
	if order < 0 {
		return nil, false
	}
	rows = m.perms[order].rows
	if width > 0 {
		rows, _ = m.perms[order].narrow(pattern)
	}
	rows = rows[sort.Search(len(rows), func(i int) bool { return rows[i][place] >= lo }):]
	return rows[:sort.Search(len(rows), func(i int) bool { return rows[i][place] >= hi })], true
}

// CountRange returns how many quads WalkRange would visit: see Ranger.
func (s *Segment) CountRange(pattern Quad, place int, lo, hi ID) (n int, served bool, err error) {
	order, width := rangeOrder(pattern, place)
	if order < 0 {
		return 0, false, nil
	}
	pattern[place] = lo
	n, err = s.file.CountRange(order, rowOf(pattern), width, segment.ID(hi))
	return n, true, err
}

// Order names the permutation that serves Scan for a pattern: "SPOL", "POSL", "OSPL" or "LSPO".
func (s *Segment) Order(pattern Quad) string {
	order, width := covering(pattern)
	if width < 0 {
		var err error
		if order, _, _, err = s.narrowest(pattern); s.failed(err) {
			return ""
		}
	}
	return orderName(order)
}

func orderName(order int) string {
	var name []byte
	for _, c := range orders[order] {
		name = append(name, "SPOL"[c])
	}
	return string(name)
}
