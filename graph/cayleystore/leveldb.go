package cayleystore

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"syscall"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/proto"
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/pquads"
	"github.com/hidal-go/hidalgo/kv"
	"github.com/hidal-go/hidalgo/kv/flat"
	"github.com/hidal-go/hidalgo/kv/flat/leveldb"
	lerrors "github.com/syndtr/goleveldb/leveldb/errors"
	"github.com/syndtr/goleveldb/leveldb/opt"

	"rapport/graph"
)

// A store of Cayley's key-value backends, data version 2, as its package graph/kv writes it (that package itself is not linked: with
// it come an HTTP server and a metrics registry that would double what every command costs at its start). Keys have parts:
//
//	meta version              uint64, little-endian
//	meta indexes              JSON: [{"dirs":"AQI="}, …], the directions of each index, S=1 P=2 O=3 L=4; none: [S], [O]
//	meta size                 uint64, little-endian: how many quads
//	log  ID                   a proto.Primitive: a node with its value, or a quad of nodes' ids; ID is a uint64, big-endian
//	vXY  HASH                 uvarint: the id of the node of a value; X and Y are the first two bytes of its hash
//	DIRS IDS                  uvarints: the ids of the quads; for the index [S P] the key is "sp" and then two uint64, big-endian
//
// An id is never used twice; a quad that was deleted stays in the log, marked so.
const dataVersion = 2

// levelDB reads such a store.
type levelDB struct {
	db      kv.KV
	indexes [][]quad.Direction
	size    int
}

// nodeID refers to a node.
type nodeID uint64

// Key is the reference itself.
func (id nodeID) Key() any { return id }

func openLevelDB(ctx context.Context, folder string) (graph.CayleyReader, io.Closer, error) {
	if info, err := os.Stat(folder); err != nil {
		return nil, nil, &Error{message: "open leveldb store", cause: err}
	} else if !info.IsDir() {
		return nil, nil, &Error{message: fmt.Sprintf("open leveldb store: %s is a file, want the folder that Cayley keeps its store in", folder)}
	}
	if _, err := os.Stat(filepath.Join(folder, "CURRENT")); errors.Is(err, os.ErrNotExist) {
		return nil, nil, explainLevelDB(folder, err) // before the lock, which would leave a file
	}
	// Read-only: what a writer left in its journal is taken into memory, and no file is changed.
	file, err := leveldb.Open(folder, &opt.Options{ErrorIfMissing: true, ReadOnly: true})
	if err != nil {
		return nil, nil, explainLevelDB(folder, err)
	}
	db := &levelDB{db: flat.Upgrade(file)}
	if err := db.readMeta(ctx); err != nil {
		file.Close()
		return nil, nil, err
	}
	return db, file, nil
}

func explainLevelDB(folder string, err error) error {
	switch {
	case errors.Is(err, os.ErrNotExist):
		return &Error{message: fmt.Sprintf("open leveldb store: %s holds no LevelDB database", folder), hint: initHint}
	case errors.Is(err, syscall.EAGAIN):
		return &Error{message: fmt.Sprintf("open leveldb store: %s is locked by a process that writes to it", folder), hint: "stop that Cayley first, or ask a copy of the folder"}
	case lerrors.IsCorrupted(err):
		return &Error{message: fmt.Sprintf("open leveldb store: %s is damaged", folder), cause: err}
	}
	return &Error{message: "open leveldb store", cause: err}
}

// initHint says how a store comes to be.
const initHint = "a store is made with Cayley's init and load, or it lies elsewhere: cayley.yml names its address"

// readMeta checks that the store is one that can be read.
func (s *levelDB) readMeta(ctx context.Context) error {
	version, err := s.number(ctx, "version")
	if errors.Is(err, kv.ErrNotFound) {
		return &Error{message: "open leveldb store: the database holds no graph of Cayley's", hint: initHint}
	}
	if err != nil {
		return &Error{message: "open leveldb store", cause: err}
	}
	if version != dataVersion {
		return &Error{message: fmt.Sprintf("open leveldb store: data version %d, want %d", version, dataVersion), hint: "Cayley's upgrade brings a store up to date"}
	}
	if s.size, err = s.number(ctx, "size"); err != nil && !errors.Is(err, kv.ErrNotFound) {
		return &Error{message: "open leveldb store", cause: err}
	}
	return s.readIndexes(ctx)
}

func (s *levelDB) number(ctx context.Context, name string) (int, error) {
	b, err := s.get(ctx, kv.SKey("meta", name))
	if err == nil && len(b) != 8 {
		err = fmt.Errorf("%s of %d bytes, want 8", name, len(b))
	}
	if err != nil {
		return 0, err
	}
	return int(binary.LittleEndian.Uint64(b)), nil
}

func (s *levelDB) readIndexes(ctx context.Context) error {
	s.indexes = [][]quad.Direction{{quad.Subject}, {quad.Object}}
	b, err := s.get(ctx, kv.SKey("meta", "indexes"))
	if errors.Is(err, kv.ErrNotFound) {
		return nil
	}
	var stored []struct {
		Dirs []quad.Direction `json:"dirs"`
	}
	if err == nil {
		err = json.Unmarshal(b, &stored)
	}
	if err != nil {
		return &Error{message: "open leveldb store: indexes", cause: err}
	}
	if len(stored) > 0 {
		s.indexes = nil
	}
	for _, index := range stored {
		s.indexes = append(s.indexes, index.Dirs)
	}
	return nil
}

