package gizmo

import (
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	osexec "os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/quads"
)

// cayleyDir is the folder of the Cayley module: its tests and data are read there, never copied.
func cayleyDir(t testing.TB) string {
	t.Helper()
	out, err := osexec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/cayleygraph/cayley").Output()
	dir := strings.TrimSpace(string(out))
	if err != nil || dir == "" {
		t.Skipf("SKIP: the Cayley module is not here: %v", err)
	}
	return dir
}

func cayleyGraph(t testing.TB, file string) *graph.Memory {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(cayleyDir(t), "data", file))
	if err != nil {
		t.Fatal(err)
	}
	return load(t, string(text))
}

// cayleyCase is one entry of testQueries in Cayley's own query/gizmo/gizmo_test.go.
type cayleyCase struct {
	message, query, tag, file string
	limit                     int
	data                      bool
	expect                    []string
	fails                     bool
}

// exceptions are Cayley's own cases that we answer otherwise, and why. A case that agrees fails the test.
var exceptions = map[string]string{
	"use .getLimit":           "the first rows of Cayley's memstore come in the order of insertion; no order is promised",
	"show ToArray with limit": "as above",
	"show ForEach with limit": "as above",
}

// TestCayleysOwnCases runs the cases of Cayley's own test.
func TestCayleysOwnCases(t *testing.T) {
	graphs := map[string]*graph.Memory{
		"":                   cayleyGraph(t, "testdata.nq"),
		"multiGraphTestFile": cayleyGraph(t, "testdata_multigraph.nq"),
	}
	cases := readCayleyCases(t)
	if len(cases) < 60 {
		t.Fatalf("%d cases", len(cases))
	}
	for message := range exceptions {
		if !slices.ContainsFunc(cases, func(c *cayleyCase) bool { return c.message == message }) {
			t.Errorf("%s: there is no such case", message)
		}
	}
	for _, c := range cases {
		src := graphs[c.file]
		if c.data {
			src = issue718(c.limit)
		}
		err := c.check(src)
		_, excepted := exceptions[c.message]
		switch {
		case err != nil && !excepted:
			t.Errorf("%s: %v\n%s", c.message, err, c.query)
		case err == nil && excepted:
			t.Errorf("%s: the exception is no longer needed", c.message)
		}
	}
}

func (c *cayleyCase) check(src graph.Source) error {
	var got []string
	_, err := Run(context.Background(), src, "test.js", c.query, Options{Limit: max(c.limit, 0)}, func(r Row) error {
		for i, name := range r.Names {
			if v := r.Values[i]; (name == c.tag || name == "value") && v != nil {
				got = append(got, cayleyText(v))
			}
		}
		return nil
	})
	if c.fails {
		if err == nil {
			return fmt.Errorf("no error")
		}
		return nil
	}
	slices.Sort(got)
	slices.Sort(c.expect)
	if err != nil || !slices.Equal(got, c.expect) {
		return fmt.Errorf("got %q, want %q, error %v", got, c.expect, err)
	}
	return nil
}

// cayleyText writes a value as Cayley's test does.
func cayleyText(v quad.Value) string {
	if s, ok := v.(quad.TypedString); ok && s.Type == quads.XSDInteger {
		return string(s.Value)
	}
	return spell(v)
}

func issue718(n int) *graph.Memory {
	var qs []quad.Quad
	for i := range n {
		qs = append(qs, quad.MakeIRI("a", "b", fmt.Sprintf("n%d", i+1), ""))
	}
	return graph.Load(qs)
}

// readCayleyCases takes the cases out of the source text of Cayley's test.
func readCayleyCases(t *testing.T) (cases []*cayleyCase) {
	path := filepath.Join(cayleyDir(t), "query", "gizmo", "gizmo_test.go")
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || spec.Names[0].Name != "testQueries" {
			return true
		}
		for _, e := range spec.Values[0].(*ast.CompositeLit).Elts {
			cases = append(cases, readCayleyCase(t, e.(*ast.CompositeLit)))
		}
		return false
	})
	return cases
}

func readCayleyCase(t *testing.T, lit *ast.CompositeLit) *cayleyCase {
	c := &cayleyCase{tag: "id"}
	for _, e := range lit.Elts {
		kv := e.(*ast.KeyValueExpr)
		switch key := kv.Key.(*ast.Ident).Name; key {
		case "message":
			c.message = literal(t, kv.Value)
		case "query":
			c.query = literal(t, kv.Value)
		case "tag":
			c.tag = literal(t, kv.Value)
		case "file":
			c.file = kv.Value.(*ast.Ident).Name
		case "limit":
			c.limit = 5
		case "data":
			c.data = true
		case "err":
			c.fails = true
		case "expect":
			c.expect = readExpected(t, kv.Value)
		default:
			t.Fatalf("Cayley's test has a new field %s", key)
		}
	}
	return c
}

func readExpected(t *testing.T, e ast.Expr) (out []string) {
	switch e := e.(type) {
	case *ast.CompositeLit:
		for _, x := range e.Elts {
			out = append(out, literal(t, x))
		}
	case *ast.CallExpr:
		out = []string{"<a>", "<b>", "<n1>", "<n2>", "<n3>"} // issue718Nodes
	}
	return out
}

// literal reads a string, or the number in intVal(n).
func literal(t *testing.T, e ast.Expr) string {
	if call, ok := e.(*ast.CallExpr); ok {
		return call.Args[0].(*ast.BasicLit).Value
	}
	s, err := strconv.Unquote(e.(*ast.BasicLit).Value)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
