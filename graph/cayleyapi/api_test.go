package cayleyapi

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/cayleygraph/cayley/client"
	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/graph/gizmo"
	"rapport/graph/gizmo/worker"
	"rapport/quads"
)

// shipped is the built-in dossier's graph.
func shipped(t testing.TB) graph.Source {
	t.Helper()
	d, err := quads.Load(quads.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	return graph.Load(d.Quads())
}

// over serves a source, and counts who reads it.
func over(t testing.TB, src graph.Source, o Options) *httptest.Server {
	t.Helper()
	o.Graph = func() (graph.Source, func(), error) { return src, func() {}, nil }
	s := httptest.NewServer(New(o))
	t.Cleanup(s.Close)
	return s
}

// ask sends a request and returns the answer's status, head and text.
func ask(t testing.TB, method, url, body string, head ...string) (int, http.Header, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(head); i += 2 {
		r.Header.Set(head[i], head[i+1])
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	b, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, answer.Header, string(b)
}

const signatories = `g.V("<kg:russia-iran-treaty>").in("<kg:signed>").tag("who").all()`

func TestQuery(t *testing.T) {
	s := over(t, shipped(t), Options{Limit: 5, Most: 20})
	long := strings.Repeat(" ", maxProgram)
	for _, c := range []struct {
		name, method, path, body string
		head                     []string
		status                   int
		want, cut                string
	}{
		{"gizmo, version 1", "POST", "/api/v1/query/gizmo", signatories, nil, 200, `{"result":[{"id":"<kg:masoud-pezeshkian>","who":"<kg:masoud-pezeshkian>"},{"id":"<kg:vladimir-putin>","who":"<kg:vladimir-putin>"}]}`, ""},
		{"gizmo, version 2", "POST", "/api/v2/query?lang=gizmo", `g.V("<kg:iran>").all()`, nil, 200, `{"result":[{"id":"<kg:iran>"}]}`, ""},
		{"by GET", "GET", "/api/v2/query?lang=gizmo&qu=" + url.QueryEscape(`g.V("<kg:iran>").all()`), "", nil, 200, `{"result":[{"id":"<kg:iran>"}]}`, ""},
		{"JSON-LD", "POST", "/api/v2/query?lang=gizmo", `g.V("<kg:iran>").all()`, []string{"Accept", "application/ld+json, application/json"}, 200, `{"result":[{"id":{"@id":"kg:iran"}}]}`, ""},
		{"nothing", "POST", "/api/v1/query/gizmo", `g.V("<kg:nobody>").all()`, nil, 200, `{"result":[]}`, ""},
		{"a text is as it is", "POST", "/api/v1/query/gizmo", `g.emit("<b>&")`, nil, 200, `{"result":["<b>&"]}`, ""},
		{"cut", "POST", "/api/v1/query/gizmo", `for (let i = 0; i < 9; i++) g.emit(i)`, nil, 200, `{"result":[0,1,2,3,4]}`, "5"},
		{"cut where it is asked", "POST", "/api/v1/query/gizmo?limit=2", `for (let i = 0; i < 9; i++) g.emit(i)`, nil, 200, `{"result":[0,1]}`, "2"},
		{"all is at most so many", "POST", "/api/v1/query/gizmo?limit=-1", `for (let i = 0; i < 99; i++) g.emit(1)`, nil, 200, `{"result":[` + strings.Repeat("1,", 19) + `1]}`, "20"},
		{"graphql", "POST", "/api/v1/query/graphql", `{ nodes(id: <kg:iran>) { id, name: <schema:name> } }`, nil, 200, `{"data":{"nodes":{"id":"kg:iran","name":"Iran"}}}`, ""},
		{"graphql, too much", "POST", "/api/v1/query/graphql", `{ nodes { id } }`, nil, 200, `objects, and 5 are allowed: ask for fewer, as in nodes(first: 5)`, ""},
		{"graphql, wrong", "POST", "/api/v1/query/graphql", `{ nodes`, nil, 200, `"errors":[{"message":"graphql: Syntax Error`, ""},
		{"mql", "POST", "/api/v1/query/mql", `[{"id": "<kg:iran>", "<rdf:type>": null}]`, nil, 200, `{"result":[{"<rdf:type>":"<kg:State>","id":"<kg:iran>"}]}`, ""},
		{"mql, wrong", "POST", "/api/v1/query/mql", `[{"id`, nil, 400, `{"error":"mql: unexpected end of JSON input"}`, ""},
		{"a program's error has its place and hint", "POST", "/api/v1/query/gizmo", `g.V().uot("<kg:signed>").all()`, nil, 400, `gizmo:1:7: a path has no step \"uot\" (did you mean \"out\"?)`, ""},
		{"no such language", "POST", "/api/v1/query/latin", "x", nil, 400, `{"error":"unknown query language \"latin\": there are gizmo, graphql and mql"}`, ""},
		{"no language", "POST", "/api/v2/query", "x", nil, 400, "unknown query language", ""},
		{"no program", "POST", "/api/v1/query/gizmo", " \n", nil, 400, `{"error":"the query is empty"}`, ""},
		{"a program that is too long", "POST", "/api/v1/query/gizmo", long + "1", nil, 413, `longer than 1048576 bytes`, ""},
		{"limit is no number", "POST", "/api/v1/query/gizmo?limit=many", "1", nil, 400, `{"error":"limit=many is no number"}`, ""},
		{"writing", "POST", "/api/v1/write", `[{"subject":"a","predicate":"b","object":"c"}]`, nil, 403, "read-only", ""},
		{"writing a file", "POST", "/api/v1/write/file/nquad", "", nil, 403, "read-only", ""},
		{"deleting", "POST", "/api/v1/delete", "[]", nil, 403, "read-only", ""},
		{"writing, version 2", "POST", "/api/v2/write", "", nil, 403, "read-only", ""},
		{"deleting, version 2", "POST", "/api/v2/delete", "", nil, 403, "read-only", ""},
		{"deleting a node", "POST", "/api/v2/node/delete", "", nil, 403, "read-only", ""},
		{"a query by GET in version 1", "GET", "/api/v1/query/gizmo", "", nil, 405, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			status, head, got := ask(t, c.method, s.URL+c.path, c.body, c.head...)
			if status != c.status || !strings.Contains(got, c.want) || head.Get(CutHeader) != c.cut {
				t.Errorf("got %d, cut %q, %s\nwant %d, cut %q, %s", status, head.Get(CutHeader), got, c.status, c.cut, c.want)
			}
			if head.Get("Access-Control-Allow-Origin") != "" {
				t.Error("another origin may read it")
			}
		})
	}
}

// TestEndless is a program that never ends: it is ended.
func TestEndless(t *testing.T) {
	s := over(t, shipped(t), Options{Timeout: 50 * time.Millisecond})
	for _, path := range []string{"/api/v1/query/gizmo", "/api/v1/shape/gizmo", "/api/v2/query?lang=gizmo"} {
		if status, _, got := ask(t, "POST", s.URL+path, "for (;;) {}"); status != 504 || !strings.Contains(got, "took longer") {
			t.Errorf("%s: %d %s", path, status, got)
		}
	}
}

func TestBusy(t *testing.T) {
	s := over(t, shipped(t), Options{Run: func(context.Context, string, string, gizmo.Options, func(gizmo.Row) error) (gizmo.Stats, error) {
		return gizmo.Stats{}, worker.ErrBusy
	}})
	for _, lang := range []string{"gizmo", "graphql"} {
		if status, head, got := ask(t, "POST", s.URL+"/api/v1/query/"+lang, "1"); status != 503 || head.Get("Retry-After") == "" {
			t.Errorf("%s: %d %v %s", lang, status, head, got)
		}
	}
}

func TestShape(t *testing.T) {
	s := over(t, shipped(t), Options{})
	for _, c := range []struct{ lang, program, want string }{
		{"gizmo", `g.V("<kg:iran>").tag("a").out("<kg:signed>").tag("b").all()`,
			`{"links":[{"source":1,"target":2,"type":0,"link_node":3}],"nodes":[{"id":1,"tags":["a"],"values":["\u003ckg:iran\u003e"],"is_link_node":false,"is_fixed":true},{"id":2,"tags":["b"],"is_link_node":false,"is_fixed":false},{"id":3,"values":["\u003ckg:signed\u003e"],"is_link_node":true,"is_fixed":true}]}`},
		{"gizmo", `1`, `{"links":[],"nodes":[]}`},
		{"mql", `[{"id": "<kg:iran>", "<rdf:type>": null}]`, `"values":["\u003ckg:iran\u003e"]`},
	} {
		status, _, got := ask(t, "POST", s.URL+"/api/v1/shape/"+c.lang, c.program)
		if status != 200 || !strings.Contains(got, c.want) {
			t.Errorf("%s %s: %d %s\nwant %s", c.lang, c.program, status, got, c.want)
		}
	}
	if status, _, got := ask(t, "POST", s.URL+"/api/v1/shape/graphql", `{ nodes { id } }`); status != 400 || !strings.Contains(got, "no shape of GraphQL") {
		t.Errorf("graphql: %d %s", status, got)
	}
}

// TestRead reads all there is in every format, and less.
func TestRead(t *testing.T) {
	src := shipped(t)
	s := over(t, src, Options{})
	var want []string
	for _, q := range graph.Quads(src) {
		want = append(want, string(quads.AppendQuad(nil, q)))
	}
	slices.Sort(want)
	_, head, got := ask(t, "GET", s.URL+"/api/v2/read", "")
	lines := strings.SplitAfter(strings.TrimSuffix(got, "\n"), "\n")
	lines[len(lines)-1] += "\n"
	slices.Sort(lines)
	if !slices.Equal(lines, want) || head.Get("Content-Type") != "application/n-quads" {
		t.Errorf("read %d lines of %s, want %d", len(lines), head.Get("Content-Type"), len(want))
	}
	for _, c := range []struct {
		query string
		want  int
	}{
		{"sub=<kg:vladimir-putin>&pred=<kg:signed>", 1},
		{"sub=<kg:vladimir-putin>,<kg:masoud-pezeshkian>&pred=<kg:signed>", 2},
		{"sub=<kg:nobody>", 0},
		{"sub=<kg:vladimir-putin>,<kg:vladimir-putin>&pred=<kg:signed>", 1},
		{"sub=<kg:nobody>,<kg:vladimir-putin>&pred=<kg:signed>", 1},
	} {
		_, _, got := ask(t, "GET", s.URL+"/api/v2/read?"+strings.NewReplacer("<", "%3C", ">", "%3E").Replace(c.query), "")
		if n := strings.Count(got, "\n"); n != c.want {
			t.Errorf("%s: %d quads, want %d: %s", c.query, n, c.want, got)
		}
	}
	if status, _, got := ask(t, "GET", s.URL+"/api/v2/read?format=papyrus", ""); status != 400 || !strings.Contains(got, `"papyrus\"`) && !strings.Contains(got, "papyrus") {
		t.Errorf("an unknown format: %d %s", status, got)
	}
	var formats []struct{ ID string }
	_, _, got = ask(t, "GET", s.URL+"/api/v2/formats", "")
	if err := json.Unmarshal([]byte(got), &formats); err != nil || len(formats) < 4 {
		t.Fatalf("%v: %s", err, got)
	}
	for _, f := range formats {
		if status, _, got := ask(t, "GET", s.URL+"/api/v2/read?format="+f.ID, ""); status != 200 || len(got) < 10_000 {
			t.Errorf("%s: %d, %d bytes", f.ID, status, len(got))
		}
	}
}

// TestReadTooMany: what cannot be read is said before anything is sent.
func TestReadTooMany(t *testing.T) {
	if _, err := patternsOf([4][]graph.ID{make([]graph.ID, 101), nil, make([]graph.ID, 100)}); err == nil || !strings.Contains(err.Error(), "10000 combinations") {
		t.Error(err)
	}
	var terms []string
	for _, q := range graph.Quads(shipped(t)) {
		if s, ok := q.Subject.(quad.IRI); ok && !slices.Contains(terms, "<"+string(s)+">") && len(terms) < 101 {
			terms = append(terms, "<"+string(s)+">")
		}
	}
	list := url.QueryEscape(strings.Join(terms, ","))
	if status, _, got := ask(t, "POST", over(t, shipped(t), Options{}).URL+"/api/v2/read?sub="+list+"&obj="+list, ""); status != 400 || !strings.Contains(got, "combinations") {
		t.Errorf("%d %.200s", status, got)
	}
}

// TestCayleysClient reads the graph with Cayley's own client.
func TestCayleysClient(t *testing.T) {
	src := shipped(t)
	r, err := client.New(over(t, src, Options{}).URL).QuadReader()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	got, err := quad.ReadAll(r)
	if want := src.Count(graph.Quad{}); err != nil || len(got) != want {
		t.Errorf("read %d quads, %v; want %d", len(got), err, want)
	}
}

// broken is a source that cannot be read to its end.
type broken struct{ graph.Source }

func (b broken) Scan(p graph.Quad) graph.Scanner { return &brokenScan{b.Source.Scan(p), 0} }

type brokenScan struct {
	graph.Scanner
	n int
}

func (s *brokenScan) Next() (graph.Quad, bool) {
	if s.n++; s.n > 2000 {
		return graph.Quad{}, false
	}
	return s.Scanner.Next()
}

func (s *brokenScan) Err() error {
	if s.n > 2000 {
		return errors.New("a bad block")
	}
	return s.Scanner.Err()
}

// TestReadBreaksOff holds that a part is never taken for the whole.
func TestReadBreaksOff(t *testing.T) {
	s := over(t, broken{shipped(t)}, Options{})
	answer, err := http.Get(s.URL + "/api/v2/read")
	if err == nil {
		defer answer.Body.Close()
		_, err = io.ReadAll(answer.Body)
	}
	if err == nil {
		t.Error("the answer of a damaged graph ended well")
	}
}

// TestReadyPrograms holds that what the pages offer works over the built-in dossier, and gives pictures where it says so.
func TestReadyPrograms(t *testing.T) {
	s := over(t, shipped(t), Options{Limit: 1000})
	pictures := 0
	for _, r := range ReadyPrograms() {
		status, head, got := ask(t, "POST", s.URL+"/api/v1/query/"+r.Language, r.Program)
		if status != 200 || strings.Contains(got, `"result":[]`) || strings.Contains(got, `"errors"`) || head.Get(CutHeader) != "" || r.Title == "" {
			t.Errorf("%q: %d %s", r.Title, status, got)
		}
		if !r.Picture {
			continue
		}
		pictures++
		var answer struct{ Result []map[string]string }
		if err := json.Unmarshal([]byte(got), &answer); err != nil {
			t.Fatal(err)
		}
		for _, row := range answer.Result {
			for _, tag := range []string{"source", "target", "source_label", "target_label"} {
				if row[tag] == "" {
					t.Errorf("%q: a row without %s: %v", r.Title, tag, row)
				}
			}
		}
	}
	if pictures < 2 {
		t.Errorf("%d pictures", pictures)
	}
}

// TestNoPages says what to do where Cayley's pages are not to be had.
func TestNoPages(t *testing.T) {
	t.Setenv("GOMODCACHE", t.TempDir())
	s := over(t, shipped(t), Options{})
	status, _, got := ask(t, "GET", s.URL+"/cayley/", "")
	if status != 503 || !strings.Contains(got, "go mod download github.com/cayleygraph/cayley@"+cayleyVersion) {
		t.Errorf("got %d %s", status, got)
	}
}

// TestVersion holds the version that is looked for to the one that go.mod asks for.
func TestVersion(t *testing.T) {
	b, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	if m := regexp.MustCompile(`github.com/cayleygraph/cayley (\S+)`).FindSubmatch(b); m == nil || string(m[1]) != cayleyVersion {
		t.Errorf("go.mod has %q, this package %s", m, cayleyVersion)
	}
}

// TestRewrite holds that nothing absolute or from outside is left.
func TestRewrite(t *testing.T) {
	files := fstest.MapFS{
		"templates/head.tmpl":  {Data: []byte(`{{define "head"}}<link href='/static/x.css'><script>start()</script>{{end}}`)},
		"templates/query.html": {Data: []byte(`<html><head>{{template "head"}}</head><ul><li ></li> <li id="sbWrite"><a href="/ui/write">Write</a></li></ul><a href="/">Query</a><a href="/docs/MQL"></a></html>`)},
		"static/x.css":         {Data: []byte("@import url(\"//fonts.example/css?family=Lato\");a{src: local('X'), url(http://fonts.example/x.ttf) format('truetype');}")},
		"static/js/a.js":       {Data: []byte(`load("/static/cayley.svg")`)},
		"docs/mql.md":          {Data: []byte("# <b>MQL")},
		"secret":               {Data: []byte("secret")},
	}
	s := over(t, shipped(t), Options{Pages: files})
	_, head, got := ask(t, "GET", s.URL+"/cayley/", "")
	want := `<html lang="en"><head><link href='/cayley/static/x.css'><script>start()</script><link rel="stylesheet" href="/cayley/ready.css"></head><ul></ul><a href="/cayley/">Query</a><a href="/cayley/docs/MQL"></a><script src="/cayley/ready.js"></script></html>`
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if p := head.Get("Content-Security-Policy"); !strings.Contains(p, "default-src 'none'; script-src 'self' 'unsafe-eval' 'sha256-") {
		t.Error(p)
	}
	for path, want := range map[string]string{
		"/cayley/static/x.css":     "a{src: local('X');}",
		"/cayley/static/js/a.js":   `load("/cayley/static/cayley.svg")`,
		"/cayley/docs/MQL":         "# <b>MQL",
		"/cayley/static/../secret": "404 page not found\n",
	} {
		if _, _, got := ask(t, "GET", s.URL+path, ""); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
	if status, _, _ := ask(t, "GET", s.URL+"/cayley/ui/write", ""); status != 403 {
		t.Errorf("the tab Write: %d", status)
	}
}
