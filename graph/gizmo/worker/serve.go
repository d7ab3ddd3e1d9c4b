package worker

import (
	"context"
	"fmt"
	"io"
	"runtime/debug"
	"sync"
	"time"

	"rapport/graph"
	"rapport/graph/gizmo"
)

// Verb is the argument by which a program knows that it is to be a worker: it must be its only one, and is looked at before anything else.
const Verb = "__worker"

// Is says whether a command line, without the name of the program, calls for a worker.
func Is(args []string) bool { return len(args) == 1 && args[0] == Verb }

// Language runs programs in a language as gizmo.Run runs those in Gizmo.
type Language func(ctx context.Context, src graph.Source, name, program string, opts gizmo.Options, row func(gizmo.Row) error) (gizmo.Stats, error)

// Serve is the whole life of a worker. It talks through in and out; open opens the graph that Options.Graph names; languages are those beside Gizmo
// that a Request may name. It returns when
// in ends; a program that does not end within a second of that has exit called, which must not return.
func Serve(in io.Reader, out io.Writer, open func(graph string) (graph.Source, error), languages map[string]Language, exit func()) error {
	s := &server{out: out, open: open, languages: languages, jobs: make(chan job, 1)}
	if err := send(out, kindHello, greeting{version}); err != nil {
		return err
	}
	go s.listen(in, exit)
	for j := range s.jobs {
		if err := s.serve(j); err != nil {
			return err
		}
	}
	return nil
}

// maxStack bounds what functions that call each other without end take before they end the process: bytes, Go's own bound is a gigabyte.
const maxStack = 32 << 20

// server is a worker's side of the pipe.
type server struct {
	out       io.Writer
	open      func(string) (graph.Source, error)
	languages map[string]Language
	jobs      chan job
	src       graph.Source
	memory    int
	programs  gizmo.Programs
}

// job is a frame to act on, and what stop ends.
type job struct {
	kind    kind
	payload []byte
	ctx     context.Context
}

// listen reads what the parent says, also while a program runs.
func (s *server) listen(in io.Reader, exit func()) {
	cancel := func() {} // ends what runs
	defer close(s.jobs)
	for {
		k, payload, err := readFrame(in)
		switch {
		case err != nil:
			cancel()
			time.AfterFunc(grace, exit)
			return
		case k == kindStop:
			cancel()
		default:
			cancel()
			ctx, stop := context.WithCancel(context.Background())
			cancel = stop
			s.jobs <- job{k, payload, ctx}
		}
	}
}

func (s *server) serve(j job) error {
	switch j.kind {
	case kindOpen:
		var r openRequest
		if err := decode(j.payload, &r); err != nil {
			return err
		}
		return s.answerOpen(r)
	case kindRun:
		var r runRequest
		if err := decode(j.payload, &r); err != nil {
			return err
		}
		return s.answerRun(j.ctx, r)
	}
	return fmt.Errorf("worker: no frame is of kind %q", j.kind)
}

// answerOpen opens the graph, and from then on the memory is limited.
func (s *server) answerOpen(r openRequest) error {
	src, err := s.open(r.Graph)
	if err == nil {
		s.src, s.memory = src, r.Memory
		debug.SetMaxStack(maxStack)
		err = limitMemory(r.Memory)
	}
	return send(s.out, kindOpened, failureOf(err))
}

// answerRun runs a program and sends its rows and its end. The error is that of the pipe.
func (s *server) answerRun(ctx context.Context, r runRequest) error {
	rows := &rowWriter{out: s.out, frame: newFrame(), sent: time.Now()}
	stats, err := s.run(ctx, r, rows)
	if broken := rows.end(); broken != nil {
		return broken
	}
	return send(s.out, kindEnd, ending{stats, failureOf(err)})
}

func (s *server) run(ctx context.Context, r runRequest, rows *rowWriter) (gizmo.Stats, error) {
	if r.Timeout > 0 {
		var stop context.CancelFunc
		ctx, stop = context.WithTimeout(ctx, r.Timeout)
		defer stop()
	}
	src := s.src
	if src == nil {
		return gizmo.Stats{}, fmt.Errorf("the worker has no graph")
	}
	if !r.Walk.IsZero() {
		walked, err := graph.Restrict(src, r.Walk)
		if err != nil {
			return gizmo.Stats{}, err
		}
		src = walked
	}
	r.Options.Programs = &s.programs
	if r.Options.MaxMemory <= 0 || r.Options.MaxMemory > s.memory {
		r.Options.MaxMemory = s.memory
	}
	run := gizmo.Run
	if r.Language != "" {
		if run = s.languages[r.Language]; run == nil {
			return gizmo.Stats{}, fmt.Errorf("the worker knows no language %q", r.Language)
		}
	}
	return run(ctx, src, r.Name, r.Program, r.Options, rows.add)
}

// Rows are sent together: when there are so many bytes of them, or when the first of them has waited so long, whether more come or not.
const (
	rowsBytes = 32 << 10
	rowsEvery = 5 * time.Millisecond
)

// rowWriter gathers rows into frames. A timer sends those of a program that has gone on to something else.
type rowWriter struct {
	out   io.Writer
	names []string // of the row before

	mu     sync.Mutex // of what follows: the timer has a goroutine of its own
	frame  []byte
	sent   time.Time
	timer  *time.Timer
	set    bool  // the timer will send what is gathered
	broken error // of the pipe
}

func (w *rowWriter) add(row gizmo.Row) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	r := wireRow{Same: sameNames(w.names, row.Names), Row: row}
	w.names = row.Names
	if r.Same {
		r.Row.Names = nil
	}
	before := len(w.frame)
	f, err := encode(w.frame, r)
	if err != nil {
		return err
	}
	if w.frame = f; len(f)-before > maxFrame {
		w.frame = f[:before]
		return fmt.Errorf("a row of %d bytes is too long to hand over, want %d at most", len(f)-before, maxFrame)
	}
	if len(w.frame)-frameHead > maxFrame {
		own := append(newFrame(), w.frame[before:]...)
		w.frame = w.frame[:before]
		if w.flush(); w.broken == nil {
			w.frame = own
		}
	}
	switch {
	case len(w.frame) >= rowsBytes || time.Since(w.sent) >= rowsEvery:
		w.flush()
	case !w.set:
		w.wait()
	}
	return w.broken
}

// wait has the timer send what is gathered.
func (w *rowWriter) wait() {
	w.set = true
	if w.timer != nil {
		w.timer.Reset(rowsEvery)
		return
	}
	w.timer = time.AfterFunc(rowsEvery, func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.set = false
		w.flush()
	})
}

// end sends the rest. The error is that of the pipe; nothing is sent from then on.
func (w *rowWriter) end() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.timer != nil {
		w.timer.Stop()
	}
	w.flush()
	return w.broken
}

// flush sends what is gathered. The caller holds the lock.
func (w *rowWriter) flush() {
	if len(w.frame) > frameHead && w.broken == nil {
		w.broken = writeFrame(w.out, kindRows, w.frame)
	}
	w.frame, w.sent = w.frame[:frameHead], time.Now()
	if cap(w.frame) > 8*rowsBytes {
		w.frame = newFrame()
	}
}

// sameNames says whether two rows have the same list of names: the rows of one path share it.
func sameNames(a, b []string) bool {
	return len(a) == len(b) && (len(a) == 0 && (a == nil) == (b == nil) || len(a) > 0 && &a[0] == &b[0])
}
