//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"

	"github.com/cayleygraph/cayley/clog"
	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/kv"
	"github.com/cayleygraph/cayley/graph/kv/leveldb"
	"github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/cayley/query"
	stockgizmo "github.com/cayleygraph/cayley/query/gizmo"
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/nquads"
)

// cayleyEngine is Cayley with its own Gizmo, over one of its stores.
type cayleyEngine struct {
	backend string // memstore or leveldb
	store   cayley.QuadStore
}

func (*cayleyEngine) hello() (string, error) {
	clog.SetLogger(nil) // it writes to standard error
	if b, ok := debug.ReadBuildInfo(); ok {
		for _, dep := range b.Deps {
			if dep.Path == "github.com/cayleygraph/cayley" {
				return dep.Version, nil
			}
		}
	}
	return "", nil
}

func (e *cayleyEngine) create(folder string) error {
	if e.backend == "memstore" {
		return nil
	}
	// As Cayley's own load has it: no sync at each write, and no filter, which only speeds up large loads and is thrown away.
	options := cayley.Options{"nosync": true, kv.OptNoBloom: true}
	db, err := leveldb.Create(e.path(folder), options)
	if err != nil {
		return err
	}
	if err := kv.Init(db, options); err != nil {
		return errors.Join(err, db.Close())
	}
	e.store, err = kv.New(db, options)
	return err
}

func (*cayleyEngine) path(folder string) string { return filepath.Join(folder, "cayley") }

func (e *cayleyEngine) load(file, _ string) (int64, error) {
	if e.backend == "memstore" {
		return 0, errors.New("a memstore loads where it is opened")
	}
	f, err := os.Open(file)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	w, err := e.store.NewQuadWriter()
	if err != nil {
		return 0, err
	}
	_, err = quad.CopyBatch(w, nquads.NewReader(f, false), 10_000)
	return 0, errors.Join(err, w.Close())
}

func (e *cayleyEngine) open(folder, file string) error {
	if e.backend == "memstore" {
		return e.fill(file)
	}
	db, err := leveldb.Open(e.path(folder), nil)
	if err != nil {
		return err
	}
	e.store, err = kv.New(db, cayley.Options{kv.OptNoBloom: true})
	return err
}

func (e *cayleyEngine) fill(file string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	store := memstore.New()
	for r := nquads.NewReader(f, false); ; {
		q, err := r.ReadQuad()
		if errors.Is(err, io.EOF) {
			e.store = store
			return nil
		}
		if err != nil {
			return err
		}
		store.AddQuad(q)
	}
}

func (e *cayleyEngine) ask(text string, row func(string)) error {
	if e.store == nil {
		return errNotOpen
	}
	ctx := context.Background()
	it, err := stockgizmo.NewSession(e.store).Execute(ctx, text, query.Options{Collation: query.Raw})
	if err != nil {
		return err
	}
	defer it.Close()
	for it.Next(ctx) {
		r, ok := it.Result().(*stockgizmo.Result)
		if !ok {
			return fmt.Errorf("a row of type %T", it.Result())
		}
		row(e.first(r))
	}
	return it.Err()
}

// first is the cell that the tables call the first: what was emitted, the tag s, or the vertex. All are looked up, as for any reader.
func (e *cayleyEngine) first(r *stockgizmo.Result) string {
	if r.Tags == nil {
		return fmt.Sprint(r.Val)
	}
	cells := make(map[string]quad.Value, len(r.Tags))
	for name, ref := range r.Tags {
		cells[name] = e.store.NameOf(ref)
	}
	if s, ok := cells["s"]; ok {
		return textOf(s)
	}
	return textOf(cells["id"])
}

func (e *cayleyEngine) close() error {
	if e.store == nil {
		return nil
	}
	return e.store.Close()
}
