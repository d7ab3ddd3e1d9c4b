package gizmo

// pathSets are what paths stand for where a plan asks for a set: a graph does not change, so a path is run for it once. A program that names
// its sets (const statements = g.V(…)…) asks for them in one plan after the other.
type pathSets struct {
	ends   map[*Path]*idSet // where a path ends
	labels map[*Path]*idSet // the labels that those mean, see labelsOf
	bytes  int              // what they cost
}

// maxSets bounds what is remembered for a program that makes ever new paths.
const maxSets = 256

// remember returns the set of a path, found once.
func (s *pathSets) remember(sets *map[*Path]*idSet, p *Path, find func() *idSet) *idSet {
	if found, ok := (*sets)[p]; ok {
		return found
	}
	found := find()
	if *sets == nil {
		*sets = map[*Path]*idSet{}
	}
	(*sets)[p] = found
	s.bytes += found.bytes()
	return found
}

// trim forgets all when they are many.
func (s *pathSets) trim() {
	if len(s.ends)+len(s.labels) > maxSets {
		*s = pathSets{}
	}
}

// bytes is what a set costs, roughly.
func (s *idSet) bytes() int {
	if s == nil {
		return 0
	}
	n := s.n * idBytes
	for _, quads := range s.why {
		n += quadBytes * len(quads)
	}
	return n
}
