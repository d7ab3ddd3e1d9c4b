package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"rapport/graph/bench"
)

// cached runs commands of a user whose cache folder is empty at first.
type cached struct {
	t    *testing.T
	home string
}

func newCached(t *testing.T) *cached {
	t.Helper()
	c := &cached{t, t.TempDir()}
	t.Setenv("HOME", c.home)
	t.Setenv("XDG_CACHE_HOME", filepath.Join(c.home, "cache"))
	t.Chdir(t.TempDir())
	return c
}

// run returns what a command writes: its code, standard output and standard error.
func (c *cached) run(args ...string) string {
	var out, errs bytes.Buffer
	code := run(context.Background(), args, strings.NewReader(""), &out, &errs, os.Getenv)
	return fmt.Sprintf("%d\n%s%s", code, out.String(), errs.String())
}

// graphs are the compiled graphs in the cache.
func (c *cached) graphs() []string {
	c.t.Helper()
	found, err := filepath.Glob(filepath.Join(c.home, "cache", "rapport", "*.rsg"))
	if err != nil {
		c.t.Fatal(err)
	}
	return found
}

// same holds what a command answers from the cache, while it is made and afterwards, against what it answers without.
func (c *cached) same(args ...string) string {
	c.t.Helper()
	want := c.run(append(args, "--no-cache")...)
	for _, when := range []string{"made", "opened"} {
		if got := c.run(args...); got != want {
			c.t.Errorf("%q, %s: %s\nwithout the cache: %s", args, when, got, want)
		}
	}
	return want
}

