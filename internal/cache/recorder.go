package cache

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Recorder is a folder of the operating system as an fs.FS that notes what was read of it. It is used by one goroutine.
type Recorder struct {
	root   string
	inputs []Input
	err    error // why what was read is not known
}

// NewRecorder returns the folder of a path, which is absolute.
func NewRecorder(root string) *Recorder { return &Recorder{root: root} }

// Inputs returns what was read, in that order. The error says why that is not known.
func (r *Recorder) Inputs() ([]Input, error) { return r.inputs, r.err }

func (r *Recorder) note(in Input, err error) {
	if err != nil && r.err == nil {
		r.err = err
	}
	r.inputs = append(r.inputs, in)
}

func (r *Recorder) path(op, name string) (string, error) {
	if !fs.ValidPath(name) {
		return "", &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	}
	return filepath.Join(r.root, filepath.FromSlash(name)), nil
}

// Open opens a file; what is read of it is not noted, so that nothing is known.
func (r *Recorder) Open(name string) (fs.File, error) {
	if r.err == nil {
		r.err = fmt.Errorf("%s was opened", name)
	}
	return os.DirFS(r.root).Open(name)
}

// ReadFile reads a file.
func (r *Recorder) ReadFile(name string) ([]byte, error) {
	path, err := r.path("open", name)
	if err != nil {
		return nil, err
	}
	var text bytes.Buffer
	in, err := readFile(path, func(f *os.File) error {
		if info, err := f.Stat(); err == nil {
			text.Grow(int(info.Size()) + bytes.MinRead)
		}
		_, err := io.Copy(&text, f)
		return err
	})
	if in.Kind == Absent || err != nil { // the error is os.DirFS's own
		r.note(in, err)
		return fs.ReadFile(os.DirFS(r.root), name)
	}
	digest := sha256.Sum256(text.Bytes())
	in.Digest = hex.EncodeToString(digest[:])
	r.note(in, nil)
	return text.Bytes(), nil
}

// ReadDir lists a folder.
func (r *Recorder) ReadDir(name string) ([]fs.DirEntry, error) {
	path, err := r.path("readdir", name)
	if err != nil {
		return nil, err
	}
	in, entries, err := readDir(path)
	r.note(in, err)
	if err != nil {
		return fs.ReadDir(os.DirFS(r.root), name)
	}
	return entries, nil
}

// Stat says what a file is. That it is not there is noted; that it is, only when it is read.
func (r *Recorder) Stat(name string) (fs.FileInfo, error) {
	path, err := r.path("stat", name)
	if err != nil {
		return nil, err
	}
	info, err := fs.Stat(os.DirFS(r.root), name)
	if err != nil {
		r.note(readFile(path, func(*os.File) error { return nil }))
	}
	return info, err
}
