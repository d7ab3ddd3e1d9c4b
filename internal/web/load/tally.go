package main

import (
	"fmt"
	"io"
	"slices"
	"sync"
	"time"
)

// result is what came of a run. It is safe for concurrent use while the clients ask.
type result struct {
	options options
	memory  memory

	mu     sync.Mutex
	kinds  map[string]*tally
	faults []string
}

// tally is what came of the requests of a kind.
type tally struct {
	name                                 string
	times, answered, refused, busy, ends int
	took                                 []time.Duration // of those that were answered
}

// outcome is how a request ended.
type outcome int

const (
	answered outcome = iota
	refused          // 4xx, or 504 for what takes too long
	busy             // 503
	cut              // the connection was ended on purpose
)

func (r *result) fault(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.faults) < 50 {
		r.faults = append(r.faults, fmt.Sprintf(format, args...))
	}
}

func (r *result) count(kind string, o outcome, took time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	t := r.kinds[kind]
	if t == nil {
		t = &tally{name: kind}
		r.kinds[kind] = t
	}
	t.times++
	switch o {
	case answered:
		t.answered++
		t.took = append(t.took, took)
	case refused:
		t.refused++
	case busy:
		t.busy++
	case cut:
		t.ends++
	}
}

func (t *tally) merge(o *tally) {
	t.times += o.times
	t.answered += o.answered
	t.refused += o.refused
	t.busy += o.busy
	t.ends += o.ends
	t.took = append(t.took, o.took...)
}

func (t *tally) write(w io.Writer) {
	fmt.Fprintf(w, "%-22s %7d %8d %7d %7d %7d", t.name, t.times, t.answered, t.refused, t.busy, t.ends)
	if n := len(t.took); n > 0 {
		slices.Sort(t.took)
		for _, at := range []int{n / 2, min(n-1, n*99/100), n - 1} {
			fmt.Fprintf(w, " %7.1fms", float64(t.took[at].Microseconds())/1000)
		}
	}
	fmt.Fprintln(w)
}
