package graph

import (
	"context"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
)

// OverQuadStore reads any store of Cayley's by its plain methods: of its iterators only that which walks all quads and those that walk
// the quads with one node, and neither its optimizer nor what it says of sizes where it only estimates them.
func OverQuadStore(qs cayley.QuadStore) CayleyReader { return &quadStore{qs} }

type quadStore struct{ qs cayley.QuadStore }

// Find asks for the value of a reference too: a store may refer to what it does not have.
func (s *quadStore) Find(ctx context.Context, v quad.Value) (cayley.Ref, quad.Value, error) {
	ref, err := s.refOf(ctx, v)
	if ref == nil || err != nil {
		return nil, nil, err
	}
	values, err := s.Values(ctx, []cayley.Ref{ref})
	if err != nil {
		return nil, nil, err
	}
	return ref, values[0], nil
}

func (s *quadStore) refOf(ctx context.Context, v quad.Value) (cayley.Ref, error) {
	batch, ok := s.qs.(cayley.BatchQuadStore)
	if !ok {
		return s.qs.ValueOf(v), nil
	}
	refs, err := batch.RefsOf(ctx, []quad.Value{v})
	if err == nil {
		return refs[0], nil
	}
	if ref := s.qs.ValueOf(v); ref != nil {
		return ref, nil // to some, asking for what is not there is an error
	}
	return nil, err
}

func (s *quadStore) Values(ctx context.Context, refs []cayley.Ref) ([]quad.Value, error) {
	return cayley.ValuesOf(ctx, s.qs, refs)
}

func (s *quadStore) Walk(ctx context.Context, side quad.Direction, node cayley.Ref, visit func(Places) error) error {
	var it cayley.Iterator
	if side == quad.Any {
		it = s.qs.QuadsAllIterator()
	} else {
		it = s.qs.QuadIterator(side, node)
	}
	defer it.Close()
	for it.Next(ctx) {
		if err := visit(s.places(it.Result())); err != nil {
			return err
		}
	}
	return it.Err()
}

func (s *quadStore) places(link cayley.Ref) (out Places) {
	for i, d := range quad.Directions {
		ref := s.qs.QuadDirection(link, d)
		if v, ok := ref.(interface{ Valid() bool }); ok && !v.Valid() {
			ref = nil // no label, to SQL
		}
		out[i] = ref
	}
	return out
}

// Size takes no estimate for an answer.
func (s *quadStore) Size(ctx context.Context) (int, error) {
	for _, exact := range [...]bool{false, true} {
		stats, err := s.qs.Stats(ctx, exact)
		if err != nil {
			return 0, err
		}
		if stats.Quads.Exact {
			return int(stats.Quads.Size), nil
		}
	}
	return -1, nil
}
