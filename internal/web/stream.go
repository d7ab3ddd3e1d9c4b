package web

import (
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"rapport/graph/gizmo"
	"rapport/internal/report"
	"rapport/queries"
)

// stream sends rows as they come. Nothing is sent before enough rows are there to be worth it, or all: what goes wrong until then is told as ever;
// what goes wrong later cuts the answer, so that half of it does not look whole.
type stream struct {
	v       *view
	f       report.Format
	o       report.Options
	columns []string
	a       *asking
	known   bool // the columns are known before the first row: it is of a saved query
	leftOut []queries.Emptied

	mu     sync.Mutex // of what follows: the timer has a goroutine of its own
	held   [][]report.Cell
	size   report.AnswerSize // of what is held
	out    *report.Stream    // nil until the first rows are sent
	unsent int               // rows that are written and not flushed
	timer  *time.Timer       // sends what waits; nil until something does
	set    bool              // the timer will
	failed error             // what went wrong when it did
}

// So many rows are sent at first, and each time from then on; or fewer, when the first of them has waited so long.
const (
	heldRows    = 100
	heldTime    = time.Second // a mistake that is met until then is told as one
	flushedRows = 1000
	flushedTime = 20 * time.Millisecond
)

// locked has the rows of a program taken one by one, and not while the timer sends.
func (s *stream) locked(take func(gizmo.Row) error) func(gizmo.Row) error {
	return func(row gizmo.Row) error {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.failed != nil {
			return s.failed
		}
		return take(row)
	}
}

// holds counts a row that is held. Those that are sent as they come have no bound.
func (s *stream) holds(row gizmo.Row) error {
	if s.out != nil {
		return nil
	}
	if s.size.Add(row); s.size.Bytes() > s.v.server.limits.Answer {
		return s.v.server.tooLarge(programName)
	}
	return nil
}

func (s *stream) row(cells []report.Cell) error {
	if s.out == nil {
		if s.held = append(s.held, cells); len(s.held) < heldRows {
			if s.known {
				s.wait(heldTime)
			}
			return nil
		}
		return s.beginNow()
	}
	if err := s.out.Row(cells); err != nil {
		return err
	}
	if s.unsent++; s.unsent == flushedRows {
		return s.flush()
	}
	s.wait(flushedTime)
	return nil
}

// wait has the timer send what is there then: a program may be long in finding its next row.
func (s *stream) wait(d time.Duration) {
	switch {
	case s.set:
		return
	case s.timer == nil:
		s.timer = time.AfterFunc(d, s.fire)
	default:
		s.timer.Reset(d)
	}
	s.set = true
}

// fire sends what waits. What goes wrong is met with the next row, or at the end.
func (s *stream) fire() {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer func() {
		if broken := recover(); broken != nil {
			s.failed = fmt.Errorf("a promise inside the program was broken: %v", broken)
		}
	}()
	if !s.set {
		return // all is over
	}
	if s.set = false; s.out == nil {
		s.failed = s.beginNow()
	} else if s.unsent > 0 {
		s.failed = s.flush()
	}
}

func (s *stream) begin() (err error) {
	if err := s.v.src.Err(); err != nil {
		return err
	}
	h := s.v.w.Header()
	h.Set("Content-Type", kinds[s.f])
	h.Set("Trailer", cutHeader)
	if s.known {
		h.Add("Trailer", leftOutHeader)
	} else {
		s.v.unkept() // the time may end a program
	}
	if s.out, err = report.NewStream(s.v.w, s.f, s.columns, s.o); err != nil {
		return err
	}
	for _, row := range s.held {
		if err := s.out.Row(row); err != nil {
			return err
		}
	}
	s.held = nil
	return nil
}

// beginNow begins, and sends what is held.
func (s *stream) beginNow() error {
	if err := s.begin(); err != nil {
		return err
	}
	return s.flush()
}

// flush sends what there is. The error is for who does not take it.
func (s *stream) flush() error {
	s.unsent = 0
	if err := s.out.Flush(); err != nil {
		return err
	}
	if err := http.NewResponseController(s.v.w).Flush(); !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	return nil
}

// over ends the timer: nothing is sent but by who calls.
func (s *stream) over() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.set = false; s.timer != nil {
		s.timer.Stop()
	}
}

// end sends the rest; err is what ended the rows.
func (s *stream) end(cut bool, err error) error {
	s.over()
	begun := s.out != nil
	if err == nil {
		err = s.failed
	}
	if err == nil {
		err = s.v.src.Err()
	}
	if err != nil && begun {
		panic(http.ErrAbortHandler)
	}
	if err == nil && begun && s.a.late > 0 && s.f != report.FormatJSONL {
		panic(http.ErrAbortHandler) // nothing in these rows could say that the time ended them
	}
	if err == nil && !begun {
		err = s.begin()
	}
	if err != nil {
		return err
	}
	if cut {
		s.v.w.Header().Set(cutHeader, s.a.cut())
	}
	if len(s.leftOut) > 0 {
		s.v.w.Header().Set(leftOutHeader, leftOut(s.leftOut))
	}
	if s.out.End(cut, s.leftOut) != nil {
		panic(http.ErrAbortHandler)
	}
	return nil
}
