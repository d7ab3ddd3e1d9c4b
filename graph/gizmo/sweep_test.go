package gizmo

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/graph"
)

// Where all quads of a predicate are read in place of a look-up for each vertex, rows and their order are those of a run that asks for reasons, which
// goes from quad to quad; a limit keeps the first of them.
func TestSweepsAgree(t *testing.T) {
	from := seed(t)
	swept, once, skipped, rows := 0, 0, 0, 0
	for round := range rounds(20, 80) {
		r := rand.New(rand.NewPCG(from, uint64(round)))
		qs := manyQuads(r)
		memory := graph.Load(qs)
		compiled, _ := segmentOf(t, qs)
		for range 25 {
			path, most, final := sweeping(r)
			program := path + final
			want := rowsInOrder(t, memory, program, Options{Why: true, MaxMemory: 1 << 30})
			if most > 0 { // of all rows, the test itself takes the first
				want = want[:min(most, len(want))]
				program = fmt.Sprintf("%s.limit(%d)%s", path, most, final)
			}
			rows += len(want)
			for i, src := range []graph.Source{memory, compiled, memory, compiled, memory, compiled} {
				if got := rowsInOrder(t, src, program, Paced(Options{}, i/2)); !slices.Equal(got, want) {
					t.Fatalf("SEED=%d round %d, %T at pace %d: %s\ngot  %q\nwant %q", from, round, src, i/2, program, got, want)
				}
			}
			stats, err := Run(context.Background(), compiled, "t.js", program, Paced(Options{Explain: true}, r.IntN(3)), func(Row) error { return nil })
			if err != nil {
				t.Fatal(err)
			}
			told := stats.Explanation
			for _, o := range told.Plans[0].Operators {
				for _, read := range o.Reads {
					if read.By == "predicate" && o.Step == "out" {
						swept++
					}
				}
				if o.Once {
					once++
				}
				if o.Skipped > 0 {
					skipped++
				}
			}
		}
	}
	t.Logf("%d sweeps, %d steps that leave rows out, %d groups of which few are wanted, %d rows", swept, once, skipped, rows)
	if swept < 15 || once < 10 || skipped < 10 || rows < 1000 {
		t.Error("too few to say anything")
	}
}

// manyQuads is a graph in which vertices have several links by some predicates and under several labels.
func manyQuads(r *rand.Rand) (qs []quad.Quad) {
	node := func() quad.IRI { return quad.IRI(fmt.Sprint("n", r.IntN(60))) }
	for range 100 + r.IntN(900) {
		q := quad.Quad{Subject: node(), Predicate: quad.IRI([]string{"p", "q", "r"}[r.IntN(3)]), Object: node()}
		if r.IntN(3) > 0 {
			q.Label = quad.IRI([]string{"l", "m"}[r.IntN(2)])
		}
		qs = append(qs, q)
	}
	for range r.IntN(40) { // a class, some of whose members are said to be so twice
		q := quad.Quad{Subject: node(), Predicate: quad.IRI("type"), Object: quad.IRI("class"), Label: quad.IRI("l")}
		if qs = append(qs, q); r.IntN(4) == 0 {
			q.Label = quad.IRI("m")
			qs = append(qs, q)
		}
	}
	return qs
}

