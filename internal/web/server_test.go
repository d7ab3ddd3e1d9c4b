package web

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"rapport/graph"
	"rapport/quads"
	"rapport/queries"
)

// harbour is the fictional dossier whose names mean harm.
const harbour = "../../cmd/rapport/testdata/dossiers/harbour"

// graphOf opens a quads folder, nil for the shipped one.
func graphOf(t testing.TB, folder fs.FS) *Graph {
	t.Helper()
	var own fs.FS
	if folder == nil {
		folder = quads.Shipped()
	} else if sub, err := fs.Sub(folder, "queries"); err == nil {
		own = sub
	}
	if sub, err := fs.Sub(folder, "quads"); err == nil && folder != quads.Shipped() {
		folder = sub
	}
	d, err := quads.Load(folder)
	if err != nil {
		t.Fatal(err)
	}
	lib, err := queries.Open(own)
	if err != nil {
		t.Fatal(err)
	}
	qs := d.Quads()
	return &Graph{Name: "a test", Source: graph.Load(qs), Articles: d.Articles, Library: lib, Digest: Digest(qs, lib), Worker: "shipped"}
}

// served is a server over a graph; change alters its options.
func served(t testing.TB, g *Graph, change ...func(*Options)) *Server {
	t.Helper()
	o := Options{
		Open: func() (*Graph, error) { return g, nil }, Address: "127.0.0.1:8642", Version: "test",
		Log: slog.New(slog.NewJSONHandler(io.Discard, nil)), Now: time.Now,
	}
	for _, f := range change {
		f(&o)
	}
	s, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// ask sends a request; headers are name, value, name, value.
func ask(h http.Handler, method, target string, headers ...string) *http.Response {
	r := httptest.NewRequest(method, target, nil)
	r.Host = "127.0.0.1:8642"
	for i := 0; i+1 < len(headers); i += 2 {
		if headers[i] == "Host" {
			r.Host = headers[i+1]
			continue
		}
		r.Header.Set(headers[i], headers[i+1])
	}
	return sent(h, r)
}

// sent sends a request to the address that the server has.
func sent(h http.Handler, r *http.Request) *http.Response {
	if r.RequestURI == "" { // not one that a test made for a server
		r.Host = "127.0.0.1:8642"
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func text(t testing.TB, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func wantStatus(t *testing.T, r *http.Response, want int) {
	t.Helper()
	if r.StatusCode != want {
		t.Errorf("status %d, want %d: %.300s", r.StatusCode, want, text(t, r))
	}
}

// contains holds a page to what it must say.
func contains(t *testing.T, page string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(page, w) {
			t.Errorf("the page has no %q", w)
		}
	}
}

func TestWhoIsAnswered(t *testing.T) {
	h := served(t, graphOf(t, nil), func(o *Options) { o.Hosts = []string{"News.Example"} }).Handler()
	for _, c := range []struct {
		name    string
		headers []string
		want    int
	}{
		{"loopback", nil, 200},
		{"localhost", []string{"Host", "localhost:9"}, 200},
		{"another loopback address", []string{"Host", "127.8.8.8"}, 200},
		{"IPv6 loopback", []string{"Host", "[::1]:8642"}, 200},
		{"a name of ours", []string{"Host", "news.example"}, 200},
		{"a name of ours with a dot", []string{"Host", "NEWS.example.:80"}, 200},
		{"a foreign name", []string{"Host", "evil.example"}, 421},
		{"a name that begins as ours", []string{"Host", "localhost.evil.example"}, 421},
		{"a name with a user", []string{"Host", "localhost@evil.example"}, 421},
		{"a foreign address", []string{"Host", "192.0.2.1"}, 421},
		{"our own page", []string{"Origin", "http://127.0.0.1:8642", "Sec-Fetch-Site", "same-origin"}, 200},
		{"a foreign origin", []string{"Origin", "http://evil.example"}, 403},
		{"no origin at all", []string{"Origin", "null"}, 403},
		{"our host at another port", []string{"Origin", "http://127.0.0.1:1"}, 403},
		{"an image on a foreign page", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Dest", "image"}, 403},
		{"a page of the same site", []string{"Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "cors"}, 403},
		{"a link on a foreign page", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"}, 200},
		{"a frame of a foreign page", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "iframe"}, 403},
	} {
		t.Run(c.name, func(t *testing.T) { wantStatus(t, ask(h, "GET", "/", c.headers...), c.want) })
	}
	t.Run("no name", func(t *testing.T) { wantStatus(t, ask(h, "GET", "/", "Host", ""), 421) })
}

func TestEveryAnswerIsGuarded(t *testing.T) {
	h := served(t, graphOf(t, nil)).Handler()
	for _, target := range []string{"/", "/search?q=iran", "/entity/kg:iran", "/nothing", "/healthz", "/static/0/style.css", "/api/nothing"} {
		r := ask(h, "GET", target)
		for name, want := range map[string]string{"Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin",
			"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin"} {
			if got := r.Header.Get(name); got != want {
				t.Errorf("%s: %s is %q", target, name, got)
			}
		}
		for name := range r.Header {
			if strings.HasPrefix(name, "Access-Control-") {
				t.Errorf("%s: has %s", target, name)
			}
		}
		if page := text(t, r); strings.Contains(page, "<style") || strings.Contains(page, " style=") || strings.Contains(page, " onclick=") || strings.Contains(page, "<script>") {
			t.Errorf("%s: script or style stands in the page", target)
		}
	}
}

func TestToken(t *testing.T) {
	for _, addr := range []string{"0.0.0.0:1", ":1", "[::]:1", "192.0.2.1:1", "news.example:1"} {
		_, err := New(Options{Address: addr, Open: func() (*Graph, error) { t.Error("opened"); return nil, io.EOF }})
		if !errors.Is(err, ErrNoToken) {
			t.Errorf("%s without a token: %v", addr, err)
		}
	}
	h := served(t, graphOf(t, nil), func(o *Options) { o.Address, o.Token = "0.0.0.0:8642", "a secret & more" }).Handler()
	wantStatus(t, ask(h, "GET", "/"), 401)
	wantStatus(t, ask(h, "GET", "/healthz"), 200)
	wantStatus(t, ask(h, "GET", "/", "Host", "192.0.2.1", "Authorization", "Bearer a secret & more"), 200)
	wantStatus(t, ask(h, "GET", "/", "Authorization", "Bearer a secret"), 401)
	wantStatus(t, ask(h, "GET", "/?token=wrong"), 401)
	r := ask(h, "GET", "/search?q=iran&token=a+secret+%26+more")
	wantStatus(t, r, 303)
	if got := r.Header.Get("Location"); got != "/search?q=iran" {
		t.Errorf("sent on to %s", got)
	}
	cookie := r.Cookies()[0]
	if !cookie.HttpOnly || cookie.SameSite != http.SameSiteStrictMode || strings.Contains(cookie.Value, "secret") {
		t.Errorf("cookie %v", cookie)
	}
	wantStatus(t, ask(h, "GET", "/search?q=iran", "Cookie", cookie.Name+"="+cookie.Value), 200)
	if to := ask(h, "GET", "//evil.example/?token=a+secret+%26+more").Header.Get("Location"); strings.HasPrefix(to, "//") {
		t.Errorf("sent on to %s", to)
	}
}

func TestMethodsAndAddresses(t *testing.T) {
	h := served(t, graphOf(t, nil)).Handler()
	for _, method := range []string{"POST", "PUT", "DELETE", "PATCH", "OPTIONS"} {
		r := ask(h, method, "/entity/kg:iran")
		wantStatus(t, r, 405)
		if got := r.Header.Get("Allow"); got != "GET" {
			t.Errorf("%s: Allow is %q", method, got)
		}
	}
	wantStatus(t, ask(h, "HEAD", "/entity/kg:iran"), 200)
	wantStatus(t, ask(h, "GET", "/search?q="+strings.Repeat("a", 9000)), 414)
	wantStatus(t, ask(h, "GET", "/entity/kg:nobody"), 404)
	wantStatus(t, ask(h, "GET", "/entity/%3Cscript%3E"), 404)
	wantStatus(t, ask(h, "GET", "/static/"+strings.Repeat("0", 12)+"/style.css"), 404)
	wantStatus(t, ask(h, "GET", "/static/x/..%2f..%2fserver.go"), 404)
	r := ask(h, "GET", "/api/nothing")
	wantStatus(t, r, 404)
	if got := r.Header.Get("Content-Type"); got != "application/problem+json" {
		t.Errorf("the API's error is %s", got)
	}
}

func TestUnchanged(t *testing.T) {
	h := served(t, graphOf(t, nil)).Handler()
	r := ask(h, "GET", "/entity/kg:iran")
	tag := r.Header.Get("ETag")
	if tag == "" || r.Header.Get("Cache-Control") != "no-cache" {
		t.Fatalf("ETag %q, Cache-Control %q", tag, r.Header.Get("Cache-Control"))
	}
	for _, given := range []string{tag, strings.TrimPrefix(tag, "W/"), `"other", ` + tag} {
		r := ask(h, "GET", "/entity/kg:iran", "If-None-Match", given)
		wantStatus(t, r, 304)
		if text(t, r) != "" {
			t.Error("304 with a body")
		}
	}
	wantStatus(t, ask(h, "GET", "/entity/kg:iran", "If-None-Match", `"other"`), 200)
	other := served(t, graphOf(t, os.DirFS(harbour))).Handler()
	if ask(other, "GET", "/").Header.Get("ETag") == ask(h, "GET", "/").Header.Get("ETag") {
		t.Error("two graphs have one ETag")
	}
	if got := ask(h, "GET", "/entity/kg:nobody").Header.Get("ETag"); got != "" {
		t.Errorf("an error has the ETag %s", got)
	}
	nameless := graphOf(t, nil)
	nameless.Digest = ""
	h = served(t, nameless).Handler()
	for _, target := range []string{"/", "/entity/kg:iran", "/api/q/signatories.csv", "/api/q/duties.json"} {
		r := ask(h, "GET", target)
		if wantStatus(t, r, 200); r.Header.Get("ETag") != "" || r.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: of a graph without a digest something is to be kept: %v", target, r.Header)
		}
	}
}

// brokenSource panics where it is read.
type brokenSource struct {
	graph.Source
	broken atomic.Bool
}

func (s *brokenSource) Scan(q graph.Quad) graph.Scanner {
	if s.broken.Load() {
		panic("a promise")
	}
	return s.Source.Scan(q)
}

func TestPanicIsAnAnswer(t *testing.T) {
	g := graphOf(t, nil)
	src := &brokenSource{Source: g.Source}
	g.Source = src
	var log strings.Builder
	h := served(t, g, func(o *Options) { o.Log = slog.New(slog.NewJSONHandler(&log, nil)) }).Handler()
	src.broken.Store(true)
	r := ask(h, "GET", "/entity/kg:iran")
	wantStatus(t, r, 500)
	if strings.Contains(text(t, r), "goroutine") || !strings.Contains(log.String(), "goroutine") {
		t.Error("the stack is for the log, not for the reader")
	}
	src.broken.Store(false)
	wantStatus(t, ask(h, "GET", "/entity/kg:iran"), 200)
	src.broken.Store(true)
	wantStatus(t, ask(h, "GET", "/entity/kg:iran"), 200) // it is kept
	wantStatus(t, ask(h, "GET", "/entity/kg:russia"), 500)
	wantStatus(t, ask(h, "GET", "/entity/kg:iran?again"), 500)
}

// TestKept: pages are kept within bounds, those that were asked for last.
func TestKept(t *testing.T) {
	k := newKept(2000)
	page := make([]byte, 100)
	for i := range 100 {
		k.keep(strconv.Itoa(i), page)
		if k.page("0") == nil {
			t.Fatalf("what is asked for all the time is gone after %d", i)
		}
		if n := len(k.young) + len(k.old); n > 20 {
			t.Fatalf("%d pages are kept", n)
		}
	}
	if k.page("99") == nil || k.page("50") != nil {
		t.Error("not those that were asked for last are kept")
	}
	if k.keep("large", make([]byte, 500)); k.page("large") != nil {
		t.Error("a page that would push out the others is kept")
	}
}

// TestLogKeepsSecrets: what is asked about is in no line of the log.
func TestLogKeepsSecrets(t *testing.T) {
	var log strings.Builder
	h := served(t, graphOf(t, nil), func(o *Options) { o.Log = slog.New(slog.NewJSONHandler(&log, nil)) }).Handler()
	ask(h, "GET", "/search?q=rosatom")
	ask(h, "GET", "/entity/kg:iran")
	ask(h, "GET", "/nowhere-at-all")
	for _, secret := range []string{"rosatom", "kg:iran", "nowhere"} {
		if strings.Contains(log.String(), secret) {
			t.Errorf("the log has %q: %s", secret, log.String())
		}
	}
	contains(t, log.String(), `"route":"GET /search"`, `"route":"GET /entity/{id}"`, `"status":404`)
}

// listen serves at a port of its own until stop is called, which returns what Serve did.
func listen(t testing.TB, s *Server) (url string, stop func() error) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, l) }()
	stop = func() error { cancel(); return <-ended }
	t.Cleanup(cancel)
	return "http://" + l.Addr().String(), stop
}

// TestShutdown: a request that has begun is answered, though the server was told to stop.
func TestShutdown(t *testing.T) {
	g := graphOf(t, nil)
	s := served(t, g)
	begun, proceed := make(chan bool), make(chan bool)
	slow := http.NewServeMux()
	slow.HandleFunc("/slow", func(w http.ResponseWriter, r *http.Request) {
		close(begun)
		<-proceed
		io.WriteString(w, "done")
	})
	s.handler = s.guarded(slow)
	url, stop := listen(t, s)
	answer := make(chan string, 1)
	go func() {
		r, err := http.Get(url + "/slow")
		if err != nil {
			answer <- err.Error()
			return
		}
		defer r.Body.Close()
		b, _ := io.ReadAll(r.Body)
		answer <- string(b)
	}()
	<-begun
	stopped := make(chan error, 1)
	go func() { stopped <- stop() }()
	for { // until no new connection is taken
		c, err := net.Dial("tcp", strings.TrimPrefix(url, "http://"))
		if err != nil {
			break
		}
		c.Close()
	}
	close(proceed)
	if got := <-answer; got != "done" {
		t.Errorf("the request got %q", got)
	}
	if err := <-stopped; err != nil {
		t.Errorf("Serve: %v", err)
	}
}

// TestClosedAfterItsLastReader: a graph is given back when nobody reads it, not before.
func TestClosedAfterItsLastReader(t *testing.T) {
	g := graphOf(t, nil)
	closed := 0
	g.Close = func() error { closed++; return nil }
	s := served(t, g)
	o, err := s.acquire()
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	if closed != 0 {
		t.Fatal("closed under its reader")
	}
	wantStatus(t, ask(s.Handler(), "GET", "/"), 503)
	s.release(o)
	if closed != 1 {
		t.Fatalf("closed %d times", closed)
	}
}
