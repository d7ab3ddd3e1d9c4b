package queries

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
)

// extension ends the name of every query file.
const extension = ".js"

// folder is how messages name the place of a dossier's queries.
const folder = "queries"

// Library is the queries that can be run: a dossier's own, and beneath them the shipped ones of other names. It does not change.
type Library struct {
	own  fs.FS                    // of the dossier, or what is shipped
	show func(file string) string // how messages name a file of own, such as queries/hopes.js
	list func() ([]file, error)
}

// file is a query or a report that has not been read.
type file struct {
	name   string
	fsys   fs.FS
	shown  string // how messages name it
	origin Origin
}

// Open opens the queries. They are listed when all are asked for: a command that runs one looks for its file alone. own is the dossier's queries
// folder, which need not exist; nil means the shipped queries alone. The error is for a folder that cannot be read.
func Open(own fs.FS) (*Library, error) {
	return OpenFrom(own, func(file string) string { return file })
}

// OpenFrom is Open for a reader who stands somewhere: messages name the dossier's own files, such as queries/hopes.js, as show does.
func OpenFrom(own fs.FS, show func(file string) string) (*Library, error) {
	if own == nil {
		own = Shipped()
	}
	l := &Library{own: own, show: show}
	l.list = sync.OnceValues(func() ([]file, error) { return l.files(".", extension) })
	dir, err := own.Open(".")
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return nil, fmt.Errorf("read %s: %w", show(folder), err)
	default:
		dir.Close()
	}
	return l, nil
}

// places are where a file of a folder may stand, the first first.
func (l *Library) places(dir, name, extension string) []file {
	shown := path.Join(folder, dir, name+extension)
	shipped := file{name, Shipped(), shown, FromProgram}
	if l.own == Shipped() {
		return []file{shipped}
	}
	return []file{{name, l.own, l.show(shown), FromDossier}, shipped}
}

// files lists the files of a folder by their names without the extension that they end in: those that have no name taken before. Without an error
// it is sorted.
func (l *Library) files(dir, extension string) (all []file, err error) {
	for at, of := range l.places(dir, "", "") {
		entries, err := fs.ReadDir(of.fsys, dir)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return all, fmt.Errorf("read %s: %w", of.shown, err)
		}
		taken := names(all)
		for _, e := range entries {
			name, ok := strings.CutSuffix(e.Name(), extension)
			if _, found := slices.BinarySearch(taken, name); ok && !found && !e.IsDir() {
				all = append(all, l.places(dir, name, extension)[at])
			}
		}
		slices.SortFunc(all, func(a, b file) int { return strings.Compare(a.name, b.name) })
	}
	return all, nil
}

func names(all []file) []string {
	out := make([]string, len(all))
	for i, f := range all {
		out[i] = f.name
	}
	return out
}

// file returns the file of a name in a folder. Names that no query may have are looked for in the list: some file systems have them under others.
func (l *Library) file(dir, name, extension string, list func() ([]file, error)) (file, error) {
	if isWord(name, "-") {
		for _, f := range l.places(dir, name, extension) {
			if e, err := fs.Stat(f.fsys, path.Join(dir, name+extension)); err == nil && !e.IsDir() {
				return f, nil
			}
		}
	}
	all, err := list()
	if at := slices.IndexFunc(all, func(f file) bool { return f.name == name }); at >= 0 {
		return all[at], nil
	}
	return file{}, err
}

// Names returns the names of all queries, sorted.
func (l *Library) Names() []string {
	all, _ := l.list()
	return names(all)
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
	files, err := l.list()
	if err != nil {
		broken = append(broken, err)
	}
	for _, f := range files {
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
	f, err := l.file(".", name, extension, l.list)
	switch {
	case err != nil:
		return nil, err
	case f.fsys == nil:
		return nil, &UnknownError{Name: name, Near: Nearest(name, l.Names())}
	}
	return f.read()
}

func (f file) read() (*Query, error) {
	text, err := fs.ReadFile(f.fsys, f.name+extension)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", f.shown, err)
	}
	if !isWord(f.name, "-") {
		return nil, fmt.Errorf("%s: a query's name is small letters, digits and hyphens", f.shown)
	}
	q, err := parse(f.name, f.shown, string(text))
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
