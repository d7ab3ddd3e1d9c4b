package graph

import "github.com/cayleygraph/quad"

// Source returns what the store shows to Cayley.
func (s *Store) Source() Source { return s.src }

// Native returns a value as Cayley works with it: a number, truth value or time where its lexical form is one to Cayley, else the value itself.
// NaN and the infinities stay text.
func Native(v quad.Value) quad.Value { return native(v) }
