package graph

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/cayley/graph/path"
	"github.com/cayleygraph/quad"
)

// paths ask what a path can; each is asked of both stores. Those that memstore answers wrongly are not here: counts, an
// order with several paths, a second optional save, recursion with tags.
var paths = map[string]func(qs cayley.QuadStore) *path.Path{
	"all":         func(qs cayley.QuadStore) *path.Path { return path.StartPath(qs) },
	"out":         func(qs cayley.QuadStore) *path.Path { return path.StartPath(qs, n(1)).Out(p(0)) },
	"out any":     func(qs cayley.QuadStore) *path.Path { return path.StartPath(qs, n(1), n(2)).Out() },
	"in":          func(qs cayley.QuadStore) *path.Path { return path.StartPath(qs, n(3)).In(p(0), p(1)) },
	"both":        func(qs cayley.QuadStore) *path.Path { return path.StartPath(qs, n(4)).Both(p(1)) },
	"two hops":    func(qs cayley.QuadStore) *path.Path { return path.StartPath(qs, n(1)).Out(p(0)).Out(p(1)) },
	"all out":     func(qs cayley.QuadStore) *path.Path { return path.StartPath(qs).Out(p(2)) },
	"has":         func(qs cayley.QuadStore) *path.Path { return path.StartPath(qs).Has(p(0), n(2)) },
	"has literal": func(qs cayley.QuadStore) *path.Path { return path.StartPath(qs).Has(p(2), quad.Int(7)) },
	"has time":    func(qs cayley.QuadStore) *path.Path { return path.StartPath(qs).Has(p(2), quad.Time(moment)) },
	"greater": func(qs cayley.QuadStore) *path.Path {
		return path.StartPath(qs).Filter(iterator.CompareGT, quad.Int(3))
	},
	"greater text": func(qs cayley.QuadStore) *path.Path {
		return path.StartPath(qs).Filter(iterator.CompareGTE, quad.String("b"))
	},
	"except": func(qs cayley.QuadStore) *path.Path {
		return path.StartPath(qs, n(1), n(2), n(3)).Except(path.StartPath(qs, n(2)))
	},
	"except all": func(qs cayley.QuadStore) *path.Path {
		return path.StartPath(qs).Has(p(0)).Except(path.StartPath(qs).Has(p(1)))
	},
	"and": func(qs cayley.QuadStore) *path.Path {
		return path.StartPath(qs, n(1)).Out(p(0)).And(path.StartPath(qs, n(2)).Out(p(0)))
	},
	"or": func(qs cayley.QuadStore) *path.Path {
		return path.StartPath(qs, n(1)).Out(p(0)).Or(path.StartPath(qs, n(2)).Out(p(1)))
	},
	"unique":      func(qs cayley.QuadStore) *path.Path { return path.StartPath(qs).Out(p(0)).Unique() },
	"save":        func(qs cayley.QuadStore) *path.Path { return path.StartPath(qs).Has(p(0)).Save(p(2), "value") },
	"save back":   func(qs cayley.QuadStore) *path.Path { return path.StartPath(qs).SaveReverse(p(1), "from") },
	"save if any": func(qs cayley.QuadStore) *path.Path { return path.StartPath(qs).Has(p(0)).SaveOptional(p(2), "value") },
	"tag": func(qs cayley.QuadStore) *path.Path {
		return path.StartPath(qs, n(1)).Tag("a").Out(p(0)).Tag("b").Out(p(1))
	},
	"back":         func(qs cayley.QuadStore) *path.Path { return path.StartPath(qs).Tag("a").Out(p(0)).Has(p(1)).Back("a") },
	"predicates":   func(qs cayley.QuadStore) *path.Path { return path.StartPath(qs, n(1)).OutPredicates() },
	"in predicate": func(qs cayley.QuadStore) *path.Path { return path.StartPath(qs, n(3)).InPredicates() },
	"labels":       func(qs cayley.QuadStore) *path.Path { return path.StartPath(qs, n(1)).Labels() },
	"label":        func(qs cayley.QuadStore) *path.Path { return path.StartPath(qs, n(1)).LabelContext(l(1)).Out(p(0)) },
	"recursive":    func(qs cayley.QuadStore) *path.Path { return path.StartPath(qs, n(1)).FollowRecursive(p(0), 3, nil) },
	"unknown":      func(qs cayley.QuadStore) *path.Path { return path.StartPath(qs, n(-1)) },
	"from unknown": func(qs cayley.QuadStore) *path.Path { return path.StartPath(qs, n(-1)).Out(p(0)) },
	"by unknown":   func(qs cayley.QuadStore) *path.Path { return path.StartPath(qs, n(1)).Out(n(-1)) },
	"or unknown": func(qs cayley.QuadStore) *path.Path {
		return path.StartPath(qs, n(1)).Or(path.StartPath(qs, n(-1)).Tag("x").Out())
	},
	"and unknown":  func(qs cayley.QuadStore) *path.Path { return path.StartPath(qs).And(path.StartPath(qs, n(-1))) },
	"some unknown": func(qs cayley.QuadStore) *path.Path { return path.StartPath(qs, n(-1), n(1), n(-2)) },
}

