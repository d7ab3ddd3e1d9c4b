package web

import (
	"bytes"
	"fmt"
	"mime"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/pb33f/libopenapi/datamodel"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"rapport/graph"
)

// judged is a description of an API, and what judges by it.
type judged struct {
	t      *testing.T
	text   string
	doc    map[string]any
	judge  *jsonschema.Compiler
	forms  map[string]*jsonschema.Schema
	server *Server
}

const descriptionURL = "urn:description"

// describe reads the description of a server's API, and holds it to the schema of OpenAPI 3.1.
func describe(t *testing.T, s *Server) *judged {
	t.Helper()
	r := ask(s.Handler(), "GET", "/api/openapi.json")
	wantStatus(t, r, 200)
	d := &judged{t: t, text: text(t, r), judge: jsonschema.NewCompiler(), forms: map[string]*jsonschema.Schema{}, server: s}
	read := func(name, text string) any {
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err == nil {
			err = d.judge.AddResource(name, v)
		}
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	d.doc = read(descriptionURL, d.text).(map[string]any)
	read("urn:openapi", datamodel.OpenAPI31SchemaData)
	d.holds("urn:openapi", d.doc, "the description")
	return d
}

// holds a value to a schema.
func (d *judged) holds(schema string, value any, what string) {
	d.t.Helper()
	form := d.forms[schema]
	if form == nil {
		var err error
		if form, err = d.judge.Compile(schema); err != nil {
			d.t.Fatalf("%s: %v", what, err)
		}
		d.forms[schema] = form
	}
	if err := form.Validate(value); err != nil {
		d.t.Errorf("%s: %v", what, err)
	}
}

// at returns what stands in the description at some keys, references followed, and where that is.
func (d *judged) at(keys ...string) (value any, place string) {
	d.t.Helper()
	value, place = d.doc, descriptionURL+"#"
	for _, key := range keys {
		switch v := value.(type) {
		case map[string]any:
			value = v[key]
		case []any:
			var i int
			fmt.Sscan(key, &i)
			value = v[i]
		}
		place += "/" + strings.NewReplacer("~", "~0", "/", "~1", "{", "%7B", "}", "%7D").Replace(key)
		if object, ok := value.(map[string]any); ok && object["$ref"] != nil {
			value, place = d.at(strings.Split(strings.TrimPrefix(object["$ref"].(string), "#/"), "/")...)
		}
	}
	return value, place
}

// operation is one of the description.
type operation struct {
	keys []string // where it is
	path string
	// required has the examples of the parameters that must be given.
	required url.Values
	formats  []string
	body     string
}

// operations are those of the description. The example and the default of each parameter have its form.
func (d *judged) operations() (out []operation) {
	d.t.Helper()
	paths, _ := d.at("paths")
	for path, item := range paths.(map[string]any) {
		for method, op := range item.(map[string]any) {
			o := operation{keys: []string{"paths", path, method}, path: path, required: url.Values{}, formats: []string{""}}
			params, _ := op.(map[string]any)["parameters"].([]any)
			for i := range params {
				value, place := d.at(slices.Concat(o.keys, []string{"parameters", fmt.Sprint(i)})...)
				p := value.(map[string]any)
				name, schema := p["name"].(string), p["schema"].(map[string]any)
				for _, example := range []any{p["example"], schema["default"]} {
					if example != nil {
						d.holds(place+"/schema", example, path+": "+name)
					}
				}
				switch {
				case name == "format":
					o.formats = nil
					for _, f := range schema["enum"].([]any) {
						o.formats = append(o.formats, f.(string))
					}
				case p["required"] == true && p["example"] == nil:
					d.t.Errorf("%s: %s has no example", path, name)
				case p["required"] == true:
					o.required.Set(name, fmt.Sprint(p["example"]))
				}
			}
			if body, _ := d.at(slices.Concat(o.keys, []string{"requestBody", "content", "text/plain", "example"})...); body != nil {
				o.body = body.(string)
			}
			out = append(out, o)
		}
	}
	slices.SortFunc(out, func(a, b operation) int { return strings.Compare(a.path, b.path) })
	return out
}

// answers sends a request and holds the answer to the description.
func (d *judged) answers(o operation, target, body string) *http.Response {
	d.t.Helper()
	r := httptest.NewRequest(strings.ToUpper(o.keys[2]), target, strings.NewReader(body))
	r.Host = "127.0.0.1:8642"
	w := httptest.NewRecorder()
	d.server.Handler().ServeHTTP(w, r)
	answer := w.Result()
	kind, _, _ := mime.ParseMediaType(answer.Header.Get("Content-Type"))
	status := fmt.Sprint(answer.StatusCode)
	if known, _ := d.at(slices.Concat(o.keys, []string{"responses", status})...); known == nil {
		status = "default"
	}
	media, place := d.at(slices.Concat(o.keys, []string{"responses", status, "content", kind})...)
	if media == nil {
		d.t.Errorf("%s: nothing says that %s is %q", target, answer.Status, kind)
		return answer
	}
	content := w.Body.Bytes()
	var value any = string(content)
	if strings.HasSuffix(kind, "json") {
		var err error
		if value, err = jsonschema.UnmarshalJSON(bytes.NewReader(content)); err != nil {
			d.t.Fatalf("%s: %v", target, err)
		}
	}
	d.holds(place+"/schema", value, target)
	return answer
}

// TestOpenAPI: the description is OpenAPI 3.1 and the same each time; every path in it answers its examples as it says.
func TestOpenAPI(t *testing.T) {
	s := served(t, graphOf(t, nil))
	d := describe(t, s)
	if again, err := openAPIOf(s.newOpened(graphOf(t, nil)), "test"); err != nil || string(again) != d.text {
		t.Errorf("another time it is another: %v", err)
	}
	n, undrawn := 0, 0
	for _, o := range d.operations() {
		for _, format := range o.formats {
			if n++; testing.Short() && n%23 != 0 {
				continue
			}
			given, body := o.required, o.body
			if strings.Contains(o.path, "/q/") && format == "json" {
				given = url.Values{"why": {"1"}}
				for name, v := range o.required {
					given[name] = v
				}
			}
			if format == "svg" {
				body = strings.NewReplacer(`"from"`, `"source"`, `"to"`, `"target"`).Replace(body)
			}
			target := withQuery(strings.Replace(o.path, "{format}", format, 1), given.Encode())
			r := d.answers(o, target, body)
			if r.StatusCode == 422 && format == "svg" && strings.Contains(o.path, "/report/") {
				undrawn++ // it has no picture of this example, or several
			} else if r.StatusCode != 200 {
				t.Errorf("%s: %s", target, r.Status)
			}
		}
	}
	if names := s.current.Library.Names(); len(names) < 50 || n < 5*len(names) {
		t.Errorf("%d requests for %d queries", n, len(names))
	}
	if undrawn > 5 {
		t.Errorf("%d reports have no picture", undrawn)
	}
	contains(t, text(t, ask(s.Handler(), "GET", "/")), `href="/api/openapi.json"`)
	for _, target := range []string{"/api/q/duties.csv?bearer=Nobody", "/api/q/duties.csv?nothing=1", "/api/q/duties.csv?limit=-1", "/api/q/duties.csv?explain=1", "/api/q/duties.nothing"} {
		o := operation{keys: []string{"paths", "/api/q/duties.{format}", "get"}}
		if r := d.answers(o, target, ""); r.StatusCode < 400 {
			t.Errorf("%s: %s", target, r.Status)
		}
	}
	d.answers(operation{keys: []string{"paths", "/api/q/duties.{format}", "get"}}, "/api/q/duties.json?explain=1", "")
}

// TestOpenAPIOfOthers: dossiers whose texts mean harm, and graphs without entities, are described as soundly; the tag of the description is another.
func TestOpenAPIOfOthers(t *testing.T) {
	foreign := graphOf(t, nil)
	foreign.Source, foreign.Articles, foreign.Digest = graph.Load(nil), nil, "foreign"
	tags := []string{ask(served(t, graphOf(t, nil)).Handler(), "GET", "/api/openapi.json").Header.Get("ETag")}
	for _, g := range []*Graph{graphOf(t, os.DirFS(harbour)), foreign} {
		s := served(t, g)
		if paths, _ := describe(t, s).at("paths"); len(paths.(map[string]any)) < 100 {
			t.Errorf("%s: %d paths", g.Digest, len(paths.(map[string]any)))
		}
		tag := ask(s.Handler(), "GET", "/api/openapi.json").Header.Get("ETag")
		if tag == "" || slices.Contains(tags, tag) {
			t.Errorf("%s: the tag is %q, as of %q", g.Digest, tag, tags)
		}
		tags = append(tags, tag)
	}
}

// TestProblemsAreDescribed: each kind of problem stands in the description and in README.md.
func TestProblemsAreDescribed(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		b, err := os.ReadFile(e.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`(Kind: |p\.Kind.* = .*)"([a-z]+)"`).FindAllStringSubmatch(string(b), -1) {
			if used[m[2]] = true; !slices.Contains(problemKinds, m[2]) {
				t.Errorf("%s: no problem of kind %q is described", e.Name(), m[2])
			}
		}
	}
	for _, kind := range problemKinds {
		if !used[kind] || !strings.Contains(string(readme), "`"+kind+"`") {
			t.Errorf("the kind %s is not used, or README.md does not tell of it", kind)
		}
	}
}
