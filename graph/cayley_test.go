package graph

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// plainQuads draws quads of terms that Cayley keeps as they are, every third without a label.
func plainQuads(r *rand.Rand, n int) []quad.Quad {
	terms := []quad.Value{
		quad.IRI("a"), quad.IRI("kg:b"), quad.IRI("c"), quad.BNode("a"), quad.String("a"), quad.String(""), quad.String("<a>"),
		quad.LangString{Value: "a", Lang: "en"}, quad.LangString{Value: "a", Lang: "fa"}, typed("7", "integer"), typed("4.0E7", "double"),
		typed("true", "boolean"), typed("2025-01-17T00:00:00Z", "dateTime"), typed("2025", "gYear"), typed("7.0", "decimal"),
	}
	pick := func() quad.Value { return terms[r.IntN(len(terms))] }
	qs := make([]quad.Quad, n)
	for i := range qs {
		qs[i] = quad.Quad{Subject: pick(), Predicate: pick(), Object: pick()}
		if i%3 != 0 {
			qs[i].Label = pick()
		}
	}
	return qs
}

// inMemstore puts quads into Cayley's own store in memory, as its reader would have read them.
func inMemstore(t testing.TB, qs []quad.Quad) cayley.QuadStore {
	t.Helper()
	store := memstore.New()
	var deltas []cayley.Delta
	for _, q := range qs {
		q.Subject, q.Predicate, q.Object, q.Label = native(q.Subject), native(q.Predicate), native(q.Object), native(q.Label)
		deltas = append(deltas, cayley.Delta{Quad: q, Action: cayley.Add})
	}
	if err := store.ApplyDeltas(deltas, cayley.IgnoreOpts{IgnoreDup: true}); err != nil {
		t.Fatal(err)
	}
	return store
}

