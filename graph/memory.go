package graph

import (
	"slices"
	"sort"

	"github.com/cayleygraph/quad"
)

// Memory is a Source that holds its quads as sorted ids in memory. It is built once, by Load, and never changes
// afterwards: readers need no locks. It costs about 64 bytes a quad and 100 a value, beside the values' own text.
type Memory struct {
	dictionary
	table
}

// table is quads as ids, sorted in four ways.
type table struct {
	perms [4]permutation // by Subject, Predicate, Object, Label as first column
}

// permutation is the quads of a graph in one order. The rows keep their fields at their usual places: only their order
// follows columns.
type permutation struct {
	columns [4]int // most significant first
	rows    []Quad
	starts  []uint32 // rows[starts[id]:starts[id+1]] have id in the first column; id 0 is "no label"
}

// The orders SPOL, POSL, OSPL and LSPO, each found at the place of its first column. Among them every set of bound
// places is a prefix, save predicate or object with label; those take the smaller range and filter.
var orders = [4][4]int{
	Subject:   {Subject, Predicate, Object, Label},
	Predicate: {Predicate, Object, Subject, Label},
	Object:    {Object, Subject, Predicate, Label},
	Label:     {Label, Subject, Predicate, Object},
}

// Load builds a graph of quads: duplicates count once, and the order of qs does not matter. qs is left alone; its values
// are shared. Cayley's native values (quad.Int, quad.Time, …) are taken in their lexical form.
func Load(qs []quad.Quad) *Memory {
	b := newBuilder(len(qs))
	for _, q := range qs {
		b.add(q)
	}
	return b.build()
}

// builder takes quads one by one; of each it keeps only ids and what values are new.
type builder struct {
	dictionary
	rows []Quad
	last quad.Quad // one quad's subject and label are often the next one's
}

func newBuilder(size int) *builder {
	return &builder{dictionary: newDictionary(size), rows: make([]Quad, 0, size)}
}

func (b *builder) add(q quad.Quad) {
	var row Quad
	if len(b.rows) > 0 {
		row = b.rows[len(b.rows)-1]
	}
	if q.Subject != b.last.Subject {
		row[Subject] = b.dictionary.add(q.Subject)
	}
	row[Predicate], row[Object] = b.dictionary.add(q.Predicate), b.dictionary.add(q.Object)
	if q.Label != b.last.Label {
		row[Label] = b.dictionary.add(q.Label)
	}
	b.rows, b.last = append(b.rows, row), q
}

func (b *builder) build() *Memory {
	b.sort()
	for i := range b.rows {
		for c, number := range b.rows[i] {
			b.rows[i][c] = b.ids[number]
		}
	}
	m := &Memory{dictionary: b.dictionary}
	m.index(b.rows, len(m.values))
	return m
}

// index sorts the rows, of ids up to n, into the four permutations, by counting: each order is the stable sort of another by one
// column. It takes rows over, and each buffer that a sort is done with serves a later one.
func (m *table) index(rows []Quad, n int) {
	spare := make([]Quad, len(rows))
	for _, column := range []int{Label, Object, Predicate, Subject} {
		sortBy(spare, rows, column, startsOf(rows, column, n))
		rows, spare = spare, rows
	}
	rows = slices.Compact(rows)
	m.arrange(fitted(rows), fitted(spare[:len(rows)]), n)
}

// arrange makes the four permutations of one, SPOL. It takes both over; spare has as many rows.
func (m *table) arrange(spol, spare []Quad, n int) {
	keep := func(sorted []Quad, column int, starts []uint32) []Quad {
		m.perms[column] = permutation{orders[column], sorted, starts}
		return sorted
	}
	sort := func(sorted, rows []Quad, column int) []Quad {
		starts := startsOf(rows, column, n)
		sortBy(sorted, rows, column, starts)
		return keep(sorted, column, starts)
	}
	keep(spol, Subject, startsOf(spol, Subject, n))
	ospl := sort(spare, spol, Object)
	sort(make([]Quad, len(spol)), ospl, Predicate)
	sort(make([]Quad, len(spol)), spol, Label)
}

// fitted returns rows without much room behind them.
func fitted(rows []Quad) []Quad {
	if cap(rows) > len(rows)+len(rows)/8 {
		return slices.Clone(rows)
	}
	return slices.Clip(rows)
}

