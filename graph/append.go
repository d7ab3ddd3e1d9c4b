package graph

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"

	"github.com/cespare/xxhash/v2"

	"rapport/internal/segment"
	"rapport/quads"
)

// AppendFiles reads N-Quads files into the segment at path, as if it had been compiled from them too: the bytes are those that CompileFiles would
// have written. What is in it already is merged, not read again. A file that is in it already, unchanged, is passed over; one that says something
// else now is an error, and so is a segment that was not compiled from files. For the rest it is as CompileFiles.
func AppendFiles(ctx context.Context, path string, names []string, stdin io.Reader, opts BuildOptions) (Summary, error) {
	c, unlock, err := newBuild(ctx, path, opts)
	if err != nil {
		return Summary{}, err
	}
	defer unlock()
	defer c.close()
	old, err := segment.Open(path)
	if err != nil {
		return Summary{}, err
	}
	m, err := readMetaOf(old)
	if err != nil {
		return Summary{}, errors.Join(err, old.Close())
	}
	c.parts, c.given = append(c.parts, part{file: old, meta: m}), 1
	ins, err := newInputs(m.files, names, path)
	if err != nil || len(ins) == 0 {
		return Summary{}, err
	}
	c.nameBlanks(ins)
	notes, err := c.read(ins, stdin, opts)
	if err != nil {
		return c.sum, err
	}
	notes = append(notes, m.files...)
	slices.SortFunc(notes, func(a, b fileNote) int { return cmp.Compare(a.path, b.path) })
	return c.sum, c.create(path, notes)
}

// BuiltFrom returns the files that the segment at path was compiled from, in the order of their paths: none where its quads came from elsewhere, or where there
// is no segment that can be read.
func BuiltFrom(path string) (names []string) {
	file, err := segment.Open(path)
	if err != nil {
		return nil
	}
	defer file.Close()
	m, err := readMetaOf(file)
	if err != nil {
		return nil
	}
	for _, f := range m.files {
		names = append(names, f.path)
	}
	return names
}

// newInputs returns the files that a segment does not hold yet.
func newInputs(held []fileNote, names []string, path string) ([]input, error) {
	if len(held) == 0 {
		return nil, notFiles{path}
	}
	ins, err := inputsOf(names)
	if err != nil {
		return nil, err
	}
	var errs []error
	ins = slices.DeleteFunc(ins, func(in input) bool {
		i := slices.IndexFunc(held, func(f fileNote) bool { return f.path == filepath.ToSlash(in.name) })
		if i < 0 {
			return false
		}
		digest, err := digestOf(in.name)
		if err == nil && digest != held[i].digest {
			err = fmt.Errorf("%s: %w %s", in.name, errOtherContents, path)
		}
		errs = append(errs, err)
		return true
	})
	return ins, errors.Join(errs...)
}

// nameBlanks gives each file its own blank nodes, also the one that was alone until now.
func (c *compiler) nameBlanks(ins []input) {
	if held := c.parts[0].meta.files; len(held) == 1 {
		c.parts[0].own = ownPrefix(held[0].path)
	}
	for i := range ins {
		ins[i].own = ownPrefix(ins[i].name)
	}
}

// digestOf returns the digest of what a file says, unpacked.
func digestOf(name string) (uint64, error) {
	if name == "-" {
		return 0, nil // never what was read before
	}
	stream, err := quads.Open(name, nil)
	if err != nil {
		return 0, err
	}
	digest := xxhash.New()
	_, err = io.Copy(digest, stream)
	return digest.Sum64(), errors.Join(err, stream.Close())
}

var errOtherContents error = otherContents{}

type otherContents struct{}

func (otherContents) Error() string { return "it says something else than when it was read into" }

// Hint says how to go on.
func (otherContents) Hint() string {
	return "nothing is taken out of a segment: build it anew from all its files, or give what is new a name of its own"
}

// notFiles is the error of appending to a segment that knows no files.
type notFiles struct{ path string }

func (e notFiles) Error() string {
	return e.path + " was not compiled from files, so none can be appended"
}

// Hint says how to go on.
func (e notFiles) Hint() string {
	return "change the dossier that it was compiled from, and build it anew: rapport build " + e.path
}
