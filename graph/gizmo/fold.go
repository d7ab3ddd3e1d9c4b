package gizmo

import (
	"slices"

	"rapport/graph"
)

// What a row held back costs, roughly: its ids and its place in a table.
const idBytes = 4 + 8

// uniqueStage is uniqueOp: the first row of each kind.
type uniqueStage struct {
	*frame
	next  stage
	slots []int // what makes the kind; nil: all of the row
	key   []graph.ID
	ids   *idSet // where the vertex is all there is
	seen  *tuples
}

func (b builder) unique(tags []string, next stage) stage {
	s := &uniqueStage{frame: b.frame, next: next}
	for _, t := range tags {
		if t == vertexName {
			s.slots = append(s.slots, 0)
		} else {
			s.slots = append(s.slots, b.slot(t))
		}
	}
	return s
}

func (s *uniqueStage) begin() {
	width := len(s.slots)
	if width == 0 {
		width = len(s.row)
	}
	if s.seen != nil {
		s.release(s.seen.n * s.seen.width * idBytes)
	}
	s.key, s.seen = make([]graph.ID, width), newTuples(width)
	s.next.begin()
}

func (s *uniqueStage) push() bool {
	key := s.row
	if s.slots != nil {
		key = s.key
		for i, slot := range s.slots {
			key[i] = s.row[slot]
		}
	}
	if _, isNew := s.seen.add(key); !isNew {
		return true
	}
	return s.hold(len(key)*idBytes) && s.next.push()
}

func (s *uniqueStage) end() { s.next.end() }

// orderStage is orderOp: it holds all rows back, and hands them on sorted by vertex, equal ones as they came.
type orderStage struct {
	*frame
	next stage
	rows []graph.ID
}

func (s *orderStage) begin() {
	s.rows = s.rows[:0]
	s.next.begin()
}

func (s *orderStage) push() bool {
	s.rows = append(s.rows, s.row...)
	return s.hold(len(s.row) * idBytes)
}

func (s *orderStage) end() {
	width := len(s.row)
	order := make([]int32, len(s.rows)/width)
	for i := range order {
		order[i] = int32(i)
	}
	if s.sort(order, width) {
		saved := slices.Clone(s.row)
		for _, i := range order {
			copy(s.row, s.rows[int(i)*width:])
			if s.stop.Load() || !s.next.push() {
				break
			}
		}
		copy(s.row, saved)
	}
	s.release(len(s.rows) * idBytes)
	s.rows = nil
	s.next.end()
}

// sort is false when it was stopped.
func (s *orderStage) sort(order []int32, width int) (done bool) {
	defer func() {
		if r := recover(); r != nil && r != errStopped {
			panic(r)
		}
	}()
	slices.SortFunc(order, func(a, b int32) int {
		if s.stop.Load() {
			panic(errStopped) // the only way out of a sort
		}
		if c := s.compare(s.rows[int(a)*width], s.rows[int(b)*width]); c != 0 {
			return c
		}
		return int(a - b)
	})
	return !s.stop.Load()
}

// limitStage is limitOp.
type limitStage struct {
	next    stage
	n, seen int
}

func (s *limitStage) begin() {
	s.seen = 0
	s.next.begin()
}

func (s *limitStage) push() bool {
	if s.seen >= s.n {
		return false
	}
	s.seen++
	return s.next.push() && s.seen < s.n
}

func (s *limitStage) end() { s.next.end() }

// skipStage is skipOp.
type skipStage struct {
	next    stage
	n, seen int
}

func (s *skipStage) begin() {
	s.seen = 0
	s.next.begin()
}

func (s *skipStage) push() bool {
	if s.seen < s.n {
		s.seen++
		return true
	}
	return s.next.push()
}

func (s *skipStage) end() { s.next.end() }
