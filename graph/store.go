package graph

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/quad"
)

// ErrReadOnly is the cause of what a Store answers to every attempt to write.
var ErrReadOnly = errors.New("read-only")

// readOnly says how a graph is changed instead: a compiled one is compiled again.
func (s *Store) readOnly() error {
	if file, ok := s.src.(*Segment); ok {
		return fmt.Errorf("the compiled graph %s is %w: change its N-Quads files and compile them again: rapport build -i FILE %[1]s", file.Path(), ErrReadOnly)
	}
	return fmt.Errorf("this graph is %w: change its N-Quads files and load them again", ErrReadOnly)
}

// Store shows a Source as a Cayley graph.QuadStore, so that whatever Cayley can do over a store it can do over a Source.
// It is as safe for concurrent use as its Source.
//
// This is the seam between the two ways of holding values. Cayley works with native numbers, truth values and times:
// NameOf and Quad give them wherever Cayley itself can read the lexical form, ValueOf takes them. Two spellings of one value
// ("7" and "007" as xsd:integer) stay two nodes, as they are in the Source, though both are named quad.Int(7).
//
// A value that no quad has gets a reference too, of which nothing is true: see OptimizeShape for the reason. A type that
// wraps a Store must pass OptimizeShape on.
type Store struct {
	src Source
}

var (
	_ cayley.QuadStore      = (*Store)(nil)
	_ cayley.BatchQuadStore = (*Store)(nil)
)

// NewStore returns a view of src for Cayley. It costs nothing and holds nothing but src.
func NewStore(src Source) *Store { return &Store{src} }

// The references that Cayley carries from one iterator to the next. Each is its own key: they can be compared, and mean
// the same in every Store over one Source.
type (
	node    ID
	link    Quad
	unknown struct{ value quad.Value }
)

func (r node) Key() any    { return r }
func (r link) Key() any    { return r }
func (r unknown) Key() any { return r }

// place returns where in a Quad a direction of Cayley's stands; false for quad.Any.
func place(d quad.Direction) (int, bool) {
	return int(d) - int(quad.Subject), d >= quad.Subject && d <= quad.Label
}

// ValueOf returns the reference of a value: native, or as the Source spells it. It is nil for nil only.
func (s *Store) ValueOf(v quad.Value) cayley.Ref {
	if v == nil {
		return nil
	}
	if id := s.ID(v); id != 0 {
		return node(id)
	}
	return unknown{v}
}

// RefsOf returns the references of values; a value that no quad has is an error.
func (s *Store) RefsOf(_ context.Context, values []quad.Value) ([]cayley.Ref, error) {
	refs := make([]cayley.Ref, len(values))
	for i, v := range values {
		id := s.ID(v)
		if id == 0 {
			return nil, cmp.Or(s.src.Err(), notFound(v))
		}
		refs[i] = node(id)
	}
	return refs, nil
}

// NameOf returns the value of a reference, native where Cayley can read it; nil for what is not a node of this graph.
func (s *Store) NameOf(ref cayley.Ref) quad.Value {
	switch ref := ref.(type) {
	case node:
		return native(s.src.Value(ID(ref)))
	case cayley.PreFetchedValue:
		return ref.NameOf()
	}
	return nil
}

// ValuesOf returns the values of references, as NameOf does.
func (s *Store) ValuesOf(_ context.Context, refs []cayley.Ref) ([]quad.Value, error) {
	values := make([]quad.Value, len(refs))
	for i, ref := range refs {
		values[i] = s.NameOf(ref)
	}
	return values, s.src.Err()
}

// Quad returns the quad of a reference, its values as NameOf gives them; the zero Quad for what is not a quad's reference.
func (s *Store) Quad(ref cayley.Ref) quad.Quad {
	q, ok := ref.(link)
	if !ok {
		return quad.Quad{}
	}
	value := func(place int) quad.Value { return native(s.src.Value(q[place])) }
	return quad.Quad{Subject: value(Subject), Predicate: value(Predicate), Object: value(Object), Label: value(Label)}
}

// QuadDirection returns the node at one place of a quad; nil for an absent label.
func (s *Store) QuadDirection(ref cayley.Ref, d quad.Direction) cayley.Ref {
	q, isLink := ref.(link)
	c, ok := place(d)
	if !isLink || !ok || q[c] == 0 {
		return nil
	}
	return node(q[c])
}

// QuadIterator walks the quads with a node at one place.
func (s *Store) QuadIterator(d quad.Direction, ref cayley.Ref) cayley.Iterator {
	pattern, ok := single(d, ref)
	if !ok {
		return iterator.NewNull()
	}
	return cayley.AsLegacy(&links{s.src, pattern})
}

// QuadIteratorSize returns how many quads QuadIterator walks.
func (s *Store) QuadIteratorSize(_ context.Context, d quad.Direction, ref cayley.Ref) (cayley.Size, error) {
	pattern, ok := single(d, ref)
	if !ok {
		return cayley.Size{Exact: true}, nil
	}
	return exactly(s.src.Count(pattern)), s.src.Err()
}

// single is the pattern of the quads with a node at one place; false when nothing can match.
func single(d quad.Direction, ref cayley.Ref) (pattern Quad, ok bool) {
	n, isNode := ref.(node)
	c, ok := place(d)
	if !isNode || !ok {
		return Quad{}, false
	}
	pattern[c] = ID(n)
	return pattern, true
}

func exactly(n int) cayley.Size { return cayley.Size{Size: int64(n), Exact: true} }

// NodesAllIterator walks every value, in value order.
func (s *Store) NodesAllIterator() cayley.Iterator { return cayley.AsLegacy(&nodes{s.src}) }

// QuadsAllIterator walks every quad.
func (s *Store) QuadsAllIterator() cayley.Iterator { return cayley.AsLegacy(&links{src: s.src}) }

// Stats returns how many values and quads there are, always exactly.
func (s *Store) Stats(context.Context, bool) (cayley.Stats, error) {
	return cayley.Stats{Nodes: exactly(s.src.NumValues()), Quads: exactly(s.src.Count(Quad{}))}, s.src.Err()
}

// ApplyDeltas returns an error that is ErrReadOnly and says how to change the graph.
func (s *Store) ApplyDeltas([]cayley.Delta, cayley.IgnoreOpts) error { return s.readOnly() }

// NewQuadWriter returns an error that is ErrReadOnly and says how to change the graph.
func (s *Store) NewQuadWriter() (quad.WriteCloser, error) { return nil, s.readOnly() }

// Close does nothing: the Source is its owner's.
func (s *Store) Close() error { return nil }