// sweeping is a program whose steps may be done by reading all quads of a predicate: a path, how many rows of it at most, 0 for all, and its final.
func sweeping(r *rand.Rand) (path string, most int, final string) {
	one := func(of ...string) string { return of[r.IntN(len(of))] }
	pred := func() string { return one(`"<p>"`, `"<q>"`, `"<r>"`) }
	var b strings.Builder
	b.WriteString(one(`g.V("<class>").in("<type>")`, `g.V("<class>").in("<type>").unique()`, `g.V("<n1>","<n2>","<n3>").in(`+pred()+`)`, `g.V("<n3>","<n1>","<n2>")`,
		`g.V().tag("t").in("<type>").back("t").out("<type>").in("<type>")`, `g.V("<n7>").in(["<p>","<q>"]).out("<r>")`, `g.V("<n1>","x").or(g.V("<class>").in("<type>"))`))
	for range r.IntN(3) {
		b.WriteString(one(".in("+pred()+")", ".out("+pred()+")", `.has("<type>","<class>")`, `.has("<type>").unique()`, `.hasR("<p>","<n1>")`, ".unique()", ".tag(\"t\")", ".skip(1)"))
	}
	if r.IntN(3) == 0 { // labels must be looked at quad by quad
		b.WriteString(one(`.labelContext("<l>")`, `.labelContext(["<l>","<m>"])`) + one("", "", `.has("<type>","<class>")`, `.has("<type>","<class>").unique()`))
	}
	b.WriteString(one(".out("+pred()+")", ".out("+pred()+")", ".out("+pred()+`,"way")`, ".out()", `.out(["<p>","<q>"])`, `.out(["<q>","<q>"])`))
	switch r.IntN(3) {
	case 0:
		b.WriteString(one(".unique()", `.has("<type>","<class>").unique()`, `.unique().in("<p>").unique()`))
		return "g.emit(" + b.String(), 0, ".count())"
	case 1:
		b.WriteString(".groupCount()" + one("", `.or(g.V("<n1>"))`, `.out("<p>")`))
	default:
		b.WriteString(one(".groupCount()", ".groupCount()", `.tag("u").groupCount("u")`))
		fmt.Fprintf(&b, `.order(%s)`, one(`"count"`, `"count","desc"`, `"count","desc","id"`, `"count","id"`, `"id"`, `"id","desc","count"`, ``))
		most = 1 + r.IntN(12)
	}
	return b.String(), most, ".all()"
}

// Of the groups with the most rows, those of which most quads of a predicate need not be read are the same as where all are, and --explain
// counts all.
func TestTopGroupsAgree(t *testing.T) {
	from := seed(t)
	for round := range rounds(12, 40) {
		r := rand.New(rand.NewPCG(from, uint64(round)))
		node := func(n int) quad.IRI { return quad.IRI(fmt.Sprint("n", r.IntN(n))) }
		var qs []quad.Quad
		alike := r.IntN(2) == 0 // the groups are of much the same size, or few are large
		for range 1500 + r.IntN(1500) {
			q := quad.Quad{Subject: node(500), Predicate: quad.IRI("p"), Object: node(200)}
			if !alike {
				q.Object = node(1 + r.IntN(1+r.IntN(120)))
			}
			if r.IntN(3) == 0 {
				q.Label = quad.IRI([]string{"l", "m"}[r.IntN(2)])
			}
			qs = append(qs, q)
		}
		few, twice := r.IntN(2), r.IntN(2) // members are some or all, and once each or some of them twice
		for i := range 500 {
			for _, label := range []quad.IRI{"l", "m"}[:1+twice*r.IntN(2)] {
				if few*r.IntN(3) == 0 {
					qs = append(qs, quad.Quad{Subject: quad.IRI(fmt.Sprint("n", i)), Predicate: quad.IRI("type"), Object: quad.IRI("class"), Label: label})
				}
			}
		}
		memory := graph.Load(qs)
		compiled, _ := segmentOf(t, qs)
		for _, order := range []string{`"count","desc"`, `"count","desc","id"`, `"count","id"`} {
			path := `g.V("<class>").in("<type>").out("<p>").groupCount().order(` + order + `)`
			all := rowsInOrder(t, memory, path+".all()", Options{Why: true, MaxMemory: 1 << 30})
			for _, most := range []int{1, 3, 10, 40} {
				program := fmt.Sprintf("%s.limit(%d).all()", path, most)
				for i, src := range []graph.Source{memory, compiled, memory, compiled} {
					if got := rowsInOrder(t, src, program, Paced(Options{}, i/2)); !slices.Equal(got, all[:min(most, len(all))]) {
						t.Fatalf("SEED=%d round %d, %T at pace %d: %s\ngot  %q\nwant %q", from, round, src, i/2, program, got, all)
					}
				}
				stats, err := Run(context.Background(), compiled, "t.js", program, Options{Explain: true}, func(Row) error { return nil })
				if err != nil {
					t.Fatal(err)
				}
				group := stats.Explanation.Plans[0].Operators[3]
				if swept := stats.Explanation.Plans[0].Operators[2].Reads[0].By == "predicate"; group.Step != "groupCount" || !swept || group.Out != len(all) {
					t.Fatalf("SEED=%d round %d, %s: %+v, want %d groups; swept %t", from, round, program, group, len(all), swept)
				}
			}
		}
	}
}

