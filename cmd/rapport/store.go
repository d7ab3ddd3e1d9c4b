package main

import (
	"github.com/spf13/cobra"

	"rapport/graph"
	"rapport/graph/cayleystore"
)

// storeFlag is the value of --store; "" means that none was given.
type storeFlag string

// String, Set and Type make it a flag.
func (f *storeFlag) String() string { return string(*f) }

// Type names the value in help.
func (f *storeFlag) Type() string { return "store" }

// Set takes the name of a store, which is opened later.
func (f *storeFlag) Set(name string) error {
	*f = storeFlag(name)
	return cayleystore.Check(name)
}

// addStoreFlag binds --store to a command that asks a graph.
func (a *app) addStoreFlag(cmd *cobra.Command) {
	cmd.Flags().Var(&a.store, "store", "answer from `STORE`, one that Cayley made, not from a dossier: "+cayleystore.Forms())
}

// oneSource refuses files of -i beside a store.
func (a *app) oneSource(inputs []string) error {
	if len(inputs) > 0 && a.store != "" {
		return misuse("", "-i %s and --store %s: want one of them", inputs[0], a.store)
	}
	return nil
}

// openStore opens the store of --store, once.
func (a *app) openStore() (place, graph.Source, error) {
	if a.stored == nil {
		store, err := cayleystore.Open(a.ctx, string(a.store))
		if err != nil {
			return "", nil, err
		}
		a.stored = store
	}
	return place(a.stored.Name), a.stored, nil
}

// closeStore gives the store back, if one was opened.
func (a *app) closeStore() {
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
