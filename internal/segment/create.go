package segment

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Create writes a segment to a file, whole or not at all: into a temporary file beside it, which is synced and renamed, and then the folder
// is synced. Whoever has the old file open goes on reading that. It refuses to replace a file that is not a segment. A link is followed,
// and the permissions of a file that is replaced stay.
func Create(path string, in Input) error { return create(system{}, path, in) }

// files is what Create does to the file system.
type files interface {
	createTemp(dir, name string) (tempFile, error)
	rename(from, to string) error
	remove(path string) error
	syncDir(dir string) error
}

type tempFile interface {
	io.WriteCloser
	Name() string
	Chmod(fs.FileMode) error
	Sync() error
}

func create(fsys files, path string, in Input) (err error) {
	if err := replaceable(path); err != nil {
		return err
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	var mode fs.FileMode // 0: what a new file gets
	if old, err := os.Stat(path); err == nil {
		mode = old.Mode().Perm()
	}
	dir := filepath.Dir(path)
	f, err := fsys.createTemp(dir, filepath.Base(path))
	if err != nil {
		return unwritable(path, err)
	}
	closed := false
	defer func() {
		if err == nil {
			return
		}
		if !closed {
			f.Close()
		}
		fsys.remove(f.Name())
	}()
	if err := Write(f, in); err != nil {
		return err
	}
	if mode != 0 {
		if err := f.Chmod(mode); err != nil {
			return err
		}
	}
	if err := f.Sync(); err != nil {
		return err
	}
	closed = true
	if err := f.Close(); err != nil {
		return err
	}
	if err := fsys.rename(f.Name(), path); err != nil {
		return err
	}
	if err := fsys.syncDir(dir); err != nil {
		return fmt.Errorf("%s is written, but may not outlast a power cut: %w", path, err)
	}
	return nil
}

// Creatable says early what Create would say of a path: that something else is there, or that its folder cannot be written to. It removes
// what killed builders left in that folder.
func Creatable(path string) error {
	if err := replaceable(path); err != nil {
		return err
	}
	RemoveStale(filepath.Dir(path))
	f, err := createTemp(filepath.Dir(path), filepath.Base(path))
	if err != nil {
		return unwritable(path, err)
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

func unwritable(path string, err error) error {
	return fmt.Errorf("%s cannot be written: %w", path, err)
}

// replaceable says no to a file that is there and is not a segment.
func replaceable(path string) error {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() { // not opened: a pipe would wait for who writes to it
		return &Error{path, 0, fmt.Errorf("%w, and so not replaced", ErrNotSegment)}
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	head := make([]byte, len(magic))
	if _, err := io.ReadFull(f, head); err != nil || string(head) != magic {
		return &Error{path, 0, fmt.Errorf("%w, and so not replaced", ErrNotSegment)}
	}
	return nil
}

// system is the operating system's files.
type system struct{}

func (system) rename(from, to string) error { return os.Rename(from, to) }
func (system) remove(path string) error     { return os.Remove(path) }

func (system) createTemp(dir, name string) (tempFile, error) {
	f, err := createTemp(dir, name)
	if err != nil {
		return nil, err
	}
	return f, nil
}

// syncDir makes a rename last; some file systems cannot, and say so by an error that is passed over.
func (system) syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.Sync(); err != nil && !errors.Is(err, fs.ErrInvalid) && !errors.Is(err, errors.ErrUnsupported) {
		return err
	}
	return nil
}
