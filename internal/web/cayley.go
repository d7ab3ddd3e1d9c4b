package web

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strings"

	"rapport/graph"
	"rapport/graph/cayleyapi"
	"rapport/graph/gizmo"
	"rapport/graph/gizmo/worker"
)

// cayley answers as Cayley's own server does, at its addresses, under the limits of this one.
func (s *Server) cayley() http.Handler {
	options := cayleyapi.Options{Graph: s.source, Run: s.runLanguage, Most: s.limits.Rows, Timeout: s.limits.Time, Ready: cayleyapi.ReadyPrograms()}
	if s.look.front != nil {
		options.Pages = s.look.front.cayley
	}
	api := cayleyapi.New(options)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/api/") {
			w.Header().Set("Cache-Control", "no-store") // what it is asked stands in no tag
		}
		if !cayleyapi.Reads(r.URL.Path) {
			api.ServeHTTP(w, r)
			return
		}
		body, err := bodyOf(r)
		if err != nil {
			s.fail(w, r, err)
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		if err := s.adhoc.enter(r.Context()); err != nil {
			s.fail(w, r, err)
			return
		}
		defer s.adhoc.leave()
		err = graph.Guard(func() error {
			api.ServeHTTP(w, r)
			return nil
		})
		if err != nil {
			s.fail(w, r, err)
		}
	})
}

// source is the graph that is open, and what gives it back.
func (s *Server) source() (graph.Source, func(), error) {
	o, err := s.acquire()
	if err != nil {
		return nil, nil, err
	}
	return o.Source, func() { s.release(o) }, nil
}

// runLanguage runs a program in one of Cayley's languages in a worker.
func (s *Server) runLanguage(ctx context.Context, language, program string, opts gizmo.Options, row func(gizmo.Row) error) (gizmo.Stats, error) {
	o, err := s.acquire()
	if err != nil {
		return gizmo.Stats{}, err
	}
	defer s.release(o)
	opts.MaxMemory = s.limits.Memory
	return o.adhoc.Run(ctx, worker.Request{Name: language, Program: program, Options: opts, Language: language}, row)
}