// rowsInOrder returns rows as text, without what they rest on.
func rowsInOrder(t *testing.T, src graph.Source, program string, opts Options) (out []string) {
	t.Helper()
	if _, err := Run(context.Background(), src, "t.js", program, opts, func(r Row) error {
		out = append(out, fmt.Sprint(r.Names, r.Values))
		return nil
	}); err != nil {
		t.Fatalf("%s: %v", program, err)
	}
	return out
}

// Far ends are sorted by their first vertex, whatever its id, and stay in place where that is one.
func TestTalliesInOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		list := make([]tallied, r.IntN(300))
		for i := range list {
			list[i] = tallied{graph.ID(i), 1 + graph.ID(r.Uint32N(1<<(1+r.IntN(31))-1)), i}
		}
		want := slices.Clone(list)
		slices.SortStableFunc(want, func(a, b tallied) int { return cmp.Compare(a.first, b.first) })
		if got := inOrder(list); !slices.Equal(got, want) {
			t.Fatalf("got %v, want %v", got, want)
		}
	}
}

// A front admits every count that is among the first in the end, and none that is behind the first of those before it.
func TestFrontAdmitsTheFirst(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	refused := 0
	for range 500 {
		counts := make([]int, 1+r.IntN(60))
		for i := range counts {
			counts[i] = r.IntN(1 + r.IntN(30))
		}
		f := front{first: r.IntN(20), down: r.IntN(2) == 0}
		compare := func(a, b int) int {
			if f.down {
				return cmp.Compare(b, a)
			}
			return cmp.Compare(a, b)
		}
		for i, n := range counts {
			sorted := slices.Clone(counts[:i])
			slices.SortFunc(sorted, compare)
			want := f.first == 0 || i < f.first || compare(n, sorted[f.first-1]) <= 0
			if want && n < f.least() {
				t.Fatalf("%d of first %d, behind %v: less than %d", n, f.first, counts[:i], f.least())
			}
			if got := f.admits(n); got != want {
				t.Fatalf("%d of first %d, down %t, behind %v: got %t", n, f.first, f.down, counts[:i], got)
			}
			if !want {
				refused++
			}
		}
	}
	if refused < 1000 {
		t.Errorf("only %d were refused", refused)
	}
}

// What a bitmap marks is what it has, from wherever it begins, and a range of the marks has as many, and the same first.
func TestMarks(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 500 {
		var set vertexSet
		low := graph.ID(1 + r.IntN(3*pageIDs))
		some := func() graph.ID { return low + graph.ID(r.IntN(1+r.IntN(2*pageIDs))) }
		for range 1 + r.IntN(3000) {
			set.add(some())
		}
		b, ok := set.bitmap()
		if !ok {
			t.Fatalf("no bitmap of %d ids from %d on", set.n, low)
		}
		ids := make([]graph.ID, 1+r.IntN(graph.PartQuads))
		for i := range ids {
			ids[i] = some()
			if r.IntN(10) == 0 {
				ids[i] = 1 + graph.ID(r.Uint32N(6*pageIDs))
			}
		}
		var m marks
		for i := range m {
			m[i] = r.Uint64() // of a part before
		}
		b.mark(ids, &m)
		for range 20 {
			at := r.IntN(len(ids))
			end := at + r.IntN(1+len(ids)-at)
			n, first := 0, 0
			for i := at; i < end; i++ {
				if set.has(ids[i]) {
					if n++; n == 1 {
						first = i
					}
				}
			}
			if gotN, gotFirst := m.within(at, end); gotN != n || gotFirst != first {
				t.Fatalf("%d of [%d, %d) are marked, the first is %d; want %d, %d", gotN, at, end, gotFirst, n, first)
			}
			if b.any(ids[at:end]) != (n > 0) {
				t.Fatalf("any of [%d, %d): want %d", at, end, n)
			}
		}
	}
}
