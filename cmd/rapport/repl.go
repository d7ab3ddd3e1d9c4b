package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"rapport/graph"
	"rapport/graph/gizmo"
	"rapport/internal/report"
)

type replOptions struct {
	inputs []string
	lax    bool
	walk   restrictOptions
	why    whyOptions
	limits limitOptions
	output outputOptions
}

func newReplCommand(a *app) *cobra.Command {
	var opts replOptions
	cmd := &cobra.Command{
		Use:   "repl",
		Short: "ask one question after the other at a prompt",
		Long: "Ask one question after the other at a prompt: programs in Gizmo, of as many lines as their\n" +
			"brackets need, and commands that begin with a dot; .help lists them. Tab completes steps,\n" +
			"predicates and names, the arrow keys bring back what was entered, Ctrl-C stops a query.\n" +
			"Where standard input is no terminal its lines are read without a prompt, and the exit code\n" +
			"is 1 if any of them failed.",
		Example: `  printf '.mode csv\ng.V().limit(1).all()\n' | rapport repl
  echo '.run duties --bearer Iran' | rapport repl`,
		GroupID: groupAsk,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := opts.limits.check(); err != nil {
				return err
			}
			if slices.Contains(opts.inputs, "-") {
				return misuse("give the quads as a file: -i FILE", "the programs and -i - cannot both be standard input")
			}
			if err := a.oneSource(opts.inputs); err != nil {
				return err
			}
			return runRepl(cmd.Context(), a, opts)
		},
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	flags := cmd.Flags()
	flags.StringArrayVarP(&opts.inputs, "input", "i", nil, "answer from the N-Quads in `FILE`, not from a dossier;\n.gz and .zst are unpacked; may be given again")
	flags.BoolVar(&opts.lax, "lax", false, "let relative IRIs in -i pass, such as <alice>")
	a.addStoreFlag(cmd)
	opts.walk.addFlags(a, cmd)
	opts.why.addFlag(cmd)
	opts.limits.addFlags(cmd)
	flags.VarP(&opts.output.format, "format", "o", "write rows as `FORMAT`: "+joinFormats())
	cobra.CheckErr(cmd.RegisterFlagCompletionFunc("format", completeFormats))
	flags.BoolVar(&opts.output.ids, "ids", false, "show IRIs instead of names")
	a.addCacheFlags(cmd)
	return cmd
}

// repl is one session at a prompt, or of a script.
type repl struct {
	a        *app // with the graph opened
	limits   limitOptions
	output   outputOptions
	timer    bool
	why      bool // rows say what they rest on
	explains bool // the plan is shown, not the rows
	walk     restriction
	history  *history
	lookup   *report.Lookup
	programs gizmo.Programs // compiled
	words    *lexicon       // nil until something is completed
	signals  chan os.Signal // interrupts, nil in a script

	input
	last    asked // the last program that was answered
	asked   bool  // the entry is a question, not a setting
	quit    bool
	failed  bool // something did
	wasCut  bool // by the default limit
	reading int  // files within each other
}

// input is where lines come from, and how far a program has come in them.
type input struct {
	lines   lines
	prompts bool     // somebody sits before it
	source  string   // what errors call it: "stdin", a file
	line    int      // the number of the last one read
	pending []string // lines of a program that goes on
	asks    bool     // pending could end here, but asks nothing yet
	unasked error    // what the language says of that, if anything
}

