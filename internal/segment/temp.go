package segment

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// tempSuffix ends the names of temporary files, so that no other program's are taken for ours.
const tempSuffix = ".rsg-tmp"

// createTemp creates a file beside what it is to replace, of a name that no other has and with the permissions of a new file. It is locked
// for as long as it is open: one that nobody has locked was left by a process that was killed. See RemoveStale.
func createTemp(dir, name string) (*os.File, error) {
	for n := os.Getpid(); ; n++ {
		path := filepath.Join(dir, "."+name+"."+strconv.Itoa(n)+tempSuffix)
		f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		// Before it was locked it was nobody's, and another process may have taken it away.
		if tryLock(f) != errLocked && isAt(f, path) {
			return f, nil
		}
		f.Close()
	}
}

// RemoveStale removes the temporary files in a folder whose writers are dead. What it cannot tell, or not remove, stays.
func RemoveStale(dir string) {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") && strings.HasSuffix(e.Name(), tempSuffix) && e.Type().IsRegular() {
			removeStale(filepath.Join(dir, e.Name()))
		}
	}
}

func removeStale(path string) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return
	}
	defer f.Close()
	if tryLock(f) == nil && isAt(f, path) {
		os.Remove(path)
	}
}

// isAt says whether an open file is what a path leads to.
func isAt(f *os.File, path string) bool {
	opened, err := f.Stat()
	if err != nil {
		return false
	}
	found, err := os.Stat(path)
	return err == nil && os.SameFile(opened, found)
}

// ErrLocked is the cause of an error about a segment that another process is about to replace.
var ErrLocked error = locked{}

type locked struct{}

func (locked) Error() string { return "another rapport is writing it" }

// Hint says how to go on.
func (locked) Hint() string { return "wait until that one is done" }

// Lock keeps other processes that lock a segment from replacing it until unlock is called. What is not there yet is nobody's. Where the
// system has no locks, it always succeeds.
func Lock(path string) (unlock func() error, err error) {
	for {
		f, err := os.Open(path)
		if errors.Is(err, fs.ErrNotExist) {
			return func() error { return nil }, nil
		}
		if err != nil {
			return nil, err
		}
		if tryLock(f) == errLocked {
			f.Close()
			return nil, fmt.Errorf("%s: %w", path, ErrLocked)
		}
		if isAt(f, path) {
			return f.Close, nil
		}
		f.Close() // it was replaced before it was locked
	}
}
