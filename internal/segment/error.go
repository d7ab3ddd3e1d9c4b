package segment

import (
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
)

// ErrNotSegment is the cause of an Error for a file that does not begin as a segment does.
var ErrNotSegment = errors.New("not a segment")

// ErrVersion is the cause of an Error for a segment of another format version.
var ErrVersion = errors.New("segment of another format version")

// errNewer tells versions that are yet to come from those that were.
var errNewer = errors.New("from a newer rapport")

// Error says what is wrong with a file, and where.
type Error struct {
	Path   string
	Offset int64 // in bytes from the start of the file
	Cause  error
}

func (e *Error) Error() string { return fmt.Sprintf("%s: at byte %d: %v", e.Path, e.Offset, e.Cause) }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Cause }

// Hint says how to go on.
func (e *Error) Hint() string {
	switch {
	case errors.Is(e.Cause, ErrNotSegment):
		return "a segment is what rapport build writes"
	case errors.Is(e.Cause, errNewer):
		return "a newer rapport reads it; this one can build it anew from its N-Quads: " + e.build()
	case errors.Is(e.Cause, ErrVersion):
		return "build it anew from its N-Quads: " + e.build()
	}
	return "the file is damaged: delete it and build it anew from its N-Quads: " + e.build()
}

// build is the command that makes the file.
func (e *Error) build() string { return "rapport build -i FILE " + e.Path }

// Guard calls f and turns a fault of the memory map, such as a file that was cut short while it was open, into an error. Any other
// panic goes on.
func Guard(f func() error) (err error) {
	old := debug.SetPanicOnFault(true)
	defer debug.SetPanicOnFault(old)
	defer func() {
		r := recover()
		if r == nil {
			return
		}
		fault, ok := r.(interface {
			runtime.Error
			Addr() uintptr
		})
		if !ok {
			panic(r)
		}
		err = fmt.Errorf("read segment: the file changed while it was open: %w", fault)
	}()
	return f()
}
