package worker

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"rapport/graph/gizmo"
)

// Death is the end of a worker in the middle of a query, as the error of that query. Other queries and the parent are untouched by it.
type Death struct {
	Name string // of the program
	How  string // what is known of it: "exit status 2: fatal error: stack overflow"
	hint string
}

// Error returns name: how.
func (d *Death) Error() string {
	return fmt.Sprintf("%s: the process that ran the program ended: %s", d.Name, d.How)
}

// Hint says what to do about it.
func (d *Death) Hint() string { return d.hint }

// death waits for a worker to end that has stopped to speak sense, and says why: err is what was met on the pipe.
func (w *process) death(ctx context.Context, name string, err error) error {
	var broken *errBroken
	if errors.As(err, &broken) {
		w.kill()
	}
	if timer := time.AfterFunc(grace, w.kill); true { // it may have closed its pipe and live
		<-w.done
		timer.Stop()
	}
	said := w.said.String()
	switch {
	case ctx.Err() != nil:
		return fmt.Errorf("the program did not stop and its process was killed: %w", ctx.Err())
	case broken != nil:
		return &Death{name, broken.Error(), reportIt}
	case outOfMemory(said):
		return &gizmo.Error{Name: name, Limit: true, Memory: true, Message: fmt.Sprintf("the query needs more than %d MB of memory", w.memory>>20),
			Hint: "narrow it, or raise the limit"}
	}
	how := "it closed its output"
	if w.state != nil {
		how = w.state.Error()
	}
	switch line := telling(said); {
	case line != "":
		return &Death{name, how + ": " + line, reportIt}
	case strings.Contains(how, "killed"):
		return &Death{name, how, "it was not we who killed it: perhaps the machine ran out of memory"}
	}
	return &Death{name, how, reportIt}
}

// outOfMemory says whether a process ended because the system gave it no more: Go's words for it, and the race detector's.
func outOfMemory(said string) bool {
	return strings.Contains(said, "out of memory") || strings.Contains(said, "cannot allocate memory") || strings.Contains(said, "failed to allocate")
}

const reportIt = "narrow the query; if it is an ordinary one, please report it"

// telling returns the line of what a process said that tells why it ended, "" for none.
func telling(said string) string {
	for line := range strings.Lines(said) {
		if line = strings.TrimSpace(line); strings.HasPrefix(line, "fatal error: ") || strings.HasPrefix(line, "panic: ") {
			return line
		}
	}
	first, _, _ := strings.Cut(strings.TrimSpace(said), "\n")
	return first
}
