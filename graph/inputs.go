package graph

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"
)

// input is a file to read.
type input struct {
	name string // its path, cleaned; "-" for standard input
	own  string // what stands before the labels of its blank nodes
}

// inputsOf returns the files that names lead to, each once however it is spelled, in the order of their paths. A blank node belongs to its
// file: where there are several, each has labels of its own, which depend on its path alone.
func inputsOf(names []string) ([]input, error) {
	paths := make([]string, len(names))
	for i, name := range names {
		paths[i] = cleaned(name)
	}
	slices.SortFunc(paths, func(a, b string) int { return cmp.Compare(filepath.ToSlash(a), filepath.ToSlash(b)) })
	var ins []input
	known := map[string]bool{}
	for _, path := range paths {
		if key := realPath(path); !known[key] {
			known[key] = true
			ins = append(ins, input{name: path})
		}
	}
	if len(ins) < 2 {
		return ins, nil
	}
	owner := map[string]string{}
	for i := range ins {
		own := ownPrefix(ins[i].name)
		if other, taken := owner[own]; taken {
			return nil, fmt.Errorf("%s and %s would share their blank nodes: rename one of them", other, ins[i].name)
		}
		owner[own], ins[i].own = ins[i].name, own
	}
	return ins, nil
}

func cleaned(name string) string {
	if name == "-" {
		return name
	}
	return filepath.Clean(name)
}

// realPath is the same for all spellings of a path, and for the links to it.
func realPath(path string) string {
	if path == "-" {
		return path
	}
	full, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	if real, err := filepath.EvalSymlinks(full); err == nil {
		return real
	}
	return full
}

// ownPrefix stands before the labels of the blank nodes of a file that is read with others: what its name begins with, by which
// people know it, and a digest of its path, by which it differs from any other. No prefix begins another.
func ownPrefix(path string) string {
	path = filepath.ToSlash(path)
	begin, _, _ := strings.Cut(path[strings.LastIndexByte(path, '/')+1:], ".")
	begin = strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return '_'
	}, begin)
	sum := sha256.Sum256([]byte(path))
	return cmp.Or(begin[:min(len(begin), 24)], "_") + "-" + hex.EncodeToString(sum[:6]) + "."
}

// ownBlanks renames the blank nodes of a quad.
func ownBlanks(q quad.Quad, own string) quad.Quad {
	for _, d := range quad.Directions {
		if blank, ok := q.Get(d).(quad.BNode); ok {
			q.Set(d, quad.BNode(own)+blank)
		}
	}
	return q
}
