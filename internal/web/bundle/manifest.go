package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// manifestFile says of what the folder was made, and what is in it. Of what the build tag full embeds it is the first by name: where there is nothing yet, the go
// command's error says by its name what makes it.
const manifestFile = "by-go-run-internal-web-bundle"

// inputs is a digest of everything of ours that the folder is made of.
func inputs(dir string) (string, error) {
	names, err := filepath.Glob(filepath.Join(dir, sources, "*.js"))
	if err != nil {
		return "", err
	}
	code, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return "", err
	}
	for _, name := range code {
		if !strings.HasSuffix(name, "_test.go") {
			names = append(names, name)
		}
	}
	names = append(names, filepath.Join(dir, "package.json"), filepath.Join(dir, "package-lock.json"))
	slices.Sort(names)
	h := sha256.New()
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			return "", err
		}
		text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
		fmt.Fprintf(h, "%s %d\n%s", filepath.Base(name), len(text), text)
	}
	return fmt.Sprintf("%x", h.Sum(nil)), nil
}

// writeManifest writes it, a line a file.
func writeManifest(dir, made string) error {
	of, err := inputs(dir)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "inputs %s\n", of)
	files := os.DirFS(made)
	err = fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(files, name)
		fmt.Fprintf(&b, "%s %x\n", name, sha256.Sum256(text))
		return err
	})
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(made, manifestFile), b.Bytes(), 0o644)
}
