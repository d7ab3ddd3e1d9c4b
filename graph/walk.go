package graph

// Walker is what a Source may do beside: hand the quads of a pattern to a function, in the order of Scan, without making anything. It is
// speed only, never meaning.
type Walker interface {
	// Walk calls visit with the quads that Scan yields, until visit says stop. The error is what Err of that Scanner would be.
	Walk(pattern Quad, visit func(Quad) (more bool)) error
}

// Ranger is what a Source whose ids follow the order of values may do beside: find the quads whose id at a place lies in a range.
type Ranger interface {
	// WalkRange calls visit with the quads of a pattern, which binds nothing at place, whose id there is in [lo, hi), in the order of
	// place, until visit says stop. served is false where no permutation begins with what the pattern binds and then the place.
	WalkRange(pattern Quad, place int, lo, hi ID, visit func(Quad) (more bool)) (served bool, err error)
	// CountRange returns how many quads WalkRange would visit, without walking them.
	CountRange(pattern Quad, place int, lo, hi ID) (n int, served bool, err error)
}

// Walk calls visit with the quads that Scan yields, until visit says stop. The error is nil.
func (m *Memory) Walk(pattern Quad, visit func(Quad) (more bool)) error {
	rows, rest := m.run(pattern)
	for i := range rows {
		if matches(&rows[i], &rest) && !visit(rows[i]) {
			break
		}
	}
	return nil
}

// WalkRange calls visit with the quads of a pattern whose id at a place is in [lo, hi): see Ranger.
func (m *Memory) WalkRange(pattern Quad, place int, lo, hi ID, visit func(Quad) (more bool)) (served bool, err error) {
	rows, served := m.rangeOf(pattern, place, lo, hi)
	for i := range rows {
		if !visit(rows[i]) {
			break
		}
	}
	return served, nil
}

// rangeOrder returns the permutation that begins with the places that a pattern binds and goes on with place, and how many it binds; -1
// for none.
func rangeOrder(pattern Quad, place int) (order, width int) {
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
		if width == bound && width < 4 && orders[order][width] == place {
			return order, width
		}
	}
	return -1, 0
}