// startsOf counts where each id's rows start when rows are sorted by a column of ids up to n.
func startsOf(rows []Quad, column, n int) []uint32 {
	starts := make([]uint32, n+2)
	for i := range rows {
		starts[rows[i][column]+1]++
	}
	for i := 1; i < len(starts); i++ {
		starts[i] += starts[i-1]
	}
	return starts
}

// sortBy puts the rows into sorted, stably by a column.
func sortBy(sorted, rows []Quad, column int, starts []uint32) {
	next := slices.Clone(starts)
	for i := range rows {
		at := &next[rows[i][column]]
		sorted[*at] = rows[i]
		*at++
	}
}

// Scan yields the quads that match a pattern, in the order of the permutation that serves it; where two do, of the shorter run.
// It allocates once, for the Scanner.
func (m *table) Scan(pattern Quad) Scanner {
	rows, rest := m.run(pattern)
	return &memoryScanner{rows: rows, rest: rest}
}

// Count returns how many quads match a pattern. Only predicate or object together with label, without what lies between
// them, needs a walk.
func (m *table) Count(pattern Quad) int {
	rows, rest := m.run(pattern)
	if rest == (Quad{}) {
		return len(rows)
	}
	n := 0
	for i := range rows {
		if matches(&rows[i], &rest) {
			n++
		}
	}
	return n
}

// run returns the narrowest run of a permutation that holds every quad of a pattern, and what of the pattern still has
// to be checked on each of its rows: nothing (the zero Quad) where the pattern is a prefix of that permutation. The rows
// belong to the graph. O(log n), no allocation.
func (m *table) run(pattern Quad) (rows []Quad, rest Quad) {
	rows, rest, _ = m.narrowest(pattern)
	return rows, rest
}

// narrowest returns a run, and the first column of the permutation that it is of.
func (m *table) narrowest(pattern Quad) (rows []Quad, rest Quad, first int) {
	rows, rest = m.perms[Subject].rows, pattern
	for column := range m.perms {
		if rest == (Quad{}) {
			break // a run that needs no check is as short as can be
		}
		if pattern[column] == 0 {
			continue
		}
		if r, left := m.perms[column].narrow(pattern); left == (Quad{}) || len(r) < len(rows) {
			rows, rest, first = r, left, column
		}
	}
	return rows, rest, first
}

// Order names the permutation that serves Scan for a pattern: "SPOL", "POSL", "OSPL" or "LSPO".
func (m *Memory) Order(pattern Quad) string {
	_, _, column := m.narrowest(pattern)
	return orderName(column)
}

// narrow returns the rows that match the pattern's bound prefix in this order, and the pattern without that prefix. The
// first column must be bound.
func (p *permutation) narrow(pattern Quad) ([]Quad, Quad) {
	first := pattern[p.columns[0]]
	if int(first)+1 >= len(p.starts) {
		return nil, Quad{}
	}
	rows := p.rows[p.starts[first]:p.starts[first+1]]
	pattern[p.columns[0]] = 0
	for _, column := range p.columns[1:] {
		id := pattern[column]
		if id == 0 {
			break
		}
		lo := sort.Search(len(rows), func(i int) bool { return rows[i][column] >= id })
		rows = rows[lo:]
		rows = rows[:sort.Search(len(rows), func(i int) bool { return rows[i][column] > id })]
		pattern[column] = 0
	}
	return rows, pattern
}

// Sorted says that ids follow the order of values.
func (m *Memory) Sorted() bool { return true }

// Err is nil: nothing in memory fails.
func (m *Memory) Err() error { return nil }

// matches says whether a row has every bound id of a pattern.
func matches(row, pattern *Quad) bool {
	for c, id := range pattern {
		if id != 0 && row[c] != id {
			return false
		}
	}
	return true
}

// memoryScanner walks a run of rows, skipping those that the rest of the pattern refuses.
type memoryScanner struct {
	stopper
	rows []Quad
	rest Quad
}

func (s *memoryScanner) Next() (Quad, bool) {
	for i := range s.rows {
		if matches(&s.rows[i], &s.rest) {
			q := s.rows[i]
			s.rows = s.rows[i+1:]
			return q, true
		}
		if s.stopped(i) {
			break
		}
	}
	s.rows = nil
	return Quad{}, false
}

func (s *memoryScanner) Err() error { return nil }