// runRepl reads and answers until the input ends.
func runRepl(ctx context.Context, a *app, opts replOptions) error {
	query := queryOptions{inputs: opts.inputs, lax: opts.lax}
	where, src, err := query.openSource(a)
	if err != nil {
		return err
	}
	prompts := a.width(a.stdin) > 0 && (a.width(a.stdout) > 0 || a.width(a.stderr) > 0)
	if prompts { // an interrupt is for a query, not for what else is read
		src = graph.Under(context.WithoutCancel(ctx), src)
	}
	inner := *a
	inner.asked = src
	inner.opened = &opened{where: place(where.String()), src: src, prompt: prompts}
	r := &repl{a: &inner, limits: opts.limits, output: opts.output, why: opts.why.why, history: &history{},
		input: input{prompts: prompts, source: "stdin"}}
	if err := r.restrictTo(opts.walk); err != nil {
		return err
	}
	if !prompts {
		r.lines = newPlainLines(a.stdin)
		if err := r.loop(ctx); err != nil {
			return err
		}
		return r.outcome()
	}
	// An interrupt is for the query that runs, not for the prompt.
	ctx, stop := signal.NotifyContext(context.WithoutCancel(ctx), syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	r.signals = make(chan os.Signal, 1)
	signal.Notify(r.signals, os.Interrupt)
	defer signal.Stop(r.signals)
	r.openTerminal(ctx)
	r.greet()
	return r.loop(ctx)
}

// openTerminal makes the terminal the input, with an editor where it takes one.
func (r *repl) openTerminal(ctx context.Context) {
	in, out := r.a.stdin.(*os.File), r.screen()
	var err error
	if r.history, err = openHistory(r.a.env); err != nil {
		r.a.aside("what you enter is not kept: %s", err)
	}
	if r.a.env("TERM") == "dumb" {
		r.lines = &plainLines{newPlainLines(newKeys(ctx, in)).r, out}
		return
	}
	r.lines = &editor{keys: newKeys(ctx, in), out: out, history: r.history, complete: func(line string) (string, []item) {
		pending := strings.Join(r.pending, "\n")
		if pending != "" {
			pending += "\n"
		}
		return r.complete(pending, line)
	}}
}

// screen is the stream that shows the prompt: standard output, or standard error when the rows go elsewhere.
func (r *repl) screen() *os.File {
	if r.a.width(r.a.stdout) > 0 {
		return r.a.stdout.(*os.File)
	}
	return r.a.stderr.(*os.File)
}

func (r *repl) greet() {
	_, lib, err := r.a.openQueries()
	saved := 0
	if err == nil {
		saved = len(lib.Names())
	}
	fmt.Fprintf(r.screen(), "%s of %s, %d saved queries\n", plural(r.a.opened.src.Count(graph.Quad{}), "quad"), report.Clean(r.a.opened.where.String()), saved)
	r.a.aside(".help shows the commands, Tab completes, Ctrl-D leaves")
}

// The prompts, of one width each. A star says that not all may be walked: .restrict tells.
const (
	firstPrompt      = "rapport> "
	morePrompt       = "     ..> "
	restrictedPrompt = "rapport*> "
	restrictedMore   = "      ..> "
)

func (r *repl) prompt() string {
	switch more := len(r.pending) > 0; {
	case more && r.walk.walked != nil:
		return restrictedMore
	case more:
		return morePrompt
	case r.walk.walked != nil:
		return restrictedPrompt
	}
	return firstPrompt
}

// loop takes line after line. The error is that of reading them.
func (r *repl) loop(ctx context.Context) error {
	for !r.quit {
		line, pasted, err := r.lines.next(r.prompt())
		switch {
		case err == errInterrupted && len(r.pending) == 0:
			r.a.aside(".quit, or Ctrl-D, leaves")
		case err == errInterrupted, err == errDropped:
			r.drop()
		case errors.Is(err, io.EOF):
			r.finish(ctx)
			return nil
		case err != nil:
			return err
		default:
			r.line++
			r.take(ctx, line, pasted)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	r.finish(ctx)
	return nil
}

// drop forgets a program that goes on; the arrow keys bring it back.
func (r *repl) drop() {
	r.history.add(strings.Join(r.pending, "\n"))
	r.pending, r.asks, r.unasked = nil, false, nil
}

// take takes a line: a command, or one more of a program, which runs once its brackets are closed.
func (r *repl) take(ctx context.Context, line string, pasted bool) {
	trimmed := strings.TrimSpace(line)
	switch {
	case isCommand(trimmed) && (len(r.pending) == 0 || r.asks):
		r.history.add(trimmed)
		r.timed(func() error { return r.command(ctx, trimmed) })
		return
	case trimmed == "" && len(r.pending) == 0:
		return
	case trimmed == "" && r.asks && r.prompts && !pasted:
		r.drop()
		r.a.aside("dropped; up brings it back")
		return
	case len(r.pending) == 0 && r.prompts && (trimmed == "exit" || trimmed == "quit" || trimmed == "help"):
		r.timed(func() error { return r.command(ctx, "."+trimmed) })
		return
	}
	quiet := pasted || r.asks || !r.prompts
	r.pending, r.asks = append(r.pending, line), false
	if program := strings.Join(r.pending, "\n"); finished(program) {
		r.run(ctx, program)
		if r.asks && !quiet {
			r.a.aside("nothing is asked yet: go on, as with .all(); an empty line drops it")
		}
	}
}

// run answers a program that is whole. One that asks nothing yet is kept: const x = g.V(…), say, or a path whose next line is a step.
func (r *repl) run(ctx context.Context, program string) {
	r.timed(func() (err error) {
		r.asks, err = r.ask(ctx, asked{name: r.source, program: program, before: r.line - strings.Count(program, "\n") - 1})
		if r.asks {
			r.unasked, err = err, nil
		}
		return err
	})
	if !r.asks {
		r.drop()
	}
}

// finish ends the input: a program that goes on is run as it is, so that the error says what it lacks.
func (r *repl) finish(ctx context.Context) {
	program := strings.Join(r.pending, "\n")
	switch {
	case scanProgram(program).last == "" || r.prompts:
	case r.asks:
		r.giveUp()
	default:
		r.run(ctx, program)
	}
	r.drop()
}

// giveUp tells of a program that ends before it asked anything.
func (r *repl) giveUp() {
	err := r.unasked
	if err == nil {
		err = asksNothing()
	}
	r.tell(err)
	r.drop()
}

func asksNothing() error {
	return withHint(errors.New("the program ends without asking anything"), "a path gives its rows with .all(); g.emit(…) gives one of its own")
}

// timed runs one entry, tells what went wrong, and with .timer how long it took.
func (r *repl) timed(entry func() error) {
	begin := time.Now()
	r.asked = false
	if err := entry(); err != nil {
		r.tell(err)
	}
	if r.timer && r.asked && !r.asks {
		fmt.Fprintf(r.a.stderr, "%.1f ms\n", float64(time.Since(begin).Microseconds())/1000)
	}
}

// outcome is what a script ends with.
func (r *repl) outcome() error {
	switch {
	case r.failed:
		return quietly(exitFailed)
	case r.wasCut:
		return quietly(exitCut)
	}
	return nil
}
