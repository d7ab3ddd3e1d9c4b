package gizmo

import (
	"strings"
	"sync/atomic"

	"rapport/graph"
)

// ordered is a source that tells which permutation serves a pattern.
type ordered interface {
	Order(pattern graph.Quad) string
}

// restricted is a source that tells what it leaves out.
type restricted interface {
	ScanCounting(pattern graph.Quad, leftOut *int) graph.Scanner
}

// watchedSource counts what an operator reads.
type watchedSource struct {
	graph.Source
	o *Operator
}

// Scan yields the quads of the source, counted.
func (s *watchedSource) Scan(pattern graph.Quad) graph.Scanner {
	r := s.o.read(s.Source, pattern)
	r.Times++
	if src, ok := s.Source.(restricted); ok {
		return &watchedScanner{src.ScanCounting(pattern, &r.LeftOut), r}
	}
	return &watchedScanner{s.Source.Scan(pattern), r}
}

// read finds how the operator read such a pattern before.
func (o *Operator) read(src graph.Source, pattern graph.Quad) *Read {
	order := ""
	if s, ok := src.(ordered); ok {
		order = s.Order(pattern)
	}
	by := known(pattern)
	for _, r := range o.Reads {
		if r.Order == order && r.By == by {
			return r
		}
	}
	r := &Read{Order: order, By: by}
	o.Reads = append(o.Reads, r)
	return r
}

// known says in words what a pattern binds.
func known(pattern graph.Quad) string {
	var words []string
	for i, name := range [...]string{"subject", "predicate", "object", "label"} {
		if pattern[i] != 0 {
			words = append(words, name)
		}
	}
	if last := len(words) - 1; last > 0 {
		return strings.Join(words[:last], ", ") + " and " + words[last]
	}
	return strings.Join(words, "")
}

type watchedScanner struct {
	graph.Scanner
	r *Read
}

// StopWith makes the scanner below Stoppable, if it can be.
func (s *watchedScanner) StopWith(stop *atomic.Bool) {
	if below, ok := s.Scanner.(graph.Stoppable); ok {
		below.StopWith(stop)
	}
}

// Next counts a quad.
func (s *watchedScanner) Next() (graph.Quad, bool) {
	q, ok := s.Scanner.Next()
	if ok {
		s.r.Quads++
	}
	return q, ok
}
