package graph

import (
	"cmp"
	"context"
	"fmt"

	cayley "github.com/cayleygraph/cayley/graph"
)

// nodes is every value of a Source, as a Cayley iterator.
type nodes struct{ src Source }

// links is the quads of a pattern, as a Cayley iterator.
type links struct {
	src     Source
	pattern Quad
}

var _, _ cayley.IteratorShape = (*nodes)(nil), (*links)(nil)

func (n *nodes) String() string { return "Nodes" }
func (n *nodes) Iterate() cayley.Scanner {
	return &nodeScan{leaf: leaf{n.src}, last: node(n.src.NumValues())}
}
func (n *nodes) Lookup() cayley.Index {
	return &nodeLookup{leaf: leaf{n.src}, last: node(n.src.NumValues())}
}
func (n *nodes) SubIterators() []cayley.IteratorShape { return nil }

func (n *nodes) Optimize(context.Context) (cayley.IteratorShape, bool) { return n, false }

func (n *nodes) Stats(context.Context) (cayley.IteratorCosts, error) {
	return costs(n.src.NumValues()), n.src.Err()
}

func (l *links) String() string { return fmt.Sprintf("Links(%v)", l.pattern) }
func (l *links) Iterate() cayley.Scanner {
	return &linkScan{leaf: leaf{l.src}, scan: l.src.Scan(l.pattern)}
}
func (l *links) Lookup() cayley.Index                 { return &linkLookup{leaf: leaf{l.src}, pattern: l.pattern} }
func (l *links) SubIterators() []cayley.IteratorShape { return nil }

func (l *links) Optimize(context.Context) (cayley.IteratorShape, bool) { return l, false }

func (l *links) Stats(context.Context) (cayley.IteratorCosts, error) {
	return costs(l.src.Count(l.pattern)), l.src.Err()
}

func costs(n int) cayley.IteratorCosts {
	return cayley.IteratorCosts{NextCost: 1, ContainsCost: 1, Size: exactly(n)}
}

// leaf is what the four walks below have in common: one path to each result, no tags, nothing to close, and the error of a source that
// could not be read.
type leaf struct{ src Source }

func (leaf) TagResults(map[string]cayley.Ref)  {}
func (leaf) NextPath(ctx context.Context) bool { return false }
func (l leaf) Err() error                      { return l.src.Err() }
func (leaf) Close() error                      { return nil }

// nodeScan walks the ids from 1 to last.
type nodeScan struct {
	leaf
	at, last node
}

func (s *nodeScan) String() string     { return "NodeScan" }
func (s *nodeScan) Result() cayley.Ref { return result(s.at, s.at > 0) }

func (s *nodeScan) Next(context.Context) bool {
	if s.at >= s.last {
		return false
	}
	s.at++
	return true
}

// nodeLookup has the ids from 1 to last.
type nodeLookup struct {
	leaf
	at, last node
}

func (l *nodeLookup) String() string     { return "NodeLookup" }
func (l *nodeLookup) Result() cayley.Ref { return result(l.at, l.at > 0) }

func (l *nodeLookup) Contains(_ context.Context, ref cayley.Ref) bool {
	n, ok := ref.(node)
	if !ok || n == 0 || n > l.last {
		return false
	}
	l.at = n
	return true
}

// linkScan walks the quads of a scan.
type linkScan struct {
	leaf
	scan Scanner
	at   link
}

func (s *linkScan) String() string     { return "LinkScan" }
func (s *linkScan) Result() cayley.Ref { return result(s.at, s.at != link{}) }
func (s *linkScan) Err() error         { return cmp.Or(s.scan.Err(), s.src.Err()) }

func (s *linkScan) Next(context.Context) bool {
	q, ok := s.scan.Next()
	if ok {
		s.at = link(q)
	}
	return ok
}

// linkLookup has the quads of a pattern. References come from one store, so that a quad's own ids tell.
type linkLookup struct {
	leaf
	pattern Quad
	at      link
}

func (l *linkLookup) String() string     { return "LinkLookup" }
func (l *linkLookup) Result() cayley.Ref { return result(l.at, l.at != link{}) }

func (l *linkLookup) Contains(_ context.Context, ref cayley.Ref) bool {
	at, ok := ref.(link)
	q := Quad(at)
	if !ok || !matches(&q, &l.pattern) {
		return false
	}
	l.at = at
	return true
}

// result is ref, or nil before the first one.
func result(ref cayley.Ref, found bool) cayley.Ref {
	if !found {
		return nil
	}
	return ref
}
