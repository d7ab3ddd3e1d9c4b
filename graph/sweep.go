package graph

import "rapport/internal/segment"

// Sweeper is what a Source may do beside: read all quads of a pattern by what they have at one place. It is speed only, never meaning.
type Sweeper interface {
	// Sweep returns a reader of the quads that match a pattern, which leaves the places near and far open. It is nil where no permutation goes
	// on with far and then near behind what the pattern binds.
	Sweep(pattern Quad, near, far int) Sweep
}

// PartQuads is how many quads a Sweep reads at a time at most.
const PartQuads = segment.PartRows

// Sweep reads quads by what they have at the place far, in ascending order, part by part. It is used by one goroutine.
type Sweep interface {
	// Next goes to the next part, and returns what its quads have at far, each id once, and behind which of them the quads of that id end:
	// none at the end. Those of one id may go on in the next part. Both are good until it is called again.
	Next() (fars []ID, ends []int, err error)
	// Read fills ids with what the quads of the part have at near, from one of them on; those of one far end are in ascending order.
	Read(from int, ids []ID)
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
	rows, part []Quad // what comes behind the part, and the part
	near, far  int
	fars       [PartQuads]ID
	ends       [PartQuads]int
}

func (s *memorySweep) Next() (fars []ID, ends []int, err error) {
	n := min(len(s.rows), PartQuads)
	s.part, s.rows = s.rows[:n], s.rows[n:]
	n = 0
	for i := range s.part {
		if id := s.part[i][s.far]; n == 0 || s.fars[n-1] != id {
			s.fars[n] = id
			n++
		}
		s.ends[n-1] = i + 1
	}
	return s.fars[:n], s.ends[:n], nil
}

func (s *memorySweep) Read(from int, ids []ID) {
	for i := range ids {
		ids[i] = s.part[from+i][s.near]
	}
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
	fars   [PartQuads]ID
	ends   [PartQuads]int
}

func (s *segmentSweep) Next() (fars []ID, ends []int, err error) {
	if s.err != nil {
		return nil, nil, s.err
	}
	n, err := segment.NextPart(&s.groups, &s.fars, &s.ends)
	return s.fars[:n], s.ends[:n], err
}

func (s *segmentSweep) Read(from int, ids []ID) { segment.Nears(&s.groups, from, ids) }
