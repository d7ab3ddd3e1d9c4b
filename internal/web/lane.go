package web

import (
	"context"
	"sync/atomic"

	"rapport/graph/gizmo/worker"
)

// lane bounds how many requests of a kind are answered at once, so that those of one kind do not keep those of another from being answered.
type lane struct {
	slots   chan struct{}
	most    int64 // that may wait for a slot; more are told to come back
	waiting atomic.Int64
}

func newLane(slots, most int) *lane {
	return &lane{slots: make(chan struct{}, slots), most: int64(most)}
}

// enter takes a slot, or waits for one; leave gives it back. The error is worker.ErrBusy where too many wait, or that of ctx.
func (l *lane) enter(ctx context.Context) error {
	select {
	case l.slots <- struct{}{}:
		return nil
	default:
	}
	if l.waiting.Add(1) > l.most {
		l.waiting.Add(-1)
		return worker.ErrBusy
	}
	defer l.waiting.Add(-1)
	select {
	case l.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (l *lane) leave() { <-l.slots }
