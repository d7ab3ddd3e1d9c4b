package graph

import (
	"context"
	"errors"
	"io"
	"math"
	"path/filepath"
	"runtime/debug"

	"github.com/cayleygraph/quad"

	"rapport/internal/segment"
	"rapport/quads"
)

// BuildOptions say how files are compiled. The zero value is strict, and bounds nothing.
type BuildOptions struct {
	Reader quads.ReaderOptions
	// Memory is how many bytes the process may hold, no less than MinMemory; 0 is no bound. What is more is kept in temporary files. Beside it
	// the system keeps as much as it likes of the files that map the ids of what was set aside to those of the whole, 4 bytes for each value of
	// each part, which are mapped, and a line of more than a MiB is held where it is read.
	Memory   int64
	TempDir  string   // of the temporary files; "" for the folder of the segment
	Progress Progress // may be nil
}

// MinMemory is the least that a build's memory can be bound to; a lower bound is taken for it.
const MinMemory = 48 << 20

// CompileFiles reads N-Quads files, as ReadFiles does, into a segment at path, whole or not at all: see segment.Create. The same files
// give the same bytes, whatever their order and whatever the options bound. When ctx ends, so does the build, and nothing is written; nor is
// it when a file is another after the reading than it was before. Where path cannot be written, or another process is about to, nothing
// is read.
func CompileFiles(ctx context.Context, path string, names []string, stdin io.Reader, opts BuildOptions) (Summary, error) {
	c, unlock, err := newBuild(ctx, path, opts)
	if err != nil {
		return Summary{}, err
	}
	defer unlock()
	defer c.close()
	ins, err := inputsOf(names)
	if err != nil {
		return Summary{}, err
	}
	notes, err := c.read(ins, stdin, opts)
	if err != nil {
		return c.sum, err
	}
	return c.sum, c.create(path, notes)
}

// newBuild prepares what will be written to path, which is locked until unlock.
func newBuild(ctx context.Context, path string, opts BuildOptions) (c *compiler, unlock func(), err error) {
	if err := segment.Creatable(path); err != nil {
		return nil, nil, err
	}
	room := segment.Room{Memory: opts.Memory, Dir: opts.TempDir}
	if room.Memory > 0 {
		room.Memory = max(room.Memory, MinMemory)
	}
	if room.Dir == "" {
		room.Dir = filepath.Dir(path)
	} else if err := segment.TempCreatable(room.Dir); err != nil {
		return nil, nil, err
	}
	free, err := segment.Lock(path)
	if err != nil {
		return nil, nil, err
	}
	thrifty := beThrifty(room.Memory)
	unlock = func() { thrifty(); free() }
	return &compiler{holding: newHolding(), ctx: ctx, room: room, progress: opts.Progress}, unlock, nil
}

// beThrifty makes the collector keep to a bound, until it is undone. Nearly all that is garbage in a build is so at once, and what stays
// holds no pointers: collecting often costs little and halves the peak.
func beThrifty(memory int64) (undo func()) {
	percent, limit := debug.SetGCPercent(25), int64(math.MaxInt64)
	if memory > 0 {
		limit = debug.SetMemoryLimit(memory - memory/8)
	}
	return func() {
		debug.SetGCPercent(percent)
		if memory > 0 {
			debug.SetMemoryLimit(limit)
		}
	}
}

// read takes all quads of files.
func (c *compiler) read(ins []input, stdin io.Reader, opts BuildOptions) ([]fileNote, error) {
	sum, notes, err := readAll(c.ctx, ins, stdin, opts, func(qs []quad.Quad, read int64) error {
		c.sum.Quads += len(qs)
		c.show(Reading, read, 0)
		return c.take(qs)
	})
	c.sum = sum
	c.show(Sorting, 0, 0)
	return notes, err
}

// Compile writes quads as a segment at path.
func Compile(path string, qs []quad.Quad) error {
	c := &compiler{holding: newHolding(), ctx: context.Background()}
	return errors.Join(c.take(qs), c.create(path, nil))
}
