package gizmo

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	cayley "github.com/cayleygraph/cayley/graph"
	cquery "github.com/cayleygraph/cayley/query"
	stock "github.com/cayleygraph/cayley/query/gizmo"
	"github.com/cayleygraph/quad"

	"rapport/graph"
)

// fan is a hub with n spokes, each named.
func fan(n int) []quad.Quad {
	var qs []quad.Quad
	for i := range n {
		spoke := quad.IRI(fmt.Sprintf("s%d", i))
		qs = append(qs, quad.Quad{Subject: quad.IRI("hub"), Predicate: quad.IRI("to"), Object: spoke, Label: quad.IRI("l")},
			quad.Quad{Subject: spoke, Predicate: quad.IRI("name"), Object: quad.String(fmt.Sprint("name ", i)), Label: quad.IRI("l")})
	}
	return qs
}

const benchRows = 10_000

// BenchmarkEmpty is what a query costs that asks nothing: with a warm cache of programs, without, and Cayley's own.
func BenchmarkEmpty(b *testing.B) {
	src, store := graph.Load(fan(10)), stockMemstore(fan(10))
	programs := map[string]string{"empty": "", "lookup": `g.V("<hub>").all()`, "function": `g.V("<hub>").forEach(function(d) { g.emit(d.id) })`}
	for name, program := range programs {
		var cache Programs
		b.Run(name+"/warm", func(b *testing.B) { benchOurs(b, src, program, Options{Programs: &cache}) })
		b.Run(name+"/cold", func(b *testing.B) { benchOurs(b, src, program, Options{}) })
		b.Run(name+"/stock", func(b *testing.B) { benchStock(b, store, program) })
	}
}

// BenchmarkRows gives the time of one row; source is what walking the quads and looking up the values costs alone.
func BenchmarkRows(b *testing.B) {
	qs := fan(benchRows)
	src, store := graph.Load(qs), stockMemstore(qs)
	b.Run("source", func(b *testing.B) { benchSource(b, src) })
	for name, program := range map[string]string{
		"all":     `g.V("<hub>").out("<to>").all()`,
		"tags":    `g.V("<hub>").tag("hub").out("<to>").save("<name>","name").all()`,
		"count":   `g.V("<hub>").out("<to>").count()`,
		"unique":  `g.V("<hub>").out("<to>").unique().all()`,
		"order":   `g.V("<hub>").out("<to>").order().all()`,
		"filter":  `g.V("<hub>").out("<to>").out("<name>").filter(regex("9$")).all()`,
		"forEach": `g.V("<hub>").out("<to>").forEach(function(d) { g.emit(d) })`,
		"follow":  `g.V("<hub>").followRecursive("<to>").all()`,
	} {
		b.Run(name+"/ours", func(b *testing.B) { benchOurs(b, src, program, Options{}); perRow(b) })
		b.Run(name+"/why", func(b *testing.B) { benchOurs(b, src, program, Options{Why: true}); perRow(b) })
		b.Run(name+"/stock", func(b *testing.B) { benchStock(b, store, program); perRow(b) })
	}
}

// BenchmarkGroupCount counts the rows of each of many keys, natively and as a program would without the step.
func BenchmarkGroupCount(b *testing.B) {
	var qs []quad.Quad
	for i := range benchRows {
		qs = append(qs, quad.Quad{Subject: quad.IRI(fmt.Sprintf("s%d", i)), Predicate: quad.IRI("of"), Object: quad.IRI(fmt.Sprintf("kind%d", i*i%100)), Label: quad.IRI("l")})
	}
	src := graph.Load(qs)
	for name, program := range map[string]string{
		"step":       `g.V().out("<of>").groupCount().order("count", "desc").limit(10).all()`,
		"javascript": `const n = {}; g.V().out("<of>").forEach(r => { n[r.id] = (n[r.id] || 0) + 1 }); Object.keys(n).sort((a, b) => n[b] - n[a]).slice(0, 10).forEach(k => g.emit({ id: k, count: n[k] }))`,
	} {
		b.Run(name, func(b *testing.B) { benchOurs(b, src, program, Options{}); perRow(b) })
	}
}

// BenchmarkShortestPath looks for the shortest ways between two nodes of a random graph of 20 000 nodes, natively and as a program would
// without the step.
func BenchmarkShortestPath(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	var qs []quad.Quad
	for range 60_000 {
		qs = append(qs, quad.Quad{Subject: quad.IRI(fmt.Sprintf("n%d", r.IntN(20_000))), Predicate: quad.IRI("to"), Object: quad.IRI(fmt.Sprintf("n%d", r.IntN(20_000))), Label: quad.IRI("l")})
	}
	src := graph.Load(qs)
	for name, program := range map[string]string{
		"step":     `g.V("<n1>").shortestPath("<n2>", g.M().both("<to>")).path().all()`,
		"one side": `g.V("<n1>").shortestPath("<n2>", g.M().both("<to>").limit(1000000)).path().all()`,
		"javascript": `let ends = ["<n1>"], before = {"<n1>": []}, found = false
			while (!found && ends.length > 0) {
				const next = {}
				g.V(ends).tag("from").both("<to>").forEach(r => { if (!before[r.id]) (next[r.id] = next[r.id] || []).push(r.from) })
				Object.assign(before, next)
				ends = Object.keys(next)
				found = before["<n2>"] !== undefined
			}
			const walk = (n, rest) => before[n].length === 0 ? g.emit({path: [n].concat(rest)}) : before[n].forEach(m => walk(m, [n].concat(rest)))
			walk("<n2>", [])`,
	} {
		b.Run(name, func(b *testing.B) { benchOurs(b, src, program, Options{}) })
	}
}

func perRow(b *testing.B) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/benchRows, "ns/row")
}

func benchOurs(b *testing.B, src graph.Source, program string, opts Options) {
	b.ReportAllocs()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	for b.Loop() {
		if _, err := Run(ctx, src, "bench.js", program, opts, func(Row) error { return nil }); err != nil {
			b.Fatal(err)
		}
	}
}

func benchStock(b *testing.B, store cayley.QuadStore, program string) {
	b.ReportAllocs()
	ctx := context.Background()
	for b.Loop() {
		it, err := stock.NewSession(store).Execute(ctx, program, cquery.Options{Collation: cquery.Raw})
		if err != nil {
			b.Fatal(err)
		}
		for it.Next(ctx) {
			if r, ok := it.Result().(*stock.Result); ok {
				for _, ref := range r.Tags {
					store.NameOf(ref)
				}
			}
		}
		if it.Err() != nil {
			b.Fatal(it.Err())
		}
		it.Close()
	}
}

func benchSource(b *testing.B, src graph.Source) {
	pattern := graph.Quad{src.ID(quad.IRI("hub")), src.ID(quad.IRI("to"))}
	for b.Loop() {
		scan := src.Scan(pattern)
		for q, ok := scan.Next(); ok; q, ok = scan.Next() {
			if src.Value(q[graph.Object]) == nil {
				b.Fatal("no value")
			}
		}
	}
	perRow(b)
}
