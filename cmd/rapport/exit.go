package main

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"rapport/graph/gizmo"
	"rapport/internal/report"
	"rapport/quads"
	"rapport/queries"
)

// The exit codes.
const (
	exitDone        = 0
	exitFailed      = 1
	exitMisuse      = 2   // the command line itself is wrong
	exitFound       = 3   // check, test, fmt --check, report --check, diff --exit-code: there are findings
	exitEmpty       = 4   // nothing found, with --fail-empty
	exitCut         = 5   // the deadline passed, a default limit cut the rows, or a bound left out a part of a report
	exitInterrupted = 130 // as a shell reports SIGINT
)

// failure is an error that a verb's run returned.
type failure struct{ error }

func (f *failure) Unwrap() error { return f.error }

// coded is an error with an exit code of its own. A nil cause prints nothing: all has been said.
type coded struct {
	code  int
	cause error
}

func (c *coded) Error() string {
	if c.cause == nil {
		return ""
	}
	return c.cause.Error()
}

func (c *coded) Unwrap() error { return c.cause }

// quietly ends the program with a code and no message, for what a notice or the rows have said already.
func quietly(code int) error { return &coded{code, nil} }

// misuse is an error in how the program was called, with a hint ("" for none).
func misuse(hint, format string, args ...any) error {
	return &coded{exitMisuse, withHint(fmt.Errorf(format, args...), hint)}
}

// hintOf returns the outermost hint in an error, "" when it has none. An error gives one by a method Hint() string.
func hintOf(err error) string {
	var h interface{ Hint() string }
	if errors.As(err, &h) {
		return h.Hint()
	}
	var syntax *quads.SyntaxError
	if errors.As(err, &syntax) {
		return syntax.Hint
	}
	var program *gizmo.Error
	if errors.As(err, &program) {
		return program.Hint
	}
	return ""
}

// hinted is an error with a hint.
type hinted struct {
	error
	hint string
}

func (h *hinted) Unwrap() error { return h.error }

// Hint returns the hint.
func (h *hinted) Hint() string { return h.hint }

// didYouMean returns a hint that names the word nearest to a mistyped one, or other when none is near.
func didYouMean(typed string, words []string, other string) string {
	if word := queries.Nearest(typed, words); word != "" {
		return fmt.Sprintf("did you mean %s?", word)
	}
	return other
}

// withHint adds a hint to an error; an empty one adds nothing.
func withHint(err error, hint string) error {
	if hint == "" {
		return err
	}
	return &hinted{err, hint}
}

// exit prints what went wrong in cmd, if anything did, and returns the exit code.
func (a *app) exit(ctx context.Context, cmd *cobra.Command, err error) int {
	var c *coded
	var f *failure
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, syscall.EPIPE): // whoever read standard output has enough
		return exitDone
	case ctx.Err() != nil:
		a.printError(cmd, errors.New("interrupted"))
		return exitInterrupted
	case errors.As(err, &c):
		if c.cause != nil {
			a.printError(cmd, err)
		}
		return c.code
	case errors.Is(err, context.DeadlineExceeded):
		a.printError(cmd, err)
		return exitCut
	case errors.As(err, &f):
		a.printError(cmd, err)
		return exitFailed
	}
	a.printError(cmd, withHint(err, cmd.CommandPath()+" --help says more"))
	return exitMisuse
}

// printError writes "rapport: VERB: what" for each line of an error, then at most one "rapport: hint: …". Errors quote what people and
// files say, so they are made safe for a terminal.
func (a *app) printError(cmd *cobra.Command, err error) {
	who := strings.ReplaceAll(cmd.CommandPath(), " ", ": ")
	for line := range strings.SplitSeq(err.Error(), "\n") {
		fmt.Fprintf(a.stderr, "%s: %s\n", who, report.Clean(line))
	}
	hint, rest, _ := strings.Cut(hintOf(err), "\n")
	if hint != "" {
		fmt.Fprintf(a.stderr, "rapport: hint: %s\n", report.Clean(hint))
	}
	for line := range strings.Lines(rest) {
		fmt.Fprintln(a.stderr, report.Clean(strings.TrimSuffix(line, "\n")))
	}
}

// recovered is deferred: it turns a panic, which means that we are wrong and not the reader, into a message and an exit code.
// RAPPORT_TRACE in the environment shows where.
func (a *app) recovered(code *int) {
	broken := recover()
	if broken == nil {
		return
	}
	*code = exitFailed
	fmt.Fprintf(a.stderr, "rapport: a promise inside the program was broken: %s\n", report.Clean(fmt.Sprint(broken)))
	if a.env("RAPPORT_TRACE") != "" {
		a.stderr.Write(debug.Stack())
		return
	}
	fmt.Fprintln(a.stderr, "rapport: hint: this is a fault of rapport; the same command with RAPPORT_TRACE=1 shows where")
}
