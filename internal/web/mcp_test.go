//go:build mcp || full

package web

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"
)

// assistant is a client of a server, as an assistant is, over pipes.
func assistant(t *testing.T, s *Server) *mcp.ClientSession {
	t.Helper()
	in, toServer := io.Pipe()
	fromServer, out := io.Pipe()
	ended := make(chan error, 1)
	go func() { ended <- s.ServeMCP(context.Background(), in, out) }()
	client := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil)
	session, err := client.Connect(context.Background(), &mcp.IOTransport{Reader: fromServer, Writer: toServer}, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		session.Close()
		if err := <-ended; err != nil {
			t.Errorf("it ends with %v", err)
		}
	})
	return session
}

// called is an answer of a tool.
type called struct {
	text   string
	failed bool
	fields map[string]any
}

func call(t *testing.T, c *mcp.ClientSession, tool string, arguments map[string]any) called {
	t.Helper()
	r, err := c.CallTool(context.Background(), &mcp.CallToolParams{Name: tool, Arguments: arguments})
	if err != nil {
		t.Fatalf("%s %v: %v", tool, arguments, err)
	}
	out := called{failed: r.IsError}
	for _, part := range r.Content {
		out.text += part.(*mcp.TextContent).Text
	}
	if !r.IsError {
		b, err := json.Marshal(r.StructuredContent)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(b, &out.fields); err != nil {
			t.Fatalf("%s: %v: %s", tool, err, b)
		}
	}
	return out
}

func (c called) json() string {
	b, _ := json.Marshal(c.fields)
	return string(b)
}

// TestMCPSaysItOnce: quotes have their marks once, a citation is to paste, and how a thing is meant stands once behind it and once at its note.
func TestMCPSaysItOnce(t *testing.T) {
	c := assistant(t, served(t, graphOf(t, nil)))
	for _, ask := range []struct {
		tool  string
		given map[string]any
		want  string
	}{
		{"entity", map[string]any{"name": "rosatom"}, "[rit:19b] “Rosatom chief Alexey Likhachev” ("},
		{"cite", map[string]any{"statement": "rit:19b"}, "cite as: “Rosatom chief Alexey Likhachev” — [Russia"},
		{"saved_query", map[string]any{"name": "hopes"}, "by: 2040; statement: rit:20a (hoped: no fact) [1]\n"},
		{"saved_query", map[string]any{"name": "hopes"}, "said by the article itself · hoped (rit:20a)\n"},
		{"saved_query", map[string]any{"name": "not-included"}, "a stance on what is proposed (rit:11c)\n"},
		{"query", map[string]any{"program": `g.V("<kg:iran>").out("<kg:hopesFor>").all()`}, "by 2040 (hope) (hoped: no fact) [1]\n"},
	} {
		got := call(t, c, ask.tool, ask.given)
		if !strings.Contains(got.text, ask.want) || strings.Contains(got.text, "““") || strings.Contains(got.text, `\n`) {
			t.Errorf("%s %v: want %q in\n%s", ask.tool, ask.given, ask.want, got.text)
		}
	}
	if got := call(t, c, "find", map[string]any{"text": "x"}); !got.failed || !strings.HasSuffix(got.text, `["text"]`+"\nhint: find takes words") {
		t.Errorf("a wrong argument: %s", got.text)
	}
	if got := call(t, c, "saved_query", map[string]any{"parameters": 1}); !strings.HasSuffix(got.text, "hint: saved_query takes name, params, limit, only, speakers, articles, as_of, no_inference") {
		t.Errorf("a wrong argument: %s", got.text)
	}
	if got := call(t, c, "schema", map[string]any{"x": 1}); !strings.HasSuffix(got.text, "hint: schema takes no arguments") {
		t.Errorf("a wrong argument: %s", got.text)
	}
}