func n(i int) quad.IRI { return quad.IRI(fmt.Sprintf("n%d", i)) }
func p(i int) quad.IRI { return quad.IRI(fmt.Sprintf("p%d", i)) }
func l(i int) quad.IRI { return quad.IRI(fmt.Sprintf("l%d", i)) }

var moment = time.Date(2025, 1, 17, 12, 30, 0, 0, time.UTC)

// linked draws a graph of n0 to n11 with literals at p2, in Cayley's native kinds.
func linked(r *rand.Rand) []quad.Quad {
	literals := []quad.Value{quad.Int(7), quad.Int(2), quad.Float(2.5), quad.Bool(true), quad.Time(moment), quad.String("a"), quad.String("b"),
		quad.LangString{Value: "b", Lang: "fa"}, quad.TypedString{Value: "x", Type: "kg:unit"}, quad.BNode("n1")}
	var qs []quad.Quad
	for range 60 {
		q := quad.Quad{Subject: n(r.IntN(12)), Predicate: p(r.IntN(3))}
		if q.Predicate == p(2) {
			q.Object = literals[r.IntN(len(literals))]
		} else {
			q.Object = n(r.IntN(12))
		}
		if i := r.IntN(4); i > 0 {
			q.Label = l(i)
		}
		qs = append(qs, q)
	}
	return qs
}

// TestStoreIsMemstore asks both stores the same, as bags of rows.
func TestStoreIsMemstore(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	for range 20 {
		qs := linked(r)
		ours, theirs := NewStore(Load(qs)), memstore.New(qs...)
		for name, ask := range paths {
			got, want := answer(t, ours, ask), answer(t, theirs, ask)
			if !slices.Equal(got, want) {
				t.Errorf("%s:\n got %v\nwant %v\nin %v", name, got, want, qs)
			}
		}
	}
}

// answer is the sorted rows of a path, optimised or not, each with its tags.
func answer(t *testing.T, qs cayley.QuadStore, ask func(cayley.QuadStore) *path.Path) []string {
	t.Helper()
	var rows []string
	chain := ask(qs).Tag("id").Iterate(context.Background()).Paths(true)
	err := chain.TagValues(qs, func(tags map[string]quad.Value) { rows = append(rows, fmt.Sprint(tags)) })
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(rows)
	return rows
}

// TestExceptUnknown is the query that ends a stock Cayley process.
func TestExceptUnknown(t *testing.T) {
	s := NewStore(Load(linked(rand.New(rand.NewPCG(13, 14)))))
	some := func() *path.Path { return path.StartPath(s, n(1), n(2)) }
	want := answer(t, s, func(cayley.QuadStore) *path.Path { return some() })
	for name, nothing := range map[string]*path.Path{
		"unknown node":      path.StartPath(s, n(-1)),
		"unknown predicate": path.StartPath(s, n(1)).Out(n(-1)),
		"behind a tag":      path.StartPath(s, n(-1)).Tag("x").Out(p(0)).Has(p(1), n(3)),
		"either of two":     path.StartPath(s, n(-1)).Or(path.StartPath(s, n(-2)).Save(p(0), "x")),
		"both of two":       path.StartPath(s, n(-1)).And(path.StartPath(s, n(-2)).Unique()),
		"a page of none":    path.StartPath(s, n(-1)).Skip(1).Limit(1).Order(),
		"recursion":         path.StartPath(s, n(-1)).FollowRecursive(p(0), 3, nil),
	} {
		got := answer(t, s, func(cayley.QuadStore) *path.Path { return some().Except(nothing) })
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", name, got, want)
		}
	}
}

func TestNativeValues(t *testing.T) {
	xsd := func(text, datatype string) quad.Value {
		return quad.TypedString{Value: quad.String(text), Type: quad.IRI("http://www.w3.org/2001/XMLSchema#" + datatype)}
	}
	for _, c := range []struct{ term, native quad.Value }{
		{xsd("007", "integer"), quad.Int(7)},
		{xsd("-9223372036854775808", "long"), quad.Int(math.MinInt64)},
		{xsd("9223372036854775808", "integer"), nil},
		{xsd("4.0E7", "double"), quad.Float(4e7)},
		{xsd("4", "float"), quad.Float(4)},
		{xsd("0x10p0", "double"), nil},
		{xsd("1_000", "double"), nil},
		{xsd("1e400", "double"), nil},
		{xsd("NaN", "double"), nil},
		{xsd("INF", "double"), nil},
		{xsd("seven", "integer"), nil},
		{xsd("7", "decimal"), nil},
		{xsd("true", "boolean"), quad.Bool(true)},
		{xsd("0", "boolean"), quad.Bool(false)},
		{xsd("True", "boolean"), nil},
		{xsd("2025-01-17T15:30:00.000000001+03:00", "dateTime"), quad.Time(moment.Add(1))},
		{xsd("2025-01-17T15:30:00", "dateTime"), nil},
		{xsd("2025-02-30T00:00:00Z", "dateTime"), nil},
		{xsd("2025-01-17", "date"), nil},
		{quad.TypedString{Value: "7", Type: "schema:Integer"}, nil},
	} {
		m := Load([]quad.Quad{{Subject: n(1), Predicate: p(0), Object: c.term}, {Subject: n(1), Predicate: p(0), Object: xsd("7.0", "decimal")}})
		s := NewStore(m)
		want := c.native
		if want == nil {
			want = c.term
		}
		got := s.NameOf(node(m.ID(c.term)))
		if !sameNative(got, want) {
			t.Errorf("%v is named %#v, want %#v", c.term, got, want)
		}
		if ref := s.ValueOf(got); ref != node(m.ID(c.term)) {
			t.Errorf("%#v is found as %v, want %v", got, s.NameOf(ref), c.term)
		}
		if m.Value(m.ID(c.term)) != c.term {
			t.Errorf("%v lost its lexical form", c.term)
		}
	}
}

