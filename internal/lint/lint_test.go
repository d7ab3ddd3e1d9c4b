package lint

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "rapport"

// layers are the packages of the story in order: each may import those after it only. A package that is not listed, or
// listed beside another in one layer, fails the test until it has a place.
var layers = [][]string{
	{"cmd/rapport"},
	{"internal/web/load"},
	{"internal/web/bundle"},
	{"internal/web"},
	{"internal/report/document"},
	{"internal/report"},
	{"internal/report/picture"},
	{"queries"},
	{"graph/bench/peers"},
	{"graph/bench"},
	{"graph/cayleyapi"},
	{"graph/gizmo/worker"},
	{"graph/gizmo/language"},
	{"graph/gizmo"},
	{"graph/cayleystore"},
	{"graph/cayleystore/storetest"},
	{"graph"},
	{"internal/cache"},
	{"internal/segment"},
	{"quads"},
	{"internal/browsertest"},
	{"internal/lint"},
}

type goPackage struct {
	ImportPath   string
	Doc          string
	Imports      []string
	TestImports  []string
	XTestImports []string
}

func listPackages(t *testing.T) []goPackage {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Doc,Imports,TestImports,XTestImports", "./...")
	cmd.Dir = "../.."
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, stderr.String())
	}
	var packages []goPackage
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p goPackage
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		packages = append(packages, p)
	}
	if len(packages) < 5 {
		t.Fatalf("go list names %d packages: the rules would hold nothing", len(packages))
	}
	return packages
}

func layerOf(importPath string) int {
	name := strings.TrimPrefix(importPath, module+"/")
	return slices.IndexFunc(layers, func(l []string) bool { return slices.Contains(l, name) })
}

func TestImportsPointOneWay(t *testing.T) {
	for _, p := range listPackages(t) {
		from := layerOf(p.ImportPath)
		if from < 0 {
			t.Errorf("package %s has no place in the layers", p.ImportPath)
			continue
		}
		for _, imp := range p.Imports {
			if !strings.HasPrefix(imp, module+"/") {
				continue
			}
			if to := layerOf(imp); to <= from {
				t.Errorf("%s imports %s: the arrow points the wrong way", p.ImportPath, imp)
			}
		}
	}
}

func TestCayleyStopsUnderGraph(t *testing.T) {
	for _, p := range listPackages(t) {
		if strings.HasPrefix(p.ImportPath, module+"/graph") {
			continue
		}
		for _, imp := range p.Imports {
			if strings.HasPrefix(imp, "github.com/cayleygraph/cayley") {
				t.Errorf("%s imports %s: Cayley's types stop under graph", p.ImportPath, imp)
			}
		}
	}
}

// TestHTTPStopsAtTheWeb: what answers a browser is not what answers a command. What asks servers, as a benchmark or as a load, is in no command.
func TestHTTPStopsAtTheWeb(t *testing.T) {
	for _, p := range listPackages(t) {
		if slices.Contains([]string{module + "/internal/web", module + "/internal/web/load", module + "/graph/cayleyapi", module + "/graph/bench/peers"}, p.ImportPath) {
			continue
		}
		for _, imp := range []string{"net/http", "html/template", "log/slog"} {
			if slices.Contains(p.Imports, imp) && !(imp == "log/slog" && p.ImportPath == module+"/cmd/rapport") {
				t.Errorf("%s imports %s", p.ImportPath, imp)
			}
		}
	}
}

func TestCobraStopsAtCommand(t *testing.T) {
	for _, p := range listPackages(t) {
		if p.ImportPath != module+"/cmd/rapport" && slices.Contains(p.Imports, "github.com/spf13/cobra") {
			t.Errorf("%s imports cobra", p.ImportPath)
		}
	}
}

func TestPackagesAreDocumented(t *testing.T) {
	for _, p := range listPackages(t) {
		if p.Doc == "" {
			t.Errorf("package %s has no doc comment", p.ImportPath)
		}
	}
}

