package graph

import (
	"context"
	"sync"
	"sync/atomic"

	"github.com/cayleygraph/quad"
)

// Restricted is a Source in which only some quads of another can be walked. Its values and their ids are the other's. It is as
// safe for concurrent use as that Source. Restrict makes one.
//
// It forwards the methods of Source and nothing else: an optional faster method of the Source below would walk around it.
type Restricted struct {
	src   Source
	rules rules
	total func() int
	// Undated are the articles that Restriction.AsOf left out because nothing says when they were written, in value order.
	Undated []quad.IRI
	// Supplied are those among Undated of which only an inference tells the date, which Restriction.NoInference left out.
	Supplied []quad.IRI
	// Silent are the Restriction's speakers whose words no statement has.
	Silent []quad.IRI
	// Unread are the articles that Restriction.Articles or AsOf left out, in value order.
	Unread []quad.IRI
	meant  Source // Meant
}

// Meant returns the Source of which src is a view by Restriction.Modalities alone: what can be known where that is in force, hopes and denials too; src itself
// where it is none.
func Meant(src Source) Source {
	if r, ok := src.(*Restricted); ok && r.meant != nil {
		return r.meant
	}
	return src
}

// Whole returns the Source of which src is a restricted view, src itself where it is none.
func Whole(src Source) Source {
	if r, ok := src.(*Restricted); ok {
		return Whole(r.src)
	}
	return src
}

func newRestricted(src Source, r rules) *Restricted {
	out := &Restricted{src: src, rules: r}
	out.total = sync.OnceValue(func() int { return out.count(Quad{}) })
	return out
}

// ID returns the id of a value, also of one that only quads out of sight have.
func (r *Restricted) ID(v quad.Value) ID { return r.src.ID(v) }

// Value returns the value of an id.
func (r *Restricted) Value(id ID) quad.Value { return r.src.Value(id) }

// NumValues returns how many values there are, those out of sight too.
func (r *Restricted) NumValues() int { return r.src.NumValues() }

// Sorted says what the Source below says.
func (r *Restricted) Sorted() bool { return r.src.Sorted() }

// Err returns the error of the Source below.
func (r *Restricted) Err() error { return r.src.Err() }

func (r *Restricted) under(ctx context.Context) Source {
	view := *r
	view.src = Under(ctx, r.src)
	return &view
}

// Scan yields the quads of a pattern that may be walked, in the order of the Source below.
func (r *Restricted) Scan(pattern Quad) Scanner {
	switch m, ok := r.src.(*Memory); {
	case r.rules.hides(&pattern):
		return &memoryScanner{}
	case ok:
		rows, rest := m.run(pattern)
		return &restrictedRows{rows: rows, rest: rest, rules: &r.rules}
	}
	return &restrictedScanner{scan: r.src.Scan(pattern), rules: &r.rules}
}

// Count returns how many quads of a pattern may be walked: exact, by walking all that match it.
func (r *Restricted) Count(pattern Quad) int {
	switch {
	case pattern == Quad{}:
		return r.total()
	case r.rules.hides(&pattern):
		return 0
	}
	return r.count(pattern)
}

func (r *Restricted) count(pattern Quad) int {
	n := 0
	scan := r.Scan(pattern)
	for _, ok := scan.Next(); ok; _, ok = scan.Next() {
		n++
	}
	return n
}

// Order names the permutation of the Source below that serves a pattern, "" where it does not tell.
func (r *Restricted) Order(pattern Quad) string {
	if s, ok := r.src.(interface{ Order(Quad) string }); ok {
		return s.Order(pattern)
	}
	return ""
}

// ScanCounting is Scan that adds to leftOut how many quads of the pattern it came by that may not be walked.
func (r *Restricted) ScanCounting(pattern Quad, leftOut *int) Scanner {
	return &countingScanner{restrictedScanner{scan: r.src.Scan(pattern), rules: &r.rules}, leftOut}
}

// countingScanner is a restrictedScanner that counts.
type countingScanner struct {
	restrictedScanner
	leftOut *int
}

func (s *countingScanner) Next() (Quad, bool) {
	for i := 0; ; i++ {
		q, ok := s.scan.Next()
		if !ok || s.rules.keep(&q) {
			return q, ok
		}
		*s.leftOut++
		if s.stopped(i) {
			return Quad{}, false
		}
	}
}