// TestCayleyIsItsQuads asks all sixteen patterns, in random order, so that now one node is met first and now the whole.
func TestCayleyIsItsQuads(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	for _, n := range []int{0, 1, 20, 300} {
		qs := plainQuads(r, n)
		m, store := Load(qs), inMemstore(t, qs)
		all := naive(m, qs)
		for round := range 30 {
			c := NewCayley(context.Background(), OverQuadStore(store))
			for _, mask := range r.Perm(16)[:1+round%16] {
				checkSame(t, m, c, randomPattern(r, m, all, mask))
			}
			if c.NumValues() != m.NumValues() {
				t.Fatalf("%d values, want %d", c.NumValues(), m.NumValues())
			}
			for id := ID(1); int(id) <= m.NumValues(); id++ {
				if v := c.Value(id); m.ID(v) == 0 || c.ID(v) != id {
					t.Fatalf("%d is %v, which is %d", id, v, c.ID(v))
				}
			}
			if c.Value(0) != nil || c.Value(ID(m.NumValues()+1)) != nil || c.ID(quad.IRI("unknown")) != 0 || c.ID(nil) != 0 {
				t.Error("what is not in the graph has an id or a value")
			}
			if err := c.Err(); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// checkSame compares the quads of a pattern of m in both sources.
func checkSame(t *testing.T, m *Memory, c Source, p Quad) {
	t.Helper()
	var q Quad
	for i, id := range p {
		if q[i] = c.ID(m.Value(id)); q[i] == 0 && id != 0 {
			if m.Value(id) != nil {
				t.Fatalf("%v is unknown", m.Value(id))
			}
			return // an id that m does not have
		}
	}
	got, want := told(c, q), told(m, p)
	if !slices.Equal(got, want) {
		t.Fatalf("pattern %v: got %q, want %q", p, got, want)
	}
	if c.Count(q) != len(want) {
		t.Fatalf("pattern %v: counted %d, want %d", p, c.Count(q), len(want))
	}
}

// told writes the quads of a pattern, sorted.
func told(src Source, p Quad) (out []string) {
	scan := src.Scan(p)
	for q, ok := scan.Next(); ok; q, ok = scan.Next() {
		text := ""
		for _, id := range q {
			text += string(quads.AppendTerm(nil, src.Value(id))) + " "
		}
		out = append(out, text)
	}
	slices.Sort(out)
	return out
}

// TestCayleyFindsEverySpelling: a literal is found as it is written, as Cayley would have read it, and with its datatype short or in full.
func TestCayleyFindsEverySpelling(t *testing.T) {
	c := NewCayley(context.Background(), OverQuadStore(inMemstore(t, []quad.Quad{
		quad.Make(quad.IRI("a"), quad.IRI("p"), quad.Int(7), nil), quad.Make(quad.IRI("a"), quad.IRI("p"), quad.Float(20), nil),
		quad.Make(quad.IRI("a"), quad.IRI("p"), quad.TypedString{Value: "2025", Type: "xsd:gYear"}, nil),
	})))
	for _, v := range []quad.Value{quad.Int(7), typed("7", "integer"), typed("007", "integer"), quad.TypedString{Value: "7", Type: "xsd:integer"}} {
		if got := c.Value(c.ID(v)); got != quad.Value(typed("7", "integer")) {
			t.Errorf("%v is %v", v, got)
		}
	}
	for _, v := range []quad.Value{quad.Float(20), typed("2.0E1", "double"), typed("20", "double")} {
		if got := c.Value(c.ID(v)); got != quad.Value(typed("2.0E1", "double")) {
			t.Errorf("%v is %v", v, got)
		}
	}
	if c.ID(typed("2025", "gYear")) == 0 || c.ID(typed("8", "integer")) != 0 || c.ID(quad.String("7")) != 0 {
		t.Error("a year is not found, or what is not there is")
	}
}

// damaged is a store that cannot read something.
type damaged struct {
	CayleyReader
	find, walk, values error
	forget             bool // values are nil
}

func (d damaged) Find(ctx context.Context, v quad.Value) (cayley.Ref, quad.Value, error) {
	if d.find != nil {
		return nil, nil, d.find
	}
	return d.CayleyReader.Find(ctx, v)
}

func (d damaged) Walk(ctx context.Context, side quad.Direction, node cayley.Ref, visit func(Places) error) error {
	if err := d.CayleyReader.Walk(ctx, side, node, visit); err != nil {
		return err
	}
	return d.walk
}

func (d damaged) Values(ctx context.Context, refs []cayley.Ref) ([]quad.Value, error) {
	if d.forget {
		return make([]quad.Value, len(refs)), nil
	}
	values, err := d.CayleyReader.Values(ctx, refs)
	return values, errors.Join(err, d.values)
}

// TestCayleyTellsOfDamage: what cannot be read is an error of the view that wanted it, and no missing row in silence.
func TestCayleyTellsOfDamage(t *testing.T) {
	whole := OverQuadStore(inMemstore(t, plainQuads(rand.New(rand.NewPCG(13, 14)), 50)))
	for name, store := range map[string]damaged{
		"find": {CayleyReader: whole, find: errDamaged}, "walk": {CayleyReader: whole, walk: errDamaged},
		"values": {CayleyReader: whole, values: errDamaged}, "forget": {CayleyReader: whole, forget: true},
	} {
		want := errDamaged
		if store.forget {
			want = errNoValue
		}
		base := NewCayley(context.Background(), store)
		for _, p := range []Quad{{}, {Subject: 1}} {
			c := Under(context.Background(), base)
			if p[Subject] != 0 {
				p[Subject] = c.ID(quad.IRI("a"))
			}
			scan := c.Scan(p)
			for q, ok := scan.Next(); ok; q, ok = scan.Next() {
				c.Value(q[Predicate])
				c.Value(q[Object])
			}
			c.ID(quad.IRI("unknown"))
			if !errors.Is(c.Err(), want) {
				t.Errorf("%s, %v: %v", name, p, c.Err())
			}
			if name == "walk" && p == (Quad{}) && !errors.Is(scan.Err(), want) {
				t.Errorf("the scan says %v", scan.Err())
			}
		}
		if base.Err() != nil {
			t.Errorf("%s: another view says %v", name, base.Err())
		}
	}
}

// TestCayleyStops: a reading ends with its context, and a later one begins anew.
func TestCayleyStops(t *testing.T) {
	qs := plainQuads(rand.New(rand.NewPCG(15, 16)), 5000)
	c := NewCayley(context.Background(), OverQuadStore(inMemstore(t, qs)))
	ctx, stop := context.WithCancel(context.Background())
	stop()
	view := Under(ctx, c)
	if view.NumValues(); !errors.Is(view.Err(), context.Canceled) {
		t.Errorf("got %v", view.Err())
	}
	if scan := view.Scan(Quad{}); !errors.Is(scan.Err(), context.Canceled) {
		t.Errorf("the scan says %v", scan.Err())
	}
	if got, want := fmt.Sprint(told(c, Quad{})), fmt.Sprint(told(Load(qs), Quad{})); got != want || c.Err() != nil {
		t.Errorf("afterwards the quads differ, %v", c.Err())
	}
}

// TestCayleyIsShared is for go test -race.
func TestCayleyIsShared(t *testing.T) {
	qs := plainQuads(rand.New(rand.NewPCG(17, 18)), 500)
	m := Load(qs)
	c := NewCayley(context.Background(), OverQuadStore(NewStore(m))) // memstore is not safe for readers
	var readers sync.WaitGroup
	for i := range 8 {
		readers.Go(func() {
			r := rand.New(rand.NewPCG(19, uint64(i)))
			for range 200 {
				checkSame(t, m, Under(context.Background(), c), Quad{ID(r.IntN(m.NumValues() + 1)), ID(r.IntN(m.NumValues() + 1))})
			}
		})
	}
	readers.Wait()
}
