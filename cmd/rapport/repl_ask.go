package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"rapport/graph"
	"rapport/graph/gizmo"
	"rapport/internal/report"
)

// asked is a program and where it stands.
type asked struct {
	name    string // of the file, or of the input
	program string
	before  int // lines of that before the program
	columns []string
}

// ask answers a program with rows. open says that it asks nothing yet, and then err, if any, only tells so.
func (r *repl) ask(ctx context.Context, p asked) (open bool, err error) {
	r.asked = true
	running, stop := r.interruptible(ctx)
	defer stop()
	limited, stopTimer := r.limits.start(running)
	defer stopTimer()
	src, within := r.walkable()
	c := report.Collector{Lookup: r.lookup, Why: r.why}
	stats, err := gizmo.Run(limited, src, p.name, p.program,
		gizmo.Options{Limit: r.limits.limit, MaxMemory: int(r.limits.memory), Programs: &r.programs, Why: r.why, Explain: r.explains}, r.limits.whole(c.Add))
	if stats.Open || err != nil {
		return stats.Open, errors.Join(r.explain(running, p, err), r.until(running, p, stats))
	}
	rows := c.Finish(stats.Cut, r.output.forEyes())
	p.columns = rows.Columns
	r.last = p
	if len(rows.Rows) == 0 {
		rows.Kept = src != r.a.opened.src
		r.a.notice("repl", "nothing found in %s of %s", plural(src.Count(graph.Quad{}), "quad"), within)
		for _, reason := range c.Nothing(rows, stats, report.NewLookup(r.a.opened.src)) {
			r.a.notice("repl", "%s", reason)
		}
	}
	if r.explains {
		err = r.a.writeExplanation(r.explanations(), r.explained(p, stats))
	} else {
		err = r.a.writeTable(r.output, rows)
	}
	if err != nil || !rows.Cut {
		return false, err
	}
	r.a.notice("repl", "there are more than %s: .limit N shows more, .limit 0 all", plural(r.limits.limit, "row"))
	r.wasCut = r.wasCut || !*r.limits.given
	return false, nil
}

// until shows how a program that failed went, with .explain.
func (r *repl) until(running context.Context, p asked, stats gizmo.Stats) error {
	if stats.Open || stats.Explanation == nil {
		return nil
	}
	if errors.Is(context.Cause(running), errInterrupted) {
		fmt.Fprintln(r.screen()) // behind the ^C that the terminal shows
	}
	return r.a.writeUntil(r.explanations(), r.explained(p, stats))
}

// explained is how a program was answered, at its place in the input; at a prompt it stands alone.
func (r *repl) explained(p asked, stats gizmo.Stats) report.Explanation {
	e := explained(r.a.opened.src, p.name, stats.Explanation, stats.Rows, stats.Cut)
	if r.prompts && p.name == r.source {
		e.Program = ""
	} else {
		e.Before = p.before
	}
	return e
}

// explanations is how a plan is written: as JSON where rows are, else for the eye.
func (r *repl) explanations() outputOptions {
	o := r.output
	if o.chosen() != report.FormatJSON {
		o.format.chosen = report.FormatTable
	}
	return o
}

// interruptible is a context that Ctrl-C ends, where somebody sits at a prompt.
func (r *repl) interruptible(ctx context.Context) (context.Context, func()) {
	if r.signals == nil {
		return ctx, func() {}
	}
	select {
	case <-r.signals: // of a moment when nothing ran
	default:
	}
	running, cancel := context.WithCancelCause(ctx)
	done := make(chan struct{})
	go func() {
		select {
		case <-r.signals:
			cancel(errInterrupted)
		case <-done:
		}
	}()
	return running, func() { close(done); cancel(nil) }
}

// explain says what ended a program: Ctrl-C, the deadline, or an error of the program, placed.
func (r *repl) explain(running context.Context, p asked, err error) error {
	if errors.Is(context.Cause(running), errInterrupted) {
		return errInterrupted
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return withHint(fmt.Errorf("no answer within %s: %w", r.limits.timeout, err), ".timeout 5m gives it longer; a path that starts at fewer nodes is faster")
	}
	var wrong *gizmo.Error
	if errors.As(err, &wrong) {
		return &placed{wrong, p}
	}
	return err
}

// placed is an error in a program, with the program.
type placed struct {
	wrong *gizmo.Error
	in    asked
}

// Error gives the place in the input, of which the program is some lines.
func (e *placed) Error() string {
	shifted := *e.wrong
	if shifted.Line > 0 {
		shifted.Line += e.in.before
	}
	return shifted.Error()
}

func (e *placed) Unwrap() error { return e.wrong }

// tell says what went wrong: at a prompt in words, under the line that is wrong; in a script as every verb does, with the line it stands in.
func (r *repl) tell(err error) {
	var c *coded
	if errors.As(err, &c) && c.cause == nil {
		r.wasCut = r.wasCut || c.code == exitCut
		return
	}
	r.failed = true
	if errors.Is(err, errInterrupted) {
		fmt.Fprintln(r.a.stderr, "\ninterrupted") // behind the ^C that the terminal shows
		return
	}
	var p *placed
	inProgram := errors.As(err, &p)
	lead, text := "error: ", err.Error()
	switch {
	case !r.prompts && inProgram:
		lead = "rapport: repl: "
	case !r.prompts:
		lead = fmt.Sprintf("rapport: repl: %s:%d: ", r.source, r.line)
	case inProgram && p.wrong.Line > 0:
		fmt.Fprint(r.a.stderr, caret(p, r.a.width(r.screen())))
		if p.in.name == r.source {
			text = p.wrong.Message
		}
	case inProgram && p.in.name == r.source:
		text = p.wrong.Message
	}
	for line := range strings.SplitSeq(text, "\n") {
		fmt.Fprintln(r.a.stderr, report.Clean(lead+line))
	}
	if hint := r.hint(err); hint != "" {
		if !r.prompts {
			hint = "rapport: hint: " + hint
		} else {
			hint = "hint: " + hint
		}
		for line := range strings.SplitSeq(hint, "\n") {
			fmt.Fprintln(r.a.stderr, report.Clean(line))
		}
	}
}

// hint is that of an error, with the commands of the prompt where it names those of the shell.
func (r *repl) hint(err error) string {
	hint := hintOf(err)
	for _, c := range dotCommands() {
		if c.about != "" {
			hint = strings.ReplaceAll(hint, "rapport "+c.name+" ", "."+c.name+" ")
		}
	}
	return hint
}

// caret is the line of a program that is wrong, and under it a mark at the place; of a long line, what fits around it.
func caret(p *placed, width int) string {
	lines := strings.Split(p.in.program, "\n")
	if p.wrong.Line > len(lines) {
		return ""
	}
	const indent, ellipsis = "  ", "…"
	line := []rune(strings.ReplaceAll(lines[p.wrong.Line-1], "\t", " "))
	at := min(max(p.wrong.Col-1, 0), len(line))
	before, after := report.Clean(string(line[:at])), report.Clean(string(line[at:]))
	room := max(width-len(indent)-1, 20)
	if most := room * 2 / 3; report.Width(before) > most {
		runes := []rune(before)
		for report.Width(string(runes)) >= most {
			runes = runes[1:]
		}
		before = ellipsis + string(runes)
	}
	after = clipped(after, max(room-report.Width(before), 2))
	return indent + before + after + "\n" + indent + strings.Repeat(" ", report.Width(before)) + "^\n"
}
