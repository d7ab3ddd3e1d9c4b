package graph

import (
	"errors"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
)

// Scan yields the quads that match a pattern, in no order that is promised.
func (c *Cayley) Scan(pattern Quad) Scanner {
	rows, rest, err := c.rows(pattern)
	if err != nil {
		return &failedScan{c.fail(err)}
	}
	return &memoryScanner{rows: rows, rest: rest}
}

// Count returns how many quads match a pattern.
func (c *Cayley) Count(pattern Quad) int {
	if pattern == (Quad{}) {
		return c.countAll()
	}
	rows, rest, err := c.rows(pattern)
	if err != nil {
		c.fail(err)
		return 0
	}
	n := 0
	for i := range rows {
		if matches(&rows[i], &rest) {
			n++
		}
	}
	return n
}

// countAll asks the store, where it knows.
func (c *Cayley) countAll() int {
	n, err := c.store.Size(c.ctx)
	if err != nil {
		c.fail(err)
		return 0
	}
	if n >= 0 {
		return n
	}
	if t := c.all(); t != nil {
		return len(t.perms[Subject].rows)
	}
	return 0
}

// NumValues returns how many values there are.
func (c *Cayley) NumValues() int {
	c.all()
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.refs)
}

// failedScan is a scan that could not begin.
type failedScan struct{ err error }

func (s *failedScan) Next() (Quad, bool) { return Quad{}, false }
func (s *failedScan) Err() error         { return s.err }

// rows returns quads among which are those of a pattern, and the pattern that tells.
func (c *Cayley) rows(pattern Quad) (rows []Quad, rest Quad, err error) {
	c.mu.Lock()
	whole := c.whole
	c.mu.Unlock()
	if whole == nil && pattern[Subject] == 0 && pattern[Object] == 0 {
		if whole = c.all(); whole == nil {
			return nil, Quad{}, c.Err()
		}
	}
	switch {
	case whole != nil:
		rows, rest = whole.run(pattern)
	case pattern[Subject] != 0:
		rows, err = c.around(pattern[Subject], 0)
	default:
		rows, err = c.around(pattern[Object], 1)
	}
	if whole == nil {
		rest = pattern
	}
	return rows, rest, err
}

// sides are the places of which a store of Cayley's has an index.
var sides = [...]quad.Direction{quad.Subject, quad.Object}

// around returns the quads with a node at one of the sides.
func (c *Cayley) around(node ID, side int) ([]Quad, error) {
	c.mu.Lock()
	rows, read := c.near[side][node]
	known := int(node) <= len(c.refs)
	var ref cayley.Ref
	if known {
		ref = c.refs[node-1]
	}
	c.mu.Unlock()
	if read || !known {
		return rows, nil
	}
	rows, err := c.walk(sides[side], ref)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.whole == nil {
		c.near[side][node] = rows
	}
	return rows, nil
}

// all returns the whole store, nil where it cannot be read. The first who asks reads it.
func (c *Cayley) all() *table {
	select {
	case c.pass <- struct{}{}:
		defer func() { <-c.pass }()
	case <-c.ctx.Done():
		c.fail(c.ctx.Err())
		return nil
	}
	c.mu.Lock()
	whole := c.whole
	c.mu.Unlock()
	if whole != nil {
		return whole
	}
	rows, err := c.walk(quad.Any, nil)
	if err != nil {
		c.fail(err)
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.whole = &table{}
	c.whole.index(rows, len(c.refs))
	c.near = [2]map[ID][]Quad{}
	return c.whole
}

// chunk is how many quads are taken between two looks at the context.
const chunk = 512

// walk reads all quads with a node at a side.
func (c *Cayley) walk(side quad.Direction, node cayley.Ref) ([]Quad, error) {
	var rows []Quad
	waiting := make([]Places, 0, chunk)
	err := c.store.Walk(c.ctx, side, node, func(p Places) (err error) {
		if waiting = append(waiting, p); len(waiting) == chunk {
			rows, err = c.take(rows, waiting)
			waiting = waiting[:0]
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return c.take(rows, waiting)
}

// take adds quads as ids.
func (c *Cayley) take(rows []Quad, quads []Places) ([]Quad, error) {
	if err := c.ctx.Err(); err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, places := range quads {
		var q Quad
		for i, ref := range places {
			q[i] = c.meet(ref)
		}
		if q[Subject] == 0 || q[Predicate] == 0 || q[Object] == 0 {
			return nil, errHalfQuad
		}
		rows = append(rows, q)
	}
	return rows, nil
}

var errHalfQuad = errors.New("the store has a quad without subject, predicate or object")
