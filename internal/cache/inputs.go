package cache

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"
)

// Kind is what an input is.
type Kind string

// The kinds of inputs.
const (
	File   Kind = "file"
	Dir    Kind = "dir"  // the names in it
	Absent Kind = "none" // a file that is not there
)

// Input is a file that something was made from, as it was read.
type Input struct {
	Path   string
	Kind   Kind
	Digest string // SHA-256 of the bytes, or of the names
	state  state
}

// state tells one moment of a file from another, as far as the file system does. Times are in nanoseconds since 1970; ctime, when the inode was
// changed, and the inode are 0 where there are none.
type state struct {
	size, mtime, ctime int64
	inode              uint64
}

// racy says that the file was written to so shortly before a time that it may have been written to again since, in its state unnoticed.
func (s state) racy(stamp int64) bool {
	return max(s.mtime, s.ctime) >= stamp-int64(granule)
}

// granule is how far apart two writes may be and have the same time: two seconds, on FAT.
const granule = 2 * time.Second

// errUnsteady says that an input was written to while it was read.
var errUnsteady = errors.New("it changed while it was read")

// Read reads a file as an input.
func Read(path string) (Input, error) {
	digest := sha256.New()
	in, err := readFile(path, func(f *os.File) error {
		_, err := io.Copy(digest, f)
		return err
	})
	in.Digest = hex.EncodeToString(digest.Sum(nil))
	return in, err
}

// readFile opens a regular file for read, and returns its state, which is the same before and after. A file that is not there is Absent.
func readFile(path string, read func(*os.File) error) (Input, error) {
	in := Input{Path: path, Kind: File}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Input{Path: path, Kind: Absent}, nil
	}
	if err != nil {
		return in, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return in, err
	}
	if !info.Mode().IsRegular() {
		return in, fmt.Errorf("%s is no regular file", path)
	}
	in.state = stateOf(info)
	if err := read(f); err != nil {
		return in, err
	}
	if info, err = f.Stat(); err != nil {
		return in, err
	}
	if stateOf(info) != in.state {
		return in, fmt.Errorf("%s: %w", path, errUnsteady)
	}
	return in, nil
}

// readDir reads the names in a folder as an input.
func readDir(path string) (Input, []fs.DirEntry, error) {
	in := Input{Path: path, Kind: Dir}
	info, err := os.Stat(path)
	if err != nil {
		return in, nil, err
	}
	in.state = stateOf(info)
	entries, err := os.ReadDir(path)
	digest := sha256.New()
	for _, e := range entries {
		fmt.Fprintf(digest, "%q %v\n", e.Name(), e.IsDir())
	}
	in.Digest = hex.EncodeToString(digest.Sum(nil))
	return in, entries, err
}

// again reads an input anew.
func (in Input) again() (Input, error) {
	if in.Kind == Dir {
		now, _, err := readDir(in.Path)
		return now, err
	}
	return Read(in.Path)
}

// same says whether an input is, by its state alone, what was read before a time. A folder's size says nothing of its names.
func (in Input) same(stamp int64) bool {
	info, err := os.Stat(in.Path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return in.Kind == Absent
	case err != nil || in.Kind == Absent || info.IsDir() != (in.Kind == Dir):
		return false
	}
	return stateOf(info) == in.state && !in.state.racy(stamp)
}
