package web

import (
	"context"
	"errors"
	"fmt"
	"time"

	"rapport/graph/gizmo"
	"rapport/internal/report"
	"rapport/queries"
)

// tooLarge is what ends the answer of a program that takes more than it may.
func (s *Server) tooLarge(name string) error {
	return &gizmo.Error{Name: name, Limit: true, Message: fmt.Sprintf("the answer takes more than %d MiB", s.limits.Answer>>20),
		Hint: "ask for fewer rows or shorter texts, or as csv, tsv or jsonl, which are sent row by row"}
}

// whole bounds what the answers of a runner take together, where they are put together before anything is sent. One that ends in an error is not kept.
func (v *view) whole(run queries.Runner) queries.Runner {
	left := v.server.limits.Answer
	return func(ctx context.Context, name, program string, opts gizmo.Options, row func(gizmo.Row) error) (gizmo.Stats, error) {
		var size report.AnswerSize
		stats, err := run(ctx, name, program, opts, func(r gizmo.Row) error {
			if size.Add(r); size.Bytes() > left {
				return v.server.tooLarge(name)
			}
			return row(r)
		})
		if err == nil {
			left -= size.Bytes()
		}
		return stats, err
	}
}

// A program has the time of its request but for this part, so that what it found until then can be answered.
const (
	spareShare = 5
	spareMost  = 2 * time.Second
)

// sooner ends so much before the request does.
func (v *view) sooner(ctx context.Context) (context.Context, context.CancelFunc) {
	end, bounded := ctx.Deadline()
	if !bounded {
		return ctx, func() {}
	}
	return context.WithDeadline(ctx, end.Add(-min(v.server.limits.Time/spareShare, spareMost)))
}

// timely ends a program before its request. If it had rows by then these are its answer, which the time cut as a limit of rows would have; a says so.
func (v *view) timely(run queries.Runner, a *asking) queries.Runner {
	return func(ctx context.Context, name, program string, opts gizmo.Options, row func(gizmo.Row) error) (gizmo.Stats, error) {
		if _, bounded := ctx.Deadline(); !bounded || opts.Explain {
			return run(ctx, name, program, opts, row)
		}
		soon, stop := v.sooner(ctx)
		defer stop()
		n := 0
		stats, err := run(soon, name, program, opts, func(r gizmo.Row) error {
			n++
			return row(r)
		})
		if n > 0 && errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
			a.late, v.chance, stats.Cut = v.server.limits.Time, true, true
			return stats, nil
		}
		return stats, err
	}
}
