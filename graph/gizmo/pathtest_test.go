package gizmo

import (
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"rapport/graph"
)

// inexpressible are the cases of Cayley's pathtest that are no query, and why. One that can be written as a program fails the test.
var inexpressible = map[string]string{
	"composite paths (clone paths)": "it is about sharing of Go values; a program cannot change a path that it has",
}

// otherwise are the cases that we answer otherwise, and why. One that agrees fails the test.
var otherwise = map[string]string{}

// TestCayleysPathtest writes the cases of Cayley's pathtest, which build paths in Go, as programs, and runs those. Their own run, over our
// Store, is part of TestCayleysSuite in package graph.
func TestCayleysPathtest(t *testing.T) {
	src := cayleyGraph(t, "testdata.nq")
	file := parseCayley(t, "graph", "path", "pathtest", "pathtest.go")
	tr := &translator{t: t, values: constants(file)}
	seen := map[string]bool{}
	ran := 0
	for _, c := range tr.cases(file) {
		seen[c.message] = true
		if c.program == "" {
			if inexpressible[c.message] == "" {
				t.Errorf("%s: cannot be written as a program: %s", c.message, c.why)
			}
			continue
		}
		if inexpressible[c.message] != "" {
			t.Errorf("%s: the exception is no longer needed", c.message)
		}
		ran++
		err := c.check(src)
		switch excepted := otherwise[c.message] != ""; {
		case err != nil && !excepted:
			t.Errorf("%s: %v\n%s", c.message, err, c.program)
		case err == nil && excepted:
			t.Errorf("%s: the exception is no longer needed", c.message)
		}
	}
	for _, exceptions := range []map[string]string{inexpressible, otherwise} {
		for message := range exceptions {
			if !seen[message] {
				t.Errorf("%s: there is no such case", message)
			}
		}
	}
	t.Logf("%d of %d cases ran", ran, len(seen))
	if ran < 50 {
		t.Errorf("only %d cases ran", ran)
	}
}

// pathCase is one entry of testSet in Cayley's graph/path/pathtest/pathtest.go.
type pathCase struct {
	message, program, why, tag string
	wants                      [][]string // one of them
}

func (c *pathCase) check(src graph.Source) error {
	column := c.tag
	if column == "" {
		column = vertexName
	}
	got := []string{}
	_, err := Run(context.Background(), src, "pathtest.js", c.program, Options{}, func(r Row) error {
		for i, name := range r.Names {
			if v := r.Values[i]; v != nil && (name == column || name == "value") {
				got = append(got, cayleyText(v))
			}
		}
		return nil
	})
	slices.Sort(got)
	if err != nil || !slices.ContainsFunc(c.wants, func(want []string) bool { return slices.Equal(got, want) }) {
		return fmt.Errorf("got %q, want %q, error %v", got, c.wants, err)
	}
	return nil
}

// parseCayley parses a file of the Cayley module.
func parseCayley(t *testing.T, path ...string) *ast.File {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(append([]string{cayleyDir(t)}, path...)...), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// constants are the constants and variables of a file.
func constants(file *ast.File) map[string]ast.Expr {
	out := map[string]ast.Expr{}
	for _, d := range file.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, s := range g.Specs {
			if v, ok := s.(*ast.ValueSpec); ok && len(v.Values) == len(v.Names) {
				for i, n := range v.Names {
					out[n.Name] = v.Values[i]
				}
			}
		}
	}
	return out
}

func valueOf(t *testing.T, file *ast.File, name string) ast.Expr {
	e := constants(file)[name]
	if e == nil {
		t.Fatalf("Cayley's test has no %s any more", name)
	}
	return e
}

// translator writes paths that are built in Go as programs.
type translator struct {
	t      *testing.T
	values map[string]ast.Expr
}

func (tr *translator) cases(file *ast.File) (out []*pathCase) {
	for _, d := range file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || f.Name.Name != "testSet" {
			continue
		}
		list := f.Body.List[0].(*ast.ReturnStmt).Results[0].(*ast.CompositeLit)
		for _, e := range list.Elts {
			out = append(out, tr.oneCase(e.(*ast.CompositeLit)))
		}
	}
	return out
}

func (tr *translator) oneCase(lit *ast.CompositeLit) *pathCase {
	c := &pathCase{}
	for _, e := range lit.Elts {
		kv := e.(*ast.KeyValueExpr)
		switch key := kv.Key.(*ast.Ident).Name; key {
		case "message":
			c.message = literal(tr.t, kv.Value)
		case "tag":
			c.tag = literal(tr.t, kv.Value)
		case "expect":
			c.wants = append(c.wants, tr.expected(kv.Value))
		case "expectAlt":
			for _, alt := range kv.Value.(*ast.CompositeLit).Elts {
				c.wants = append(c.wants, tr.expected(alt))
			}
		case "path":
			c.program, c.why = tr.program(kv.Value)
		case "skip", "unsorted": // what Cayley's own runtime cannot do yet, ours may
		default:
			tr.t.Fatalf("Cayley's test has a new field %s", key)
		}
	}
	return c
}

// program writes a path that ends in all() or count(). why says what of it is no program.
func (tr *translator) program(e ast.Expr) (program, why string) {
	defer func() {
		if r := recover(); r != nil {
			program, why = "", fmt.Sprint(r)
		}
	}()
	program = tr.path(e)
	if !strings.HasSuffix(program, ".count()") {
		program += ".all()"
	}
	return program, ""
}

