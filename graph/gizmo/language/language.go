// Package language gives our Gizmo runtime to Cayley as its query language "gizmo", so that Cayley's query package and HTTP API run it. It
// stands apart from package gizmo because Cayley's query package registers what it finds at start-up, which a program that needs none of it
// should not pay for.
package language

import (
	"context"
	"sync"
	"time"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/query"

	"rapport/graph"
	"rapport/graph/gizmo"
)

// Name is the language's name, as Cayley has it. Errors call a program so too.
const Name = "gizmo"

// shapeTime is how long the JavaScript of a program may take to put a path together: Cayley gives ShapeOf no context.
const shapeTime = 5 * time.Second

// Options hold for every program that Cayley runs. The zero value is ready to use.
type Options struct {
	// Limit is the most rows of a program for which Cayley asks for no limit; 0 is none.
	Limit int
	// MaxMemory is as in gizmo.Options.
	MaxMemory int
	// Namespaces are as in gizmo.Options.
	Namespaces map[string]string
	// Run runs a program over a Source, perhaps in a worker; nil is gizmo.Run.
	Run func(ctx context.Context, src graph.Source, name, program string, opts gizmo.Options, row func(gizmo.Row) error) (gizmo.Stats, error)
}

// registered guards Cayley's map of languages, which has no lock. A program has one language "gizmo", whichever way it is registered.
var registered sync.Once

// Register makes our runtime the language "gizmo" of Cayley's packages in this program, in place of any other. It is called before Cayley is asked
// anything; of several calls only the first counts.
func Register(o Options) {
	registered.Do(func() {
		s := &sessions{o: o, programs: &gizmo.Programs{}}
		query.RegisterLanguage(query.Language{
			Name:    Name,
			Session: func(qs cayley.QuadStore) query.Session { return s.over(qs) },
			REPL:    func(qs cayley.QuadStore) query.REPLSession { return s.over(qs) },
			HTTP:    func(qs cayley.QuadStore) query.HTTP { return s.over(qs) },
		})
	})
}

// NewSession returns a session over a store without registering anything.
func NewSession(qs cayley.QuadStore, o Options) *Session {
	return (&sessions{o: o, programs: &gizmo.Programs{}}).over(qs)
}

// sessions share what programs may share.
type sessions struct {
	o        Options
	programs *gizmo.Programs
}

func (s *sessions) over(qs cayley.QuadStore) *Session { return &Session{s, qs} }

// Session runs programs over one store of Cayley's. It is safe for concurrent use, and may run any number of programs.
type Session struct {
	*sessions
	qs cayley.QuadStore
}

var _ query.HTTP = (*Session)(nil)

// sourceOf returns the Source that a store of ours shows, and over any other store of Cayley's a view for one program: what others write to
// it between two programs is seen.
func sourceOf(ctx context.Context, qs cayley.QuadStore) graph.Source {
	if s, ok := qs.(interface{ Source() graph.Source }); ok {
		return s.Source()
	}
	return graph.NewCayley(ctx, graph.OverQuadStore(qs))
}

// Execute begins a program. It runs as its Iterator is asked for results; ctx ends it, as does the context of Next. Every error of the program is the Iterator's.
func (s *Session) Execute(ctx context.Context, program string, opt query.Options) (query.Iterator, error) {
	collate := collations[opt.Collation]
	if collate == nil {
		return nil, &query.ErrUnsupportedCollation{Collation: opt.Collation}
	}
	src := sourceOf(ctx, s.qs)
	limit := opt.Limit
	if limit <= 0 {
		limit = s.o.Limit
	}
	options := gizmo.Options{Limit: limit, MaxMemory: s.o.MaxMemory, Namespaces: s.o.Namespaces, Programs: s.programs}
	run := func(ctx context.Context, row func(gizmo.Row) error) (gizmo.Stats, error) {
		return s.run(ctx, src, program, options, row)
	}
	return newResults(ctx, run, func(r gizmo.Row) any { return collate(s.qs, r) }), nil
}

func (s *Session) run(ctx context.Context, src graph.Source, program string, o gizmo.Options, row func(gizmo.Row) error) (gizmo.Stats, error) {
	if s.o.Run != nil {
		return s.o.Run(ctx, src, Name, program, o, row)
	}
	return gizmo.Run(ctx, src, Name, program, o, row)
}

// ShapeOf returns what Cayley draws of a program: its last path as {"nodes": …, "links": …}, without running it. The error is the program's.
func (s *Session) ShapeOf(program string) (any, error) {
	ctx, stop := context.WithTimeout(context.Background(), shapeTime)
	defer stop()
	options := gizmo.Options{Shape: true, MaxMemory: s.o.MaxMemory, Namespaces: s.o.Namespaces, Programs: s.programs}
	stats, err := s.run(ctx, sourceOf(ctx, s.qs), program, options, func(gizmo.Row) error { return nil })
	if err != nil {
		return nil, err
	}
	return Shape(stats.Shape), nil
}
