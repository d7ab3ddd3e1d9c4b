package worker

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"time"

	"rapport/graph/gizmo"
)

// process is a worker as its parent sees it. One goroutine uses it at a time.
type process struct {
	cmd    *exec.Cmd
	out    *os.File
	frames *bufio.Reader // over out
	said   head          // on standard error
	memory int
	uses   int

	mu sync.Mutex // of in
	in *os.File

	done  chan struct{} // closed once the process has ended and is waited for
	state error         // then: what Wait said
}

// startProcess starts a worker, which has not spoken yet.
func startProcess(command []string, memory, nice int) (*process, error) {
	in, toWorker, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("start a worker: %w", err)
	}
	out, fromWorker, err := os.Pipe()
	if err != nil {
		in.Close()
		toWorker.Close()
		return nil, fmt.Errorf("start a worker: %w", err)
	}
	w := &process{cmd: exec.Command(command[0], command[1:]...), in: toWorker, out: out, frames: bufio.NewReader(out), memory: memory, done: make(chan struct{})}
	w.cmd.Stdin, w.cmd.Stdout, w.cmd.Stderr = in, fromWorker, &w.said
	w.cmd.Env = []string{"GOTRACEBACK=none"} // nothing of ours is the program's business
	apart(w.cmd)
	err = w.cmd.Start()
	in.Close()
	fromWorker.Close()
	if err != nil {
		toWorker.Close()
		out.Close()
		return nil, fmt.Errorf("start a worker: %w", err)
	}
	lower(w.cmd.Process, nice)
	go func() {
		w.state = w.cmd.Wait()
		close(w.done)
	}()
	return w, nil
}

func (w *process) ended() bool {
	select {
	case <-w.done:
		return true
	default:
		return false
	}
}

// kill ends the process, whatever it does.
func (w *process) kill() {
	if !w.ended() {
		kill(w.cmd.Process)
	}
}

// close ends the process and waits for it; nothing of it is left.
func (w *process) close() {
	w.kill()
	w.mu.Lock()
	w.in.Close()
	w.mu.Unlock()
	<-w.done
	w.out.Close()
}

// say sends a frame; it is of no use to wait for one that a worker does not read: watch ends that.
func (w *process) say(k kind, v any) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return send(w.in, k, v)
}

// watch waits for ctx to end, and then tells the worker to stop and kills it where it does not soon. The watch ends with release.
func (w *process) watch(ctx context.Context) (release func()) {
	over, gone := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(gone)
		select {
		case <-over:
			return
		case <-ctx.Done():
		}
		timer := time.AfterFunc(grace, w.kill)
		defer timer.Stop()
		w.say(kindStop, struct{}{})
		<-over
	}()
	return func() {
		close(over)
		<-gone
	}
}

// open waits for the greeting and has the worker open the graph.
func (w *process) open(ctx context.Context, graph string) error {
	defer w.watch(ctx)()
	if err := w.say(kindOpen, openRequest{graph, w.memory}); err != nil && !errors.Is(err, syscall.EPIPE) { // what does not listen may have spoken
		return w.death(ctx, "worker", err)
	}
	var hello greeting
	if err := w.expect(kindHello, &hello); err != nil {
		return w.death(ctx, "worker", err)
	}
	if hello.Version != version {
		return &told{fmt.Sprintf("%s has been replaced: its workers speak version %d, want %d", w.cmd.Path, hello.Version, version), "start the program again"}
	}
	var failed *failure
	if err := w.expect(kindOpened, &failed); err != nil {
		return w.death(ctx, "worker", err)
	}
	return failed.err()
}

// expect reads a frame of a kind.
func (w *process) expect(want kind, v any) error {
	k, payload, err := readFrame(w.frames)
	switch {
	case err != nil:
		return err
	case k != want:
		return &errBroken{fmt.Sprintf("a frame of kind %q, want %q", k, want)}
	}
	return decode(payload, v)
}

// errGone says that a worker ended while it was idle: nothing of the program has run.
var errGone = errors.New("the worker is gone")

// run runs one program. fit says that the worker may run another.
func (w *process) run(ctx context.Context, r Request, row func(gizmo.Row) error) (stats gizmo.Stats, fit bool, err error) {
	r.Options.Programs = nil
	asked := runRequest{Request: r}
	if deadline, ok := ctx.Deadline(); ok {
		asked.Timeout = max(time.Until(deadline), 1)
	}
	running, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	defer w.watch(running)()
	switch err := w.say(kindRun, asked); {
	case err == nil:
	case !errors.As(err, new(*fs.PathError)): // not of the pipe: a value that cannot be handed over
		return stats, true, err
	case w.uses > 0 && errors.Is(err, syscall.EPIPE):
		return stats, false, errGone
	default:
		return stats, false, w.death(ctx, r.Name, err)
	}
	given := &rowReader{row: row}
	for {
		k, payload, err := readFrame(w.frames)
		switch {
		case err != nil:
		case k == kindRows && running.Err() != nil: // nobody wants them
			continue
		case k == kindRows:
			if err = given.read(payload); err == nil {
				if given.refused != nil {
					cancel(given.refused)
				}
				continue
			}
		case k == kindEnd:
			var end ending
			if err = decode(payload, &end); err == nil {
				return w.finish(ctx, end, given)
			}
		default:
			err = &errBroken{fmt.Sprintf("a frame of kind %q while a program runs", k)}
		}
		stats.Rows = given.n
		if given.refused != nil {
			return stats, false, given.refused
		}
		return stats, false, w.death(ctx, r.Name, err)
	}
}

// finish is the end of a run that the worker told.
func (w *process) finish(ctx context.Context, end ending, given *rowReader) (stats gizmo.Stats, fit bool, err error) {
	end.Stats.Rows = given.n
	if given.refused != nil {
		return end.Stats, false, given.refused
	}
	err = end.Failure.err()
	var program *gizmo.Error
	fit = err == nil || errors.As(err, &program) && !program.Memory
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		if ctx.Err() != nil {
			err = ctx.Err()
		}
	}
	return end.Stats, fit, err
}

// rowReader hands on the rows of frames.
type rowReader struct {
	row     func(gizmo.Row) error
	names   []string
	n       int
	refused error // what row returned
}

func (g *rowReader) read(payload []byte) error {
	for len(payload) > 0 {
		var r wireRow
		rest, err := decodeNext(payload, &r)
		if err != nil {
			return err
		}
		payload = rest
		if r.Same {
			r.Row.Names = g.names
		}
		if g.names = r.Row.Names; len(g.names) != len(r.Row.Values) {
			return &errBroken{fmt.Sprintf("a row of %d names and %d values", len(g.names), len(r.Row.Values))}
		}
		g.n++
		if g.refused = g.row(r.Row); g.refused != nil {
			return nil
		}
	}
	return nil
}

// head keeps the first of what is written to it.
type head struct {
	mu   sync.Mutex
	text []byte
}

const headBytes = 4 << 10

var _ io.Writer = (*head)(nil)

func (h *head) Write(p []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.text = append(h.text, p[:min(len(p), headBytes-len(h.text))]...)
	return len(p), nil
}

func (h *head) String() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return string(h.text)
}
