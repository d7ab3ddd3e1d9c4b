package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// writeFile gives write a new file beside path and puts it in path's place when write returns nil: path then holds all of it, or what
// it held before. A link is followed, permissions stay, and what is no regular file (/dev/null, a pipe) is written directly.
func writeFile(path string, write func(io.Writer) error) error {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	mode := fs.FileMode(0)
	switch old, err := os.Stat(path); {
	case err == nil && old.IsDir():
		return fmt.Errorf("write %s: is a folder", path)
	case err == nil && !old.Mode().IsRegular():
		return writeDirectly(path, write)
	case err == nil:
		mode = old.Mode().Perm()
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	f, err := createBeside(path)
	if err != nil {
		return ofFile(path, err)
	}
	defer os.Remove(f.Name()) // not there any more when all went well
	err = write(f)
	if err == nil && mode != 0 {
		err = f.Chmod(mode)
	}
	if err == nil {
		err = f.Sync()
	}
	if err == nil {
		err = f.Close()
	} else {
		f.Close()
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	return ofFile(path, err)
}

// ofFile names in an error of the system the file that was asked for, not the one that is written beside it.
func ofFile(path string, err error) error {
	var one *fs.PathError
	var two *os.LinkError
	switch {
	case errors.As(err, &one) && filepath.Dir(one.Path) == filepath.Dir(path) && strings.HasPrefix(filepath.Base(one.Path), "."+filepath.Base(path)+"."):
		return fmt.Errorf("write %s: %w", path, one.Err)
	case errors.As(err, &two):
		return fmt.Errorf("write %s: %w", path, two.Err)
	}
	return err
}

// createBeside creates a file of a name that no other has in the folder of path, with the permissions a new file gets.
func createBeside(path string) (*os.File, error) {
	for n := os.Getpid(); ; n++ {
		name := filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+"."+strconv.Itoa(n))
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
}

func writeDirectly(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Close())
}
