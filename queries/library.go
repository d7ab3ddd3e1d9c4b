package queries

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// extension ends the name of every query file.
const extension = ".js"

// folder is how messages name the place of a dossier's queries.
const folder = "queries"

// Library is the queries that can be run: a dossier's own, and beneath them the shipped ones of other names. It does not change.
type Library struct {
	own   fs.FS // of the dossier, or what is shipped
	files []file
}

// file is a query that has not been read.
type file struct {
	name   string
	fsys   fs.FS
	origin Origin
}

// Open lists the queries without reading them. own is the dossier's queries folder, which need not exist; nil means the shipped
// queries alone. The error is for a folder that cannot be read.
func Open(own fs.FS) (*Library, error) {
	if own == nil || own == Shipped() {
		l := &Library{own: Shipped()}
		return l, l.list(Shipped(), FromProgram)
	}
	l := &Library{own: own}
	if err := l.list(own, FromDossier); err != nil {
		return nil, err
	}
	return l, l.list(Shipped(), FromProgram)
}

// list adds the queries of a folder that have no name taken before.
func (l *Library) list(fsys fs.FS, origin Origin) error {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("read %s: %w", folder, err)
	}
	taken := l.Names()
	for _, e := range entries {
		name, ok := strings.CutSuffix(e.Name(), extension)
		if _, found := slices.BinarySearch(taken, name); ok && !found && !e.IsDir() {
			l.files = append(l.files, file{name, fsys, origin})
		}
	}
	slices.SortFunc(l.files, func(a, b file) int { return strings.Compare(a.name, b.name) })
	return nil
}

// Names returns the names of all queries, sorted.
func (l *Library) Names() []string {
	out := make([]string, len(l.files))
	for i, f := range l.files {
		out[i] = f.name
	}
	return out
}

// Shadows tells whether a query of a dossier by this name stands in the place of a shipped one.
func Shadows(name string) bool { return shippedHas(name + extension) }

// ShadowsReport tells whether a report of a dossier by this name stands in the place of a shipped one.
func ShadowsReport(name string) bool {
	return shippedHas(path.Join(reportFolder, name+reportExtension))
}

func shippedHas(file string) bool {
	_, err := fs.Stat(Shipped(), file)
	return err == nil
}

// All reads every query. A broken one does not hide the others: broken has what is wrong with each.
func (l *Library) All() (all []*Query, broken []error) {
	for _, f := range l.files {
		if q, err := f.read(); err != nil {
			broken = append(broken, err)
		} else {
			all = append(all, q)
		}
	}
	return all, broken
}

// Find reads the query of a name; ".js" and a folder before it are forgiven. The error is an *UnknownError, a *HeaderError
// where the header is broken, or the file's own.
func (l *Library) Find(name string) (*Query, error) {
	name = strings.TrimSuffix(path.Base(strings.ReplaceAll(name, `\`, "/")), extension)
	for _, f := range l.files {
		if f.name == name {
			return f.read()
		}
	}
	return nil, &UnknownError{Name: name, Near: Nearest(name, l.Names())}
}

func (f file) read() (*Query, error) {
	shown := path.Join(folder, f.name+extension)
	text, err := fs.ReadFile(f.fsys, f.name+extension)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", shown, err)
	}
	if !isWord(f.name, "-") {
		return nil, fmt.Errorf("%s: a query's name is small letters, digits and hyphens", shown)
	}
	q, err := parse(f.name, shown, string(text))
	if err != nil {
		return nil, err
	}
	q.Origin = f.origin
	return q, nil
}

// UnknownError is returned for a name that no query has.
type UnknownError struct {
	Name string
	Near string // the name that comes closest, or ""
}

func (e *UnknownError) Error() string { return fmt.Sprintf("no query is called %q", e.Name) }

// Hint names the closest query, or says how to list them.
func (e *UnknownError) Hint() string {
	if e.Near != "" {
		return fmt.Sprintf("did you mean %s?", e.Near)
	}
	return "rapport queries lists them"
}
