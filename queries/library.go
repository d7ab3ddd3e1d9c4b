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
	queries []*Query
	broken  map[string]error
	own     fs.FS // of the dossier, or what is shipped
}

// Open reads the headers of every query. own is the dossier's queries folder; nil means the shipped queries alone. A query
// with a broken header does not hide the others: see Broken. The error is for a folder that cannot be read.
func Open(own fs.FS) (*Library, error) {
	l := &Library{broken: map[string]error{}, own: own}
	if own == nil || own == Shipped() {
		l.own = Shipped()
		return l, l.read(Shipped(), FromProgram)
	}
	if err := l.read(own, FromDossier); err != nil {
		return nil, err
	}
	return l, l.read(Shipped(), FromProgram)
}

func (l *Library) read(fsys fs.FS, origin Origin) error {
	entries, err := fs.ReadDir(fsys, ".")
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read %s: %w", folder, err)
	}
	for _, e := range entries {
		name, ok := strings.CutSuffix(e.Name(), extension)
		if !ok || e.IsDir() || l.has(name) {
			continue
		}
		q, err := readQuery(fsys, name)
		if err != nil {
			l.broken[name] = err
			continue
		}
		q.Origin = origin
		l.queries = append(l.queries, q)
	}
	slices.SortFunc(l.queries, func(a, b *Query) int { return strings.Compare(a.Name, b.Name) })
	return nil
}

func readQuery(fsys fs.FS, name string) (*Query, error) {
	shown := path.Join(folder, name+extension)
	text, err := fs.ReadFile(fsys, name+extension)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", shown, err)
	}
	if !isWord(name, "-") {
		return nil, fmt.Errorf("%s: a query's name is small letters, digits and hyphens", shown)
	}
	return parse(name, shown, string(text))
}

func (l *Library) has(name string) bool {
	return l.broken[name] != nil || slices.ContainsFunc(l.queries, func(q *Query) bool { return q.Name == name })
}

// All returns the queries by name, without the broken ones.
func (l *Library) All() []*Query { return l.queries }

// Names returns the names of all queries that can be run, sorted.
func (l *Library) Names() []string {
	out := make([]string, len(l.queries))
	for i, q := range l.queries {
		out[i] = q.Name
	}
	return out
}

// Broken returns what is wrong with the queries that cannot be run, by file name; nil when all are sound.
func (l *Library) Broken() []error {
	var names []string
	for name := range l.broken {
		names = append(names, name)
	}
	slices.Sort(names)
	var out []error
	for _, name := range names {
		out = append(out, l.broken[name])
	}
	return out
}

// Find returns the query of a name; ".js" and a folder before it are forgiven. The error is an *UnknownError, or what is
// wrong with that query's header.
func (l *Library) Find(name string) (*Query, error) {
	name = strings.TrimSuffix(path.Base(strings.ReplaceAll(name, `\`, "/")), extension)
	for _, q := range l.queries {
		if q.Name == name {
			return q, nil
		}
	}
	if err := l.broken[name]; err != nil {
		return nil, err
	}
	return nil, &UnknownError{Name: name, Near: Nearest(name, l.Names())}
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
