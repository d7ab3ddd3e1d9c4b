package graph

import (
	"fmt"
	"os"
)

// errChanged is the cause of an error about an input that somebody wrote to while it was read: what was read is neither the old nor the new.
var errChanged error = changed{}

type changed struct{}

func (changed) Error() string { return "it changed while it was read" }

// Hint says how to go on.
func (changed) Hint() string { return "nothing is written: build again when the file is whole" }

// state is what tells one moment of a file from another; nil for what is no regular file.
type state struct{ os.FileInfo }

func stateOf(name string) state {
	info, err := os.Stat(name)
	if err != nil || !info.Mode().IsRegular() {
		return state{}
	}
	return state{info}
}

// unchanged is nil where the file is as it was: the same file, as long and as old.
func (s state) unchanged(name string) error {
	if s.FileInfo == nil {
		return nil
	}
	now, err := os.Stat(name)
	if err != nil || !os.SameFile(s.FileInfo, now) || s.Size() != now.Size() || !s.ModTime().Equal(now.ModTime()) {
		return fmt.Errorf("%s: %w", name, errChanged)
	}
	return nil
}