// get reads one key.
func (s *levelDB) get(ctx context.Context, key kv.Key) (value []byte, err error) {
	err = kv.View(s.db, func(tx kv.Tx) error {
		value, err = tx.Get(ctx, key)
		return err
	})
	return value, err
}

// Size is what the store says; the log would tell, in a walk.
func (s *levelDB) Size(context.Context) (int, error) { return s.size, nil }

// Find looks a value up by its hash.
func (s *levelDB) Find(ctx context.Context, v quad.Value) (cayley.Ref, quad.Value, error) {
	hash := cayley.HashOf(v)
	b, err := s.get(ctx, kv.Key{{'v', hash[0], hash[1]}, hash[:]})
	if errors.Is(err, kv.ErrNotFound) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	id, n := binary.Uvarint(b)
	if n <= 0 {
		return nil, nil, fmt.Errorf("the id of %s is damaged", quad.StringOf(v))
	}
	values, err := s.Values(ctx, []cayley.Ref{nodeID(id)})
	if err != nil {
		return nil, nil, err
	}
	return nodeID(id), values[0], nil
}

// Values reads the nodes from the log.
func (s *levelDB) Values(ctx context.Context, refs []cayley.Ref) ([]quad.Value, error) {
	keys := make([]kv.Key, len(refs))
	for i, ref := range refs {
		keys[i] = logKey(uint64(ref.(nodeID)))
	}
	out := make([]quad.Value, len(refs))
	err := kv.View(s.db, func(tx kv.Tx) error {
		entries, err := tx.GetBatch(ctx, keys)
		if err != nil {
			return err
		}
		for i, b := range entries {
			if b == nil {
				continue
			}
			var p proto.Primitive
			if err := p.Unmarshal(b); err != nil {
				return fmt.Errorf("node %d: %w", refs[i], err)
			}
			if out[i], err = pquads.UnmarshalValue(p.Value); err != nil {
				return fmt.Errorf("value of node %d: %w", refs[i], err)
			}
		}
		return nil
	})
	return out, err
}

func logKey(id uint64) kv.Key {
	return kv.Key{[]byte("log"), binary.BigEndian.AppendUint64(nil, id)}
}

// Walk reads an index that begins with the side; all quads, or a side without an index, it reads from the log.
func (s *levelDB) Walk(ctx context.Context, side quad.Direction, node cayley.Ref, visit func(graph.Places) error) error {
	at := slices.IndexFunc(s.indexes, func(dirs []quad.Direction) bool { return len(dirs) > 0 && dirs[0] == side })
	if side == quad.Any || at < 0 {
		return s.walkLog(ctx, side, node, visit)
	}
	id := uint64(node.(nodeID))
	prefix := kv.Key{nil, binary.BigEndian.AppendUint64(nil, id)}
	for _, d := range s.indexes[at] {
		prefix[0] = append(prefix[0], d.Prefix())
	}
	return kv.View(s.db, func(tx kv.Tx) error {
		it := tx.Scan(prefix)
		defer it.Close()
		for it.Next(ctx) {
			if err := s.walkEntry(ctx, tx, it.Val(), visit); err != nil {
				return err
			}
		}
		return it.Err()
	})
}

// walkEntry visits the quads that an entry of an index lists.
func (s *levelDB) walkEntry(ctx context.Context, tx kv.Tx, entry []byte, visit func(graph.Places) error) error {
	for len(entry) > 0 {
		id, n := binary.Uvarint(entry)
		if n <= 0 {
			return errors.New("an index is damaged")
		}
		entry = entry[n:]
		b, err := tx.Get(ctx, logKey(id))
		if errors.Is(err, kv.ErrNotFound) {
			return fmt.Errorf("an index lists quad %d, which is not there", id)
		}
		if err != nil {
			return err
		}
		var p proto.Primitive
		if err := p.Unmarshal(b); err != nil {
			return fmt.Errorf("quad %d: %w", id, err)
		}
		if p.Deleted {
			continue
		}
		if err := visit(placesOf(&p)); err != nil {
			return err
		}
	}
	return nil
}

// walkLog visits all quads, or those with a node at a side.
func (s *levelDB) walkLog(ctx context.Context, side quad.Direction, node cayley.Ref, visit func(graph.Places) error) error {
	return kv.View(s.db, func(tx kv.Tx) error {
		it := tx.Scan(kv.SKey("log", ""))
		defer it.Close()
		for it.Next(ctx) {
			if len(it.Val()) == 0 {
				continue // the mark of the log itself
			}
			var p proto.Primitive
			if err := p.Unmarshal(it.Val()); err != nil {
				return fmt.Errorf("the log: %w", err)
			}
			if p.IsNode() || p.Deleted || side != quad.Any && nodeID(p.GetDirection(side)) != node {
				continue
			}
			if err := visit(placesOf(&p)); err != nil {
				return err
			}
		}
		return it.Err()
	})
}

func placesOf(p *proto.Primitive) (out graph.Places) {
	for i, id := range [...]uint64{p.Subject, p.Predicate, p.Object, p.Label} {
		if id != 0 {
			out[i] = nodeID(id)
		}
	}
	return out
}
