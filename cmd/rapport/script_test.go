package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/spf13/cobra"

	"rapport/graph/cayleystore/storetest"
	"rapport/graph/gizmo/worker"
)

// TestMain makes the test binary the program itself when it is called as rapport, which scripts do, and when the program calls itself.
func TestMain(m *testing.M) {
	if worker.Is(os.Args[1:]) {
		main()
		return
	}
	testscript.Main(m, map[string]func(){"rapport": main})
}

// TestScript runs the specifications of the commands: testdata/script/VERB.txtar. UPDATE=1 rewrites the files that a script compares
// with cmp, to be read in review.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       os.Getenv("UPDATE") != "",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("HOME", env.WorkDir)
			dossiers, err := filepath.Abs("testdata/dossiers") // to be copied: exec cp -r $DOSSIERS/harbour .
			env.Setenv("DOSSIERS", dossiers)
			env.Setenv("SHIPPED", filepath.Join(dossiers, "../../../../quads"))              // the folder of the built-in dossier
			env.Setenv("NIGHTLY", filepath.Join(dossiers, "../../../../queries/nightly.sh")) // the script of queries/README.md
			return err
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"code": checkCode, "cayley-leveldb": makeLevelDB},
	})
}

// checkCode is the script command "code N COMMAND…": it runs a command that must end with exit code N.
func checkCode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: code N command args…")
	}
	got := "0"
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		got = strings.TrimPrefix(err.Error(), "exit status ")
	}
	if got != args[0] {
		ts.Fatalf("exit code %s, want %s", got, args[0])
	}
}

// makeLevelDB is the script command "cayley-leveldb FOLDER FILE.nq": Cayley makes a store of the quads in a file.
func makeLevelDB(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: cayley-leveldb folder file.nq")
	}
	ts.Check(storetest.WriteLevelDB(ts.MkAbs(args[0]), strings.NewReader(ts.ReadFile(args[1]))))
}

// eachVerb visits every command that can be run.
func eachVerb(visit func(*cobra.Command)) {
	var walk func(*cobra.Command)
	walk = func(c *cobra.Command) {
		if c.Runnable() {
			visit(c)
		}
		for _, sub := range c.Commands() {
			walk(sub)
		}
	}
	walk(newRootCommand(&app{env: func(string) string { return "" }}, nil))
}

// TestHelpTeaches: every verb says what it does in one line, has a group and an example.
func TestHelpTeaches(t *testing.T) {
	eachVerb(func(c *cobra.Command) {
		if c.Short == "" || c.Short[0] < 'a' || c.Short[0] > 'z' || strings.HasSuffix(c.Short, ".") {
			t.Errorf("%s: short description %q: want lower case, no full stop", c.CommandPath(), c.Short)
		}
		if !strings.Contains(c.Example, "rapport") {
			t.Errorf("%s: no example", c.CommandPath())
		}
		if c.HasParent() && !c.Parent().HasParent() && c.GroupID == "" {
			t.Errorf("%s: no group", c.CommandPath())
		}
		for line := range strings.Lines(c.Long) {
			if n := len([]rune(strings.TrimRight(line, "\n"))); n > helpWidth+20 {
				t.Errorf("%s: line of %d columns in its description: %q", c.CommandPath(), n, line)
			}
		}
	})
}

// TestExamples runs the example lines of every verb's help, one after the other in a folder of its own that starts as a copy of
// testdata/examples. An example may end with exit code 0, or 3 where it finds something.
func TestExamples(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the examples are written for a Unix shell")
	}
	eachVerb(func(c *cobra.Command) {
		if c.Name() == "serve" {
			return // it does not end; TestServe runs it
		}
		dir := t.TempDir()
		if _, err := os.Stat("testdata/examples"); err == nil {
			if err := os.CopyFS(dir, os.DirFS("testdata/examples")); err != nil {
				t.Fatal(err)
			}
		}
		for line := range strings.Lines(c.Example) {
			line = strings.TrimSpace(line)
			if line == "" || strings.HasPrefix(line, "#") {
				continue
			}
			cmd := exec.Command("sh", "-c", line)
			cmd.Dir = dir
			out, err := cmd.CombinedOutput()
			if code := cmd.ProcessState.ExitCode(); err != nil && code != exitFound {
				t.Errorf("%s: example %q: %v\n%s", c.CommandPath(), line, err, out)
			}
		}
	})
}

