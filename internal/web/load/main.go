// Command load proves that rapport serve stands what many clients at once do to it, half of them with ill will: it starts one as a process of its own,
// asks for a while, and tells what came of it.
//
//	go build -o /tmp/rapport ./cmd/rapport && go run ./internal/web/load -rapport /tmp/rapport
//
// It ends with 1 where a request was neither answered nor refused cleanly, the server logged a fault, took more memory than its bound, or left a
// process behind.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"time"
)

// options say what is asked of whom.
type options struct {
	rapport string        // the program
	clients int           // at once: half of them mean well
	time    time.Duration // for which they ask
	timeout time.Duration // of the server, for a request
	memory  int           // MiB, of the server, for a program
	seed    uint64
	patient bool // half requests are held until the server ends them
}

func main() {
	var o options
	flag.StringVar(&o.rapport, "rapport", "rapport", "the `PROGRAM` to serve")
	flag.IntVar(&o.clients, "clients", 64, "at once")
	flag.DurationVar(&o.time, "time", time.Minute, "for how long they ask")
	flag.DurationVar(&o.timeout, "timeout", 5*time.Second, "that the server gives a request")
	flag.IntVar(&o.memory, "memory", 64, "MiB that the server gives a program")
	flag.Uint64Var(&o.seed, "seed", 1, "of what is asked in which order")
	flag.BoolVar(&o.patient, "patient", true, "hold half requests until the server ends them")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	r, err := run(ctx, o)
	if err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(2)
	}
	r.write(os.Stdout)
	if len(r.faults) > 0 {
		os.Exit(1)
	}
}

// run starts a server, lets the clients at it, and ends it. The error is for a run that could not be made.
func run(ctx context.Context, o options) (*result, error) {
	s, err := start(ctx, o)
	if err != nil {
		return nil, err
	}
	defer s.kill()
	r := &result{options: o, kinds: map[string]*tally{}}
	watching, unwatch := context.WithCancel(ctx)
	watched := make(chan memory, 1)
	go func() { watched <- s.watch(watching) }()
	clients(ctx, o, s.address, r)
	for _, kind := range []string{"home page", "saved query"} { // and it goes on as before
		if c := oneOf(kind); r.alone(ctx, s.address, c) != nil {
			r.fault("after the load: %s is not answered", kind)
		}
	}
	unwatch()
	r.memory = <-watched
	r.end(s)
	return r, nil
}

// end stops the server, and looks at what it leaves.
func (r *result) end(s *served) {
	if err := s.stop(); err != nil {
		r.fault("the server ended with %v", err)
	}
	for _, line := range s.faults() {
		r.fault("the log has %.300s", line)
	}
	for _, pid := range r.memory.pids {
		if alive(pid) {
			r.fault("the worker %d is left behind", pid)
		}
	}
	if most := bound(r.options); r.memory.known && r.memory.all > most {
		r.fault("%d MiB were taken, more than the bound of %d MiB", r.memory.all>>20, most>>20)
	}
}

// write prints a table of what was asked, and what came of it.
func (r *result) write(w io.Writer) {
	fmt.Fprintf(w, "%d clients for %s; the server gives a request %s and a program %d MiB\n\n", r.options.clients, r.options.time, r.options.timeout, r.options.memory)
	fmt.Fprintf(w, "%-22s %7s %8s %7s %7s %7s %9s %9s %9s\n", "asked", "times", "answered", "refused", "busy", "cut", "p50", "p99", "most")
	for _, group := range []bool{true, false} {
		all := &tally{name: "all of these"}
		for _, c := range mix() {
			t := r.kinds[c.kind]
			if t == nil || c.good != group {
				continue
			}
			t.write(w)
			all.merge(t)
		}
		if group {
			all.write(w)
			fmt.Fprintln(w)
		}
	}
	if m := r.memory; m.known {
		fmt.Fprintf(w, "\nmemory at its most: server %d MiB, with its workers %d MiB, of which may be %d MiB\n", m.server>>20, m.all>>20, bound(r.options)>>20)
	}
	for _, f := range r.faults {
		fmt.Fprintln(w, "fault:", f)
	}
	if len(r.faults) == 0 {
		fmt.Fprintln(w, "every request was answered or refused cleanly, and no process is left")
	}
}
