package main

import (
	"crypto/sha256"
	"fmt"
	"hash"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// stampOf is a short text that changes when what a graph is made of does: of every file of a dossier, or of a store, its name, size and times. "" for
// what does not change, or cannot be watched: the dossier in the program, and stores of Cayley's.
func stampOf(where place, store storeFlag) (string, error) {
	h := sha256.New()
	switch {
	case strings.HasPrefix(string(store), cayleyScheme):
		return "", nil
	case store != "":
		if err := stampFile(h, string(store)); err != nil && !os.IsNotExist(err) { // opening it says so better
			return "", err
		}
	case where == "":
		return "", nil
	default:
		if err := stampFolder(h, filepath.Join(string(where), quadsFolder)); err != nil {
			return "", err
		}
	}
	if where != "" {
		if err := stampFolder(h, filepath.Join(string(where), queriesFolder)); err != nil {
			return "", err
		}
	}
	return fmt.Sprintf("%x", h.Sum(nil))[:24], nil
}

func stampFile(h hash.Hash, path string) error {
	info, err := os.Stat(path)
	if err == nil {
		fmt.Fprintf(h, "%q %d %d\n", path, info.Size(), info.ModTime().UnixNano())
	}
	return err
}

// stampFolder walks a folder, which need not be there.
func stampFolder(h hash.Hash, dir string) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		switch {
		case os.IsNotExist(err): // removed while it was walked
			return nil
		case err != nil || d.IsDir():
			return err
		}
		if err := stampFile(h, path); !os.IsNotExist(err) {
			return err
		}
		return nil
	})
}