// TestEveryNameLeadsToItsValue: a value found by its native name has that name, whatever else is equal to it.
func TestEveryNameLeadsToItsValue(t *testing.T) {
	m := Load(randomQuads(rand.New(rand.NewPCG(15, 16)), 1000))
	s := NewStore(m)
	for id := ID(1); int(id) <= m.NumValues(); id++ {
		name := s.NameOf(node(id))
		if got := s.NameOf(s.ValueOf(name)); !sameNative(got, name) {
			t.Errorf("%#v leads to %#v", name, got)
		}
	}
	for _, v := range []quad.Value{quad.Int(8), quad.Float(7.5), quad.Bool(false), quad.Time(moment), quad.TypedString{Value: "8", Type: "xsd:integer"}} {
		if _, ok := s.ValueOf(v).(unknown); !ok {
			t.Errorf("%v is found as %v", v, s.NameOf(s.ValueOf(v)))
		}
	}
	if got := s.NameOf(s.ValueOf(quad.TypedString{Value: "007", Type: "xsd:integer"})); got != quad.Int(7) {
		t.Errorf("a short datatype IRI gives %v", got)
	}
}

// TestStoreIsReadOnly: whoever writes is told how the graph is changed.
func TestStoreIsReadOnly(t *testing.T) {
	for _, src := range []Source{Load(nil), compiled(t, nil)} {
		s, hint := NewStore(src), "change its N-Quads files and load them again"
		if file, ok := src.(*Segment); ok {
			hint = "the compiled graph " + file.Path() + " is read-only: change its N-Quads files and compile them again: rapport build -i FILE " + file.Path()
		}
		_, err := s.NewQuadWriter()
		for _, err := range []error{err, s.ApplyDeltas(nil, cayley.IgnoreOpts{})} {
			if !errors.Is(err, ErrReadOnly) || !strings.Contains(err.Error(), hint) {
				t.Errorf("%T: got %v, want %q in it", src, err, hint)
			}
		}
		if err := s.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	}
}

// TestStrangeReferences: a reference that is not of the expected kind, or nil, is nothing.
func TestStrangeReferences(t *testing.T) {
	ctx := context.Background()
	s := NewStore(Load(linked(rand.New(rand.NewPCG(17, 18)))))
	for _, ref := range []cayley.Ref{nil, unknown{n(-1)}, cayley.PreFetched(quad.Int(1)), node(0), node(1 << 20), link{}} {
		if _, isNode := ref.(node); !isNode {
			if size, err := s.QuadIteratorSize(ctx, quad.Subject, ref); size != exactly(0) || err != nil {
				t.Errorf("%#v has %v quads, %v", ref, size, err)
			}
		}
		for _, d := range append([]quad.Direction{quad.Any, 77}, quad.Directions...) {
			if s.QuadIterator(d, ref).Next(ctx) && ref != node(0) {
				t.Errorf("%#v has a quad at %v", ref, d)
			}
			if got := s.QuadDirection(ref, d); got != nil {
				t.Errorf("%#v has %v at %v", ref, got, d)
			}
		}
		if s.Quad(ref) != (quad.Quad{}) {
			t.Errorf("%#v is a quad", ref)
		}
		if s.NodesAllIterator().Contains(ctx, ref) {
			t.Errorf("%#v is a node", ref)
		}
	}
	if _, err := s.RefsOf(ctx, []quad.Value{n(1), n(-1)}); err == nil {
		t.Error("an unknown value has a reference without error")
	}
}

// TestManyReaders is for go test -race: nothing is written after Load, and of a segment only which of its blocks are verified.
func TestManyReaders(t *testing.T) {
	qs := linked(rand.New(rand.NewPCG(19, 20)))
	for _, src := range []Source{Load(qs), compiled(t, qs)} {
		askTogether(t, NewStore(src))
	}
}

func askTogether(t *testing.T, s *Store) {
	want := map[string][]string{}
	for name, ask := range paths {
		want[name] = answer(t, s, ask)
	}
	var readers sync.WaitGroup
	for range 8 {
		readers.Go(func() {
			for name, ask := range paths {
				if got := answer(t, s, ask); !slices.Equal(got, want[name]) {
					t.Errorf("%s: got %v, want %v", name, got, want[name])
				}
			}
		})
	}
	readers.Wait()
}
