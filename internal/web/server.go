package web

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"runtime"
	"sync"
	"time"
)

// Options are everything that a server touches. Open, Log, Now and Version must be given.
type Options struct {
	// Open opens what is answered from. It is called by New, and again whenever what it opened has changed.
	Open func() (*Graph, error)
	// Stamp is a text that changes when what Open opens does; nil: it never does. It is asked each second that the server serves.
	Stamp func() (string, error)
	// Address is where the server listens, as host:port: with its host, loopback names and Hosts, requests are answered; others are not.
	Address string
	// Hosts are further names that the server goes by, such as behind a proxy.
	Hosts []string
	// Token must come with every request, unless it is "".
	Token string
	// Version is that of the program: pages of another are not taken for the same.
	Version string
	Limits  Limits
	Log     *slog.Logger
	Now     func() time.Time
}

// Limits bound what requests may take. A zero is the default.
type Limits struct {
	Time    time.Duration // that a request may take: 30 s
	Rows    int           // of an answer: 100 000
	Memory  int           // bytes that a query may take beside the graph: 256 MiB
	Answer  int           // bytes of an answer that is put together before it is sent, as its rows take them here: 64 MiB
	Queries int           // programs run at once; as many again wait, and more are told to come back: one a core
	Pages   int           // made at once, and as many answers of saved queries; more wait: four a core
	Body    int64         // bytes of a request's body: 1 MiB
	URL     int           // bytes of a request's address: 8 KiB
}

func (l Limits) orDefault() Limits {
	cores := runtime.GOMAXPROCS(0)
	for _, n := range []struct {
		to *int
		or int
	}{{&l.Rows, 100_000}, {&l.Memory, 256 << 20}, {&l.Answer, 64 << 20}, {&l.Queries, cores}, {&l.Pages, 4 * cores}, {&l.URL, 8 << 10}} {
		if *n.to <= 0 {
			*n.to = n.or
		}
	}
	if l.Time <= 0 {
		l.Time = 30 * time.Second
	}
	if l.Body <= 0 {
		l.Body = 1 << 20
	}
	return l
}

// Server answers requests from the graph that is open. It is safe for concurrent use.
type Server struct {
	o       Options
	limits  Limits
	guard   guard
	look    *look
	pages   *lane // requests that read the graph here
	asks    *lane // those that have saved queries asked
	adhoc   *lane // those that have programs run
	handler http.Handler

	mu      sync.Mutex
	current *opened
	opening sync.Mutex // one at a time looks whether the graph has changed
	refused string     // the stamp of what could not be opened, so that it is told once
}

// ErrNoMCP is the answer of ServeMCP in a plain build.
var ErrNoMCP error = hinted{errors.New("this build does not speak the Model Context Protocol"), "go build -tags mcp -o rapport ./cmd/rapport makes one that does"}

// New opens the graph. The error is for one that cannot be opened, or for an address beyond this machine without a token.
func New(o Options) (*Server, error) {
	s := &Server{o: o, limits: o.Limits.orDefault()}
	var err error
	if s.guard, err = newGuard(o); err != nil {
		return nil, err
	}
	g, err := o.Open()
	if err != nil {
		return nil, err
	}
	s.pages, s.asks = newLane(s.limits.Pages, waitingMost), newLane(s.limits.Pages, waitingMost)
	s.adhoc = newLane(2*s.limits.Queries, 0)
	s.look = newLook()
	s.current = s.newOpened(g)
	s.warm()
	routes, err := zipping(s.routes())
	if err != nil {
		return nil, err
	}
	s.handler = s.guarded(routes)
	return s, nil
}

// Handler answers requests as Serve does, but for what only a listener can cut: connections.
func (s *Server) Handler() http.Handler { return s.handler }

// How long a client may take. What it reads has a deadline for each part (response.Write).
const (
	headerTime   = 5 * time.Second
	readTime     = 15 * time.Second
	idleTime     = time.Minute
	writeTime    = 10 * time.Second
	shutdownTime = 10 * time.Second
	headerBytes  = 16 << 10
)

// Serve answers until ctx ends; then it takes no more requests, lets those at work end for ten seconds, and returns nil.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	server := &http.Server{
		Handler: s.handler, ReadHeaderTimeout: headerTime, ReadTimeout: readTime, IdleTimeout: idleTime, MaxHeaderBytes: headerBytes,
		ErrorLog: slog.NewLogLogger(s.o.Log.Handler(), slog.LevelWarn),
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(l) }()
	go s.watch(ctx)
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	grace, stop := context.WithTimeout(context.Background(), shutdownTime)
	defer stop()
	if err := server.Shutdown(grace); err != nil {
		server.Close()
	}
	if err := <-ended; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// Close gives the graph back, once nobody reads it.
func (s *Server) Close() error {
	s.mu.Lock()
	o := s.current
	s.current = nil
	s.mu.Unlock()
	if o != nil {
		s.release(o)
	}
	return nil
}
