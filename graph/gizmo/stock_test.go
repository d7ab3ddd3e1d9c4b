package gizmo

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/memstore"
	cquery "github.com/cayleygraph/cayley/query"
	stock "github.com/cayleygraph/cayley/query/gizmo"
	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/quads"
)

// stockMemstore is a graph in Cayley's own memstore, with Cayley's own values.
func stockMemstore(qs []quad.Quad) cayley.QuadStore {
	seen := map[quad.Quad]bool{}
	var once []quad.Quad
	for _, q := range qs {
		if t, ok := q.Object.(quad.TypedString); ok && t.Type == quads.XSDInteger {
			n, _ := strconv.Atoi(string(t.Value))
			q.Object = quad.Int(n)
		}
		if !seen[q] {
			seen[q] = true
			once = append(once, q)
		}
	}
	return memstore.New(once...)
}

// stockAnswers runs a program in Cayley's own runtime, and writes its rows as answers does.
func stockAnswers(t testing.TB, store cayley.QuadStore, program string) (rows []string) {
	t.Helper()
	ctx := context.Background()
	it, err := stock.NewSession(store).Execute(ctx, program, cquery.Options{Collation: cquery.Raw})
	if err != nil {
		t.Fatalf("%s: %v", program, err)
	}
	defer it.Close()
	for it.Next(ctx) {
		r := it.Result().(*stock.Result)
		if r.Tags == nil {
			continue
		}
		rec := record{tags: map[string]quad.Value{}}
		for name, ref := range r.Tags {
			if v := ourValue(store.NameOf(ref)); name == "id" {
				rec.at = v
			} else if v != nil {
				rec.tags[name] = v
			}
		}
		rows = append(rows, rec.key(nil))
	}
	if err := it.Err(); err != nil {
		t.Fatalf("%s: %v", program, err)
	}
	return rows
}

func ourValue(v quad.Value) quad.Value {
	if n, ok := v.(quad.Int); ok {
		return typed(fmt.Sprint(int(n)), string(quads.XSDInteger))
	}
	return v
}

// TestAgainstStock asks Cayley's own runtime the same: where it counts derivations rightly, the rows are the same with their
// tags and as often; elsewhere, the vertices are.
func TestAgainstStock(t *testing.T) {
	start, rowsSeen, same, asked := seed(t), 0, 0, rounds(300, 4000)
	for i := range asked {
		r := rand.New(rand.NewPCG(start, uint64(i)))
		qs := withoutParallels(randomQuads(r))
		src, store := graph.Load(qs), stockMemstore(qs)
		g := &randomPath{Rand: r, stock: true}
		program := g.start() + g.steps(1+r.IntN(5))
		got, want := answers(t, src, program+".all()"), stockAnswers(t, store, program+".all()")
		rowsSeen += len(got)
		slices.Sort(got)
		slices.Sort(want)
		if slices.Equal(got, want) {
			same++
			continue
		}
		if forgets(program) && slices.Equal(vertices(got), vertices(want)) {
			continue
		}
		t.Fatalf("i=%d %s\n got %s\nwant %s", i, program, strings.Join(got, " | "), strings.Join(want, " | "))
	}
	t.Logf("%d queries, %d rows, %d%% the same to the last row", asked, rowsSeen, 100*same/asked)
	if same < asked*4/5 {
		t.Error("too few are the same")
	}
}

// withoutParallels drops quads that differ from another in the label only.
func withoutParallels(qs []quad.Quad) (out []quad.Quad) {
	seen := map[quad.Quad]bool{}
	for _, q := range qs {
		bare := quad.Quad{Subject: q.Subject, Predicate: q.Predicate, Object: q.Object}
		if !seen[bare] {
			seen[bare] = true
			out = append(out, q)
		}
	}
	return out
}

// vertices are the vertices of rows, each once.
func vertices(rows []string) (out []string) {
	for _, r := range rows {
		id, _, _ := strings.Cut(r, " ")
		out = append(out, id)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// forgets says that Cayley loses rows of a program, though no vertex: where an iterator is only asked whether a vertex is there, the
// further ways that lead to it, and their tags, are lost. That begins with the third hop (has is one), both, or, is and filter.
func forgets(program string) bool {
	for _, s := range []string{".both(", ".or(", ".is(", ".filter("} {
		if strings.Contains(program, s) {
			return true
		}
	}
	hops := 0
	for _, s := range []string{".out(", ".in(", ".has(", ".hasR("} {
		hops += strings.Count(program, s)
	}
	return hops > 2
}
