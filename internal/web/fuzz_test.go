package web

import (
	"bufio"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// FuzzRequest: whatever a request is, its answer is whole and ours: no panic, no fault, no word of it that became an element, and the head of every answer.
func FuzzRequest(f *testing.F) {
	for _, target := range []string{
		"/", "/entity/kg:tug", "/entity/kg:tug?from=2", "/entity/%22%3E%3Cimg%20src=x%3E", "/entity/kg:tug/timeline", "/article/hbr", "/statement/hbr:1a", "/search?q=%22%3E%3Cscript%3E",
		"/search?q=%e2%80%ae%00%ff", "/graph?node=kg:tug&node=x&only=actual", "/queries", "/reports", "/q/duties?bearer=%3Cb%3E", "/q/timeline?as-of=2024-13-99&limit=-1", "/r/brief?section=%3Cb%3E",
		"/query?program=g.V(%3Cb%3E", "/query?program=%zz", "/query/answer/js?program=%3Cscript%3E", "/query/answer/csv?program=g.V().all()", "/api/q/duties.csv?why=1", "/api/q/duties.svg",
		"/api/q/..%2f..%2fx.csv", "/api/report/brief.html", "/api/nothing", "/api/find.json?text=%3Cscript%3E&limit=2", "/api/find.md?text=tug&ids=1", "/api/find.",
		"/api/show.json?node=kg:tug&from=2&limit=3", "/api/show.svg?node=kg:tug", "/api/show.md?node=%22%3E%3Cimg", "/api/cite.csl?node=kg:tug&limit=0", "/api/cite.md?node=kg:tug&read-back=1", "/api/complete?for=node&text=tug&class=kg:Ship", "/healthz", "/static/0/..%2fserver.go", "/cayley/", "/cayley/ready/", "/api/v1/query/gizmo", "/api/v1/shape/gizmo",
		"/api/v2/query?lang=graphql&qu=%7B%7D", "/api/v2/read?format=nquads&sub=%3Cx%3E", "/api/v2/formats", "//evil.example/", "/%2e%2e/", "*", "http://evil.example/",
	} {
		f.Add("GET", target, "Accept: */*", "")
	}
	for _, target := range []string{"/query", "/query/answer/json", "/api/query/json", "/api/query/csv?why=1&explain=1", "/api/v1/query/mql", "/api/v1/query/graphql", "/api/v2/query?lang=gizmo", "/api/v1/write", "/entity/kg:tug"} {
		f.Add("POST", target, "Content-Type: application/x-www-form-urlencoded", "program=g.V().tag('%3Cscript%3E').out().all()")
		f.Add("POST", target, "Content-Type: text/plain\r\nAccept: application/ld+json", "g.V().all()")
	}
	f.Add("POST", "/api/v1/query/mql", "", `[{"id": null, "<b>": []}]`)
	f.Add("POST", "/api/v1/query/graphql", "", `{ nodes(first: 1) { id, <b> } }`)
	f.Add("GET", "/", "If-None-Match: *\r\nRange: bytes=0-1\r\nOrigin: http://evil.example", "")
	f.Add("DELETE", "/entity/kg:tug", "Cookie: rapport=x\r\nAuthorization: Bearer", "")

	g := graphOf(f, os.DirFS(harbour))
	g.Worker = "harbour"
	var broken atomic.Pointer[string]
	h := served(f, g, func(o *Options) {
		o.Limits = Limits{Time: 2 * time.Second, Memory: 32 << 20, Rows: 200}
		o.Log = slog.New(slog.NewJSONHandler(io.Discard, &slog.HandlerOptions{Level: slog.LevelError, ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
			if a.Key != slog.TimeKey && a.Key != slog.LevelKey {
				text := fmt.Sprint(a)
				broken.CompareAndSwap(nil, &text)
			}
			return a
		}}))
	}).Handler()
	f.Fuzz(func(t *testing.T, method, target, headers, body string) {
		broken.Store(nil)
		raw := method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1:8642\r\n" + strings.Trim(headers, "\r\n") + "\r\nContent-Length: " + fmt.Sprint(len(body)) + "\r\n\r\n" + body
		r, err := http.ReadRequest(bufio.NewReader(strings.NewReader(strings.Replace(raw, "\r\n\r\nContent", "\r\nContent", 1))))
		if err != nil {
			return
		}
		w := httptest.NewRecorder()
		cut := func() (cut bool) {
			defer func() {
				if p := recover(); p != nil {
					if p != http.ErrAbortHandler {
						panic(p)
					}
					cut = true
				}
			}()
			h.ServeHTTP(w, r)
			return false
		}()
		answer := w.Result()
		if fault := broken.Load(); fault != nil {
			t.Errorf("%q %q: the log has %s", method, target, *fault)
		}
		cayleys := strings.HasPrefix(r.URL.Path, "/cayley/") && answer.StatusCode == http.StatusOK // Cayley's own pages, which say nothing of what was asked
		if fault := answerFault(answer, w.Body.String()); fault != "" && !cut && !cayleys {
			t.Errorf("%q %q: %s", method, target, fault)
		}
		for name := range answer.Header {
			if strings.HasPrefix(name, "Access-Control-") {
				t.Errorf("%q %q: has %s", method, target, name)
			}
		}
	})
}
