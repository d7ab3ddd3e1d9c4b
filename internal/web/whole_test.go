package web

import (
	"io"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/iotest"
)

// TestAnswersAreBounded: what is put together before it is sent takes so much memory and no more, however few or many its rows are; what is sent as it
// comes is not held, so that its length has no bound.
func TestAnswersAreBounded(t *testing.T) {
	h := served(t, graphOf(t, nil), func(o *Options) { o.Limits = Limits{Answer: 4 << 20} }).Handler()
	const long = `const x = "x".repeat(100000); for (let i = 0; i < 300; i++) g.emit(x + i)`
	for name, program := range map[string]string{
		"long texts":      long,
		"a long row":      `let p = g.V("<kg:iran>"); const x = "x".repeat(100); for (let i = 0; i < 300; i++) p = p.tag(x + i); for (let i = 0; i < 300; i++) p.all()`,
		"a name for each": `for (let i = 0; i < 1000; i++) g.V("<kg:iran>").tag("a" + i).all()`,
	} {
		for _, target := range []string{"/api/query/json", "/api/query/md", "/api/query/json?why=1", "/api/query/csv?why=1"} {
			if p := problemIn(t, post(h, target, program)); p.Status != 422 || p.Type != typePrefix+"limit" || p.Detail != "the answer takes more than 4 MiB" {
				t.Errorf("%s: %s: %+v", name, target, p)
			}
		}
		page := ask(h, "GET", "/query?"+url.Values{"program": {program}}.Encode())
		wantStatus(t, page, 422)
		contains(t, text(t, page), "the answer takes more than 4 MiB")
	}
	wantStatus(t, post(h, "/api/query/json?limit=20", long), 200)
	if p := problemIn(t, post(h, "/api/query/csv", long)); p.Status != 422 { // the first rows are held
		t.Errorf("%+v", p)
	}
	rows := text(t, post(h, "/api/query/csv", strings.ReplaceAll(strings.ReplaceAll(long, "100000", "30000"), "300;", "900;")))
	if n := strings.Count(rows, "\n"); n != 901 || len(rows) < 900*30000 {
		t.Errorf("%d lines, %d bytes", n, len(rows))
	}
	wantStatus(t, ask(h, "GET", "/api/report/brief.md"), 200)
}

// TestHalfRequests: what comes in part, or in no form that is one, is the client's fault.
func TestHalfRequests(t *testing.T) {
	h := served(t, graphOf(t, nil)).Handler()
	for _, target := range []string{"/api/query/json", "/api/query/csv", "/query", "/query/answer/csv"} {
		r := httptest.NewRequest("POST", target, iotest.ErrReader(io.ErrUnexpectedEOF))
		r.Host = "127.0.0.1:8642"
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		wantStatus(t, w.Result(), 400)
	}
	for _, target := range []string{"/query?program=%zz", "/query/answer/csv?program=%zz", "/query?a=1;b=2"} {
		wantStatus(t, ask(h, "GET", target), 400)
	}
}

// TestSlowBodiesKeepNobodyWaiting: a request takes its place when it has come, not when it begins to.
func TestSlowBodiesKeepNobodyWaiting(t *testing.T) {
	s := served(t, graphOf(t, nil), func(o *Options) { o.Limits = Limits{Queries: 1, Pages: 1} })
	h := s.Handler()
	for _, target := range []string{"/api/query/json", "/query/answer/csv", "/api/v1/query/gizmo", "/api/v2/query?lang=gizmo"} {
		body, sender := io.Pipe()
		r := httptest.NewRequest("POST", target, body)
		r.Host = "127.0.0.1:8642"
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			h.ServeHTTP(httptest.NewRecorder(), r)
		}()
		sender.Write([]byte("g.V()")) // is taken once it is being read
		if n := len(s.adhoc.slots); n != 0 {
			t.Errorf("%s: half of a request takes %d places", target, n)
		}
		sender.Close()
		<-ended
	}
}
