package web

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"
)

// response counts what is sent, and gives the client a deadline for each part of it.
type response struct {
	http.ResponseWriter
	now     func() time.Time
	control *http.ResponseController
	status  int
	bytes   int
}

// Unwrap lets an http.ResponseController through.
func (w *response) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// Flush implements http.Flusher. A client that is gone is told of by the next Write.
func (w *response) Flush() { w.control.Flush() }

func (w *response) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

// part is how much must be taken within writeTime.
const part = 64 << 10

// Write implements io.Writer.
func (w *response) Write(b []byte) (n int, err error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	for {
		piece := b[n:min(len(b), n+part)]
		w.control.SetWriteDeadline(w.now().Add(writeTime)) // a writer without a connection has none
		k, err := w.ResponseWriter.Write(piece)
		n += k
		w.bytes += k
		if err != nil || n == len(b) {
			return n, err
		}
	}
}

// noteKey is where in a request's context the log looks for what a handler notes.
type noteKey struct{}

// note adds something to the line that the log has for a request.
func note(r *http.Request, key, value string) {
	if notes, ok := r.Context().Value(noteKey{}).(*[]slog.Attr); ok {
		*notes = append(*notes, slog.String(key, value))
	}
}

// guarded puts everything around the routes that must hold for each of them.
func (s *Server) guarded(routes http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := s.o.Now()
		out := &response{ResponseWriter: w, now: s.o.Now, control: http.NewResponseController(w)}
		var notes []slog.Attr
		ctx, stop := context.WithTimeout(context.WithValue(r.Context(), noteKey{}, &notes), s.limits.Time)
		defer stop()
		r = r.WithContext(ctx)
		defer func() {
			s.o.Log.LogAttrs(r.Context(), slog.LevelInfo, "request", append([]slog.Attr{
				slog.String("method", r.Method), slog.String("route", r.Pattern), slog.Int("status", out.status),
				slog.Int("bytes", out.bytes), slog.Duration("duration", s.o.Now().Sub(began))}, notes...)...)
		}()
		defer s.recovered(out, r)
		secure(out.Header())
		s.enter(out, r, routes)
	})
}

// recovered turns a panic, which means that we are wrong and not the reader, into an answer.
func (s *Server) recovered(w *response, r *http.Request) {
	broken := recover()
	if broken == nil {
		return
	}
	if broken == http.ErrAbortHandler {
		w.status = statusAborted
		panic(broken)
	}
	s.o.Log.Error("a promise inside the program was broken", "panic", fmt.Sprint(broken), "stack", string(debug.Stack()))
	if w.status != 0 {
		panic(http.ErrAbortHandler) // half of an answer must not look like one
	}
	s.fail(w, r, &Problem{Status: http.StatusInternalServerError, Detail: "a promise inside the program was broken",
		Hint: "this is a fault of rapport; its log shows where"})
}

// statusAborted stands in the log for an answer that was cut.
const statusAborted = 499

// secure sets what a browser is told with every answer.
func secure(h http.Header) {
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin") // with no-referrer a browser sends the forms of our own pages with the Origin "null"
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("X-Frame-Options", "DENY")
}

// policy lets a page use what comes from here, and nothing that stands in the page itself.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; " +
	"base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// enter refuses what must not be answered.
func (s *Server) enter(w *response, r *http.Request, routes http.Handler) {
	health := r.URL.Path == "/healthz"
	switch {
	case len(r.RequestURI) > s.limits.URL || len(r.URL.String()) > s.limits.URL:
		s.fail(w, r, &Problem{Status: http.StatusRequestURITooLong, Detail: fmt.Sprintf("the address is longer than %d bytes", s.limits.URL)})
	case !s.guard.host(r.Host):
		s.fail(w, r, &Problem{Status: http.StatusMisdirectedRequest, Kind: "host", Detail: "this server does not go by the name that was asked for",
			Hint: "rapport serve --host NAME lets it"})
	case !s.guard.origin(r):
		s.fail(w, r, &Problem{Status: http.StatusForbidden, Kind: "origin", Detail: "a page of another site asks, and only our own pages may"})
	case s.o.Token != "" && !health && !s.guard.known(r):
		if s.guard.admit(w, r) {
			return
		}
		w.Header().Set("WWW-Authenticate", "Bearer")
		s.fail(w, r, &Problem{Status: http.StatusUnauthorized, Kind: "token", Detail: "a token is required",
			Hint: "open the address that rapport serve printed, or send Authorization: Bearer TOKEN"})
	default:
		if r.Body != nil {
			r.Body = http.MaxBytesReader(w, r.Body, s.limits.Body)
		}
		routes.ServeHTTP(w, r)
	}
}
