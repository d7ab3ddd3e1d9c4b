package web

import (
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/graph/bench"
	"rapport/quads"
)

// benchmarkAsk asks for a page again and again.
func benchmarkAsk(b *testing.B, h http.Handler, target string) {
	mark := "?fresh="
	if strings.Contains(target, "?") {
		mark = "&fresh="
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if r := ask(h, "GET", fmt.Sprint(target, mark, i)); r.StatusCode != http.StatusOK {
			b.Fatalf("status %d", r.StatusCode)
		}
	}
}

// BenchmarkHub is the server's time for a page of the node of which most is said, in a million quads.
func BenchmarkHub(b *testing.B) {
	if testing.Short() {
		b.Skip("it makes a million quads")
	}
	var text strings.Builder
	if _, err := bench.Generate(&text, 1_000_000, bench.Seed); err != nil {
		b.Fatal(err)
	}
	all, err := quads.ReadAll(strings.NewReader(text.String()), "bench.nq", quads.ReaderOptions{})
	if err != nil {
		b.Fatal(err)
	}
	qs := make([]quad.Quad, len(all))
	said := map[quad.Value]int{}
	var hub quad.IRI
	for i, q := range all {
		qs[i] = q.Quad
		for _, v := range []quad.Value{q.Quad.Subject, q.Quad.Object} {
			said[v]++
			if iri, ok := v.(quad.IRI); ok && said[v] > said[hub] && q.Quad.Predicate != quad.IRI(rdfType) {
				hub = iri
			}
		}
	}
	g := graphOf(b, nil)
	g.Source, g.Articles = graph.Load(qs), nil
	h := served(b, g).Handler()
	for _, from := range []int{1, said[hub] / 2} {
		b.Run(fmt.Sprintf("%d quads, from %d", said[hub], from), func(b *testing.B) {
			benchmarkAsk(b, h, fmt.Sprintf("%s?from=%d", entityPath(hub), from))
		})
	}
}

// rdfType relates a node with its class, which has no page of interest.
const rdfType = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

// TestFirstPaint: what a page needs before it is seen, compressed, is less than 250 kB; and only the pages that show a graph or an editor load what draws them.
func TestFirstPaint(t *testing.T) {
	h := served(t, graphOf(t, nil)).Handler()
	loads := regexp.MustCompile(`(?:src|href|data-steps)="(/static/[^"]+)"`)
	for _, target := range []string{"/", "/search?q=nuclear", "/entity/kg:iran", "/entity/kg:russia", "/article/rit", "/statement/rit:20a", "/queries", "/reports", "/q/duties", "/q/timeline", "/r/brief", "/graph", "/graph?node=kg:rosatom", "/query"} {
		page := text(t, ask(h, "GET", target))
		n, bundled := compressed(page), ""
		for _, m := range loads.FindAllStringSubmatch(page, -1) {
			if strings.HasSuffix(m[1], ".txt") {
				continue // a link to read
			}
			r := ask(h, "GET", m[1])
			wantStatus(t, r, 200)
			n += compressed(text(t, r))
			if _, name, ok := strings.Cut(m[1], "/bundle/"); ok {
				bundled += name
			}
		}
		t.Logf("%-24s %6d bytes %s", target, n, bundled)
		if n > 250_000 {
			t.Errorf("%s: %d bytes", target, n)
		}
		if want := bundledFor[target]; Full && bundled != want || !Full && bundled != "" {
			t.Errorf("%s loads %q, want %q", target, bundled, want)
		}
	}
}

// bundledFor is what pages of a full build load beside their own few lines.
var bundledFor = map[string]string{"/query": "editor.js", "/graph?node=kg:rosatom": "graph.js"}

func compressed(text string) int {
	var n counted
	w := gzip.NewWriter(&n)
	io.WriteString(w, text)
	w.Close()
	return int(n)
}

type counted int

func (n *counted) Write(b []byte) (int, error) { *n += counted(len(b)); return len(b), nil }
