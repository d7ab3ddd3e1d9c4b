package graph

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"

	"github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/quad"
)

// sized draws n quads in the proportions of a dossier: a hub of types, names, numbers, dates and links, ten quads a statement.
func sized(n int) []quad.Quad {
	r := rand.New(rand.NewPCG(21, 22))
	nodes := n/8 + 1
	pick := func() quad.Value { return quad.IRI(fmt.Sprintf("kg:node-%d", r.IntN(nodes))) }
	typed := func(text, datatype string) quad.Value {
		return quad.TypedString{Value: quad.String(text), Type: quad.IRI("http://www.w3.org/2001/XMLSchema#" + datatype)}
	}
	qs := make([]quad.Quad, n)
	for i := range qs {
		q := quad.Quad{Subject: pick(), Label: quad.IRI(fmt.Sprintf("rit:%da", i/10))}
		switch i % 8 {
		case 0:
			q.Predicate, q.Object = quad.IRI("rdf:type"), quad.IRI(fmt.Sprintf("kg:Class%d", r.IntN(40)))
		case 1:
			q.Predicate, q.Object = quad.IRI("schema:name"), quad.String(fmt.Sprintf("The name of node %d", r.IntN(nodes)))
		case 2:
			q.Predicate, q.Object = quad.IRI("oa:start"), typed(fmt.Sprint(r.IntN(n)), "integer")
		case 3:
			q.Predicate, q.Object = quad.IRI("kg:earliest"), typed(fmt.Sprintf("20%02d-%02d-%02dT00:00:00Z", r.IntN(30), 1+r.IntN(12), 1+r.IntN(28)), "dateTime")
		default:
			q.Predicate, q.Object = quad.IRI(fmt.Sprintf("kg:link%d", i%8)), pick()
		}
		qs[i] = q
	}
	return qs
}

var sizes = []int{3000, 1_000_000}

func BenchmarkLoad(b *testing.B) {
	for _, n := range sizes {
		qs := sized(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Load(qs)
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "quads/s")
		})
	}
	b.Run("memstore/3000", func(b *testing.B) {
		qs := sized(3000)
		for b.Loop() {
			memstore.New(qs...)
		}
	})
}

// BenchmarkMemory reports what a quad costs beside the text of its values, which both share with the input.
func BenchmarkMemory(b *testing.B) {
	const n = 200_000
	qs := sized(n)
	for name, build := range map[string]func() any{
		"ours":     func() any { return Load(qs) },
		"memstore": func() any { return memstore.New(qs...) },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				before := heap()
				built := build()
				b.ReportMetric(float64(heap()-before)/n, "bytes/quad")
				runtime.KeepAlive(built)
			}
		})
	}
	runtime.KeepAlive(qs)
}

func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc
}

func BenchmarkScan(b *testing.B) {
	for _, n := range sizes {
		m := Load(sized(n))
		all := m.perms[Subject].rows
		r := rand.New(rand.NewPCG(23, 24))
		for name, bound := range map[string][]int{
			"S": {Subject}, "SP": {Subject, Predicate}, "PO": {Predicate, Object}, "O": {Object}, "L": {Label}, "PL": {Predicate, Label},
			"SPOL": {Subject, Predicate, Object, Label},
		} {
			b.Run(fmt.Sprintf("%d/%s", n, name), func(b *testing.B) {
				b.ReportAllocs()
				rows := 0
				for b.Loop() {
					var p Quad
					row := all[r.IntN(len(all))]
					for _, c := range bound {
						p[c] = row[c]
					}
					for s := m.Scan(p); ; rows++ {
						if _, ok := s.Next(); !ok {
							break
						}
					}
				}
				b.ReportMetric(float64(rows)/float64(b.N), "rows/op")
			})
		}
		b.Run(fmt.Sprintf("%d/all", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for s := m.Scan(Quad{}); ; {
					if _, ok := s.Next(); !ok {
						break
					}
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(all)), "ns/row")
		})
	}
}

func BenchmarkID(b *testing.B) {
	for _, n := range sizes {
		m := Load(sized(n))
		r := rand.New(rand.NewPCG(25, 26))
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if m.ID(m.values[r.IntN(len(m.values))]) == 0 {
					b.Fatal("a value has no id")
				}
			}
		})
	}
}
