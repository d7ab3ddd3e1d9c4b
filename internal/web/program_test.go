package web

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

func TestQueryPage(t *testing.T) {
	h := served(t, graphOf(t, nil)).Handler()
	page := func(program string, more ...string) string {
		q := url.Values{"program": {program}}
		for i := 0; i+1 < len(more); i += 2 {
			q.Add(more[i], more[i+1])
		}
		return text(t, ask(h, "GET", "/query?"+q.Encode()))
	}
	contains(t, text(t, ask(h, "GET", "/query")), "Programs to begin with", "<textarea", "followRecursive")
	contains(t, page(`g.V().tag("source").out("<kg:builds>").tag("target").all()`), "<svg ", `line-dashed">planned`, `href="/statement/rit:18d"`,
		`rapport query &#39;g.V().tag(&#34;source&#34;)`, `<th scope="col">source</th>`)
	contains(t, page("g.V()\n  .nope().all()"), "Line 2, column 4", "<mark>nope</mark>", `data-line="2" data-col="4"`)
	contains(t, page("g.V().out().all()", "explain", "1"), "How it was answered", "rows in")
	contains(t, page(`g.V("<kg:iran>").out("<kg:hopesFor>").all()`, "only", "actual"), "Nothing found")
	contains(t, page(`g.V("<kg:nobody>").out().all()`), "The graph does not have &lt;kg:nobody&gt;.")
	named := page(`g.V("Iran").out().all()`)
	if contains(t, named, "&#34;Iran&#34; is a name; write &#34;&lt;kg:iran&gt;&#34;, or g.entity(&#34;Iran&#34;)."); strings.Contains(named, "Nearest") {
		t.Error("where a name stands for a node, what comes nearest is told")
	}
	contains(t, page("</textarea><script>alert(1)</script>"), "&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;")
	for _, target := range []string{"/query?program=1", "/q/signatories", "/graph?node=Iran"} {
		if got := ask(h, "GET", target).Header.Get("ETag"); got == "" {
			t.Errorf("%s has no ETag", target)
		}
	}
	r := ask(h, "GET", "/query?program=nope")
	if wantStatus(t, r, 422); r.Header.Get("ETag") != "" || r.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("what went wrong is kept: %v", r.Header)
	}
	form := url.Values{"program": {"// long\r\n" + strings.Repeat(" ", 9000) + `g.V("<kg:iran>").out("<kg:hopesFor>").all()`}}
	post := func(target string) *http.Response {
		r, err := http.NewRequest("POST", target, strings.NewReader(form.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		return sent(h, r)
	}
	contains(t, text(t, post("/query")), "20 gigawatts by 2040")
	file := post("/query/answer/csv")
	if got := file.Header.Get("Content-Disposition"); got != `attachment; filename="query.csv"` {
		t.Errorf("a file is %s", got)
	}
	contains(t, text(t, file), "20 gigawatts by 2040 (hope)\r\n")
	contains(t, text(t, post("/query/answer/js")), "// title: ", "// columns: ", "hopesFor")
	foreign := text(t, ask(h, "GET", "/query?program=g.V().all()", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"))
	if contains(t, foreign, "press Run to run it"); strings.Contains(foreign, "<table") {
		t.Error("a page of another site had a program run")
	}
}

func TestGraphPage(t *testing.T) {
	h := served(t, graphOf(t, nil)).Handler()
	contains(t, text(t, ask(h, "GET", "/graph")), "Where to begin", `href="/graph?node=kg%3Airan"`)
	page := text(t, ask(h, "GET", "/graph?node=Rosatom"))
	contains(t, page, "<svg ", "engaged to build", `line-dashed">planned`, `name="node" value="kg:rosatom"`, `href="/graph" aria-label="close Rosatom"`, "rapport show kg:rosatom -o svg",
		`<th scope="col">relation</th>`, `href="/entity/kg:rosatom"`)
	if !strings.Contains(page, "node=kg%3Arosatom&amp;node=") {
		t.Error("no node of the picture opens beside this one")
	}
	two := text(t, ask(h, "GET", "/graph?node=kg:rosatom&node=kg:iran&only=actual"))
	if strings.Contains(two, "engaged to build") || !strings.Contains(two, `value="actual" checked`) {
		t.Error("what is not actual is drawn")
	}
	contains(t, text(t, ask(h, "GET", "/graph?node=nobody")), "nothing is called")
	many := "/graph?"
	for _, e := range strings.Fields("iran russia rosatom") {
		many += strings.Repeat("node=kg:"+e+"&", 20)
	}
	wantStatus(t, ask(h, "GET", many), 200) // each is open once
}

func TestCayleyIsThere(t *testing.T) {
	h := served(t, graphOf(t, nil)).Handler()
	r := post(h, "/api/v1/query/gizmo", `g.V("<kg:iran>").out("<kg:hopesFor>").all()`)
	wantStatus(t, r, 200)
	contains(t, text(t, r), `"result"`)
	wantStatus(t, post(h, "/api/v1/write", "[]"), 403)
	r = ask(h, "GET", "/cayley/")
	if policy := r.Header.Get("Content-Security-Policy"); !strings.Contains(policy, "default-src 'none'") {
		t.Errorf("policy %s", policy)
	}
	wantStatus(t, ask(h, "GET", "/api/v2/formats", "Host", "evil.example"), 421)
}

// TestCayleysLimits: what reads the graph through Cayley's API takes a place among programs; who would write is told at once that nobody can, without being read.
func TestCayleysLimits(t *testing.T) {
	s := served(t, graphOf(t, nil), func(o *Options) { o.Limits = Limits{Queries: 1} })
	h := s.Handler()
	for range cap(s.adhoc.slots) {
		s.adhoc.slots <- struct{}{}
	}
	body, sender := io.Pipe() // nothing comes
	defer sender.Close()
	for _, c := range []struct {
		method, target string
		want           int
	}{
		{"POST", "/api/v1/query/gizmo", 503}, {"POST", "/api/v1/shape/gizmo", 503}, {"POST", "/api/v2/query?lang=gizmo", 503}, {"GET", "/api/v2/query?lang=gizmo&qu=g.V().all()", 503},
		{"GET", "/api/v2/read", 503}, {"POST", "/api/v2/read", 503},
		{"POST", "/api/v1/write", 403}, {"POST", "/api/v1/write/file/nquad", 403}, {"POST", "/api/v1/delete", 403}, {"POST", "/api/v2/write", 403}, {"POST", "/api/v2/delete", 403},
		{"POST", "/api/v2/node/delete", 403}, {"PUT", "/api/v2/write", 403}, {"GET", "/api/v2/formats", 200}, {"GET", "/cayley/", ask(h, "GET", "/cayley/").StatusCode},
	} {
		r := httptest.NewRequest(c.method, c.target, nil)
		if c.want == 403 {
			r.Body = body
		}
		r.Host = "127.0.0.1:8642"
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if wantStatus(t, w.Result(), c.want); strings.HasPrefix(c.target, "/api/") && w.Result().Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: Cache-Control is %q", c.target, w.Result().Header.Get("Cache-Control"))
		}
	}
	<-s.adhoc.slots
	r := post(h, "/api/v1/query/gizmo?limit=7", "g.V().all()")
	if got := r.Header.Get(cutHeader); got != "7" {
		t.Errorf("cut at %q", got)
	}
	r = post(h, "/api/query/csv?limit=7", "g.V().all()")
	if text(t, r); r.Header.Get(cutHeader) != "7" && r.Trailer.Get(cutHeader) != "7" {
		t.Errorf("cut at %v, %v", r.Header, r.Trailer)
	}
	if got := ask(h, "GET", "/api/q/duties.json?limit=2").Header.Get(cutHeader); got != "2" {
		t.Errorf("cut at %q", got)
	}
}
