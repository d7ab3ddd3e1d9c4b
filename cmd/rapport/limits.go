package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"rapport/graph/gizmo"
	"rapport/internal/report"
	"rapport/queries"
)

// limitOptions are the flags that end a query early.
type limitOptions struct {
	limit   int // rows; 0 for no limit
	given   *bool
	timeout time.Duration // 0 for none
	memory  sizeFlag
}

// The limits that hold when no flag says otherwise.
const (
	defaultLimit   = 1000
	defaultTimeout = 30 * time.Second
	defaultMemory  = gizmo.DefaultMaxMemory
)

// addFlags binds --limit, --timeout and --memory to a command.
func (l *limitOptions) addFlags(cmd *cobra.Command) {
	cmd.Flags().IntVar(&l.limit, "limit", defaultLimit, "stop after `N` rows, 0 for no limit")
	cmd.Flags().DurationVar(&l.timeout, "timeout", defaultTimeout, "give up after `TIME`, 0 for never")
	l.memory = defaultMemory
	cmd.Flags().Var(&l.memory, "memory", "give up when the query takes more than `SIZE`, such as 64MiB or 2GiB")
	l.given = &cmd.Flags().Lookup("limit").Changed
}

// check refuses numbers that mean nothing.
func (l *limitOptions) check() error {
	switch {
	case l.limit < 0:
		return misuse("--limit 0 is no limit", "--limit %d: want 0 or more", l.limit)
	case l.timeout < 0:
		return misuse("--timeout 0 is no limit", "--timeout %s: want 0 or more", l.timeout)
	}
	return nil
}

// start begins the time of --timeout; stop ends it.
func (l *limitOptions) start(ctx context.Context) (limited context.Context, stop context.CancelFunc) {
	if l.timeout == 0 {
		return ctx, func() {}
	}
	return context.WithTimeout(ctx, l.timeout)
}

// whole bounds what the rows of an answer take together, where they are put together before anything is written.
func (l *limitOptions) whole(take func(gizmo.Row) error) func(gizmo.Row) error {
	var size report.AnswerSize
	return func(row gizmo.Row) error {
		if size.Add(row); size.Bytes() > int(l.memory) {
			return withHint(fmt.Errorf("the answer takes more than %s", l.memory.String()), "ask for fewer rows, shorter texts or fewer names; --memory SIZE allows more")
		}
		return take(row)
	}
}

// wholeRunner is a runner whose rows are bounded as whole has them.
func (l *limitOptions) wholeRunner(run queries.Runner) queries.Runner {
	return func(ctx context.Context, name, program string, opts gizmo.Options, row func(gizmo.Row) error) (gizmo.Stats, error) {
		return run(ctx, name, program, opts, l.whole(row))
	}
}

// explain makes a deadline that has passed say which.
func (l *limitOptions) explain(err error) error {
	if !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return withHint(fmt.Errorf("no answer within %s: %w", l.timeout, err), "--timeout gives it longer; a path that starts at fewer nodes is faster")
}

// finish tells that a limit cut the rows, once they are written; the exit code says so too where nobody asked for that limit.
func (l *limitOptions) finish(a *app, verb string, cut bool, err error) error {
	if !cut || err != nil {
		return err
	}
	a.notice(verb, "there are more than %s: --limit N shows more, --limit 0 all", plural(l.limit, "row"))
	if *l.given {
		return nil
	}
	return quietly(exitCut)
}