// TestStaysLight holds the packages out of the program that cost every command its start.
func TestStaysLight(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range strings.Fields(string(out)) {
		for _, heavy := range []string{"github.com/cayleygraph/cayley/query/gizmo", "github.com/cayleygraph/cayley/graph/kv", "github.com/prometheus", "github.com/piprate/json-gold"} {
			if path == heavy || strings.HasPrefix(path, heavy+"/") {
				t.Errorf("the program links %s", path)
			}
		}
	}
}

// TestStartIsLight bounds what the packages of the program allocate before main, which every command pays for.
func TestStartIsLight(t *testing.T) {
	deps, err := exec.Command("go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0], "version")
	cmd.Args[0] = "rapport" // see TestMain
	cmd.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	trace, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatal(err, string(trace))
	}
	linked, bytes, count := strings.Fields(string(deps)), 0, 0
	for line := range strings.Lines(string(trace)) {
		var path, at, clock string
		var b, n int
		if _, err := fmt.Sscanf(line, "init %s @%s ms, %s ms clock, %d bytes, %d allocs", &path, &at, &clock, &b, &n); err == nil && slices.Contains(linked, path) {
			bytes, count = bytes+b, count+n
		}
	}
	if bytes < 10_000 || bytes > 360_000 || count > 1_800 {
		t.Errorf("before main %d bytes are allocated in %d pieces, want 360000 in 1800 at most:\n%s", bytes, count, trace)
	}
}

// TestPanicIsCaught: a broken promise in a verb is a message and an exit code, not a crash.
func TestPanicIsCaught(t *testing.T) {
	var stderr strings.Builder
	a := &app{stderr: &stderr, env: func(string) string { return "" }}
	code := func() (code int) {
		defer a.recovered(&code)
		panic("rows \x1b out of order")
	}()
	if code != exitFailed || !strings.HasPrefix(stderr.String(), `rapport: a promise inside the program was broken: rows \x1b out of order`+"\n") {
		t.Errorf("code %d, stderr %q", code, stderr.String())
	}
}

// TestWriteFile: a file is whole or as it was, and nothing is left beside it.
func TestWriteFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "rows.csv")
	opts := outputOptions{out: path}
	if err := os.WriteFile(path, []byte("before"), 0o640); err != nil {
		t.Fatal(err)
	}
	broken := func(w io.Writer) error {
		w.Write([]byte("half"))
		return os.ErrDeadlineExceeded
	}
	if err := writeFile(opts.out, broken); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("got %v, want the error of the writing", err)
	}
	check := func(want string) {
		t.Helper()
		got, err := os.ReadFile(path)
		if err != nil || string(got) != want {
			t.Errorf("file holds %q, %v; want %q", got, err, want)
		}
		entries, err := os.ReadDir(dir)
		if err != nil || len(entries) != 1 {
			t.Errorf("folder holds %v, %v; want one file", entries, err)
		}
	}
	check("before")
	whole := func(w io.Writer) error {
		_, err := w.Write([]byte("after"))
		return err
	}
	if err := writeFile(opts.out, whole); err != nil {
		t.Fatal(err)
	}
	check("after")
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o640 {
		t.Errorf("permissions %v, %v; want those it had", info.Mode(), err)
	}
}

// TestInterrupted: a context that ends is exit code 130, whatever the verb was doing.
func TestInterrupted(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	var stdout, stderr strings.Builder
	code := run(ctx, []string{"query", `g.V().all()`}, strings.NewReader(""), &stdout, &stderr, func(string) string { return "" })
	if code != exitInterrupted || stdout.String() != "" || stderr.String() != "rapport: query: interrupted\n" {
		t.Errorf("code %d, stdout %q, stderr %q", code, stdout.String(), stderr.String())
	}
}
