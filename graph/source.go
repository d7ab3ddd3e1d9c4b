package graph

import (
	"sync/atomic"

	"github.com/cayleygraph/quad"
)

// ID names a value within one Source. Ids start at 1 and follow quads.Compare: id order is value order.
// The zero ID is "no value": an absent label in a quad, any value in a pattern.
type ID uint32

// Quad is a quad as ids, in the order subject, predicate, object, label. As a pattern, a zero is any value.
type Quad [4]ID

// The places in a Quad.
const (
	Subject = iota
	Predicate
	Object
	Label
)

// Source is a set of quads that can be looked up and scanned. All methods are safe for concurrent use.
type Source interface {
	// ID returns the id of a term (one of the five kinds that package quads reads), or 0 when no quad has it.
	ID(v quad.Value) ID
	// Value returns the term of an id that this source gave out, with its lexical form, language and datatype; nil for 0.
	Value(id ID) quad.Value
	// Scan yields the quads that match a pattern, in the order of the permutation that serves it.
	Scan(pattern Quad) Scanner
	// Count returns how many quads match a pattern: exact, and without walking them where a permutation's range gives it.
	Count(pattern Quad) int
	// NumValues returns how many values there are: ids run from 1 to NumValues.
	NumValues() int
}

// Scanner walks quads. It is used by one goroutine.
type Scanner interface {
	// Next returns the next quad, or false at the end or after an error.
	Next() (Quad, bool)
	// Err returns what stopped the walk early, nil at a plain end. A store in memory never fails.
	Err() error
}

// Stoppable is a Scanner that may pass over many quads until it finds one that matches. Once StopWith was called it looks at stop after every few
// thousand of them; when that is set its walk ends, without an error.
type Stoppable interface {
	Scanner
	StopWith(stop *atomic.Bool)
}

// lookEvery is how many quads are passed over between two looks.
const lookEvery = 4096

// stopper is what makes a Scanner Stoppable.
type stopper struct{ stop *atomic.Bool }

// StopWith sets where to look.
func (s *stopper) StopWith(stop *atomic.Bool) { s.stop = stop }

// stopped tells whether to end after passing over i quads.
func (s *stopper) stopped(i int) bool {
	return i%lookEvery == lookEvery-1 && s.stop != nil && s.stop.Load()
}
