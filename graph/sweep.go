package graph

import "rapport/internal/segment"

// Sweeper is what a Source may do beside: read all quads of a pattern by what they have at one place. It is speed only, never meaning.
type Sweeper interface {
	// Sweep returns a reader of the quads that match a pattern, which leaves the places near and far open. It is nil where no permutation goes
	// on with far and then near behind what the pattern binds.
	Sweep(pattern Quad, near, far int) Sweep
}

// Sweep reads quads by what they have at the place far, in ascending order. It is used by one goroutine.
type Sweep interface {
	// Next goes to the next quads with one id at far, and returns it and how many they are: none at the end. Those of one id may come in
	// parts, one behind the other.
	Next() (far ID, n int, err error)
	// Read fills ids with what the next of them have at near, in ascending order, and returns how many it wrote: fewer than len(ids) only at
	// the end of the part.
	Read(ids []ID) (n int, err error)
}

// sweepOrder returns the permutation that begins with what a pattern binds and then far and near, and how many places it binds; -1 for none.
func sweepOrder(pattern Quad, near, far int) (order, width int) {
	order, width = rangeOrder(pattern, far)
	if order < 0 || width+1 == len(pattern) || orders[order][width+1] != near {
		return -1, 0
	}
	return order, width
}

// Sweep returns a reader of the quads of a pattern by their far ends: see Sweeper.
func (m *Memory) Sweep(pattern Quad, near, far int) Sweep {
	order, width := sweepOrder(pattern, near, far)
	if order < 0 {
		return nil
	}
	s := &memorySweep{rows: m.perms[order].rows, near: near, far: far}
	if width > 0 {
		s.rows, _ = m.perms[order].narrow(pattern)
	}
	return s
}

type memorySweep struct {
	rows, part []Quad // what comes behind the part, and what is left of it
	near, far  int
}

func (s *memorySweep) Next() (far ID, n int, err error) {
	if len(s.rows) == 0 {
		s.part = nil
		return 0, 0, nil
	}
	far = s.rows[0][s.far]
	for n < len(s.rows) && s.rows[n][s.far] == far {
		n++
	}
	s.part, s.rows = s.rows[:n], s.rows[n:]
	return far, n, nil
}

func (s *memorySweep) Read(ids []ID) (n int, err error) {
	n = min(len(ids), len(s.part))
	for i := range s.part[:n] {
		ids[i] = s.part[i][s.near]
	}
	s.part = s.part[n:]
	return n, nil
}

// Sweep returns a reader of the quads of a pattern by their far ends: see Sweeper. What it reads does not allocate.
func (s *Segment) Sweep(pattern Quad, near, far int) Sweep {
	order, width := sweepOrder(pattern, near, far)
	if order < 0 {
		return nil
	}
	out := &segmentSweep{}
	_, out.err = s.file.Sweep(&out.groups, order, rowOf(pattern), width)
	return out
}

type segmentSweep struct {
	groups segment.Groups
	err    error // that there is nothing to read for
}

func (s *segmentSweep) Next() (far ID, n int, err error) {
	if s.err != nil {
		return 0, 0, s.err
	}
	id, n, err := s.groups.Next()
	return ID(id), n, err
}

func (s *segmentSweep) Read(ids []ID) (n int, err error) { return segment.Nears(&s.groups, ids), nil }
