package gizmo

import (
	"errors"
	"sync/atomic"

	"github.com/cayleygraph/quad"
	"github.com/dop251/goja"

	"rapport/graph"
)

// entity begins a path at what people call by a name, as the command line takes names.
func entity(c *call) goja.Value {
	c.count(1, -1)
	return c.q.newPath(&Path{start: c.entities()})
}

// isEntity keeps the rows whose vertex is called so.
func isEntity(c *call) goja.Value {
	c.count(1, -1)
	return c.append(&isOp{nodeSet{ids: c.entities()}})
}

// entities reads names, each one or a list, and returns the ids of what goes by them. A name that nothing goes by is noted as a term
// that the source does not have; one that several go by is an error.
func (c *call) entities() (ids []graph.ID) {
	for i := range c.args {
		items, isList := c.list(c.args[i])
		if !isList {
			items = c.args[i : i+1]
		}
		for _, item := range items {
			t, loose, ok := c.q.termOf(item)
			if !ok || loose {
				c.bad(i, `a name, such as "Rosatom", an IRI, or a list of them`, item)
			}
			if name, ok := t.(quad.String); ok {
				t = c.called(string(name))
			}
			c.q.stats.named(t)
			if id := c.q.x.src.ID(t); id != 0 {
				ids = append(ids, id)
			} else {
				c.q.stats.missed(t)
			}
		}
	}
	return ids
}

// called returns the node that goes by a name; the name itself where none does. A restriction says what is walked, not what things are
// called: a name means the same with it as without, and as it does on the command line.
func (c *call) called(name string) quad.Value {
	if c.q.finder == nil {
		c.q.finder = graph.NewFinder(stoppable{graph.Whole(c.q.x.src), &c.q.x.stop})
	}
	node, err := c.q.finder.Resolve(name)
	var ambiguous *graph.AmbiguousError
	switch {
	case errors.As(err, &ambiguous):
		c.q.throw(ambiguous.Hint(), "%s: %s", c.name, ambiguous.Error())
	case err != nil:
		return quad.String(name)
	}
	return node
}

// stoppable is a source that has nothing more once a program is stopped: a search for names reads all there are.
type stoppable struct {
	graph.Source
	stop *atomic.Bool
}

// ID is that of the source, until it is stopped.
func (s stoppable) ID(v quad.Value) graph.ID {
	if s.stop.Load() {
		return 0
	}
	return s.Source.ID(v)
}

// Value is that of the source, until it is stopped.
func (s stoppable) Value(id graph.ID) quad.Value {
	if s.stop.Load() {
		return nil
	}
	return s.Source.Value(id)
}

// Count is that of the source, until it is stopped.
func (s stoppable) Count(pattern graph.Quad) int {
	if s.stop.Load() {
		return 0
	}
	return s.Source.Count(pattern)
}

// Scan is that of the source, until it is stopped.
func (s stoppable) Scan(pattern graph.Quad) graph.Scanner {
	if s.stop.Load() {
		return &stoppableScan{stop: s.stop}
	}
	return &stoppableScan{s.Source.Scan(pattern), s.stop}
}

// stoppableScan is a scan that ends where it is stopped; without a Scanner it is stopped already.
type stoppableScan struct {
	graph.Scanner
	stop *atomic.Bool
}

// Next ends the scan where it is stopped.
func (s *stoppableScan) Next() (graph.Quad, bool) {
	if s.stop.Load() {
		return graph.Quad{}, false
	}
	return s.Scanner.Next()
}

// Err returns what stopped the scan early.
func (s *stoppableScan) Err() error {
	if s.Scanner == nil {
		return nil
	}
	return s.Scanner.Err()
}
