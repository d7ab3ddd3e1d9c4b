package worker

import (
	"context"
	"errors"
	"time"

	"rapport/graph"
	"rapport/graph/gizmo"
)

// greeting is the first that a worker says.
type greeting struct{ Version int }

// openRequest tells a worker what to open, before anything else.
type openRequest struct {
	Graph  string // as Pool.Options has it
	Memory int    // bytes that a program may take beside the graph
}

// runRequest is one program.
type runRequest struct {
	Request
	Timeout time.Duration // what was left of the deadline when it was sent; 0: there is none
}

// Request is a program and what it is run with.
type Request struct {
	Name    string // stands for the program in errors
	Program string
	Options gizmo.Options     // Programs is the worker's own; a MaxMemory above the pool's Memory is that
	Walk    graph.Restriction // which quads may be walked; the zero one: all
	// Language names one of those that Serve was given; "" is Gizmo.
	Language string
}

// wireRow is a row. Names are left out where they are those of the row before.
type wireRow struct {
	Same bool
	Row  gizmo.Row
}

// ending is the last of a run.
type ending struct {
	Stats   gizmo.Stats
	Failure *failure // nil: it ended well
}

// failure is an error that goes across.
type failure struct {
	Program *gizmo.Error // of the program
	Ended   ended        // the context's
	Text    string       // any other, with its hint
	Hint    string
}

// ended says which error a context gave.
type ended uint8

const (
	notEnded ended = iota
	deadlineExceeded
	canceled
)

// failureOf is the other end's error; nil for nil.
func failureOf(err error) *failure {
	if err == nil {
		return nil
	}
	var program *gizmo.Error
	if errors.As(err, &program) && error(program) == err {
		return &failure{Program: program}
	}
	f := &failure{Text: err.Error()}
	switch err {
	case context.DeadlineExceeded:
		f.Ended = deadlineExceeded
	case context.Canceled:
		f.Ended = canceled
	}
	var hinted interface{ Hint() string }
	if errors.As(err, &hinted) {
		f.Hint = hinted.Hint()
	}
	return f
}

// err is the error again.
func (f *failure) err() error {
	switch {
	case f == nil:
		return nil
	case f.Program != nil:
		return f.Program
	case f.Ended == deadlineExceeded:
		return context.DeadlineExceeded
	case f.Ended == canceled:
		return context.Canceled
	}
	return &told{f.Text, f.Hint}
}

// told is an error that a worker told in words.
type told struct{ text, hint string }

func (t *told) Error() string { return t.text }

// Hint says how to mend it, "" for unknown.
func (t *told) Hint() string { return t.hint }
