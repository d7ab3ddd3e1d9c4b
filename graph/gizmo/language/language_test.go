package language

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/cayley/query"
	stock "github.com/cayleygraph/cayley/query/gizmo"
	cayleyhttp "github.com/cayleygraph/cayley/server/http"
	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/graph/gizmo"
	"rapport/quads"
)

// store is a graph of every kind of term.
func store(t testing.TB) *graph.Store {
	t.Helper()
	r := quads.NewReader(strings.NewReader(people), "people.nq", quads.ReaderOptions{})
	var qs []quad.Quad
	for {
		q, _, err := r.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		qs = append(qs, q)
	}
	return graph.NewStore(graph.Load(qs))
}

const people = `<ex:ann> <ex:knows> <ex:bob> <ex:s1> .
<ex:ann> <ex:knows> _:cy <ex:s1> .
<ex:bob> <ex:knows> _:cy <ex:s2> .
<ex:ann> <ex:name> "Ann" <ex:s1> .
<ex:bob> <ex:name> "Bob"@en <ex:s2> .
<ex:ann> <ex:age> "41"^^<http://www.w3.org/2001/XMLSchema#integer> <ex:s1> .
<ex:bob> <ex:age> "9.5"^^<http://www.w3.org/2001/XMLSchema#double> <ex:s2> .
<ex:ann> <ex:here> "true"^^<http://www.w3.org/2001/XMLSchema#boolean> <ex:s1> .
<ex:ann> <ex:born> "1985-01-02T03:04:05Z"^^<http://www.w3.org/2001/XMLSchema#dateTime> <ex:s1> .
<ex:bob> <ex:born> "2016"^^<http://www.w3.org/2001/XMLSchema#gYear> <ex:s2> .
<ex:bob> <ex:odd> "NaN"^^<http://www.w3.org/2001/XMLSchema#double> <ex:s2> .
`

// all runs a program through Cayley's query package.
func all(t testing.TB, qs cayley.QuadStore, program string, opt query.Options) ([]any, error) {
	t.Helper()
	Register(Options{})
	ctx := context.Background()
	it, err := query.Execute(ctx, qs, "gizmo", program, opt)
	if err != nil {
		return nil, err
	}
	defer it.Close()
	var out []any
	for it.Next(ctx) {
		out = append(out, it.Result())
	}
	return out, it.Err()
}

func toJSON(t testing.TB, rows []any) (out []string) {
	t.Helper()
	for _, r := range rows {
		b, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, string(b))
	}
	return out
}

// TestCollations: each gives what its clients expect.
func TestCollations(t *testing.T) {
	for _, c := range []struct {
		program   string
		collation query.Collation
		want      []string
	}{
		{`g.V("<ex:ann>").tag("who").out("<ex:knows>").all()`, query.JSON, []string{`{"id":"_:cy","who":"\u003cex:ann\u003e"}`, `{"id":"\u003cex:bob\u003e","who":"\u003cex:ann\u003e"}`}},
		{`g.V("<ex:ann>").out("<ex:age>", "p").all()`, query.JSON, []string{`{"id":41,"p":"\u003cex:age\u003e"}`}},
		{`g.V("<ex:bob>").out("<ex:age>").all()`, query.JSON, []string{`{"id":9.5}`}},
		{`g.V("<ex:ann>").out("<ex:here>").all()`, query.JSON, []string{`{"id":true}`}},
		{`g.V("<ex:ann>").out("<ex:born>").all()`, query.JSON, []string{`{"id":"1985-01-02T03:04:05Z"}`}},
		{`g.V("<ex:bob>").out("<ex:name>").all()`, query.JSON, []string{`{"id":"Bob"}`}},
		{`g.V("<ex:bob>").out("<ex:odd>").all()`, query.JSON, []string{`{"id":"\"NaN\"^^\u003chttp://www.w3.org/2001/XMLSchema#double\u003e"}`}},
		{`g.V("<ex:bob>").saveOpt("<ex:here>", "here").all()`, query.JSON, []string{`{"id":"\u003cex:bob\u003e"}`}},
		{`g.V().has("<ex:age>").count()`, query.JSON, []string{`2`}},
		{`g.emit({n: 1, x: "<ex:ann>", list: [1, {a: null}]}); g.emit(7); g.emit("<ex:ann>")`, query.JSON,
			[]string{`{"list":[1,{"a":null}],"n":1,"x":"\u003cex:ann\u003e"}`, `7`, `"\u003cex:ann\u003e"`}},
		{`g.V("<ex:bob>").tag("who").out("<ex:name>").all()`, query.JSONLD, []string{
			`{"id":{"@language":"en","@value":"Bob"},"who":{"@id":"ex:bob"}}`}},
		{`g.V("<ex:bob>").out("<ex:age>").all()`, query.JSONLD, []string{`{"id":{"@type":"http://www.w3.org/2001/XMLSchema#double","@value":"9.5"}}`}},
		{`g.V("<ex:ann>").out("<ex:name>").all(); g.emit(iri("ex:z"))`, query.JSONLD, []string{`{"id":"Ann"}`, `{"@id":"ex:z"}`}},
		{`g.V("<ex:ann>").tag("who").out("<ex:name>").all()`, query.REPL, []string{`"****\nid : Ann\nwho : \u003cex:ann\u003e\n"`}},
	} {
		rows, err := all(t, store(t), c.program, query.Options{Collation: c.collation})
		if got := toJSON(t, rows); err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s\n got %s, %v\nwant %s", c.program, got, err, c.want)
		}
	}
	if _, err := all(t, store(t), `1`, query.Options{Collation: 99}); !errors.As(err, new(*query.ErrUnsupportedCollation)) {
		t.Error(err)
	}
}

