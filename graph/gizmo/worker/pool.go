package worker

import (
	"context"
	"errors"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"rapport/graph/gizmo"
)

// Options say how a Pool runs its workers. The zero value is ready to use by a program that calls Serve.
type Options struct {
	Command []string // what to execute, and its arguments; none: this program with Verb
	Graph   string   // what Serve's open is given: the same words must mean the same graph to every worker
	Memory  int      // bytes that a program may take beside the graph; 0: gizmo.DefaultMaxMemory
	Workers int      // most at once; 0: one a core
	Queue   int      // programs that may wait for one; more get ErrBusy. 0: none waits
	Nice    int      // from 0 to 19: the higher, the more a worker leaves the processor to others
	Uses    int      // programs that a worker serves before it is thrown away; 0: 100; 1: each has a process of its own
}

const defaultUses = 100

// grace is how long a worker has to stop once it is told to.
const grace = time.Second

// ErrBusy is the answer to a program that finds no worker and no place to wait for one.
var ErrBusy = errors.New("too many queries at once, try again later")

// ErrClosed is the answer of a Pool after Close.
var ErrClosed = errors.New("the pool of workers is closed")

// Pool is a bounded number of workers over one graph. Nothing is started before it is needed. It is safe for concurrent use.
type Pool struct {
	opts    Options
	slots   chan struct{} // one for each worker at work
	waiting atomic.Int64

	mu     sync.Mutex
	idle   []*process
	closed bool
}

// NewPool returns a pool without a worker. Close ends those that it starts.
func NewPool(opts Options) *Pool {
	if opts.Memory <= 0 {
		opts.Memory = gizmo.DefaultMaxMemory
	}
	if opts.Workers <= 0 {
		opts.Workers = runtime.GOMAXPROCS(0)
	}
	if opts.Uses <= 0 {
		opts.Uses = defaultUses
	}
	return &Pool{opts: opts, slots: make(chan struct{}, opts.Workers)}
}

// Run runs a program as gizmo.Run does, in a worker: the same rows, Stats and errors. Where the program ended the worker the error is a
// *Death, or, for want of memory, the *gizmo.Error that gizmo.Run would give. Once ctx has ended Run returns within a second, with an error that
// is ctx's own or wraps it; rows that came before are good. An error of row ends the program and is returned.
func (p *Pool) Run(ctx context.Context, r Request, row func(gizmo.Row) error) (gizmo.Stats, error) {
	if err := ctx.Err(); err != nil {
		return gizmo.Stats{}, err
	}
	if err := p.enter(ctx); err != nil {
		return gizmo.Stats{}, err
	}
	defer func() { <-p.slots }()
	for {
		w, err := p.take(ctx)
		if err != nil {
			return gizmo.Stats{}, err
		}
		stats, fit, err := w.run(ctx, r, row)
		p.put(w, fit)
		if err != errGone {
			return stats, err
		}
	}
}

// enter takes a slot, or a place in the queue until there is one.
func (p *Pool) enter(ctx context.Context) error {
	select {
	case p.slots <- struct{}{}:
		return nil
	default:
	}
	if p.waiting.Add(1) > int64(p.opts.Queue) {
		p.waiting.Add(-1)
		return ErrBusy
	}
	defer p.waiting.Add(-1)
	select {
	case p.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// take returns an idle worker that lives, or a new one that has opened the graph.
func (p *Pool) take(ctx context.Context) (*process, error) {
	for {
		p.mu.Lock()
		if p.closed {
			p.mu.Unlock()
			return nil, ErrClosed
		}
		n := len(p.idle)
		if n == 0 {
			p.mu.Unlock()
			return p.start(ctx)
		}
		w := p.idle[n-1]
		p.idle = p.idle[:n-1]
		p.mu.Unlock()
		if !w.ended() {
			return w, nil
		}
		w.close() // killed from outside while it was idle
	}
}

func (p *Pool) start(ctx context.Context) (*process, error) {
	command := p.opts.Command
	if len(command) == 0 {
		self, err := os.Executable()
		if err != nil {
			return nil, err
		}
		command = []string{self, Verb}
	}
	w, err := startProcess(command, p.opts.Memory, p.opts.Nice)
	if err != nil {
		return nil, err
	}
	if err := w.open(ctx, p.opts.Graph); err != nil {
		w.close()
		return nil, err
	}
	return w, nil
}

// put keeps a worker for the next program, or ends it.
func (p *Pool) put(w *process, fit bool) {
	w.uses++
	p.mu.Lock()
	keep := fit && w.uses < p.opts.Uses && !p.closed
	if keep {
		p.idle = append(p.idle, w)
	}
	p.mu.Unlock()
	if !keep {
		w.close()
	}
}

// Close ends the idle workers and waits for those at work, which end with what they run. It always returns nil.
func (p *Pool) Close() error {
	p.mu.Lock()
	idle := p.idle
	p.idle, p.closed = nil, true
	p.mu.Unlock()
	for _, w := range idle {
		w.close()
	}
	for range cap(p.slots) {
		p.slots <- struct{}{}
	}
	for range cap(p.slots) {
		<-p.slots
	}
	return nil
}
