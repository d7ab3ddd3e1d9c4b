package graph

import (
	"context"
	"sync/atomic"

	"github.com/cayleygraph/quad"
)

// ID names a value within one Source. Ids start at 1. In a source that is Sorted they follow quads.Compare: id order is value order.
// The zero ID is "no value": an absent label in a quad, any value in a pattern.
type ID uint32

// MaxID is the highest id that a Source gives out. Those above are free for values of one's own.
const MaxID ID = 1<<31 - 1

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
	// Scan yields the quads that match a pattern: in the order of the permutation that serves it where the source is Sorted, else in any.
	Scan(pattern Quad) Scanner
	// Count returns how many quads match a pattern: exact, and without walking them where a permutation's range gives it.
	Count(pattern Quad) int
	// NumValues returns how many values there are: ids run from 1 to NumValues. A source that is not Sorted may have to read all of its
	// quads to know.
	NumValues() int
	// Sorted says that ids follow quads.Compare. Where they do not, values must be compared.
	Sorted() bool
	// Err returns what kept the methods above, which return no error, from reading; nil if nothing did. What they returned since is not to
	// be trusted, and a caller asks before it shows an answer.
	Err() error
}

// Under returns a view of a source whose reading ends with a context: the error is then the context's. A source whose reading takes no
// time is its own view. The view's Err tells of what was read through the view only.
func Under(ctx context.Context, src Source) Source {
	if s, ok := src.(interface{ under(context.Context) Source }); ok {
		return s.under(ctx)
	}
	return src
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

// Quads returns every quad of a source.
func Quads(src Source) []quad.Quad {
	var out []quad.Quad
	scan := src.Scan(Quad{})
	for q, ok := scan.Next(); ok; q, ok = scan.Next() {
		out = append(out, quad.Quad{Subject: src.Value(q[Subject]), Predicate: src.Value(q[Predicate]), Object: src.Value(q[Object]), Label: src.Value(q[Label])})
	}
	return out
}
