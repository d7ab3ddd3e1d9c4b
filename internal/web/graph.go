package web

import (
	"errors"
	"sync"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/graph/gizmo/worker"
	"rapport/internal/report"
	"rapport/quads"
	"rapport/queries"
)

// Graph is what a server answers from until it changes.
type Graph struct {
	Name     string // for people: "the built-in dossier"
	Source   graph.Source
	Articles []*quads.Article // whole texts, where they are at hand: a graph alone has their sentences
	Library  *queries.Library
	Digest   string       // of everything that answers depend on; "" where it cannot be known, and nothing is taken for unchanged
	Worker   string       // what a worker process is told to open
	Stamp    string       // Options.Stamp of what was opened
	Close    func() error // gives it back; nil: there is nothing to give back
}

// opened is a graph in use. It is closed after its last reader.
type opened struct {
	*Graph
	lookup  *report.Lookup // never read from itself: requests have their own (On)
	counts  func() counts
	asks    func() libraryPage
	several func() bool            // the graph has more than one article
	used    func() []quad.IRI      // the predicates
	api     func() ([]byte, error) // its description
	kept    *kept                  // pages
	saved   *worker.Pool           // for the queries of the library
	adhoc   *worker.Pool           // for programs that anybody wrote: however long those take, saved queries are answered
	refs    int                    // of the server and of requests; under Server.mu
}

func (s *Server) newOpened(g *Graph) *opened {
	o := &opened{Graph: g, lookup: report.NewLookup(g.Source), kept: newKept(keptBytes), refs: 1}
	options := worker.Options{Graph: g.Worker, Memory: s.limits.Memory, Workers: s.limits.Queries, Queue: s.limits.Queries}
	options.Nice = adhocNice
	o.adhoc = worker.NewPool(options)
	options.Nice = 0
	options.Queue = s.limits.Pages // no more come here at once
	o.saved = worker.NewPool(options)
	o.asks = sync.OnceValue(func() libraryPage { return askables(g.Library) })
	o.several = sync.OnceValue(func() bool { return classCount(o.Source, quads.ArticleNode) > 1 })
	o.used = sync.OnceValue(func() []quad.IRI { return graph.Predicates(o.Source) })
	o.api = sync.OnceValues(func() ([]byte, error) { return openAPIOf(o, s.o.Version) })
	o.counts = sync.OnceValue(func() counts { return countsOf(o) })
	return o
}

// adhocNice lets programs that anybody wrote have what of the processor the others leave.
const adhocNice = 10

// waitingMost is how many requests of a kind wait for their turn; more are told to come back.
const waitingMost = 256

var errClosed = errors.New("the server is closed")

// acquire returns the graph that is open, which stays so until release.
func (s *Server) acquire() (*opened, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.current == nil {
		return nil, errClosed
	}
	s.current.refs++
	return s.current, nil
}

// warm reads the words of a large graph before somebody searches, while nobody waits for it. A small one is read faster than anybody can tell.
func (s *Server) warm() {
	o, err := s.acquire()
	if err != nil {
		return
	}
	if o.Source.Count(graph.Quad{}) <= countedQuads {
		s.release(o)
		return
	}
	go func() {
		defer s.release(o)
		if err := graph.Guard(func() error { o.lookup.Finder().Ready(); return nil }); err != nil {
			s.o.Log.Warn("the names of the graph cannot be read", "error", err.Error())
		}
	}()
}

func (s *Server) release(o *opened) {
	s.mu.Lock()
	o.refs--
	last := o.refs == 0
	s.mu.Unlock()
	if !last {
		return
	}
	o.saved.Close()
	o.adhoc.Close()
	if o.Close == nil {
		return
	}
	if err := o.Close(); err != nil {
		s.o.Log.Warn("close graph", "error", err.Error())
	}
}
