package graph

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
)

// Cayley is a Source over a store of Cayley's. It only reads, and only what is asked for:
//
//   - The quads from a node, and those to a node, are read together when they are first asked for, and kept.
//   - What names neither a subject nor an object, and NumValues, reads the whole store once, as ids. That takes as long as the store
//     takes to list its quads; they are kept at about 80 bytes each, and answer everything from then on.
//   - A value is read when it is first wanted, with up to valueBatch others that were met beside it.
//
// Ids are given out as nodes are met, so it is not Sorted. What is kept is as it was when it was read: a store that somebody writes to
// meanwhile answers partly as before.
//
// A Cayley store keeps numbers, truth values and times as such and loses how they were written: Value gives them as XML Schema writes
// them canonically, and ID finds a literal as it is written or as Cayley would have read it.
type Cayley struct {
	*cayleyStore
	ctx context.Context
	err atomic.Pointer[error] // what kept this view from reading, the first
}

// cayleyStore is what the views of a store share.
type cayleyStore struct {
	store CayleyReader
	pass  chan struct{} // held by who reads the whole store

	mu     sync.Mutex // over what follows, never while the store is read
	ids    map[any]ID // by the key of a reference
	refs   []cayley.Ref
	known  []quad.Value      // known[id-1]; nil: not read yet
	spoken map[quad.Value]ID // of known
	near   [2]map[ID][]Quad  // the quads from a node, and to it
	whole  *table            // nil: not read yet
}

// CayleyReader is what a Cayley needs of a store. It is safe for concurrent use. OverQuadStore is the one for any store of Cayley's.
type CayleyReader interface {
	// Find returns the reference of a value as it is spelled, and the value as the store has it; nil for a value that it does not have.
	Find(ctx context.Context, v quad.Value) (cayley.Ref, quad.Value, error)
	// Values returns the values of references, nil for one that the store does not know.
	Values(ctx context.Context, refs []cayley.Ref) ([]quad.Value, error)
	// Walk visits the quads with a node as their subject or object, or, for quad.Any, all; each as the references at its four places, of
	// which the label's may be nil. An error of visit ends it.
	Walk(ctx context.Context, side quad.Direction, node cayley.Ref, visit func(Places) error) error
	// Size returns how many quads there are; -1 where only a walk would tell.
	Size(ctx context.Context) (int, error)
}

// Places are the references of a quad: subject, predicate, object, label.
type Places [4]cayley.Ref

// NewCayley returns a view of a store, whose reading ends with ctx. Closing the store is the caller's.
func NewCayley(ctx context.Context, store CayleyReader) *Cayley {
	return &Cayley{ctx: ctx, cayleyStore: &cayleyStore{
		store: store, pass: make(chan struct{}, 1),
		ids: map[any]ID{}, spoken: map[quad.Value]ID{}, near: [2]map[ID][]Quad{{}, {}},
	}}
}

func (c *Cayley) under(ctx context.Context) Source {
	return &Cayley{cayleyStore: c.cayleyStore, ctx: ctx}
}

// Sorted is false: ids are given out as nodes are met.
func (c *Cayley) Sorted() bool { return false }

// Err returns the first error of this view.
func (c *Cayley) Err() error {
	if err := c.err.Load(); err != nil {
		return *err
	}
	return nil
}

// fail keeps an error, as that of the context where it has ended.
func (c *Cayley) fail(err error) error {
	if ended := c.ctx.Err(); ended != nil {
		err = ended
	}
	c.err.CompareAndSwap(nil, &err)
	return err
}

// ID returns the id of a value: as it is written, or as Cayley would have read it. 0 when the store does not have it.
func (c *Cayley) ID(v quad.Value) ID {
	if v == nil {
		return 0
	}
	v = lexical(v)
	c.mu.Lock()
	id := c.spoken[v]
	c.mu.Unlock()
	if id != 0 {
		return id
	}
	for _, spelling := range spellings(v) {
		ref, value, err := c.store.Find(c.ctx, spelling)
		if err != nil {
			c.fail(err)
			return 0
		}
		if value != nil {
			return c.keep(ref, value)
		}
	}
	return 0
}

// spellings are the values as which Cayley may keep one.
func spellings(v quad.Value) []quad.Value {
	literal, ok := v.(quad.TypedString)
	if !ok {
		return []quad.Value{v}
	}
	out := []quad.Value{v}
	if parsed, err := literal.ParseValue(); err == nil && parsed != v {
		out = append(out, parsed)
	}
	for _, datatype := range []quad.IRI{literal.Type.Full(), literal.Type.Short()} {
		if datatype != literal.Type {
			out = append(out, quad.TypedString{Value: literal.Value, Type: datatype})
		}
	}
	return out
}

// keep returns the id of a reference whose value has been read.
func (c *Cayley) keep(ref cayley.Ref, v quad.Value) ID {
	c.mu.Lock()
	defer c.mu.Unlock()
	id := c.meet(ref)
	c.learn(id, v)
	return id
}

// meet returns the id of a reference, a new one for one that is met for the first time. The lock is held.
func (c *cayleyStore) meet(ref cayley.Ref) ID {
	if ref == nil {
		return 0
	}
	key := ref.Key()
	id, known := c.ids[key]
	if !known {
		c.refs, c.known = append(c.refs, ref), append(c.known, nil)
		id = ID(len(c.refs))
		c.ids[key] = id
	}
	return id
}

// learn notes a value. The lock is held.
func (c *cayleyStore) learn(id ID, v quad.Value) {
	if c.known[id-1] != nil {
		return
	}
	v = lexical(v)
	c.known[id-1] = v
	if _, other := c.spoken[v]; !other {
		c.spoken[v] = id
	}
}

// Value returns the value of an id, nil for 0 and for an id that was not given out.
func (c *Cayley) Value(id ID) quad.Value {
	c.mu.Lock()
	if id == 0 || int(id) > len(c.refs) || c.known[id-1] != nil {
		defer c.mu.Unlock()
		if id == 0 || int(id) > len(c.refs) {
			return nil
		}
		return c.known[id-1]
	}
	wanted := c.unread(id)
	c.mu.Unlock()
	if err := c.read(wanted); err == nil {
		// as wanted
	} else if err := c.read(wanted[:1]); err != nil { // the fault may be another's
		c.fail(err)
		return nil
	}
	c.mu.Lock()
	v := c.known[id-1]
	c.mu.Unlock()
	if v == nil {
		c.fail(errNoValue)
	}
	return v
}

var errNoValue = errors.New("the store has quads with a node that it has no value for")

// valueBatch is how many values are read at once.
const valueBatch = 256

// unread returns an id and those behind it whose values were not read either. The lock is held.
func (c *cayleyStore) unread(id ID) []ID {
	out := []ID{id}
	for next := id + 1; int(next) <= len(c.refs) && next < id+valueBatch; next++ {
		if c.known[next-1] == nil {
			out = append(out, next)
		}
	}
	return out
}

// read learns the values of ids, those that the store has.
func (c *Cayley) read(ids []ID) error {
	refs := make([]cayley.Ref, len(ids))
	c.mu.Lock()
	for i, id := range ids {
		refs[i] = c.refs[id-1]
	}
	c.mu.Unlock()
	values, err := c.store.Values(c.ctx, refs)
	if err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, v := range values {
		if v != nil {
			c.learn(ids[i], v)
		}
	}
	return nil
}
