package web

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/graph/bench"
	"rapport/internal/report"
)

// largeVariable has the size of the graph of BenchmarkLarge, in quads; without it a million. largeFile has the compiled graph, kept for the next run; without it it is made anew.
const (
	largeVariable = "RAPPORT_BENCH_QUADS"
	largeFile     = "RAPPORT_BENCH_NAMED"
)

// newsBase begins the IRIs of the graph that graph/bench makes.
const newsBase = "http://news.example/"

// named writes quads whose names, titles and classes are said as people's graphs say them, so that they are found by words.
type named struct {
	out   *bufio.Writer
	said  *strings.Replacer
	begun []byte // of a line
}

func newNamed(w io.Writer) *named {
	predicate := func(p string) string { return " <" + newsBase + "p/" + p + "> " }
	return &named{out: bufio.NewWriterSize(w, 1<<20), said: strings.NewReplacer(predicate("name"), " <http://schema.org/name> ", predicate("title"), " <http://schema.org/name> ", predicate("type"), " <rdf:type> ")}
}

// Write implements io.Writer.
func (n *named) Write(b []byte) (int, error) {
	n.begun = append(n.begun, b...)
	at := bytes.LastIndexByte(n.begun, '\n') + 1
	if _, err := n.said.WriteString(n.out, string(n.begun[:at])); err != nil {
		return 0, err
	}
	n.begun = append(n.begun[:0], n.begun[at:]...)
	return len(b), nil
}

// largeSegment is the file of a large graph, compiled.
func largeSegment(b *testing.B) string {
	b.Helper()
	out := os.Getenv(largeFile)
	if _, err := os.Stat(out); err == nil {
		return out
	}
	n := 1_000_000
	if text := os.Getenv(largeVariable); text != "" {
		var err error
		if n, err = strconv.Atoi(text); err != nil {
			b.Fatal(err)
		}
	}
	text := filepath.Join(b.TempDir(), "news.nq")
	f, err := os.Create(text)
	if err != nil {
		b.Fatal(err)
	}
	w := newNamed(f)
	_, err = bench.Generate(w, n, bench.Seed)
	if err := errors.Join(err, w.out.Flush(), f.Close()); err != nil {
		b.Fatal(err)
	}
	if out == "" {
		out = text + ".rsg"
	}
	if _, err := graph.CompileFiles(context.Background(), out, []string{text}, nil, graph.BuildOptions{}); err != nil {
		b.Fatal(err)
	}
	return out
}

// hubs are the actor of whom most is said, and one of whom a little more than ten thousand quads say something, or as many as there are.
func hubs(src graph.Source) (most, tenThousand quad.IRI) {
	l := report.NewLookup(src)
	for i := 0; ; i++ {
		actor := quad.IRI(newsBase + "actor/" + strconv.Itoa(i))
		n := l.Degree(actor)
		if i == 0 {
			most, tenThousand = actor, actor
		}
		if n < 10_000 {
			return most, tenThousand
		}
		tenThousand = actor
	}
}

// benchmarkTarget asks for the same again and again.
func benchmarkTarget(b *testing.B, h http.Handler, target string) {
	b.ReportAllocs()
	for b.Loop() {
		if r := ask(h, "GET", target); r.StatusCode != http.StatusOK {
			b.Fatal(r.Status)
		}
	}
}

// BenchmarkLarge asks a server with a large graph: pages of hubs, searches, what scripts ask of nodes, and the time until the first byte of a large answer comes. The files of
// the graph are in the system's cache.
func BenchmarkLarge(b *testing.B) {
	if testing.Short() {
		b.Skip("it makes a million quads")
	}
	path := largeSegment(b)
	open := func() *Server {
		src, err := graph.OpenSegment(path)
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { src.Close() })
		g := graphOf(b, nil)
		g.Source, g.Articles, g.Worker, g.Digest = src, nil, "segment "+path, "" // so that no page is kept
		return served(b, g, func(o *Options) { o.Limits = Limits{Time: 5 * time.Minute} })
	}
	s := open()
	h, src := s.Handler(), s.current.Source
	s.current.lookup.Finder().Ready() // which the server begins with meanwhile
	most, hub := hubs(src)
	l := report.NewLookup(src)
	for _, node := range []quad.IRI{most, hub} {
		n := l.Degree(node)
		for _, from := range []int{1, n / 2, n - 50} {
			b.Run(fmt.Sprintf("entity of %d quads, from %d", n, from), func(b *testing.B) {
				benchmarkTarget(b, h, fmt.Sprintf("%s?from=%d", entityPath(node), from))
			})
		}
	}
	in := url.QueryEscape(string(hub))
	for _, c := range []struct{ name, target string }{
		{"entity of few quads", entityPath(newsBase + "actor/1000")},
		{"graph at a hub", "/graph?node=" + in}, {"show of a hub", "/api/show.json?node=" + in}, {"cite of a hub", "/api/cite.json?node=" + in},
		{"home", "/"}, {"form of a saved query", "/q/links"},
		{"search, later", "/search?q=globex+steel+12"}, {"search of a title", "/search?q=minister+agreement+supply+historic"}, {"search of nothing", "/search?q=xyzzy"}, {"find", "/api/find.json?text=hooli+bank"},
		{"complete", "/api/complete?for=node&text=vandel"}, {"complete an IRI", "/api/complete?for=node&text=http://news.example/actor/12"}, {"complete a predicate", "/api/complete?for=predicate&text=act"},
	} {
		b.Run(c.name, func(b *testing.B) { benchmarkTarget(b, h, c.target) })
	}
	for _, target := range []string{"/search?q=globex", "/", "/q/links", "/api/openapi.json", "/api/show.json?node=Globex+Steel+Ltd+12"} {
		b.Run("first of a server: "+target, func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				s := open()
				finder := s.current.lookup.Finder()
				b.StartTimer()
				if r := ask(s.Handler(), "GET", target); r.StatusCode >= 500 {
					b.Fatal(r.Status)
				}
				b.StopTimer()
				finder.Ready() // what it begins with is not the next one's to wait for, nor to hold beside its own
				s.Close()
				b.StartTimer()
			}
		})
	}
	address, _ := listen(b, s)
	s.guard.hosts = append(s.guard.hosts, "127.0.0.1")
	for _, c := range []struct{ name, method, path, program string }{
		{"first byte of a program's CSV", "POST", "/api/query/csv", `g.V().tag("a").out().tag("b").limit(20000).all()`},
		{"first byte of a saved query's CSV", "GET", "/api/q/neighbours.csv?entity=" + in, ""},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				r, err := http.NewRequest(c.method, address+c.path, strings.NewReader(c.program))
				if err != nil {
					b.Fatal(err)
				}
				answer, err := http.DefaultClient.Do(r)
				if err != nil {
					b.Fatal(err)
				}
				if _, err := answer.Body.Read(make([]byte, 1)); err != nil || answer.StatusCode != http.StatusOK {
					b.Fatal(answer.Status, err)
				}
				b.StopTimer()
				io.Copy(io.Discard, answer.Body) // who leaves ends the worker, and the next would have to start one
				answer.Body.Close()
				b.StartTimer()
			}
		})
	}
}
