package web

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/graph/cayleyapi"
	"rapport/graph/gizmo/worker"
	"rapport/internal/report"
	"rapport/quads"
	"rapport/queries"
)

// TestMain makes the test binary a worker when a server under test starts one.
func TestMain(m *testing.M) {
	if worker.Is(os.Args[1:]) {
		if err := worker.Serve(os.Stdin, os.Stdout, openForWorker, cayleyapi.Languages(), func() { os.Exit(1) }); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

func openForWorker(spec string) (graph.Source, error) {
	switch spec {
	case "shipped":
		d, err := quads.Load(quads.Shipped())
		if err != nil {
			return nil, err
		}
		return graph.Load(d.Quads()), nil
	case "harbour":
		d, err := quads.Load(os.DirFS(harbour + "/quads"))
		if err != nil {
			return nil, err
		}
		return graph.Load(d.Quads()), nil
	}
	if n, ok := strings.CutPrefix(spec, "attack "); ok {
		i, err := strconv.Atoi(n)
		if err != nil {
			return nil, err
		}
		return graph.Load(hostileQuads(attacks[i])), nil
	}
	if path, ok := strings.CutPrefix(spec, "segment "); ok {
		return graph.OpenSegment(path)
	}
	return manyQuads(), nil
}

// manyQuads are some that make a long answer.
func manyQuads() graph.Source {
	var qs []quad.Quad
	for i := range 5000 {
		qs = append(qs, quad.Quad{Subject: quad.IRI(fmt.Sprintf("x:%04d", i)), Predicate: quad.IRI("x:next"), Object: quad.IRI(fmt.Sprintf("x:%04d", i+1))})
	}
	return graph.Load(qs)
}

func many(t testing.TB) *Graph {
	g := graphOf(t, nil)
	g.Articles, g.Source, g.Worker, g.Digest = nil, manyQuads(), "many", "many"
	return g
}

// post sends a program.
func post(h http.Handler, target, program string) *http.Response {
	r := httptest.NewRequest("POST", target, strings.NewReader(program))
	r.Host = "127.0.0.1:8642"
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

// problem reads an error of the API.
func problemIn(t *testing.T, r *http.Response) (p struct {
	Type, Title, Detail, Hint string
	Status, Line, Col         int
}) {
	t.Helper()
	if got := r.Header.Get("Content-Type"); got != "application/problem+json" {
		t.Fatalf("status %d, %s: %s", r.StatusCode, got, text(t, r))
	}
	if err := json.NewDecoder(r.Body).Decode(&p); err != nil {
		t.Fatal(err)
	}
	if p.Status != r.StatusCode {
		t.Errorf("status %d in the body, %d in the header", p.Status, r.StatusCode)
	}
	return p
}

// TestAPIQuery: a saved query answers as it does in this process, in each format, with and without why.
func TestAPIQuery(t *testing.T) {
	g := graphOf(t, nil)
	h := served(t, g).Handler()
	for _, name := range []string{"signatories", "hopes", "timeline", "neighbours"} {
		q, err := g.Library.Find(name)
		if err != nil {
			t.Fatal(err)
		}
		given := url.Values{}
		if q.Param("entity") != nil {
			given.Set("entity", "Rosatom")
		}
		params, err := queries.Bind(&q.Header, queries.Arguments(given), graph.NewFinder(g.Source).ResolveAs)
		if err != nil {
			t.Fatal(err)
		}
		for _, why := range []bool{false, true} {
			if why {
				given.Set("why", "1")
			}
			l := report.NewLookup(g.Source)
			result, err := queries.Run(context.Background(), g.Source, q, params, queries.Options{Why: why})
			if err != nil {
				t.Fatal(err)
			}
			table := report.RowsOf(q, result, l.Names())
			if why {
				l.Explain(table, result.Why)
			}
			for _, f := range []report.Format{report.FormatJSON, report.FormatJSONL, report.FormatCSV, report.FormatTSV, report.FormatMD} {
				var want bytes.Buffer
				if err := report.Write(&want, f, table, report.Options{}); err != nil {
					t.Fatal(err)
				}
				r := ask(h, "GET", "/api/q/"+name+"."+string(f)+"?"+given.Encode())
				wantStatus(t, r, 200)
				if got := text(t, r); got != want.String() {
					t.Errorf("%s as %s, why %v:\n got %.500s\nwant %.500s", name, f, why, got, want.String())
				}
			}
		}
	}
	contains(t, text(t, ask(h, "GET", "/api/q/timeline.svg")), "<svg ", "[1]")
}

func TestAPIRefuses(t *testing.T) {
	h := served(t, graphOf(t, nil)).Handler()
	for target, want := range map[string]struct {
		status int
		kind   string
		words  string
	}{
		"/api/q/nothing.csv":                      {404, "unknown", `no query is called "nothing"`},
		"/api/q/signatories":                      {404, "format", "names no format"},
		"/api/q/signatories.pdf":                  {404, "format", "names no format"},
		"/api/q/duties.csv?berer=Iran":            {400, "parameter", "berer: there is no such parameter"},
		"/api/q/duties.csv?bearer=Nobody":         {400, "parameter", "bearer: nothing is called"},
		"/api/q/duties.csv?force=never":           {400, "parameter", "force: "},
		"/api/q/links.csv":                        {400, "parameter", "must be given"},
		"/api/q/signatories.csv?only=true":        {400, "parameter", `only: unknown modality "true"`},
		"/api/q/signatories.csv?as-of=soon":       {400, "parameter", "as-of: "},
		"/api/q/signatories.csv?why=maybe":        {400, "parameter", "why: "},
		"/api/q/signatories.csv?limit=-1":         {400, "parameter", "limit: "},
		"/api/q/signatories.csv?explain=1":        {400, "parameter", "explain is for json"},
		"/api/q/signatories.svg":                  {422, "picture", "no picture"},
		"/api/report/nothing.md":                  {404, "unknown", "nothing"},
		"/api/q/links.csv?a=Iran&b=Tehran":        {400, "parameter", `b: "Tehran" is the same as "Iran", given for "a"`},
		"/api/report/path.md?from=Iran&to=Iran":   {400, "parameter", `to: "Iran" is given for "from" as well`},
		"/api/report/agreement.md":                {400, "parameter", "agreement: must be given"},
		"/api/report/brief.md?section=nothing":    {400, "parameter", "no section"},
		"/api/q/duties.csv?bearer=Iran&bearer=Ru": {400, "parameter", "bearer: given 2 times"},
		"/api/q/duties.csv?bearer=xyzzy":          {400, "parameter", "bearer: nothing is called"},
		"/api/report/xyzzy.md":                    {404, "unknown", "xyzzy"},
		"/api/q/xyzzy.md":                         {404, "unknown", "xyzzy"},
		"/api/report/projects.svg":                {422, "picture", "want one picture"},
		"/api/find.json":                          {400, "parameter", "text: must be given"},
		"/api/find":                               {404, "format", "names no format"},
		"/api/find.json?text=a&only=actual":       {400, "parameter", "only: there is no such parameter"},
		"/api/find.json?text=a&limit=-1":          {400, "parameter", "limit: "},
		"/api/find.json?text=a&text=b":            {400, "parameter", "text: given 2 times"},
		"/api/show.json?node=xyzzy":               {404, "unknown", "nothing is called"},
		"/api/show.json?node=Iran&from=0":         {400, "parameter", "from: "},
		"/api/show.json?node=Iran&from=100000":    {400, "parameter", "from: got 100000"},
		"/api/show.svg?node=kg:signed":            {422, "picture", "no picture"},
		"/api/cite.json?node=xyzzy":               {404, "unknown", "nothing is called"},
		"/api/cite.json?node=Iran&read-back=yes!": {400, "parameter", "read-back: "},
	} {
		r := ask(h, "GET", target)
		wantStatus(t, r, want.status)
		p := problemIn(t, r)
		if p.Type != typePrefix+want.kind || !strings.Contains(p.Detail, want.words) || strings.HasPrefix(p.Detail, "--") {
			t.Errorf("%s: %+v", target, p)
		}
		if strings.Contains(p.Hint, "rapport ") || strings.Contains(p.Hint, "--") {
			t.Errorf("%s: the hint speaks of commands: %s", target, p.Hint)
		}
		if strings.Contains(target, "berer") && !strings.HasPrefix(p.Hint, "its own are “bearer”, “force”") {
			t.Errorf("%s: the hint is %q", target, p.Hint)
		}
		if strings.HasSuffix(target, "projects.svg") && p.Hint != "section is one of money, power" {
			t.Errorf("%s: the hint is %q", target, p.Hint)
		}
		if strings.Contains(target, "xyzzy") && !strings.Contains(p.Hint, "/api/") {
			t.Errorf("%s: the hint is %q", target, p.Hint)
		}
	}
	wantStatus(t, ask(h, "GET", "/api/nothing.json"), 404)
	for _, headers := range [][]string{{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"}} {
		wantStatus(t, ask(h, "GET", "/api/q/signatories.csv", headers...), 403)
		page := text(t, ask(h, "GET", "/q/signatories", headers...))
		contains(t, page, "Press the button to ask")
		if strings.Contains(page, "<table") || strings.Contains(page, "Nothing found") {
			t.Error("a page of another site had a query asked")
		}
	}
}

// TestAPINode: what is found, shown and cited is told in parts where there is much of it, and the header says so.
func TestAPINode(t *testing.T) {
	h := served(t, graphOf(t, nil)).Handler()
	for target, want := range map[string]string{
		"/api/find.csv?text=rosatom":                 "Rosatom,organization,name,kg:rosatom",
		"/api/find.json?text=rosatom&limit=1":        `"cut":true`,
		"/api/find.md?text=rosatom":                  "**In the text**",
		"/api/show.json?node=Iran":                   `"schema": "rapport.profile/1"`,
		"/api/show.jsonl?node=Iran":                  `"group":`,
		"/api/show.svg?node=Iran":                    "<svg ",
		"/api/cite.json?node=rit:20a&read-back=1":    `"reading": "`,
		"/api/cite.csl?node=rit:20a":                 `"type": "article-newspaper"`,
		"/api/cite.md?node=Rosatom":                  "> ",
		"/api/cite.json?node=sentence+20&read-back=": "Tehran hopes",
	} {
		r := ask(h, "GET", target)
		wantStatus(t, r, 200)
		contains(t, text(t, r), want)
	}
	for target, cut := range map[string]string{
		"/api/find.csv?text=iran&limit=2":       "2",
		"/api/find.csv?text=rosatom&limit=0":    "",
		"/api/show.json?node=Iran&limit=10":     "10",
		"/api/show.json?node=Iran":              "",
		"/api/show.json?node=kg:Claim&limit=1":  "1",
		"/api/show.json?node=rit:20a&limit=1":   "", // a statement has no parts
		"/api/cite.json?node=Iran&limit=3":      "3",
		"/api/cite.json?node=rit:20a&limit=1":   "",
		"/api/cite.json?node=Iran&limit=100000": "",
	} {
		r := ask(h, "GET", target)
		wantStatus(t, r, 200)
		if got := r.Header.Get(cutHeader); got != cut {
			t.Errorf("%s: the cut is %q, want %q", target, got, cut)
		}
	}
	one, all := text(t, ask(h, "GET", "/api/show.csv?node=Iran&limit=10&from=11")), text(t, ask(h, "GET", "/api/show.csv?node=Iran"))
	if n := strings.Count(one, "\n"); n < 3 || n > strings.Count(all, "\n")/2 {
		t.Errorf("ten quads have %d rows", n)
	}
	wantStatus(t, ask(h, "GET", "/api/find.csv?text=iran", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"), 403)
}

// TestAPIRestricts: the parameters that keep a question to a part do so in the worker too.
func TestAPIRestricts(t *testing.T) {
	h := served(t, graphOf(t, nil)).Handler()
	all := text(t, ask(h, "GET", "/api/q/aims.csv"))
	actual := text(t, ask(h, "GET", "/api/q/aims.csv?only=actual"))
	if strings.Count(all, "\n") < 3 || strings.Count(actual, "\n") != 1 {
		t.Errorf("all: %q\nonly actual: %q", all, actual)
	}
	if got := text(t, ask(h, "GET", "/api/q/claims.csv?speaker=Russian+Foreign+Ministry")); strings.Count(got, "\n") < 2 || got == text(t, ask(h, "GET", "/api/q/claims.csv")) {
		t.Errorf("speaker: %q", got)
	}
	if got := text(t, ask(h, "GET", "/api/q/signatories.csv?as-of=1999")); strings.Count(got, "\n") != 1 {
		t.Errorf("as-of: %q", got)
	}
	contains(t, text(t, ask(h, "GET", "/q/hopes?only=hoped")), "Left out with --only hoped: what stands under about in 1 row.")
	if page := text(t, ask(h, "GET", "/q/hopes?only=hoped&only=planned")); strings.Contains(page, "Left out") {
		t.Errorf("a row is whole, and something is said to be left out of it: %s", page)
	}
	contains(t, text(t, ask(h, "GET", "/q/aims?only=actual")), "Nothing found", "--only actual", `value="actual" checked`)
}

// TestAPITellsWhatIsLeftOut: which cells of a saved query are empty because the question is kept to a part, JSON says, and of every format a header, which is a
// trailer where rows are sent as they come. That costs no answer where the whole cannot be asked.
func TestAPITellsWhatIsLeftOut(t *testing.T) {
	g := graphOf(t, nil)
	hopes, err := g.Library.Find("hopes")
	if err != nil {
		t.Fatal(err)
	}
	ordered := strings.Replace(hopes.Text, "// view:", "// ordered: yes\n// view:", 1)
	lib, err := queries.Open(fstest.MapFS{
		"ordered.js": {Data: []byte(ordered)},
		"slow.js":    {Data: []byte(ordered + "\nif (g.V().out(\"<kg:signed>\").limit(1).toArray().length > 0) for (;;) {}\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	g.Library = lib
	s := served(t, g, func(o *Options) { o.Limits = Limits{Time: 3 * time.Second} })
	url, _ := listen(t, s)
	s.guard.hosts = append(s.guard.hosts, "127.0.0.1")
	for target, want := range map[string]string{
		"/api/q/hopes.%s?only=hoped":                  "about=1",
		"/api/q/hopes.%s?only=hoped&limit=1":          "about=1",
		"/api/q/hopes.%s?only=hoped&why=1":            "about=1",
		"/api/q/hopes.%s?only=hoped&only=planned":     "",
		"/api/q/hopes.%s":                             "",
		"/api/q/claims.%s?speaker=Russian+leadership": "",
		"/api/q/ordered.%s?only=hoped":                "about=1",
		"/api/q/ordered.%s?only=hoped&only=planned":   "",
		"/api/q/slow.%s?only=hoped":                   "",
	} {
		for _, f := range apiFormats()[:5] {
			if strings.Contains(target, "slow") && f != report.FormatJSON && f != report.FormatCSV {
				continue
			}
			r, err := http.Get(url + fmt.Sprintf(target, f))
			if err != nil {
				t.Fatal(err)
			}
			body := text(t, r)
			got := cmp.Or(r.Trailer.Get(leftOutHeader), r.Header.Get(leftOutHeader)) // both, where nothing was sent before
			inJSON := strings.Contains(body, `"left_out":{"about":1}`)
			if r.StatusCode != 200 || got != want || inJSON != (want != "" && (f == report.FormatJSON || f == report.FormatJSONL)) || !strings.Contains(body, "2040") && !strings.Contains(target, "claims") {
				t.Errorf(target+": %s, %q, want %q\n%s", f, r.Status, got, want, body)
			}
		}
	}
}

func TestAPIReport(t *testing.T) {
	h := served(t, graphOf(t, nil)).Handler()
	contains(t, text(t, ask(h, "GET", "/api/report/agreement.md?agreement=treaty&section=lacks")), "## What it does not contain", "rit:11a")
	r := ask(h, "GET", "/api/report/brief.html")
	if got := r.Header.Get("Content-Security-Policy"); got != reportPolicy {
		t.Errorf("policy %s", got)
	}
	contains(t, text(t, r), "<!DOCTYPE html>", "<style>")
	contains(t, text(t, ask(h, "GET", "/api/report/brief.json?only=actual")), `"schema": "rapport.report/1"`, `"only": [`)
	page := text(t, ask(h, "GET", "/r/agreement?agreement=treaty"))
	contains(t, page, `<div class="report"`, `href="/statement/rit:11a"`, "rapport report agreement --agreement treaty", `href="/api/report/agreement.md?agreement=treaty"`)
	if strings.Contains(page, "<style") || strings.Count(page, "<main") != 1 {
		t.Error("the report is not a part of the page")
	}
}

// TestReportMeetsLimits: a question of a report that ends at a bound of lists, of memory or of what an answer may take is said not to be searched, the
// others have their answers, and the report is not kept.
func TestReportMeetsLimits(t *testing.T) {
	g := graphOf(t, nil)
	header := "// title:   Q\n// asks:    Q?\n// columns: n\n// view:    table\n// tags:    own\n\n"
	lib, err := queries.Open(fstest.MapFS{
		"listed.js": {Data: []byte(header + `Array(200000).fill(1)`)},
		"held.js":   {Data: []byte(header + `const all = []; for (;;) all.push("x".repeat(100000) + all.length)`)},
		"rows.js":   {Data: []byte(header + `const x = "x".repeat(100000); for (let i = 0; i < 300; i++) g.emit({n: x + i})`)},
		"reports/limits.md": {Data: []byte("<!--\ntitle:    T\nasks:     A?\nsections: s, end\ntags:     own\n-->\n\n## S {#s}\n\n```rapport\nquery: listed\n```\n\n```rapport\nquery: held\n```\n\n" +
			"```rapport\nquery: rows\n```\n\n## End {#end}\n\n```rapport\nquery: hopes\n```\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	g.Library = lib
	h := served(t, g, func(o *Options) { o.Limits = Limits{Memory: 64 << 20, Answer: 4 << 20} }).Handler()
	r := ask(h, "GET", "/api/report/limits.md")
	wantStatus(t, r, 200)
	if got := r.Header.Get(unsearchedHeader); got != "listed, held, rows" || r.Header.Get("Cache-Control") != "no-store" || r.Header.Get("ETag") != "" {
		t.Errorf("%v", r.Header)
	}
	got := text(t, r)
	contains(t, got, "**Not all was searched:** under “S” there is", "**Not searched.**", "than a query may hold: an array of 200000 items is longer than 131072.",
		"the query needs more than 64 MB of memory.", "the answer takes more than 4 MiB.", "20 gigawatts")
	if strings.Contains(got, "Not stated") {
		t.Error(got)
	}
	r = ask(h, "GET", "/r/limits")
	wantStatus(t, r, 200)
	contains(t, text(t, r), "<strong>Not all was searched:</strong>", "20 gigawatts")
	if r.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("%v", r.Header)
	}
	contains(t, text(t, ask(h, "GET", "/api/report/limits.json")), `"unsearched": [`, `"query": "held"`)
	if r := ask(h, "GET", "/api/report/limits.md?section=end"); r.Header.Get(unsearchedHeader) != "" || r.Header.Get("ETag") == "" {
		t.Errorf("%v", r.Header)
	}
}

func TestProgram(t *testing.T) {
	h := served(t, graphOf(t, nil)).Handler()
	r := post(h, "/api/query/json?why=1", `g.V("<kg:iran>").tag("who").out("<kg:hopesFor>").tag("what").all()`)
	wantStatus(t, r, 200)
	contains(t, text(t, r), `"modality":"hoped"`, `"rit:20a"`, `"columns":["who","what","id"]`)
	p := problemIn(t, post(h, "/api/query/csv", "g.V()\n  .nope().all()"))
	if p.Status != 422 || p.Line != 2 || p.Col == 0 || p.Type != typePrefix+"program" {
		t.Errorf("%+v", p)
	}
	wantStatus(t, post(h, "/api/query/csv", "  "), 400)
	wantStatus(t, post(h, "/api/query/xml", "g.V().all()"), 404)
	wantStatus(t, post(h, "/api/query/csv", strings.Repeat(" ", 2<<20)), 413)
	refused := ask(h, "GET", "/api/query/csv?program=g.V().all()")
	wantStatus(t, refused, 405)
	if p := problemIn(t, refused); p.Detail != "/api/query/csv takes a program as the body of a POST" || !strings.Contains(p.Hint, "--data-binary") || refused.Header.Get("Allow") != "POST" {
		t.Errorf("a program in an address: %+v", p)
	}
	contains(t, text(t, post(h, "/api/query/json?explain=1", `g.V("<kg:iran>").out().all()`)), `"schema":"rapport.explanation/1"`)
	contains(t, text(t, post(h, "/api/query/svg", `g.V("<kg:rosatom>").tag("source").out("<kg:builds>").tag("target").all()`)), "<svg ")
}

// TestProgramsEnd: one that takes too long or too much is an error of that program, and saved queries are answered meanwhile; more programs at once
// than there may be are told to come back.
func TestProgramsEnd(t *testing.T) {
	s := served(t, graphOf(t, nil), func(o *Options) {
		o.Limits = Limits{Time: 2 * time.Second, Queries: 1, Memory: 64 << 20}
	})
	h := s.Handler()
	ended := make(chan *http.Response, 2)
	for range 2 {
		go func() { ended <- post(h, "/api/query/json", "while (true) {}") }()
	}
	for len(s.adhoc.slots) < 2 {
		time.Sleep(time.Millisecond)
	}
	r := post(h, "/api/query/json", "g.V().limit(1).all()")
	if r.Header.Get("Retry-After") == "" {
		t.Error("nobody says when to come back")
	}
	if p := problemIn(t, r); p.Status != 503 || p.Type != typePrefix+"busy" {
		t.Errorf("%+v", p)
	}
	wantStatus(t, ask(h, "GET", "/api/q/signatories.json"), 200)
	for range 2 {
		if p := problemIn(t, <-ended); p.Status != 504 || p.Type != typePrefix+"deadline" {
			t.Errorf("%+v", p)
		}
	}
	h = served(t, graphOf(t, nil), func(o *Options) { o.Limits = Limits{Time: 5 * time.Minute, Queries: 1, Memory: 64 << 20} }).Handler()
	p := problemIn(t, post(h, "/api/query/json", `const a = []; for (;;) a.push("x".repeat(100000) + a.length)`))
	if p.Status != 422 || p.Type != typePrefix+"limit" {
		t.Errorf("%+v", p)
	}
	p = problemIn(t, post(h, "/api/query/json", "const a = Array(200000)\na.fill(1)"))
	if p.Status != 422 || p.Type != typePrefix+"limit" || p.Line != 2 {
		t.Errorf("%+v", p)
	}
	wantStatus(t, post(h, "/api/query/json", "g.V().limit(1).all()"), 200)
}

// TestStreams: rows are read before the last is known, and what is cut does not look whole.
func TestStreams(t *testing.T) {
	s := served(t, many(t), func(o *Options) { o.Limits = Limits{Time: 5 * time.Second} })
	url, _ := listen(t, s)
	s.guard.hosts = append(s.guard.hosts, "127.0.0.1")
	r, err := http.Post(url+"/api/query/csv", "text/plain", strings.NewReader(`for (let i = 0; i < 4; i++) g.V().all(); while (true) {}`))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	if got := r.Header.Get("Content-Type"); !strings.HasPrefix(got, "text/csv") {
		t.Fatal(got)
	}
	lines := bufio.NewReader(r.Body)
	for range 1000 {
		if _, err := lines.ReadString('\n'); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := io.Copy(io.Discard, lines); err == nil {
		t.Error("an answer that ran out of time ends as if it were whole")
	}

	r, err = http.Post(url+"/api/query/csv?limit=3000", "text/plain", strings.NewReader(`g.V().tag("a").out().all()`))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	rows, err := csv.NewReader(r.Body).ReadAll()
	if err != nil || len(rows) != 3001 || strings.Join(rows[0], " ") != "a id" {
		t.Errorf("%d rows, %v, %v", len(rows), rows[0], err)
	}
	if r.Trailer.Get(cutHeader) != "3000" {
		t.Errorf("nothing says that the answer was cut: %v", r.Trailer)
	}
}

// TestLateRows: a program that has found rows when its time is over is answered with them. The header says that the time cut them, and nobody keeps them; where
// rows were sent already, only a format that has a place for it ends as if it were whole.
func TestLateRows(t *testing.T) {
	s := served(t, many(t), func(o *Options) { o.Limits = Limits{Time: 5 * time.Second, Queries: 8} })
	address, _ := listen(t, s)
	s.guard.hosts = append(s.guard.hosts, "127.0.0.1")
	const some, lots = `g.V().limit(3).all(); while (true) {}`, `g.V().all(); while (true) {}`
	var all sync.WaitGroup
	for _, asked := range []struct {
		path, program string
		whole         bool
		want          string // in the answer
	}{
		{"/api/query/json?why=1", some, true, `"cut":true`}, {"/api/query/csv", some, true, "x:0000"}, {"/api/query/md", some, true, "…"},
		{"/api/query/jsonl", lots, true, `{"schema":"rapport.rows/1","cut":true}`}, {"/api/query/csv", lots, false, "x:0001"},
	} {
		all.Go(func() {
			r, err := http.Post(address+asked.path, "text/plain", strings.NewReader(asked.program))
			if err != nil {
				t.Error(err)
				return
			}
			defer r.Body.Close()
			body, err := io.ReadAll(r.Body)
			cut := r.Header.Get(cutHeader) + r.Trailer.Get(cutHeader)
			if r.StatusCode != 200 || !strings.Contains(string(body), asked.want) || (err == nil) != asked.whole || (cut == "5s") != asked.whole || r.Header.Get("Cache-Control") != "no-store" {
				t.Errorf("%s %s: %s, %v, cut by %q: %.300s", asked.path, asked.program, r.Status, err, cut, body)
			}
		})
	}
	all.Go(func() {
		r := ask(s.Handler(), "GET", "/query?program="+url.QueryEscape(some))
		if page := text(t, r); !strings.Contains(page, "longer than a request may") || !strings.Contains(page, "x:0000") || r.Header.Get("ETag") != "" {
			t.Error("the page does not say that the time was over")
		}
	})
	for _, path := range []string{"/api/query/json", "/api/query/json?explain=1"} {
		all.Go(func() {
			if r := post(s.Handler(), path, "while (true) {}"); r.StatusCode != 504 {
				t.Errorf("%s: %s", path, r.Status)
			}
		})
	}
	all.Wait()
}

// TestStreamsTheSame: rows that are sent as they come are those of the whole table.
func TestStreamsTheSame(t *testing.T) {
	h := served(t, many(t)).Handler()
	const program = `g.V().tag("a").out().tag("b").all()`
	var rows struct {
		Rows []map[string]struct{ Value string }
	}
	if err := json.NewDecoder(post(h, "/api/query/json", program).Body).Decode(&rows); err != nil {
		t.Fatal(err)
	}
	got, err := csv.NewReader(post(h, "/api/query/csv", program).Body).ReadAll()
	if err != nil || len(got) != len(rows.Rows)+1 || len(got) < 5000 {
		t.Fatalf("%d and %d rows: %v", len(got), len(rows.Rows), err)
	}
	for i, row := range rows.Rows {
		if got[i+1][0] != row["a"].Value || got[i+1][1] != row["b"].Value {
			t.Fatalf("row %d: %v, want %v", i, got[i+1], row)
		}
	}
}

func TestSavedQueryPage(t *testing.T) {
	h := served(t, graphOf(t, nil)).Handler()
	contains(t, text(t, ask(h, "GET", "/queries")), `href="/q/duties"`, `href="/reports"`)
	contains(t, text(t, ask(h, "GET", "/q/links")), "It asks about", `<datalist id="names`)
	page := text(t, ask(h, "GET", "/q/duties?bearer=Iran&force="))
	contains(t, page, `name="bearer" value="Iran"`, `<select id="field-force"`, "rapport run duties --bearer Iran --why", `href="/api/q/duties.csv?bearer=Iran"`,
		`href="/statement/rit:11d"`, `id="row-note-1"`, "must not support the aggressor", `line-dashed">obliged`)
	contains(t, text(t, ask(h, "GET", "/q/duties?bearer=Nobody")), "nothing is called", `value="Nobody"`)
	contains(t, text(t, ask(h, "GET", "/q/timeline")), "<svg ", `href="/api/q/timeline.svg"`)
	contains(t, text(t, ask(h, "GET", "/q/topic?word=defence+pact")), "Nothing found", "Nearest to it", "it stops short of a mutual defense pact")
	contains(t, text(t, ask(h, "GET", "/entity/kg:iran/timeline")), `<section id="timeline"`, "<svg ")
	wantStatus(t, ask(h, "GET", "/q/nothing"), 404)
	wantStatus(t, ask(h, "GET", "/r/nothing"), 404)
}

func TestCommandLineIsQuoted(t *testing.T) {
	for word, want := range map[string]string{"Iran": "Iran", "kg:iran": "kg:iran", "a b": "'a b'", "it's": `'it'\''s'`, "": "''", "$(rm)": "'$(rm)'", "-x": "-x", "путин": "'путин'"} {
		if got := quoted(word); got != want {
			t.Errorf("%q: %s", word, got)
		}
	}
}
