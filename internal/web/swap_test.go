package web

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/quads"
)

// numbered is a graph that says which it is.
func numbered(t *testing.T, n int, closed *atomic.Int64) *Graph {
	g := graphOf(t, nil)
	g.Articles, g.Digest, g.Stamp = nil, fmt.Sprint("digest", n), fmt.Sprint(n)
	g.Source = graph.Load([]quad.Quad{{Subject: quad.IRI("x:a"), Predicate: quad.IRI("x:is"), Object: quad.IRI(fmt.Sprintf("x:version-%d", n))}})
	g.Close = func() error { closed.Add(1); return nil }
	return g
}

// TestSwap: while the graph is swapped under many readers every request is answered, from one graph or the next; each graph is closed once, after its
// last reader.
func TestSwap(t *testing.T) {
	var version, closed atomic.Int64
	const versions = 30
	s := served(t, numbered(t, 0, &closed), func(o *Options) {
		o.Stamp = func() (string, error) { return fmt.Sprint(version.Load()), nil }
		first := o.Open
		o.Open = func() (*Graph, error) {
			if n := int(version.Load()); n > 0 {
				return numbered(t, n, &closed), nil
			}
			return first()
		}
	})
	h := s.Handler()
	var readers sync.WaitGroup
	done := make(chan bool)
	for range 8 {
		readers.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				r := ask(h, "GET", "/entity/x:a")
				if page := text(t, r); r.StatusCode != http.StatusOK || !strings.Contains(page, "x:version-") {
					t.Errorf("status %d: %.200s", r.StatusCode, page)
					return
				}
			}
		})
	}
	for n := 1; n <= versions; n++ {
		version.Store(int64(n))
		s.refresh()
		if page := text(t, ask(h, "GET", "/entity/x:a")); !strings.Contains(page, fmt.Sprintf("x:version-%d<", n)) {
			t.Errorf("version %d is not answered from", n)
		}
	}
	close(done)
	readers.Wait()
	if got := closed.Load(); got != versions {
		t.Errorf("%d graphs closed, want %d", got, versions)
	}
}

// TestSwapRefuses: what cannot be opened is told once, and what was open answers on.
func TestSwapRefuses(t *testing.T) {
	stamp, opened := "0", 0
	var closed atomic.Int64
	g := numbered(t, 0, &closed)
	var log strings.Builder
	s := served(t, g, func(o *Options) {
		o.Log = slog.New(slog.NewJSONHandler(&log, nil))
		o.Stamp = func() (string, error) { return stamp, nil }
		o.Open = func() (*Graph, error) {
			if opened++; stamp != "0" {
				return nil, errors.New("a quote is not in its article")
			}
			return g, nil
		}
	})
	stamp = "broken"
	for range 3 {
		s.refresh()
	}
	if opened != 2 || strings.Count(log.String(), "a quote is not in its article") != 1 {
		t.Errorf("opened %d times: %s", opened, log.String())
	}
	wantStatus(t, ask(s.Handler(), "GET", "/entity/x:a"), 200)
	stamp = "0" // as it was before
	s.refresh()
	if opened != 2 {
		t.Error("what is open was opened again")
	}
}

// TestBeginsAnew: a request whose graph changed before it had sent anything is answered from the next, with its body.
func TestBeginsAnew(t *testing.T) {
	var closed atomic.Int64
	stamp := "0"
	s := served(t, numbered(t, 0, &closed), func(o *Options) {
		o.Stamp = func() (string, error) { return stamp, nil }
		first := o.Open
		o.Open = func() (*Graph, error) {
			if stamp == "1" {
				return numbered(t, 1, &closed), nil
			}
			return first()
		}
	})
	times := 0
	h := s.guarded(s.view(s.pages, func(v *view) error {
		if times++; v.Stamp == "0" {
			stamp = "1"
			return errors.Join(errors.New("worker"), ErrChanged)
		}
		if err := v.r.ParseForm(); err != nil {
			return err
		}
		return v.send("text/plain", []byte(v.r.PostForm.Get("a")+v.Stamp))
	}))
	r, err := http.NewRequest("POST", "/x", strings.NewReader("a=body"))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if got := text(t, sent(h, r)); got != "body1" || times != 2 {
		t.Errorf("%q after %d times", got, times)
	}
}

// TestLargeGraphIsRead: the words of a large graph are read while nobody waits, and what reads them gives the graph back, also when the server was closed meanwhile.
func TestLargeGraphIsRead(t *testing.T) {
	qs := []quad.Quad{{Subject: quad.IRI("x:zebra"), Predicate: quads.Name, Object: quad.String("Zebra"), Label: quads.EntityLabel}}
	for i := range countedQuads {
		qs = append(qs, quad.Quad{Subject: quad.IRI(fmt.Sprintf("x:%d", i)), Predicate: quad.IRI("x:next"), Object: quad.IRI(fmt.Sprintf("x:%d", i+1))})
	}
	g, closed := graphOf(t, nil), make(chan bool, 2)
	g.Articles, g.Source, g.Digest, g.Close = nil, graph.Load(qs), "large", func() error { closed <- true; return nil }
	s := served(t, g)
	contains(t, text(t, ask(s.Handler(), "GET", "/search?q=zebra")), `href="/entity/x:zebra"`)
	contains(t, text(t, ask(s.Handler(), "GET", "/graph")), `data-names="/api/complete?for=node"`)
	s.Close()
	<-closed
	wantStatus(t, ask(s.Handler(), "GET", "/search?q=zebra"), 503)
	if len(closed) > 0 {
		t.Error("it is given back twice")
	}
}
