// Package storetest makes stores as Cayley makes them, with Cayley's own packages, for tests.
package storetest

import (
	"errors"
	"io"

	"github.com/cayleygraph/cayley/clog"
	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/kv"
	"github.com/cayleygraph/cayley/graph/kv/leveldb"
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/nquads"
)

// WriteLevelDB makes a folder a LevelDB store of the quads that Cayley reads in N-Quads, as its commands init and load do.
func WriteLevelDB(folder string, quads io.Reader) error {
	options := cayley.Options{"nosync": true, kv.OptNoBloom: true} // the filter only speeds up large loads
	db, err := leveldb.Create(folder, options)
	if err != nil {
		return err
	}
	if err := kv.Init(db, options); err != nil {
		return errors.Join(err, db.Close())
	}
	store, err := kv.New(db, options)
	if err != nil {
		return errors.Join(err, db.Close())
	}
	return errors.Join(load(store, quads), store.Close())
}

// OpenLevelDB opens such a store with Cayley's own package, to write to it.
func OpenLevelDB(folder string) (cayley.QuadStore, error) {
	db, err := leveldb.Open(folder, nil)
	if err != nil {
		return nil, err
	}
	return kv.New(db, nil)
}

// load fills a store.
func load(store cayley.QuadStore, quads io.Reader) error {
	clog.SetLogger(nil) // it writes to standard error
	w, err := store.NewQuadWriter()
	if err != nil {
		return err
	}
	_, err = quad.CopyBatch(w, nquads.NewReader(quads, false), 10_000)
	return errors.Join(err, w.Close())
}