// eachFile parses every Go file of the module.
func eachFile(t *testing.T, visit func(path string, fset *token.FileSet, file *ast.File)) {
	t.Helper()
	files := 0
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() && (name == "testdata" || name == "node_modules" || strings.HasPrefix(name, ".") && len(name) > 2) {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(name, ".go") {
			return nil
		}
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, path, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		files++
		visit(filepath.ToSlash(strings.TrimPrefix(path, "../../")), fset, f)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 10 {
		t.Fatalf("%d Go files found: the rules would hold nothing", files)
	}
}

func isTest(path string) bool { return strings.HasSuffix(path, "_test.go") }

func TestExportedNamesAreDocumented(t *testing.T) {
	eachFile(t, func(path string, fset *token.FileSet, file *ast.File) {
		if isTest(path) || file.Name.Name == "main" {
			return
		}
		for _, decl := range file.Decls {
			for _, name := range undocumented(decl) {
				t.Errorf("%s: %s has no doc comment", fset.Position(decl.Pos()), name)
			}
		}
	})
}

// undocumented returns the exported names of a declaration that have no comment. The names of one group share its comment.
func undocumented(decl ast.Decl) []string {
	switch d := decl.(type) {
	case *ast.FuncDecl:
		if d.Doc == nil && d.Name.IsExported() && exportedReceiver(d) && !isStandardMethod(d.Name.Name) {
			return []string{d.Name.Name}
		}
	case *ast.GenDecl:
		if d.Doc != nil || d.Tok == token.IMPORT {
			return nil
		}
		var names []string
		for _, spec := range d.Specs {
			names = append(names, undocumentedSpec(spec)...)
		}
		return names
	}
	return nil
}

func undocumentedSpec(spec ast.Spec) []string {
	switch s := spec.(type) {
	case *ast.TypeSpec:
		if s.Doc == nil && s.Comment == nil && s.Name.IsExported() {
			return []string{s.Name.Name}
		}
	case *ast.ValueSpec:
		if s.Doc == nil && s.Comment == nil && s.Names[0].IsExported() {
			return []string{s.Names[0].Name}
		}
	}
	return nil
}

func exportedReceiver(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	typ := d.Recv.List[0].Type
	if star, ok := typ.(*ast.StarExpr); ok {
		typ = star.X
	}
	id, ok := typ.(*ast.Ident)
	return ok && id.IsExported()
}

// isStandardMethod reports names whose meaning an interface of the standard library fixes.
func isStandardMethod(name string) bool {
	return slices.Contains([]string{"Error", "String", "Unwrap", "Close", "Read", "Write", "Len", "Less", "Swap", "Is", "MarshalJSON", "UnmarshalJSON"}, name)
}

func TestNothingRunsAtStartUp(t *testing.T) {
	eachFile(t, func(path string, fset *token.FileSet, file *ast.File) {
		if isTest(path) {
			return
		}
		for _, decl := range file.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
				t.Errorf("%s: an init function", fset.Position(f.Pos()))
			}
		}
		for _, imp := range file.Imports {
			if imp.Name != nil && imp.Name.Name == "_" && imp.Path.Value != `"embed"` {
				t.Errorf("%s: %s is imported for its effect", fset.Position(imp.Pos()), imp.Path.Value)
			}
		}
	})
}

// forbiddenCalls must not be made, but for the files named with them.
var forbiddenCalls = map[string][]string{
	"log.Fatal": nil, "log.Fatalf": nil, "log.Fatalln": nil, "log.Panic": nil, "log.Panicf": nil, "log.Print": nil, "log.Printf": nil, "log.Println": nil,
	"os.Exit":            {"cmd/rapport/main.go", "graph/bench/peers/main.go", "internal/web/load/main.go", "internal/web/bundle/main.go"},
	"regexp.MustCompile": {"graph/cayleyapi/pages.go"}, // costs every start, or panics on a user's input; there it waits for the first page
}

func TestForbiddenCalls(t *testing.T) {
	exits := 0
	eachFile(t, func(path string, fset *token.FileSet, file *ast.File) {
		if isTest(path) {
			return
		}
		ast.Inspect(file, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			pkg, ok := sel.X.(*ast.Ident)
			if !ok {
				return true
			}
			call := pkg.Name + "." + sel.Sel.Name
			allowed, forbidden := forbiddenCalls[call]
			if call == "os.Exit" {
				exits++
			}
			if forbidden && !slices.Contains(allowed, path) {
				t.Errorf("%s: %s", fset.Position(sel.Pos()), call)
			}
			return true
		})
	})
	if exits == 0 {
		t.Error("os.Exit is called nowhere: the rule sees nothing")
	}
}

func TestTopLevelIsFixed(t *testing.T) {
	allowed := []string{"cmd", "graph", "quads", "queries", "internal", "go.mod", "go.sum", "README.md", "LICENSE", "NOTICE", "CHANGELOG.md"}
	entries, err := os.ReadDir("../..")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") && !slices.Contains(allowed, e.Name()) {
			t.Errorf("%s stands at the top level", e.Name())
		}
	}
}

func TestFilesAreFormatted(t *testing.T) {
	out, err := exec.Command("gofmt", "-l", "../../cmd", "../../graph", "../../quads", "../../queries", "../../internal").Output()
	if err != nil {
		t.Skipf("SKIP: gofmt cannot run: %v", err)
	}
	if len(out) > 0 {
		t.Errorf("gofmt would change:\n%s", out)
	}
}
