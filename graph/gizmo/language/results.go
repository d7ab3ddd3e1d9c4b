package language

import (
	"context"
	"errors"
	"iter"

	"github.com/cayleygraph/cayley/query"

	"rapport/graph/gizmo"
)

// Results are the rows of one program, as Cayley iterates over them. The program stands still between two calls of Next. It is used by one goroutine.
type Results struct {
	cancel  context.CancelCauseFunc
	next    func() (gizmo.Row, bool)
	stop    func()
	collate func(gizmo.Row) any

	row   gizmo.Row
	stats gizmo.Stats
	err   error
}

var _ query.Iterator = (*Results)(nil)

// errClosed ends a program whose rows nobody wants any more.
var errClosed = errors.New("the results are closed")

// newResults begins nothing: the first Next does.
func newResults(ctx context.Context, run func(context.Context, func(gizmo.Row) error) (gizmo.Stats, error), collate func(gizmo.Row) any) *Results {
	ctx, cancel := context.WithCancelCause(ctx)
	r := &Results{cancel: cancel, collate: collate}
	r.next, r.stop = iter.Pull(func(yield func(gizmo.Row) bool) {
		stats, err := run(ctx, func(row gizmo.Row) error {
			if !yield(row) {
				return errClosed
			}
			return nil
		})
		if cause := context.Cause(ctx); cause != nil && errors.Is(err, context.Canceled) {
			err = cause
		}
		if r.stats = stats; err != errClosed {
			r.err = err
		}
	})
	return r
}

// Next runs the program to its next row. False: there is none, or ctx, or the context of Execute, has ended; Err tells.
func (r *Results) Next(ctx context.Context) bool {
	defer context.AfterFunc(ctx, func() { r.cancel(ctx.Err()) })()
	if err := ctx.Err(); err != nil {
		r.cancel(err)
	}
	row, ok := r.next()
	r.row = row
	return ok
}

// Result returns the row that Next went to, in the collation that was asked for; nil where there is none.
func (r *Results) Result() any {
	if r.row.Names == nil {
		return nil
	}
	return r.collate(r.row)
}

// Err returns what ended the program early: a *gizmo.Error or that of a context; nil for an end, and for a limit.
func (r *Results) Err() error { return r.err }

// Stats tells what the program did, once Next has been false: whether a limit cut its rows, which Cayley has no place for.
func (r *Results) Stats() gizmo.Stats { return r.stats }

// Close ends the program. It returns nil.
func (r *Results) Close() error {
	r.cancel(errClosed)
	r.stop()
	return nil
}