// TestRaw: references lead back to values, also to one that the program made.
func TestRaw(t *testing.T) {
	qs := store(t)
	rows, err := all(t, qs, `g.V("<ex:ann>").tag("who").out("<ex:name>").all(); g.emit({made: "new", n: 5})`, query.Options{Collation: query.Raw})
	if err != nil || len(rows) != 2 {
		t.Fatal(rows, err)
	}
	got := map[string]quad.Value{}
	for _, r := range rows {
		for name, ref := range r.(map[string]cayley.Ref) {
			got[name] = qs.NameOf(ref)
		}
	}
	want := map[string]quad.Value{"who": quad.IRI("ex:ann"), "id": quad.String("Ann"), "made": quad.String("new"),
		"n": quad.TypedString{Value: "5", Type: "http://www.w3.org/2001/XMLSchema#integer"}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
}

// TestAgainstStock: where Cayley's own Gizmo is right, a client cannot tell which of them answered.
func TestAgainstStock(t *testing.T) {
	ours := store(t)
	theirs := foreign(t, ours)
	for _, program := range []string{
		`g.V("<ex:ann>").out().all()`,
		`g.V("<ex:ann>").tag("a").out(null, "p").all()`,
		`g.V("<ex:ann>").saveOpt("<ex:name>", "n").saveR("<ex:knows>", "k").all()`,
		`g.V().has("<ex:name>", "Ann").labels().all()`,
		`g.V("<ex:bob>").in("<ex:knows>").out("<ex:age>").all()`,
		`g.emit({a: 1, b: "x", c: [1, 2], d: {e: null}})`,
		`g.V("<ex:ann>").out("<ex:name>").forEach(function(d) { g.emit(d.id + "!") })`,
		`g.V("<ex:nobody>").all()`,
	} {
		for _, c := range []query.Collation{query.JSON, query.JSONLD, query.REPL} {
			if strings.Contains(program, "emit") && c == query.REPL {
				continue // Go's own notation
			}
			got, err := all(t, ours, program, query.Options{Collation: c})
			if err != nil {
				t.Error(err)
			}
			it, err := stock.NewSession(theirs).Execute(context.Background(), program, query.Options{Collation: c})
			if err != nil {
				t.Fatal(err)
			}
			var want []any
			for it.Next(context.Background()) {
				want = append(want, it.Result())
			}
			g, w := toJSON(t, got), toJSON(t, want)
			for i := range w { // Cayley shortens datatypes, and writes True
				w[i] = strings.NewReplacer("xsd:", string(quads.XSD), `\"True\"`, `\"true\"`).Replace(w[i])
			}
			slices.Sort(g)
			slices.Sort(w)
			if !slices.Equal(g, w) {
				t.Errorf("%s, collation %v\n got %s\nwant %s", program, c, g, w)
			}
		}
	}
}

// TestKillers: what ends a process with Cayley's own runtime is an answer or an error.
func TestKillers(t *testing.T) {
	for program, want := range map[string]string{
		`str(5)`: `gizmo:1:4: str: argument 1 must be a string; got the number 5`,
		`g.V("<ex:ann>").except(g.V("<nonexistent>")).all()`: "",
		`g.V().out({}).all()`:                                `gizmo:1:10: out: argument 1 must be a predicate, a list of them, a path, or null for every predicate; got an object`,
		`let x = ;`:                                          `gizmo:1:9: unexpected token ;`,
	} {
		rows, err := all(t, store(t), program, query.Options{Collation: query.JSON})
		if want == "" && (err != nil || len(rows) != 1) || want != "" && (err == nil || err.Error() != want) {
			t.Errorf("%s: %v, %v", program, rows, err)
		}
	}
}

// TestLimit: the limit that Cayley asks for holds for the whole program, and that it cut can be asked.
func TestLimit(t *testing.T) {
	it, err := NewSession(store(t), Options{Limit: 3}).Execute(context.Background(), `g.V().all(); g.V().all()`, query.Options{Collation: query.JSON, Limit: -1})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for it.Next(context.Background()) {
		n++
	}
	if stats := it.(*Results).Stats(); n != 3 || !stats.Cut || it.Err() != nil {
		t.Error(n, stats, it.Err())
	}
	if rows, err := all(t, store(t), `g.V().all()`, query.Options{Collation: query.JSON, Limit: 2}); err != nil || len(rows) != 2 {
		t.Error(rows, err)
	}
}

// TestEnds: the context of Execute, that of Next and Close each end a program, and leave nothing behind.
func TestEnds(t *testing.T) {
	before := runtime.NumGoroutine()
	background := context.Background()
	for name, end := range map[string]func(s *Session) error{
		"deadline of Next": func(s *Session) error {
			it, _ := s.Execute(background, `for (;;) {}`, query.Options{Collation: query.JSON})
			ctx, cancel := context.WithTimeout(background, 20*time.Millisecond)
			defer cancel()
			it.Next(ctx)
			return it.Err()
		},
		"deadline of Execute": func(s *Session) error {
			ctx, cancel := context.WithTimeout(background, 20*time.Millisecond)
			defer cancel()
			it, _ := s.Execute(ctx, `for (;;) {}`, query.Options{Collation: query.JSON})
			it.Next(background)
			return it.Err()
		},
		"ended before": func(s *Session) error {
			ctx, cancel := context.WithDeadline(background, time.Unix(0, 0))
			defer cancel()
			it, _ := s.Execute(background, `for (;;) {}`, query.Options{Collation: query.JSON})
			it.Next(ctx)
			return it.Err()
		},
		"closed": func(s *Session) error {
			it, _ := s.Execute(background, `for (;;) g.V().all()`, query.Options{Collation: query.JSON})
			if !it.Next(background) || it.Close() != nil || it.Next(background) || it.Err() != nil {
				t.Error("a closed program goes on")
			}
			it, _ = s.Execute(background, `for (;;) g.V().all()`, query.Options{Collation: query.JSON})
			it.Close() // before it began
			return context.DeadlineExceeded
		},
	} {
		if err := end(NewSession(store(t), Options{})); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d goroutines, before %d", runtime.NumGoroutine(), before)
}

// foreign is a store of Cayley's with the quads of ours, but for one that Cayley's own JSON cannot say.
func foreign(t testing.TB, ours *graph.Store) cayley.QuadStore {
	t.Helper()
	theirs := memstore.New()
	w, err := cayley.NewQuadWriter("single", theirs, nil)
	if err != nil {
		t.Fatal(err)
	}
	links := ours.QuadsAllIterator()
	for links.Next(context.Background()) {
		if q := ours.Quad(links.Result()); q.Predicate != quad.IRI("ex:odd") {
			if err := w.AddQuad(q); err != nil {
				t.Fatal(err)
			}
		}
	}
	return theirs
}

// TestForeignStore: any store of Cayley's is asked as ours is, and what is written to it between two programs is seen.
func TestForeignStore(t *testing.T) {
	ours := store(t)
	theirs := foreign(t, ours)
	for _, program := range []string{
		`g.V("<ex:ann>").tag("a").out(null, "p").all()`,
		`g.V().has("<ex:age>", gt(10)).saveOpt("<ex:name>", "n").all()`,
		`g.V("<ex:ann>").followRecursive("<ex:knows>", "depth").path().all()`,
		`g.V("<ex:bob>").both().labels().all()`,
		`g.V("<ex:ann>").out("<ex:knows>").groupCount().all()`,
		`g.V(41).in().all()`,
		`g.emit(g.V().out("<ex:knows>").count())`,
		`g.V("<ex:nobody>").all()`,
	} {
		for _, c := range []query.Collation{query.JSON, query.JSONLD, query.REPL} {
			var rows [2][]string
			for i, qs := range []cayley.QuadStore{ours, theirs} {
				got, err := all(t, qs, program, query.Options{Collation: c})
				if err != nil {
					t.Errorf("%s: %v", program, err)
				}
				rows[i] = toJSON(t, got)
				slices.Sort(rows[i])
			}
			if !slices.Equal(rows[0], rows[1]) {
				t.Errorf("%s, collation %v\n  ours %s\ntheirs %s", program, c, rows[0], rows[1])
			}
		}
	}
	w, err := cayley.NewQuadWriter("single", theirs, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.AddQuad(quad.MakeIRI("ex:bob", "ex:knows", "ex:zoe", "ex:s3")); err != nil {
		t.Fatal(err)
	}
	rows, err := all(t, theirs, `g.V("<ex:bob>").out("<ex:knows>").is("<ex:zoe>").all()`, query.Options{Collation: query.Raw})
	if err != nil || len(rows) != 1 || theirs.NameOf(rows[0].(map[string]cayley.Ref)["id"]) != quad.IRI("ex:zoe") {
		t.Errorf("%v %v", rows, err)
	}
}

// TestForeignStoreOverHTTP: so does Cayley's own HTTP API.
func TestForeignStoreOverHTTP(t *testing.T) {
	Register(Options{})
	api := cayleyhttp.NewAPIv2(&cayley.Handle{QuadStore: foreign(t, store(t))})
	api.SetReadOnly(true)
	server := httptest.NewServer(api)
	defer server.Close()
	for program, want := range map[string]string{
		`g.V("<ex:bob>").out("<ex:age>").all()`:              `{"result":[{"id":9.5}]}`,
		`g.V("<ex:ann>").shortestPath("<ex:bob>").all()`:     `{"result":[{"id":"<ex:bob>"}]}`,
		`g.V("<ex:ann>").except(g.V("<nonexistent>")).all()`: `{"result":[{"id":"<ex:ann>"}]}`,
		`str(5)`: `{"error": "gizmo:1:4: str: argument 1 must be a string; got the number 5"}`,
	} {
		resp, err := http.Post(server.URL+"/api/v2/query?lang=gizmo", "", strings.NewReader(program))
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil || strings.TrimSpace(string(got)) != want {
			t.Errorf("%s\n got %s, %v\nwant %s", program, got, err, want)
		}
	}
}

// TestHTTP: Cayley's own HTTP API over our store answers with our rows, many at once.
func TestHTTP(t *testing.T) {
	Register(Options{})
	api := cayleyhttp.NewAPIv2(&cayley.Handle{QuadStore: store(t)})
	api.SetReadOnly(true)
	api.SetQueryTimeout(200 * time.Millisecond)
	server := httptest.NewServer(api)
	defer server.Close()
	var together sync.WaitGroup
	for _, c := range []struct {
		program, accept string
		status          int
		want            string
	}{
		{`g.V("<ex:ann>").tag("source").out("<ex:knows>").tag("target").all()`, "", 200, `{"result":[{"id":"_:cy","source":"<ex:ann>","target":"_:cy"},{"id":"<ex:bob>","source":"<ex:ann>","target":"<ex:bob>"}]}`},
		{`g.V("<ex:bob>").out("<ex:name>").all()`, "application/ld+json", 200, `{"result":[{"id":{"@language":"en","@value":"Bob"}}]}`},
		{`g.V("<ex:nobody>").all()`, "", 200, `{"result":null}`},
		{`str(5)`, "", 400, `{"error": "gizmo:1:4: str: argument 1 must be a string; got the number 5"}`},
		{`g.V("<ex:ann>").except(g.V("<nonexistent>")).all()`, "", 200, `{"result":[{"id":"<ex:ann>"}]}`},
		{`for (;;) {}`, "", 400, `{"error": "context deadline exceeded"}`},
	} {
		for _, method := range []string{"GET", "POST"} {
			together.Go(func() {
				target, body := server.URL+"/api/v2/query?lang=gizmo", c.program
				if method == "GET" {
					target, body = target+"&qu="+url.QueryEscape(c.program), ""
				}
				req, err := http.NewRequest(method, target, strings.NewReader(body))
				if err != nil {
					t.Error(err)
					return
				}
				if c.accept != "" {
					req.Header.Set("Accept", c.accept)
				}
				resp, err := http.DefaultClient.Do(req)
				if err != nil {
					t.Error(err)
					return
				}
				defer resp.Body.Close()
				got, err := io.ReadAll(resp.Body)
				if err != nil || resp.StatusCode != c.status || strings.TrimSpace(string(got)) != c.want {
					t.Errorf("%s %s\n got %d %s, %v\nwant %d %s", method, c.program, resp.StatusCode, got, err, c.status, c.want)
				}
			})
		}
	}
	together.Wait()
}

// TestRun: programs may be run elsewhere.
func TestRun(t *testing.T) {
	ran := ""
	s := NewSession(store(t), Options{Run: func(ctx context.Context, src graph.Source, name, program string, opts gizmo.Options, row func(gizmo.Row) error) (gizmo.Stats, error) {
		ran = name + ": " + program
		return gizmo.Run(ctx, src, name, program, opts, row)
	}})
	it, err := s.Execute(context.Background(), `g.emit(1)`, query.Options{Collation: query.JSON})
	if err != nil || !it.Next(context.Background()) || ran != "gizmo: g.emit(1)" {
		t.Error(err, ran)
	}
	it.Close()
}
