package cayleyapi

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"net/http"
	"strings"
	"time"

	"rapport/graph"
	"rapport/graph/gizmo"
	"rapport/graph/gizmo/worker"
)

// Runner runs a program in one of the Languages over the graph that is served: gizmo.Run, or what stands for it in a worker.
type Runner func(ctx context.Context, language, program string, opts gizmo.Options, row func(gizmo.Row) error) (gizmo.Stats, error)

// Options say what is served. Graph must be set; else the zero value is ready to use.
type Options struct {
	// Graph returns the graph as it is now, and what is called when it is no longer read.
	Graph func() (src graph.Source, release func(), err error)
	// Run runs programs; nil runs them in this process, over Graph.
	Run Runner
	// Limit is the most rows of an answer where a request asks for no number; 0 is DefaultLimit.
	Limit int
	// Most is the most rows of any answer; 0 is DefaultMost.
	Most int
	// Timeout ends what takes longer; 0 is DefaultTimeout.
	Timeout time.Duration
	// Namespaces are as in gizmo.Options.
	Namespaces map[string]string
	// Pages has Cayley's folders static, templates and docs; nil: ModulePages finds them at the first request of a page.
	Pages fs.FS
	// Ready are programs that Cayley's pages offer to run.
	Ready []Ready
}

// What holds where Options say nothing.
const (
	DefaultLimit   = 100 // as in Cayley
	DefaultMost    = 100_000
	DefaultTimeout = 30 * time.Second
)

// Ready is a program that Cayley's pages offer at one click.
type Ready struct {
	Title    string `json:"title"`
	Language string `json:"language"`
	Program  string `json:"program"`
	// Picture says that each row has the tags source and target, as the tab Visualize wants them.
	Picture bool `json:"picture"`
}

// maxProgram is the most bytes of a program: as in Cayley.
const maxProgram = 1 << 20

// CutHeader holds the limit that cut an answer.
const CutHeader = "Rapport-Cut"

// New returns a Handler for the paths that the package's documentation lists. It answers 404 to all others.
func New(o Options) http.Handler {
	if o.Limit <= 0 {
		o.Limit = DefaultLimit
	}
	if o.Most <= 0 {
		o.Most = DefaultMost
	}
	o.Limit = min(o.Limit, o.Most)
	if o.Timeout <= 0 {
		o.Timeout = DefaultTimeout
	}
	a := &api{o, Languages()}
	if a.Run == nil {
		a.Run = a.here
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /api/v1/query/{lang}", a.queryV1)
	mux.HandleFunc("POST /api/v1/shape/{lang}", a.shape)
	mux.HandleFunc("POST /api/v2/query", a.queryV2)
	mux.HandleFunc("GET /api/v2/query", a.queryV2)
	mux.HandleFunc("GET /api/v2/read", a.read)
	mux.HandleFunc("POST /api/v2/read", a.read)
	mux.HandleFunc("GET /api/v2/formats", listFormats)
	for _, path := range []string{"/api/v1/write", "/api/v1/write/file/nquad", "/api/v1/delete", "/api/v2/write", "/api/v2/delete", "/api/v2/node/delete"} {
		mux.HandleFunc(path, refuse)
	}
	mux.Handle("/cayley/", newPages(o.Pages, o.Ready))
	return mux
}

// Reads tells whether a request of a path has the graph read, and so may take long: others, those that would write among them, are answered at once.
func Reads(path string) bool {
	return strings.HasPrefix(path, "/api/v1/query/") || strings.HasPrefix(path, "/api/v1/shape/") || path == "/api/v2/query" || path == "/api/v2/read"
}

type api struct {
	Options
	languages map[string]worker.Language
}

// here runs a program in this process.
func (a *api) here(ctx context.Context, language, program string, o gizmo.Options, row func(gizmo.Row) error) (gizmo.Stats, error) {
	src, release, err := a.Graph()
	if err != nil {
		return gizmo.Stats{}, err
	}
	defer release()
	return a.languages[language](ctx, src, language, program, o, row)
}

// refuse answers every attempt to write.
func refuse(w http.ResponseWriter, _ *http.Request) {
	fail(w, http.StatusForbidden, "the graph is read-only: edit the statements in the dossier's N-Quads files, and it is read again")
}

// fail answers with an error as Cayley's clients read it.
func fail(w http.ResponseWriter, status int, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(map[string]string{"error": message})
}

// failWith answers with the error of a program, and its hint.
func failWith(w http.ResponseWriter, err error) {
	if errors.Is(err, worker.ErrBusy) {
		w.Header().Set("Retry-After", "1")
	}
	fail(w, statusOf(err), messageOf(err))
}

// statusOf is 400 where the program is to blame, as in Cayley.
func statusOf(err error) int {
	switch {
	case errors.Is(err, worker.ErrBusy), errors.Is(err, worker.ErrClosed):
		return http.StatusServiceUnavailable
	case errors.Is(err, context.DeadlineExceeded):
		return http.StatusGatewayTimeout
	}
	return http.StatusBadRequest
}

func messageOf(err error) string {
	if errors.Is(err, context.DeadlineExceeded) {
		return "the query took longer than the server allows: narrow it"
	}
	message, hint := err.Error(), ""
	var program *gizmo.Error
	var hinted interface{ Hint() string }
	switch {
	case errors.As(err, &program):
		hint = program.Hint
	case errors.As(err, &hinted):
		hint = hinted.Hint()
	}
	if hint != "" {
		message += " (" + strings.ReplaceAll(hint, "\n", " ") + ")"
	}
	return message
}
