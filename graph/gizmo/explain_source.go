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

// fast is a source with its faster ways.
type fast interface {
	graph.Source
	graph.Walker
	graph.Ranger
	graph.Follower
	graph.Sweeper
}

// watchedFast counts what is read in the faster ways too.
type watchedFast struct {
	watchedSource
	fast fast
}

func watched(src graph.Source, o *Operator) graph.Source {
	if f, ok := src.(fast); ok {
		return &watchedFast{watchedSource{src, o}, f}
	}
	return &watchedSource{src, o}
}

// Walk visits the quads of the source, counted.
func (s *watchedFast) Walk(pattern graph.Quad, visit func(graph.Quad) bool) error {
	r := s.o.read(s.Source, pattern)
	r.Times++
	return s.fast.Walk(pattern, func(q graph.Quad) bool {
		r.Quads++
		return visit(q)
	})
}

// WalkRange visits the quads of the source, counted.
func (s *watchedFast) WalkRange(pattern graph.Quad, place int, lo, hi graph.ID, visit func(graph.Quad) bool) (bool, error) {
	quads := 0
	served, err := s.fast.WalkRange(pattern, place, lo, hi, func(q graph.Quad) bool {
		quads++
		return visit(q)
	})
	if served {
		pattern[place] = someID
		r := s.o.read(s.Source, pattern)
		r.Times++
		r.Quads += quads
	}
	return served, err
}

// someID stands in a pattern for what is known there, if only in part.
const someID = 1

// CountRange is that of the source: it reads nothing.
func (s *watchedFast) CountRange(pattern graph.Quad, place int, lo, hi graph.ID) (int, bool, error) {
	return s.fast.CountRange(pattern, place, lo, hi)
}

// Follow reads what the source does, counted.
func (s *watchedFast) Follow(pattern graph.Quad, near, far int) graph.Ends {
	ends := s.fast.Follow(pattern, near, far)
	if ends == nil {
		return nil
	}
	pattern[near] = someID
	return &watchedEnds{Ends: ends, read: func() *Read { return s.o.read(s.Source, pattern) }}
}

// Sweep reads what the source does, counted.
func (s *watchedFast) Sweep(pattern graph.Quad, near, far int) graph.Sweep {
	sweep := s.fast.Sweep(pattern, near, far)
	if sweep == nil {
		return nil
	}
	r := s.o.read(s.Source, pattern)
	r.Times++
	return &watchedSweep{sweep, r}
}

type watchedSweep struct {
	graph.Sweep
	r *Read
}

// Read counts what it reads.
func (s *watchedSweep) Read(from int, ids []graph.ID) {
	s.Sweep.Read(from, ids)
	s.r.Quads += len(ids)
}

type watchedEnds struct {
	graph.Ends
	read func() *Read
	r    *Read // once it has read
	n    int   // quads that were found, and are counted, but not read yet
}

// Fill counts what it reads.
func (e *watchedEnds) Fill(vertices, ids []graph.ID) (int, int, error) {
	if e.r == nil {
		e.r = e.read()
	}
	done, n, err := e.Ends.Fill(vertices, ids)
	e.r.Times += done
	e.r.Quads += n
	return done, n, err
}

// Seek counts the quads that it finds: whoever reads none of them counts them too.
func (e *watchedEnds) Seek(v graph.ID) (int, error) {
	if e.r == nil {
		e.r = e.read()
	}
	n, err := e.Ends.Seek(v)
	e.r.Times++
	e.r.Quads += n
	e.n = n
	return n, err
}

// Read counts what was read in place of what was found.
func (e *watchedEnds) Read(ids []graph.ID) (int, error) {
	n, err := e.Ends.Read(ids)
	e.r.Quads += n - e.n
	e.n = 0
	return n, err
}