// TestCachedDossier: a dossier answers from the cache as it does when it is read, whatever was done to it or to the cache since.
func TestCachedDossier(t *testing.T) {
	dossier := filepath.Join(t.TempDir(), "dossier")
	if err := os.CopyFS(dossier, os.DirFS("testdata/dossiers/harbour")); err != nil {
		t.Fatal(err)
	}
	c := newCached(t)
	if c.run("query", "--no-cache", "g.V().count()"); len(c.graphs()) > 0 {
		t.Error("--no-cache keeps something")
	}
	for _, command := range []string{"query g.V().count()", "schema", "run timeline --why", "find harbour", "report brief -o json", "test", "query --isolate g.V().count()"} {
		c.same(strings.Fields(command)...)
		c.same(append(strings.Fields(command), "-C", dossier)...)
	}
	if n := len(c.graphs()); n != 2 {
		t.Errorf("%d graphs are kept of two dossiers", n)
	}

	entities := filepath.Join(dossier, "quads", "entities.nq")
	text, err := os.ReadFile(entities)
	if err != nil {
		t.Fatal(err)
	}
	before := c.run("find", "harbour", "-C", dossier)
	info, err := os.Stat(entities)
	if err != nil {
		t.Fatal(err)
	}
	edited := bytes.ReplaceAll(text, []byte("arbour"), []byte("orbour"))
	if err := os.WriteFile(entities, edited, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(entities, info.ModTime(), info.ModTime()); err != nil { // as long and as old as before
		t.Fatal(err)
	}
	if after := c.same("find", "horbour", "-C", dossier); after == before || bytes.Equal(text, edited) {
		t.Errorf("an edited dossier answers as before: %s", after)
	}
	broken := append(edited[:len(edited):len(edited)], "<kg:a> <kg:b> .\n"...)
	if err := os.WriteFile(entities, broken, 0o644); err != nil {
		t.Fatal(err)
	}
	if got := c.same("find", "horbour", "-C", dossier); !strings.HasPrefix(got, "1\n") {
		t.Errorf("a dossier that does not load answers %s", got)
	}
}

// TestDamagedCache: whatever happened to a compiled graph, the answer is right, and the graph is made anew without a word. It is small, and
// read whole.
func TestDamagedCache(t *testing.T) {
	c := newCached(t)
	want := c.same("find", "rosatom")
	path := c.graphs()[0]
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	damaged := map[string][]byte{"emptied": nil, "cut": whole[:len(whole)/2], "nonsense": bytes.Repeat([]byte("no"), 1000)}
	for i := 0; i < len(whole); i += len(whole)/50 + 1 {
		flipped := bytes.Clone(whole)
		flipped[i] ^= 0x10
		damaged[fmt.Sprint("flipped ", i)] = flipped
	}
	for what, text := range damaged {
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		if got := c.run("find", "rosatom"); got != want {
			t.Errorf("%s: %s", what, got)
		}
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	c.same("find", "rosatom")
}

// bigFile writes N-Quads that are worth keeping.
func bigFile(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "big.nq")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := bench.Generate(f, 30_000, 1); err != nil {
		t.Fatal(err)
	}
	if info, err := f.Stat(); err != nil || info.Size() < 2*worthKeeping {
		t.Fatal("the file is too small", err)
	}
	return path
}

// TestCachedFiles: large files of -i are compiled once, and opened without being parsed until they change.
func TestCachedFiles(t *testing.T) {
	c := newCached(t)
	path := bigFile(t)
	count := []string{"query", "-i", path, `g.V("<http://news.example/place/0>").in().count()`}
	c.same(count...)
	c.same("query", "-i", path, "g.V().limit(3).all()", "--isolate")
	if n := len(c.graphs()); n != 1 {
		t.Fatalf("%d graphs are kept of one file", n)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	c.run(count...)
	runtime.ReadMemStats(&after)
	if got := after.TotalAlloc - before.TotalAlloc; got > worthKeeping {
		t.Errorf("the second question allocates %d bytes", got)
	}

	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	first := c.run(count...)
	edited := bytes.Replace(text, []byte("<http://news.example/place/0>"), []byte("<http://news.example/place/z>"), -1)
	if err := os.WriteFile(path, edited, 0o644); err != nil {
		t.Fatal(err)
	}
	if c.same(count...) == first {
		t.Error("an edited file answers as before")
	}
	if err := os.WriteFile(path, append(edited, "<a> <b> <c> .\n"...), 0o644); err != nil {
		t.Fatal(err)
	}
	if got := c.same(count...); !strings.Contains(got, "relative IRI") {
		t.Errorf("a file with a mistake answers %s", got)
	}
	if got := c.same(append(count, "--lax")...); !strings.Contains(got, "3 relative IRIs taken as they are") {
		t.Errorf("--lax says %s", got)
	}
}

// TestDamagedLargeGraph: damage in a graph that is not read whole ends the question that meets it; the next one is answered.
func TestDamagedLargeGraph(t *testing.T) {
	c := newCached(t)
	ask := []string{"query", "-i", bigFile(t), `g.V().out(null, "p").unique("id", "p").count()`}
	want := c.same(ask...)
	path := c.graphs()[0]
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	met := false
	for i := 64; i < len(whole); i += len(whole) / 40 {
		flipped := bytes.Clone(whole)
		flipped[i] ^= 0x10
		if err := os.WriteFile(path, flipped, 0o600); err != nil {
			t.Fatal(err)
		}
		got := c.run(ask...)
		if got == want {
			continue // it was made anew, or does not read there
		}
		met = true
		if !strings.HasPrefix(got, "1\nrapport: ") || !strings.Contains(got, "damaged") || !strings.Contains(got, "ask again") {
			t.Errorf("byte %d is flipped: %s", i, got)
		}
		if got := c.run(ask...); got != want {
			t.Errorf("asked again: %s", got)
		}
	}
	if !met {
		t.Error("no question met the damage")
	}
}

// TestCacheFolders: a folder of one's own, one that cannot be, and many commands at once.
func TestCacheFolders(t *testing.T) {
	c := newCached(t)
	path := bigFile(t)
	ask := []string{"query", "-i", path, "g.V().out().count()"}
	want := c.run(append(ask, "--no-cache")...)
	own := filepath.Join(t.TempDir(), "own")
	if got := c.run(append(ask, "--cache-dir", own)...); got != want || len(c.graphs()) > 0 {
		t.Errorf("--cache-dir: %s, %d in the user's", got, len(c.graphs()))
	}
	if found, _ := filepath.Glob(filepath.Join(own, "*.rsg")); len(found) != 1 {
		t.Errorf("--cache-dir has %q", found)
	}
	if got := c.run(append(ask, "--cache-dir", filepath.Join(path, "below"))...); !strings.HasPrefix(got, want) || !strings.Contains(got, "nothing is kept") {
		t.Errorf("a folder that cannot be: %s", got)
	}
	old := time.Now().Add(-time.Hour)
	if err := os.Chtimes(path, old, old); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 6 {
		wg.Go(func() {
			if got := c.run(ask...); got != want {
				t.Errorf("at once: %s", got)
			}
		})
	}
	wg.Wait()
	if n := len(c.graphs()); n != 1 {
		t.Errorf("%d graphs of one file", n)
	}
	if got := c.run(append(ask, "--rehash")...); got != want {
		t.Errorf("--rehash: %s", got)
	}
}
