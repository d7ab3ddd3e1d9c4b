//go:build linux

package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"rapport/graph/bench"
)

func main() {
	os.Exit(dispatch(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// dispatch is a worker, our server or the harness, and returns the exit code.
func dispatch(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	var err error
	switch {
	case len(args) == 2 && args[0] == workVerb:
		err = workAs(args[1], stdin, stdout)
	case len(args) == 3 && args[0] == serveVerb:
		err = serveGraph(args[1], args[2], stdin, stdout)
	default:
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
		defer stop()
		err = compare(ctx, args, stdout, stderr)
	}
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 2
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(stderr, "peers: interrupted")
		return 130
	case err != nil:
		fmt.Fprintf(stderr, "peers: %v\n", err)
		return 1
	}
	return 0
}

func workAs(name string, stdin io.Reader, stdout io.Writer) error {
	e, err := engineOf(name)
	if err != nil {
		return err
	}
	return work(e, stdin, stdout)
}

func engineOf(name string) (engine, error) {
	switch name {
	case oursInProcess:
		return &rapportEngine{}, nil
	case oursHTTP:
		return &serverEngine{network: "tcp"}, nil
	case oursSocket:
		return &serverEngine{network: "unix"}, nil
	case "virtuoso":
		return &virtuosoEngine{}, nil
	case "postgres":
		return &postgresEngine{}, nil
	}
	if backend, ok := strings.CutPrefix(name, "cayley-"); ok {
		return &cayleyEngine{backend: backend}, nil
	}
	return nil, fmt.Errorf("no engine %q", name)
}

// options are what the flags say.
type options struct {
	peers, python, scratch, note, update string
	sizes, alone                         []int
	rounds                               int
	byProcessor                          bool
	budget                               time.Duration
}

func parse(args []string, stderr io.Writer) (o options, err error) {
	flags := flag.NewFlagSet("peers", flag.ContinueOnError)
	flags.SetOutput(stderr)
	var sizes, alone string
	flags.StringVar(&sizes, "quads", "100000", "`sizes` of the graphs that all are asked about, with commas between")
	flags.StringVar(&alone, "alone", "", "`sizes` of further graphs that only rapport is asked about")
	flags.StringVar(&o.peers, "peers", "", "`names` of the peers, with commas between; rapport always is among them (default all that are installed)")
	flags.StringVar(&o.python, "python", "python3", "`interpreter` that has the packages of requirements.txt")
	flags.StringVar(&o.scratch, "scratch", "", "`folder` for data and stores, on the disk that counts (default a temporary one)")
	flags.StringVar(&o.note, "note", "", "`words` about the machine that stand below the tables")
	flags.BoolVar(&o.byProcessor, "processor", false, "tables have the time of the processors and not what passed: on a machine with other jobs")
	flags.StringVar(&o.update, "update", "", "`folder` of the repository whose results and README tables are written anew")
	flags.IntVar(&o.rounds, "rounds", 5, "`times` that every question is put to every peer")
	flags.DurationVar(&o.budget, "budget", 100*time.Millisecond, "`time` for a question and a peer each round")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	if flags.NArg() > 0 {
		return o, fmt.Errorf("%q is no flag", flags.Arg(0))
	}
	if o.sizes, err = numbers(sizes); err != nil {
		return o, err
	}
	o.alone, err = numbers(alone)
	return o, err
}

func numbers(text string) (out []int, err error) {
	for word := range strings.SplitSeq(text, ",") {
		if word == "" {
			continue
		}
		n, err := strconv.Atoi(word)
		if err != nil || n < 1 {
			return nil, fmt.Errorf("%q is no number of quads", word)
		}
		out = append(out, n)
	}
	return out, nil
}

// compare runs the harness at each size and writes what it found.
func compare(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	o, err := parse(args, stderr)
	if err != nil {
		return err
	}
	ps, err := chosen(o.peers)
	if err != nil {
		return err
	}
	var results []*result
	for _, quads := range o.sizes {
		r, err := measure(ctx, o, ps, quads, stderr)
		if err != nil {
			return err
		}
		results = append(results, r)
	}
	for _, quads := range o.alone {
		r, err := measure(ctx, o, ourSides(), quads, stderr)
		if err != nil {
			return err
		}
		results = append(results, r)
	}
	for _, r := range results {
		fmt.Fprintf(stdout, "%s\n", r.tables())
	}
	if o.update != "" {
		if err := update(o.update, results); err != nil {
			return err
		}
	}
	return wrongAnswers(results)
}

// measure runs the harness at one size, in a folder that it removes.
func measure(ctx context.Context, o options, ps []peer, quads int, progress io.Writer) (*result, error) {
	queries, err := bench.Queries()
	if err != nil {
		return nil, err
	}
	scratch, err := os.MkdirTemp(o.scratch, "peers")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(scratch)
	if err := os.Chmod(scratch, 0o755); err != nil { // PostgreSQL's server is another user
		return nil, err
	}
	if scratch, err = filepath.Abs(scratch); err != nil {
		return nil, err
	}
	h := &harness{scratch: scratch, python: o.python, rounds: o.rounds, budget: o.budget, progress: progress}
	h.start = func(ctx context.Context, p peer) (*process, error) { return startWorker(ctx, p, h.scratch, h.python) }
	r, err := h.run(ctx, ps, queries, quads)
	if r != nil {
		r.Note, r.ByProcessor = o.note, o.byProcessor
	}
	return r, err
}

// wrongAnswers is an error where this program answered wrongly; that a peer did stands in the table.
func wrongAnswers(results []*result) error {
	var errs []error
	for _, r := range results {
		for _, o := range r.Peers {
			for query, a := range o.Answers {
				if a.Wrong != "" && o.isOurs() {
					errs = append(errs, fmt.Errorf("%s at %d quads: %s: %s", o.Name, r.Quads, query, a.Wrong))
				}
			}
		}
	}
	return errors.Join(errs...)
}
