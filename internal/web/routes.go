package web

import (
	"crypto/sha256"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// routes are all that the server answers. README.md lists them.
func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", s.health)
	mux.HandleFunc("GET /static/{digest}/{name...}", s.serveStatic)
	mux.HandleFunc("GET /{$}", s.view(s.pages, home))
	mux.HandleFunc("GET /search", s.view(s.pages, search))
	mux.HandleFunc("GET /entity/{id}", s.view(s.pages, entity))
	mux.HandleFunc("GET /article/{id}", s.view(s.pages, article))
	mux.HandleFunc("GET /statement/{id}", s.view(s.pages, statement))
	mux.HandleFunc("GET /entity/{id}/timeline", s.view(s.asks, entityTimeline))
	mux.HandleFunc("GET /queries", s.view(s.pages, library))
	mux.HandleFunc("GET /reports", s.view(s.pages, reports))
	mux.HandleFunc("GET /q/{name}", s.view(s.asks, savedQuery))
	mux.HandleFunc("GET /r/{name}", s.view(s.asks, savedReport))
	mux.HandleFunc("GET /graph", s.view(s.pages, explore))
	editor := s.lanes(s.view(s.adhoc, programs), s.view(s.pages, programs))
	mux.HandleFunc("GET /query", editor)
	mux.HandleFunc("POST /query", editor)
	mux.HandleFunc("GET /query/answer/{format}", s.view(s.adhoc, programFile))
	mux.HandleFunc("POST /query/answer/{format}", s.view(s.adhoc, programFile))
	mux.HandleFunc("GET /api/q/{file}", s.view(s.asks, apiQuery))
	mux.HandleFunc("GET /api/report/{file}", s.view(s.asks, apiReport))
	mux.HandleFunc("GET /api/openapi.json", s.view(s.pages, openAPI))
	mux.HandleFunc("POST /api/query/{format}", s.view(s.adhoc, apiProgram))
	mux.HandleFunc("GET /api/complete", s.view(s.pages, apiComplete))
	mux.HandleFunc("GET /api/{file}", s.view(s.pages, apiNode))
	cayley := s.cayley()
	for _, route := range []string{"/cayley/", "/api/v1/", "/api/v2/"} {
		mux.Handle(route, cayley)
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { s.missing(mux, w, r) })
	return mux
}

// health tells that the graph is open.
func (s *Server) health(w http.ResponseWriter, r *http.Request) {
	o, err := s.acquire()
	if err != nil {
		s.fail(w, r, err)
		return
	}
	defer s.release(o)
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	fmt.Fprintln(w, "ok")
}

func notFound(r *http.Request) *Problem {
	return &Problem{Status: http.StatusNotFound, Detail: "there is nothing at " + r.URL.Path}
}

// missing answers what no route takes: with the methods that one takes, where it is the method that is wrong.
func (s *Server) missing(mux *http.ServeMux, w http.ResponseWriter, r *http.Request) {
	var allowed []string
	for _, method := range []string{http.MethodGet, http.MethodPost} {
		other := r.Clone(r.Context())
		other.Method = method
		if _, pattern := mux.Handler(other); pattern != "/" && pattern != "" {
			allowed = append(allowed, method)
		}
	}
	if len(allowed) == 0 || slices.Contains(allowed, r.Method) {
		s.fail(w, r, notFound(r))
		return
	}
	w.Header().Set("Allow", strings.Join(allowed, ", "))
	if r.Method == http.MethodGet || r.Method == http.MethodHead { // who asks so wants to read
		s.fail(w, r, &Problem{Status: http.StatusMethodNotAllowed, Detail: r.URL.Path + " takes a program as the body of a POST",
			Hint: "with curl: --data-binary @FILE; the page /query takes it in its address"})
		return
	}
	s.fail(w, r, &Problem{Status: http.StatusMethodNotAllowed, Detail: "the graph is only read: " + r.URL.Path + " takes " + strings.Join(allowed, " and "),
		Hint: "what it says is changed in the files of the dossier, which rapport build and rapport serve read"})
}

// failPage shows an error to a reader.
func (s *Server) failPage(w http.ResponseWriter, r *http.Request, p *Problem) {
	body := struct {
		*Problem
		Words string // to search for in its place
		All   string // where all questions or all reports are, where one was looked for
	}{Problem: p}
	if p.Status == http.StatusNotFound {
		body.Words = wordsOf(r.URL.Path)
		switch {
		case strings.HasPrefix(r.URL.Path, "/q/"):
			body.All = "/queries"
		case strings.HasPrefix(r.URL.Path, "/r/"):
			body.All = "/reports"
		}
	}
	text, err := s.look.make("problem.html", page{Title: http.StatusText(p.Status), Body: body})
	if err != nil {
		http.Error(w, p.Detail, p.Status)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(p.Status)
	w.Write(text)
}

// digestOf is a short digest of a text.
func digestOf(text string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(text)))[:12] }
