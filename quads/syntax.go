package quads

import (
	"fmt"
	"strings"
)

// Position is a place in a text file.
type Position struct {
	File string
	Line int // from 1
	Col  int // in Unicode code points, from 1; 0 means the whole line
}

// String gives file:line:col, the form that editors and terminals open.
func (p Position) String() string {
	if p.Col == 0 {
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
}

// SyntaxError says where a line stops being N-Quads and why.
type SyntaxError struct {
	Position
	Reason string // what was got and what was wanted, in lower case
	Hint   string // how to mend it; "" when there is nothing to add
}

// Error gives file:line:col: reason. The hint is apart, for the caller to print on a line of its own.
func (e *SyntaxError) Error() string { return e.Position.String() + ": " + e.Reason }

// SyntaxErrors are the errors of one file in the order of its lines, at most one a line.
type SyntaxErrors []*SyntaxError

// Error gives one line for each error.
func (es SyntaxErrors) Error() string {
	lines := make([]string, len(es))
	for i, e := range es {
		lines[i] = e.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap gives the single errors to errors.As and errors.Is.
func (es SyntaxErrors) Unwrap() []error {
	errs := make([]error, len(es))
	for i, e := range es {
		errs[i] = e
	}
	return errs
}

// flaw is a syntax error before it knows its file: at is a byte offset in the line.
type flaw struct {
	at           int
	reason, hint string
}
