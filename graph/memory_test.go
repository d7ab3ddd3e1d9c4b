package graph

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// pool is a small set of hostile terms: equal text in every kind, broken lexical forms, numbers beyond any machine's.
func pool() []quad.Value {
	typed := func(text, datatype string) quad.Value {
		return quad.TypedString{Value: quad.String(text), Type: quad.IRI("http://www.w3.org/2001/XMLSchema#" + datatype)}
	}
	return []quad.Value{
		quad.IRI("a"), quad.IRI("kg:b"), quad.BNode("a"), quad.BNode("b"), quad.String("a"), quad.String(""), quad.String("<a>"),
		quad.LangString{Value: "a", Lang: "en"}, quad.LangString{Value: "a", Lang: "fa"},
		typed("7", "integer"), typed("007", "integer"), typed("7.0", "decimal"), typed("7", "double"), typed("NaN", "double"),
		typed("-INF", "double"), typed("1e400", "double"), typed("99999999999999999999999999999999", "integer"), typed("seven", "integer"),
		typed("2025-02-30", "date"), typed("2025-02-28", "date"), typed("2025-01-17T00:00:00Z", "dateTime"),
		typed("2025-01-17T03:00:00+03:00", "dateTime"), typed("2025-01-17T00:00:00.000000001Z", "dateTime"), typed("true", "boolean"),
		typed("1", "boolean"), typed("a", "nonsense"), quad.String("\x00\xff\u202e"),
	}
}

// randomQuads draws n quads, with repetitions; every third has no label.
func randomQuads(r *rand.Rand, n int) []quad.Quad {
	terms := pool()
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

// TestMemoryIsANaiveScan asks all sixteen patterns of random graphs and of a slice.
func TestMemoryIsANaiveScan(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{0, 1, 2, 10, 200, 2000} {
		qs := randomQuads(r, n)
		m := Load(qs)
		all := naive(m, qs)
		for range 300 {
			for mask := range 16 {
				checkPattern(t, m, all, randomPattern(r, m, all, mask))
			}
		}
	}
}

// naive is the set of quads as ids, in no order.
func naive(m *Memory, qs []quad.Quad) map[Quad]bool {
	all := map[Quad]bool{}
	for _, q := range qs {
		all[Quad{m.ID(q.Subject), m.ID(q.Predicate), m.ID(q.Object), m.ID(q.Label)}] = true
	}
	return all
}

// randomPattern binds the places of mask, mostly to a quad's own ids, now and then to any.
func randomPattern(r *rand.Rand, m *Memory, all map[Quad]bool, mask int) Quad {
	var p Quad
	for q := range all {
		p = q
		break
	}
	for c := range p {
		switch {
		case mask&(1<<c) == 0:
			p[c] = 0
		case r.IntN(4) == 0:
			p[c] = ID(r.IntN(m.NumValues() + 3))
		}
	}
	return p
}

func checkPattern(t *testing.T, m *Memory, all map[Quad]bool, p Quad) {
	t.Helper()
	want := 0
	for q := range all {
		if matches(&q, &p) {
			want++
		}
	}
	seen := map[Quad]bool{}
	for s := m.Scan(p); ; {
		q, ok := s.Next()
		if !ok {
			break
		}
		if seen[q] || !all[q] || !matches(&q, &p) {
			t.Fatalf("pattern %v: got %v, which is not of it or came twice", p, q)
		}
		seen[q] = true
	}
	if order, by := m.Order(p), quadsOf(m.Scan(p)); !slices.IsSortedFunc(by, func(a, b Quad) int {
		for _, column := range order {
			if c := cmp.Compare(a[strings.IndexRune("SPOL", column)], b[strings.IndexRune("SPOL", column)]); c != 0 {
				return c
			}
		}
		return 0
	}) {
		t.Fatalf("pattern %v: not in the order %s: %v", p, order, by)
	}
	if len(seen) != want || m.Count(p) != want {
		t.Fatalf("pattern %v: scanned %d, counted %d, want %d", p, len(seen), m.Count(p), want)
	}
}

func quadsOf(s Scanner) (out []Quad) {
	for q, ok := s.Next(); ok; q, ok = s.Next() {
		out = append(out, q)
	}
	return out
}

func TestScanFollowsItsPermutation(t *testing.T) {
	m := Load(randomQuads(rand.New(rand.NewPCG(3, 4)), 500))
	for column, p := range m.perms {
		byColumns := func(a, b Quad) int {
			for _, c := range orders[column] {
				if a[c] != b[c] {
					return int(a[c]) - int(b[c])
				}
			}
			return 0
		}
		if !slices.IsSortedFunc(p.rows, byColumns) {
			t.Errorf("permutation %d is not sorted", column)
		}
	}
}

func TestValuesAreSortedAndComeBack(t *testing.T) {
	m := Load(randomQuads(rand.New(rand.NewPCG(5, 6)), 1000))
	if m.NumValues() != len(pool()) {
		t.Errorf("got %d values, want %d", m.NumValues(), len(pool()))
	}
	for id := ID(1); id <= ID(m.NumValues()); id++ {
		if m.ID(m.Value(id)) != id {
			t.Errorf("id %d, value %v, has id %d", id, m.Value(id), m.ID(m.Value(id)))
		}
		if id > 1 && quads.Compare(m.Value(id-1), m.Value(id)) >= 0 {
			t.Errorf("%v stands before %v", m.Value(id-1), m.Value(id))
		}
	}
	for _, v := range pool() {
		if got := m.Value(m.ID(v)); got != v {
			t.Errorf("%#v came back as %#v", v, got)
		}
	}
	if m.Value(0) != nil || m.Value(ID(m.NumValues())+1) != nil || m.ID(quad.IRI("unknown")) != 0 || m.ID(nil) != 0 {
		t.Error("what is not in the graph has an id or a value")
	}
}

// TestLoadIsASet: the order of the input does not matter, nor how often a quad comes.
func TestLoadIsASet(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	qs := randomQuads(r, 700)
	before := slices.Clone(qs)
	want := dump(Load(qs))
	if !slices.Equal(qs, before) {
		t.Error("Load changed its input")
	}
	twice := append(slices.Clone(qs), qs...)
	r.Shuffle(len(qs), func(i, j int) { qs[i], qs[j] = qs[j], qs[i] })
	if got := dump(Load(qs)); got != want {
		t.Error("shuffled input makes another graph")
	}
	if got := dump(Load(twice)); got != want {
		t.Error("input twice makes another graph")
	}
}

func dump(m *Memory) string {
	text := fmt.Sprintf("%#v\n", m.values)
	for _, p := range m.perms {
		text += fmt.Sprintf("%v %v\n", p.rows, p.starts)
	}
	return text
}

func TestScanDoesNotAllocatePerQuad(t *testing.T) {
	m := Load(randomQuads(rand.New(rand.NewPCG(9, 10)), 5000))
	got := testing.AllocsPerRun(10, func() {
		for s := m.Scan(Quad{}); ; {
			if _, ok := s.Next(); !ok {
				return
			}
		}
	})
	if got > 1 {
		t.Errorf("a scan of %d quads allocates %v times", m.Count(Quad{}), got)
	}
}
