package cayleystore

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"rapport/graph"
)

// Store is an open store as a graph.
type Store struct {
	*graph.Cayley
	Name string // for messages: "cayley:leveldb:films"
	file io.Closer
}

// Close gives the store back.
func (s *Store) Close() error { return s.file.Close() }

// backend is a way in which Cayley stores quads.
type backend struct {
	name    string
	address string // what its address is, for messages
	open    func(ctx context.Context, address string) (graph.CayleyReader, io.Closer, error)
	show    func(address string) string // without its password
}

func backends() []backend {
	return []backend{
		{"leveldb", "FOLDER", openLevelDB, func(address string) string { return address }},
		{"postgres", "ADDRESS", openPostgres, redactPassword},
	}
}

// refused are the backends that are not offered, and why.
func refused(name string) string {
	switch name {
	case "mysql", "sqlite":
		return "Cayley's " + name + " backend loses the label of quads, and with it the statement that each belongs to"
	case "bolt", "bbolt", "badger", "btree", "cockroach", "mongo", "elastic", "couch", "pouch", "ouch", "gaedatastore":
		return "Cayley's " + name + " backend is not offered"
	case "memstore":
		return "Cayley's memstore lives in its own process"
	}
	return ""
}

// dumpHint is the way around for a store that cannot be opened here.
const dumpHint = "write its quads to a file with Cayley's dump, and ask that: rapport query -i FILE.nq"

// Error is an error with a hint.
type Error struct {
	message string
	hint    string
	cause   error
}

// Error says what is wrong.
func (e *Error) Error() string {
	if e.cause != nil {
		return e.message + ": " + e.cause.Error()
	}
	return e.message
}

// Unwrap returns what the system or the database said.
func (e *Error) Unwrap() error { return e.cause }

// Hint says what may help.
func (e *Error) Hint() string { return e.hint }

// scheme is what a store's name begins with.
const scheme = "cayley"

// Open opens the store that a name such as cayley:leveldb:FOLDER means, to read it until ctx ends. The error is an *Error.
func Open(ctx context.Context, name string) (*Store, error) {
	b, address, err := parse(name)
	if err != nil {
		return nil, err
	}
	reader, file, err := b.open(ctx, address)
	if err != nil {
		return nil, err
	}
	return &Store{graph.NewCayley(ctx, reader), scheme + ":" + b.name + ":" + b.show(address), file}, nil
}

// Forms are the names of stores, for help.
func Forms() string {
	var forms []string
	for _, b := range backends() {
		forms = append(forms, b.form())
	}
	return strings.Join(forms, " or ")
}

// form is what names of the backend's stores look like.
func (b backend) form() string { return fmt.Sprintf("%s:%s:%s", scheme, b.name, b.address) }

// Check says what is wrong with a store's name, without opening it.
func Check(name string) error {
	_, _, err := parse(name)
	return err
}

// parse takes a store's name apart.
func parse(name string) (backend, string, error) {
	var names []string
	all := backends()
	for _, b := range all {
		names = append(names, b.name)
	}
	there := "there are " + strings.Join(names, " and ")
	first, rest, _ := strings.Cut(name, ":")
	kind, address, _ := strings.Cut(rest, ":")
	at := slices.IndexFunc(all, func(b backend) bool { return b.name == kind })
	switch {
	case first != scheme || kind == "":
		return backend{}, "", &Error{message: "want " + Forms()}
	case at >= 0 && address == "":
		return backend{}, "", &Error{message: "no address, want " + all[at].form()}
	case at >= 0:
		return all[at], address, nil
	}
	if why := refused(kind); why != "" {
		return backend{}, "", &Error{message: why + "; " + there, hint: dumpHint}
	}
	return backend{}, "", &Error{message: fmt.Sprintf("unknown backend %q; %s", kind, there)}
}
