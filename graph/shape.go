package graph

import (
	"slices"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/shape"
)

var _ shape.Optimizer = (*Store)(nil)

// OptimizeShape is called by Cayley on every part of a query, from the leaves up, after its own optimisations. It takes out the
// values that no quad has, and what they leave empty.
//
// Cayley would do so itself if ValueOf said nil, but too early: an Except that excludes nothing then calls a method of a nil
// shape, in a goroutine where no caller can recover, and the process ends. So an ordinary .except(g.V("<unknown>")) would.
func (s *Store) OptimizeShape(in shape.Shape) (shape.Shape, bool) {
	switch in := in.(type) {
	case shape.Fixed:
		if known, ok := withoutUnknown(in); ok {
			return known, true
		}
	case shape.QuadsAction:
		for _, ref := range in.Filter {
			if isUnknown(ref) {
				return shape.Null{}, true
			}
		}
	case shape.Except:
		if shape.IsNull(in.Exclude) {
			return everything(in.From), true
		}
	case shape.Union:
		if slices.ContainsFunc(in, shape.IsNull) {
			return slices.DeleteFunc(slices.Clone(in), shape.IsNull), true
		}
	}
	return in, false
}

// withoutUnknown returns the references that nodes have; false when all do.
func withoutUnknown(in shape.Fixed) (shape.Shape, bool) {
	if !slices.ContainsFunc(in, isUnknown) {
		return in, false
	}
	known := slices.DeleteFunc(slices.Clone(in), isUnknown)
	if len(known) == 0 {
		return shape.Null{}, true
	}
	return known, true
}

func isUnknown(ref cayley.Ref) bool {
	_, ok := ref.(unknown)
	return ok
}

// everything is what an Except without exclusions leaves.
func everything(from shape.Shape) shape.Shape {
	if from == nil {
		return shape.AllNodes{}
	}
	return from
}
