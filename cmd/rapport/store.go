package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"rapport/graph"
	"rapport/graph/cayleystore"
)

// storeFlag is the value of --store: the file of a compiled graph, or "cayley:" and a store of Cayley's; "" means that none was given.
type storeFlag string

// String, Set and Type make it a flag.
func (f *storeFlag) String() string { return string(*f) }

// Type names the value in help.
func (f *storeFlag) Type() string { return "store" }

// cayleyScheme begins the name of a store of Cayley's.
const cayleyScheme = "cayley:"

// Set takes the name of a store, which is opened later.
func (f *storeFlag) Set(name string) error {
	*f = storeFlag(name)
	if strings.HasPrefix(name, cayleyScheme) || strings.Contains(name, ":") && !exists(name) {
		return cayleystore.Check(name)
	}
	return nil
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// addStoreFlag binds --store to a command that asks a graph.
func (a *app) addStoreFlag(cmd *cobra.Command) {
	cmd.Flags().Var(&a.store, "store", "answer from `STORE`, not from a dossier: a file that rapport build made, or what Cayley made, "+cayleystore.Forms())
}

// oneSource refuses files of -i beside a store.
func (a *app) oneSource(inputs []string) error {
	if len(inputs) > 0 && a.store != "" {
		return misuse("", "-i %s and --store %s: want one of them", inputs[0], a.store)
	}
	return nil
}

// stored is the store of --store, once it is open.
type stored struct {
	graph.Source
	io.Closer
	name string
}

// openStore opens the store of --store, once.
func (a *app) openStore() (place, graph.Source, error) {
	if a.stored == nil {
		s, err := newStore(a.ctx, string(a.store))
		if err != nil {
			return "", nil, err
		}
		a.stored = s
	}
	return place(a.stored.name), a.stored.Source, nil
}

// newStore opens a store by its name.
func newStore(ctx context.Context, name string) (*stored, error) {
	if strings.HasPrefix(name, cayleyScheme) {
		store, err := cayleystore.Open(ctx, name)
		if err != nil {
			return nil, err
		}
		return &stored{store, store, store.Name}, nil
	}
	file, err := graph.OpenSegment(name)
	if err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	return &stored{file, file, name}, nil
}

// closeStore gives back what was opened.
func (a *app) closeStore() {
	for _, c := range a.closers {
		c.Close()
	}
	if a.stored != nil {
		a.stored.Close()
	}
}

// unread is what kept the graph that a verb asked from being read, nil if nothing did: an answer from it is not to be shown.
func (a *app) unread() error {
	if a.asked == nil {
		return nil
	}
	return a.asked.Err()
}