// restrictedScanner takes the quads out of a walk that are out of sight.
type restrictedScanner struct {
	stopper
	scan  Scanner
	rules *rules
}

func (s *restrictedScanner) Next() (Quad, bool) {
	for i := 0; ; i++ {
		if q, ok := s.scan.Next(); !ok || s.rules.keep(&q) {
			return q, ok
		}
		if s.stopped(i) {
			return Quad{}, false
		}
	}
}

// StopWith sets where to look, below too.
func (s *restrictedScanner) StopWith(stop *atomic.Bool) {
	s.stop = stop
	if below, ok := s.scan.(Stoppable); ok {
		below.StopWith(stop)
	}
}

func (s *restrictedScanner) Err() error { return s.scan.Err() }

// restrictedRows is a restrictedScanner over a memoryScanner, in one.
type restrictedRows struct {
	stopper
	rows  []Quad
	rest  Quad
	rules *rules
}

func (s *restrictedRows) Next() (Quad, bool) {
	for i := range s.rows {
		if row := &s.rows[i]; matches(row, &s.rest) && s.rules.keep(row) {
			s.rows = s.rows[i+1:]
			return *row, true
		}
		if s.stopped(i) {
			break
		}
	}
	s.rows = nil
	return Quad{}, false
}

func (s *restrictedRows) Err() error { return nil }

// rules decide of one quad whether it may be walked, by its ids alone. A nil set that allows leaves all in; one that
// takes out takes out none.
type rules struct {
	hidden   idBits // takes out: no quad from or to these nodes
	denying  idBits // decides alone, but under an open label: by these predicates, whose verb denies,
	denied   bool   // all are left in, or none
	content  idBits // takes out: from or to these nodes
	labels   idBits // allows: these labels,
	naming   idBits // and by these predicates, the names and types
	told     idBits // of these nodes,
	inferred idBits // but not under these labels
	touching idBits // allows: a quad that is from or to one of these,
	open     idBits // or has one of these labels, or names
	entities idBits // takes out: under these labels all but names and types
	bounds   idBits // the predicates of refused
	refused  map[Quad]bool
}

// keep is called for every quad of every walk.
func (r *rules) keep(q *Quad) bool {
	if r.hidden.has(q[Subject]) || r.hidden.has(q[Object]) {
		return false
	}
	if r.labels != nil && !r.labels.has(q[Label]) {
		if !r.naming.has(q[Predicate]) || !r.told.has(q[Subject]) || r.inferred.has(q[Label]) {
			return false
		}
	}
	if !r.meant(q) {
		return false
	}
	if r.entities.has(q[Label]) && !r.naming.has(q[Predicate]) {
		return false
	}
	return r.refused == nil || !r.bounds.has(q[Predicate]) || !r.refused[*q]
}

// meant tells whether a quad has one of the modalities.
func (r *rules) meant(q *Quad) bool {
	switch {
	case r.denying.has(q[Predicate]) && !r.open.has(q[Label]):
		return r.denied
	case r.content.has(q[Subject]) || r.content.has(q[Object]):
		return false
	case r.touching == nil || r.touching.has(q[Subject]) || r.touching.has(q[Object]):
		return true
	}
	return r.open.has(q[Label]) || r.naming.has(q[Predicate])
}

// hides says that no quad of a pattern can be kept, as far as that is known without looking.
func (r *rules) hides(pattern *Quad) bool {
	if r.hidden.has(pattern[Subject]) || r.hidden.has(pattern[Object]) {
		return true
	}
	return !r.denied && (r.content.has(pattern[Subject]) || r.content.has(pattern[Object]))
}

// idBits is a set of ids, a bit each. nil is the empty set.
type idBits []uint64

// newIDBits makes room for the ids of a source, and for 0.
func newIDBits(src Source) idBits { return make(idBits, src.NumValues()/64+1) }

func (s idBits) has(id ID) bool {
	word := int(id / 64)
	return word < len(s) && s[word]>>(id%64)&1 != 0
}

// add takes an id that came to the source later for none: nothing that was read before has it.
func (s idBits) add(id ID) {
	if word := int(id / 64); word < len(s) {
		s[word] |= 1 << (id % 64)
	}
}

func (s idBits) remove(id ID) {
	if word := int(id / 64); word < len(s) {
		s[word] &^= 1 << (id % 64)
	}
}