// TestMCPTitles: a title that the dossier supplies stands in square brackets wherever an assistant reads it.
func TestMCPTitles(t *testing.T) {
	c := assistant(t, served(t, graphOf(t, nil)))
	const title = "[Russia and Iran bring their Comprehensive Strategic Partnership Treaty into force]"
	list, err := c.ListResources(context.Background(), nil)
	if err != nil || !slices.ContainsFunc(list.Resources, func(r *mcp.Resource) bool { return r.Title == title }) {
		t.Errorf("resources: %v %v", list, err)
	}
	text, err := c.ReadResource(context.Background(), &mcp.ReadResourceParams{URI: "rapport://article/rit"})
	if err != nil || !strings.HasPrefix(text.Contents[0].Text, title+"\n") {
		t.Errorf("the article: %v %v", text, err)
	}
	for tool, given := range map[string]map[string]any{
		"find": {"words": "partnership treaty"}, "saved_query": {"name": "articles"}, "query": {"program": `g.V("<rit:article>").all()`}, "entity": {"name": "rit:article"}, "schema": nil,
	} {
		if got := call(t, c, tool, given); strings.Count(strings.ReplaceAll(got.text, `\`, ""), title) < 1 || strings.Count(got.text, title) < strings.Count(got.text, title[1:len(title)-1]) && tool != "schema" {
			t.Errorf("%s: want %s in\n%s", tool, title, got.text)
		}
	}
}

// TestMCPLines: what is no message is answered as one that cannot be read, and what comes behind it as if it were not there.
func TestMCPLines(t *testing.T) {
	in, toServer := io.Pipe()
	fromServer, out := io.Pipe()
	ended := make(chan error, 1)
	s := served(t, graphOf(t, nil))
	go func() { ended <- s.ServeMCP(context.Background(), in, out) }()
	answers := bufio.NewScanner(fromServer)
	for _, line := range []struct{ sent, want string }{
		{"hello", `"code":-32700`},
		{`{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"x","version":"1"}}}`, `"serverInfo"`},
		{`{"jsonrpc":`, `"id":null`},
		{"42", `"code":-32600`},
		{"[]", `"code":-32600`},
		{"\xff{", `"code":-32700`},
		{strings.Repeat(" ", 100) + `{"jsonrpc":"2.0","id":2,"method":"ping"}`, `"id":2`},
	} {
		if _, err := io.WriteString(toServer, line.sent+"\n"); err != nil {
			t.Fatal(err)
		}
		if !answers.Scan() || !strings.Contains(answers.Text(), line.want) || !json.Valid(answers.Bytes()) {
			t.Fatalf("%s: got %s, want %s", line.sent, answers.Text(), line.want)
		}
	}
	toServer.Close()
	if err := <-ended; err != nil {
		t.Errorf("it ends with %v", err)
	}
}

// TestMCP: each tool answers with quotes, and says how each thing is meant, in its text and in its fields.
func TestMCP(t *testing.T) {
	c := assistant(t, served(t, graphOf(t, nil)))
	tools, err := c.ListTools(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, tool := range tools.Tools {
		if tool.Annotations == nil || !tool.Annotations.ReadOnlyHint || tool.OutputSchema == nil || len(tool.Description) < 40 {
			t.Errorf("%s: %+v", tool.Name, tool)
		}
	}
	if len(tools.Tools) != 8 || !strings.Contains(c.InitializeResult().Instructions, "must not be retold") {
		t.Errorf("%d tools", len(tools.Tools))
	}
	for _, ask := range []struct {
		tool   string
		given  map[string]any
		text   []string
		fields []string
	}{
		{"find", map[string]any{"words": "bushehr"}, []string{"Bushehr", "<kg:bushehr-plant>", "sentence "}, []string{`"iri":"kg:bushehr-plant"`}},
		{"find", map[string]any{"words": "nosuchthinganywhere"}, []string{"Nothing found."}, []string{`"nodes":[]`}},
		{"entity", map[string]any{"name": "Iran"}, []string{"Iran <kg:iran>", "## Facts", "“", "(hoped: no fact)", "sentence"}, []string{`"modality":"hoped"`, `"modality":"actual"`, `"quote":"`}},
		{"entity", map[string]any{"name": "rosatom"}, []string{"Rosatom"}, []string{`"iri":"kg:rosatom"`}},
		{"questions", map[string]any{"word": "hope"}, []string{"- hopes: "}, []string{`"name":"hopes"`, `"required":`}},
		{"questions", nil, []string{"- signatories: ", "Reports:\n", "- brief: "}, nil},
		{"saved_query", map[string]any{"name": "hopes"}, []string{"(hoped: no fact) [1]", "\nNotes:\n[1] ", "“"}, []string{`"modality":"hoped"`, `"notes":[1`}},
		{"saved_query", map[string]any{"name": "duties", "params": map[string]any{"bearer": "Iran"}, "limit": 2}, []string{"must not support the aggressor", "obliged"}, []string{`"more":`}},
		{"saved_query", map[string]any{"name": "topic", "params": map[string]any{"word": "defence pact"}}, []string{"Nothing found.", "Nearest to it, the articles say:", "stops short of"}, []string{`"rows":[]`, `"modality":"denied"`}},
		{"saved_query", map[string]any{"name": "hopes", "only": []string{"actual"}}, []string{"Nothing found."}, nil},
		{"report", map[string]any{"name": "brief"}, []string{"# In brief", "[^1]"}, []string{`"more":false`, `"report":"brief"`}},
		{"report", map[string]any{"name": "agreement", "params": map[string]any{"agreement": "treaty"}, "sections": []string{"parties"}}, []string{"Iran"}, nil},
		{"query", map[string]any{"program": `g.V("<kg:iran>").out("<kg:hopesFor>").all()`}, []string{"(hoped: no fact)", "“"}, []string{`"modality":"hoped"`, `"iris":{`}},
		{"query", map[string]any{"program": `g.V("Iran").out().all()`}, []string{"Nothing found.", "\"Iran\" is a name; write \"<kg:iran>\", or g.entity(\"Iran\")."}, []string{`"rows":[]`}},
		{"query", map[string]any{"program": `g.V().all()`, "limit": 3}, []string{"the limit of 3"}, []string{`"more":true`}},
		{"query", map[string]any{"program": `for (let i = 0; i < 400; i++) g.emit("x".repeat(1000) + i)`, "limit": 500}, []string{"more would be longer than an answer may be"}, []string{`"more":true`}},
		{"cite", map[string]any{"statement": "rit:18b"}, []string{"“a separate deal signed in Moscow last week”", "modality: actual", "sentence 18", "says: "}, []string{`"statement":"rit:18b"`, `"reading":"`}},
		{"cite", map[string]any{"statement": "rit:inf-published"}, []string{"An analyst concludes it"}, []string{`"inference":true`}},
		{"cite", map[string]any{"statement": "Iran"}, []string{"There are more"}, []string{`"more":true`}},
		{"schema", nil, []string{"hopesFor", "groupCount"}, nil},
	} {
		got := call(t, c, ask.tool, ask.given)
		if got.failed {
			t.Errorf("%s %v: %s", ask.tool, ask.given, got.text)
			continue
		}
		for _, want := range ask.text {
			if !strings.Contains(got.text, want) {
				t.Errorf("%s %v: no %q in %.1500s", ask.tool, ask.given, want, got.text)
			}
		}
		for _, want := range ask.fields {
			if !strings.Contains(got.json(), want) {
				t.Errorf("%s %v: no %q in %.1500s", ask.tool, ask.given, want, got.json())
			}
		}
		if len(got.text) > toldBytes+200 || len(got.json()) > 8*toldBytes {
			t.Errorf("%s %v: %d and %d bytes", ask.tool, ask.given, len(got.text), len(got.json()))
		}
	}
}

// TestMCPRefuses: what is wrong is an error that says how to mend it, and the next call is answered.
func TestMCPRefuses(t *testing.T) {
	var log strings.Builder
	s := served(t, graphOf(t, nil), func(o *Options) {
		o.Limits = Limits{Memory: 64 << 20}
		o.Log = slog.New(slog.NewJSONHandler(&log, nil))
	})
	c := assistant(t, s)
	for _, ask := range []struct {
		tool  string
		given map[string]any
		want  []string
	}{
		{"find", map[string]any{"words": " "}, []string{"none are given"}},
		{"find", nil, []string{"words"}},
		{"entity", map[string]any{"name": "Nobody at all"}, []string{"nothing is called", "hint: "}},
		{"entity", map[string]any{"name": "Iran", "from": 100000}, []string{"want a number from 1"}},
		{"saved_query", map[string]any{"name": "hoopes"}, []string{`no query is called "hoopes"`, "hint: "}},
		{"saved_query", map[string]any{"name": "duties", "params": map[string]any{"berer": "Iran"}}, []string{"berer: there is no such parameter"}},
		{"saved_query", map[string]any{"name": "duties", "params": map[string]any{"bearer": map[string]any{"a": 1}}}, []string{"bearer: got"}},
		{"saved_query", map[string]any{"name": "links"}, []string{"must be given"}},
		{"saved_query", map[string]any{"name": "links", "params": map[string]any{"a": "Iran", "b": "Iran"}}, []string{`b: "Iran" is given for "a" as well`, "hint: entity has all there is about one"}},
		{"saved_query", map[string]any{"name": "hopes", "only": []string{"true"}}, []string{"unknown modality"}},
		{"saved_query", map[string]any{"name": "hopes", "limit": -1}, []string{"limit: "}},
		{"report", map[string]any{"name": "nothing"}, []string{"nothing"}},
		{"report", map[string]any{"name": "brief", "sections": []string{"nothing"}}, []string{"no section"}},
		{"query", map[string]any{"program": ""}, []string{"empty"}},
		{"query", map[string]any{"program": "g.V(\n  oops("}, []string{"line "}},
		{"query", map[string]any{"program": `const a = []; for (;;) a.push("x".repeat(100000) + a.length)`}, []string{"memory"}},
		{"cite", map[string]any{"statement": "rit:99z"}, []string{"nothing is called"}},
		{"schema", map[string]any{"more": 1}, []string{"more"}},
	} {
		got := call(t, c, ask.tool, ask.given)
		if !got.failed {
			t.Errorf("%s %v: no error but %.300s", ask.tool, ask.given, got.text)
		}
		for _, want := range ask.want {
			if !strings.Contains(got.text, want) {
				t.Errorf("%s %v: no %q in %q", ask.tool, ask.given, want, got.text)
			}
		}
	}
	if _, err := c.CallTool(context.Background(), &mcp.CallToolParams{Name: "write"}); err == nil {
		t.Error("there is a tool that no list has")
	}
	if got := call(t, c, "query", map[string]any{"program": `g.V("<kg:iran>").all()`}); got.failed || !strings.Contains(got.text, "Iran") {
		t.Errorf("after the errors: %s", got.text)
	}
	if text := log.String(); strings.Contains(text, "Nobody") || strings.Contains(text, "oops") || !strings.Contains(text, `"problem":"unknown"`) {
		t.Errorf("the log: %s", text)
	}
}

// TestMCPEnds: a program without an end is an error within the time that a request may take.
func TestMCPEnds(t *testing.T) {
	c := assistant(t, served(t, graphOf(t, nil), func(o *Options) { o.Limits = Limits{Time: time.Second} }))
	if got := call(t, c, "query", map[string]any{"program": "while (true) {}"}); !got.failed || !strings.Contains(got.text, "no answer within the time") {
		t.Errorf("%+v", got)
	}
}

// TestMCPResources: the articles are there, a sentence a line, and the language.
func TestMCPResources(t *testing.T) {
	c := assistant(t, served(t, graphOf(t, nil)))
	all, err := c.ListResources(context.Background(), nil)
	if err != nil || len(all.Resources) != 2 {
		t.Fatalf("%v, %v", all, err)
	}
	for uri, want := range map[string]string{"rapport://article/rit": "\n18. ", "rapport://language": "groupCount"} {
		r, err := c.ReadResource(context.Background(), &mcp.ReadResourceParams{URI: uri})
		if err != nil || len(r.Contents) != 1 || !strings.Contains(r.Contents[0].Text, want) {
			t.Errorf("%s: %v, %v", uri, r, err)
		}
	}
	for _, uri := range []string{"rapport://article/nothing", "rapport://article/kg:iran", "rapport://article/..%2F..", "file:///etc/passwd"} {
		if r, err := c.ReadResource(context.Background(), &mcp.ReadResourceParams{URI: uri}); err == nil {
			t.Errorf("%s: %v", uri, r)
		}
	}
}

// TestMCPHostile: a dossier whose names and texts mean harm shows nothing that cannot be seen, and stays data.
func TestMCPHostile(t *testing.T) {
	g := graphOf(t, os.DirFS(harbour))
	g.Worker = "harbour"
	c := assistant(t, served(t, g))
	for _, ask := range []struct {
		tool  string
		given map[string]any
	}{
		{"find", map[string]any{"words": "tug"}}, {"find", map[string]any{"words": "script"}}, {"entity", map[string]any{"name": "kg:tug"}}, {"saved_query", map[string]any{"name": "hopes"}},
		{"saved_query", map[string]any{"name": "timeline"}}, {"query", map[string]any{"program": "g.V().out().all()", "limit": 500}}, {"report", map[string]any{"name": "brief"}}, {"questions", nil}, {"schema", nil},
		{"cite", map[string]any{"statement": "hbr:1a"}},
	} {
		got := call(t, c, ask.tool, ask.given)
		if strings.ContainsAny(got.text+got.json(), "\u202e\u202d\u2066\u2067\u2068\u200b\x1b\x00") {
			t.Errorf("%s %v shows what cannot be seen: %.500q", ask.tool, ask.given, got.text)
		}
	}
}

// TestMCPLateRows: an assistant whose program is late is told the rows that it had found, and that there may be more; a hint names a tool.
func TestMCPLateRows(t *testing.T) {
	c := assistant(t, served(t, graphOf(t, nil), func(o *Options) { o.Limits.Time = 5 * time.Second }))
	got := call(t, c, "query", map[string]any{"program": `g.V("<kg:iran>").out("<kg:hopesFor>").all(); while (true) {}`})
	if got.failed || !strings.Contains(got.text, "longer than a request may") || !strings.Contains(got.text, "(hoped: no fact)") || got.fields["more"] != true {
		t.Errorf("%v %s", got.fields, got.text)
	}
	for tool, given := range map[string]map[string]any{"entity": {"name": "xyzzy"}, "report": {"name": "xyzzy"}, "saved_query": {"name": "links"}, "cite": {"statement": "xyzzy"}} {
		if got := call(t, c, tool, given); !got.failed || strings.Contains(got.text, "rapport ") || !strings.Contains(got.text, "hint: ") {
			t.Errorf("%s: %s", tool, got.text)
		}
	}
}
