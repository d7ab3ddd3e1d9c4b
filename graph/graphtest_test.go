package graph

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cayleygraph/cayley/graph/graphtest"
	"github.com/cayleygraph/quad"
)

// exceptions are the tests of Cayley's suite that may and must fail, each with its reason.
var exceptions = map[string]string{
	"deleted_from_iterator": "it deletes a quad below an open iterator, and an open iterator walks the graph as it was loaded",

	"paths/follows_recursive_loop": "Cayley's recursive iterator, asked whether it contains a value that it then meets on its own way, " +
		"answers with the tags of the value asked before; only an order like that in which the test wrote its quads hides it",
}

const inSuite = "RAPPORT_RUN_CAYLEYS_SUITE"

// suiteSources are the sources under the Store that Cayley's suite writes to: each is built again after a write.
var suiteSources = map[string]func(testing.TB, []quad.Quad) Source{
	"memory":  func(_ testing.TB, qs []quad.Quad) Source { return Load(qs) },
	"segment": func(t testing.TB, qs []quad.Quad) Source { return compiled(t, qs) },
}

// TestCayleysSuite runs Cayley's own tests of a store, its paths, its schema and its queries over 470 000 quads of films, in a
// process of their own for each source, because what may fail there cannot be left out singly.
func TestCayleysSuite(t *testing.T) {
	if name := os.Getenv(inSuite); name != "" {
		graphtest.TestAll(t, newWritable(suiteSources[name]), &graphtest.Config{AlwaysRunIntegration: withFilms(name)})
		return
	}
	for name := range suiteSources {
		t.Run(name, func(t *testing.T) { runSuite(t, name) })
	}
}

// withFilms says whether to ask the films, which a segment is compiled of in seconds.
func withFilms(source string) bool { return source == "memory" || !testing.Short() }

func runSuite(t *testing.T, source string) {
	suite := exec.Command(os.Args[0], "-test.run=^TestCayleysSuite$", "-test.v", "-test.timeout=10m", fmt.Sprintf("-test.short=%t", !withFilms(source)))
	suite.Dir = cayleysData(t)
	suite.Env = append(os.Environ(), inSuite+"="+source)
	out, _ := suite.CombinedOutput() // that it fails says nothing: see which tests did
	passed, failed := verdicts(out)
	if len(passed) < 140 {
		t.Fatalf("only %d tests of the suite passed:\n%s", len(passed), out)
	}
	parts := map[string]int{"paths/": 100} // pathtest, each case optimized and not
	if withFilms(source) {
		parts["integration/"] = 12
	}
	for part, least := range parts {
		ran := 0
		for name := range passed {
			if strings.HasPrefix(name, part) {
				ran++
			}
		}
		if ran < least {
			t.Errorf("only %d tests of %s passed", ran, part)
		}
	}
	for name := range failed {
		if exceptions[name] == "" {
			t.Errorf("%s fails:\n%s", name, out)
		}
	}
	for name, reason := range exceptions {
		if !failed[name] {
			t.Errorf("%s passes now: it is no longer an exception because %s", name, reason)
		}
	}
}

// cayleysData copies the data of Cayley's suite and returns the folder from which the suite finds it.
func cayleysData(t *testing.T) string {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/cayleygraph/cayley").Output()
	if err != nil {
		t.Fatalf("find Cayley's test data: %v", err)
	}
	root := t.TempDir()
	for _, name := range []string{"testdata.nq", "30kmoviedata.nq.gz"} {
		copyFile(t, filepath.Join(strings.TrimSpace(string(out)), "data", name), filepath.Join(root, "data", name))
	}
	dir := filepath.Join(root, "graph", "store")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	return dir
}

func copyFile(t *testing.T, from, to string) {
	data, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// verdicts reads the output of go test -v: the tests that passed, and those that failed themselves, not only for a part of them.
func verdicts(out []byte) (passed, failed map[string]bool) {
	passed, failed = map[string]bool{}, map[string]bool{}
	for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); {
		line := strings.TrimSpace(lines.Text())
		name, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(line, "--- PASS: "), "--- FAIL: "), " ")
		_, name, _ = strings.Cut(name, "/")
		switch {
		case strings.HasPrefix(line, "--- PASS: "):
			passed[name] = true
		case strings.HasPrefix(line, "--- FAIL: "):
			failed[name] = true
		}
	}
	for name := range failed {
		for ; name != ""; name = name[:max(0, strings.LastIndexByte(name, '/'))] {
			delete(failed, name[:max(0, strings.LastIndexByte(name, '/'))])
		}
	}
	return passed, failed
}