// programNames are the methods that are called otherwise in a program than in Go, but for the first letter.
var programNames = map[string]string{"FollowReverse": "followR", "SaveReverse": "saveR", "SaveOptional": "saveOpt", "HasReverse": "hasR"}

func (tr *translator) path(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		if v := tr.values[e.Name]; v != nil {
			return tr.path(v)
		}
	case *ast.CallExpr:
		switch f := e.Fun.(type) {
		case *ast.Ident:
			switch f.Name {
			case "StartPath":
				return "g.V(" + tr.list(e.Args[1:]) + ")"
			case "StartMorphism":
				return "g.M(" + tr.list(e.Args) + ")"
			}
		case *ast.SelectorExpr:
			return tr.path(f.X) + "." + tr.step(f.Sel.Name, e.Args)
		}
	}
	panic(fmt.Sprintf("a path that is a %T", e))
}

func (tr *translator) step(name string, args []ast.Expr) string {
	switch name {
	case "Filter":
		return "filter(" + tr.comparison(args[0], args[1]) + ")"
	case "Regex":
		return "filter(regex(" + tr.value(args[0]) + "))"
	case "RegexWithRefs":
		return "filter(regex(" + tr.value(args[0]) + ", true))"
	case "Filters":
		return "filter(" + tr.list(args) + ")"
	case "HasFilter":
		if args[1].(*ast.Ident).Name != "false" {
			return "hasR(" + tr.value(args[0]) + ", " + tr.list(args[2:]) + ")"
		}
		return "has(" + tr.value(args[0]) + ", " + tr.list(args[2:]) + ")"
	case "SavePredicates":
		if args[0].(*ast.Ident).Name == "true" {
			return "saveInPredicates(" + tr.value(args[1]) + ")"
		}
		return "saveOutPredicates(" + tr.value(args[1]) + ")"
	case "FollowRecursive":
		depth := tr.value(args[1])
		if depth == "0" {
			depth = "-1" // any depth
		}
		return "followRecursive(" + tr.value(args[0]) + ", " + depth + ")"
	}
	if other := programNames[name]; other != "" {
		name = other
	}
	return strings.ToLower(name[:1]) + name[1:] + "(" + tr.list(args) + ")"
}

func (tr *translator) list(args []ast.Expr) string {
	var out []string
	for _, a := range args {
		out = append(out, tr.value(a))
	}
	return strings.Join(out, ", ")
}

func (tr *translator) comparison(op, bound ast.Expr) string {
	name := op.(*ast.SelectorExpr).Sel.Name // iterator.CompareGT
	return strings.ToLower(strings.TrimPrefix(name, "Compare")) + "(" + tr.value(bound) + ")"
}

// value writes an argument: a value, a filter, a tag, a number or a path.
func (tr *translator) value(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			return strconv.Quote(literal(tr.t, e))
		}
		return e.Value
	case *ast.Ident:
		if v := tr.values[e.Name]; v != nil {
			return tr.value(v)
		}
	case *ast.CompositeLit:
		return tr.filter(e)
	case *ast.CallExpr:
		f, ok := e.Fun.(*ast.SelectorExpr)
		if !ok {
			break
		}
		pkg, _ := f.X.(*ast.Ident)
		switch {
		case pkg == nil:
		case pkg.Name == "quad" && f.Sel.Name == "IRI":
			return "iri(" + tr.value(e.Args[0]) + ")"
		case pkg.Name == "quad" && f.Sel.Name == "String":
			return "str(" + tr.value(e.Args[0]) + ")"
		case pkg.Name == "quad" && f.Sel.Name == "Raw": // a term as text, which a program writes as a plain string
			return strconv.Quote(tr.text(e.Args[0].(*ast.CallExpr).Fun.(*ast.SelectorExpr).X))
		case pkg.Name == "regexp":
			return tr.value(e.Args[0])
		}
	}
	return tr.path(e)
}

// filter writes shape.Comparison and shape.Wildcard.
func (tr *translator) filter(lit *ast.CompositeLit) string {
	fields := map[string]ast.Expr{}
	for _, e := range lit.Elts {
		kv := e.(*ast.KeyValueExpr)
		fields[kv.Key.(*ast.Ident).Name] = kv.Value
	}
	switch lit.Type.(*ast.SelectorExpr).Sel.Name {
	case "Comparison":
		return tr.comparison(fields["Op"], fields["Val"])
	case "Wildcard":
		return "like(" + tr.value(fields["Pattern"]) + ")"
	}
	panic("a filter of another kind")
}

// text writes a value as rows show it: <alice>, cool_person, 5.
func (tr *translator) text(e ast.Expr) string {
	if id, ok := e.(*ast.Ident); ok {
		return tr.text(tr.values[id.Name])
	}
	call := e.(*ast.CallExpr)
	text := call.Args[0].(*ast.BasicLit).Value
	switch call.Fun.(*ast.SelectorExpr).Sel.Name {
	case "IRI":
		return "<" + literal(tr.t, call.Args[0]) + ">"
	case "String":
		return literal(tr.t, call.Args[0])
	}
	return text
}

func (tr *translator) expected(e ast.Expr) []string {
	out := []string{}
	if lit, ok := e.(*ast.CompositeLit); ok {
		for _, x := range lit.Elts {
			out = append(out, tr.text(x))
		}
	}
	slices.Sort(out)
	return out
}
