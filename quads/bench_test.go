package quads

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/nquads"
)

// benchQuads is a news graph in small: short terms, a label for every few quads, one literal in four. With RAPPORT_BENCH_NQ it is that file.
func benchQuads(b *testing.B) []byte {
	if name := os.Getenv("RAPPORT_BENCH_NQ"); name != "" {
		data, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		return data
	}
	var buf bytes.Buffer
	for i := range 25_000 {
		fmt.Fprintf(&buf, "<kg:n%d> <rdf:type> <kg:Person> <kg:s%d> .\n", i, i/3)
		fmt.Fprintf(&buf, "<kg:n%d> <schema:name> \"Person %d of many\" <kg:s%d> .\n", i, i, i/3)
		fmt.Fprintf(&buf, "<kg:n%d> <kg:knows> <kg:n%d> <kg:s%d> .\n", i, i*7919%25_000, i/3)
		fmt.Fprintf(&buf, "<kg:n%d> <kg:met> <kg:n%d> <kg:s%d> .\n", i, i*104729%25_000, i/3)
	}
	return buf.Bytes()
}

func report(b *testing.B, quads int) {
	b.ReportMetric(float64(quads)*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mquads/s")
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(quads), "ns/quad")
}

func BenchmarkReader(b *testing.B) {
	data := benchQuads(b)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		r := NewReader(bytes.NewReader(data), "bench.nq", ReaderOptions{})
		n = 0
		for {
			if _, _, err := r.Read(); err == io.EOF {
				break
			} else if err != nil {
				b.Fatal(err)
			}
			n++
		}
	}
	report(b, n)
}

// BenchmarkReaderOfQuad is the quad module's own reader on the same bytes, for comparison.
func BenchmarkReaderOfQuad(b *testing.B) {
	data := benchQuads(b)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		r := nquads.NewReader(bytes.NewReader(data), true)
		n = 0
		for {
			if _, err := r.ReadQuad(); err == io.EOF {
				break
			} else if err != nil {
				b.Fatal(err)
			}
			n++
		}
	}
	report(b, n)
}

func BenchmarkAppendQuad(b *testing.B) {
	var qs []quad.Quad
	all, err := ReadAll(bytes.NewReader(benchQuads(b)), "bench.nq", ReaderOptions{})
	if err != nil {
		b.Fatal(err)
	}
	for _, q := range all {
		qs = append(qs, q.Quad)
	}
	var buf []byte
	b.ReportAllocs()
	for b.Loop() {
		buf = buf[:0]
		for _, q := range qs {
			buf = AppendQuad(buf, q)
		}
	}
	b.SetBytes(int64(len(buf)))
	report(b, len(qs))
}

// BenchmarkCompare compares neighbours in a list of one kind, as a sort does.
func BenchmarkCompare(b *testing.B) {
	for name, value := range map[string]func(i int) quad.Value{
		"IRI":     func(i int) quad.Value { return quad.IRI(fmt.Sprintf("kg:node-%06d", i)) },
		"String":  func(i int) quad.Value { return quad.String(fmt.Sprintf("Person %06d", i)) },
		"integer": func(i int) quad.Value { return typed(fmt.Sprint(i), "integer") },
		"double":  func(i int) quad.Value { return typed(fmt.Sprintf("%d.5E3", i), "double") },
		"dateTime": func(i int) quad.Value {
			return typed(fmt.Sprintf("2025-10-%02dT%02d:00:00Z", 1+i%28, i%24), "dateTime")
		},
	} {
		vs := make([]quad.Value, 1001)
		for i := range vs {
			vs[i] = value(i * 7919 % 100_000)
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for i := range 1000 {
					Compare(vs[i], vs[i+1])
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1000, "ns/compare")
		})
	}
}
