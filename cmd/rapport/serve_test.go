package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rapport/queries"
)

// serving runs rapport serve with some arguments until the test ends, and returns its address. stop ends it and returns the exit code.
func serving(t *testing.T, args ...string) (address string, stop func() int) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	t.Cleanup(cancel)
	r, w := io.Pipe()
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, append([]string{"serve", "--addr", "127.0.0.1:0"}, args...), strings.NewReader(""), io.Discard, w, os.Getenv)
		w.Close()
	}()
	lines := bufio.NewReader(r)
	line, err := lines.ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	go io.Copy(io.Discard, lines)
	address, ok := strings.CutPrefix(line, "rapport: serve: ")
	if !ok {
		t.Fatal(line)
	}
	address, _, _ = strings.Cut(address, " ")
	return address, func() int { cancel(); return <-code }
}

// TestServe: the address that is told answers, from the dossier that -C names, until it is interrupted; that is no failure.
func TestServe(t *testing.T) {
	for _, c := range []struct {
		args       []string
		path, want string
	}{
		{nil, "entity/kg:iran", "Tehran hopes"},
		{[]string{"-C", "testdata/dossiers/harbour"}, "search?q=orlan", "Orlan Marine"},
		{[]string{"--token", "a b"}, "entity/kg:iran", "A token is required"},
	} {
		address, stop := serving(t, c.args...)
		base, _, _ := strings.Cut(address, "?")
		r, err := http.Get(base + c.path)
		if err != nil {
			t.Fatal(err)
		}
		page, _ := io.ReadAll(r.Body)
		r.Body.Close()
		if !strings.Contains(strings.ToLower(string(page)), strings.ToLower(c.want)) {
			t.Errorf("%q %s: no %q in %s", c.args, c.path, c.want, page)
		}
		if code := stop(); code != exitDone {
			t.Errorf("%q: exit code %d", c.args, code)
		}
	}
}

// TestServeAnswersAsCommands: what a script gets from the server is what it gets from the command, byte for byte.
func TestServeAnswersAsCommands(t *testing.T) {
	address, _ := serving(t)
	lib, err := queries.Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	get := func(path string) string {
		r, err := http.Get(address + path)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Body.Close()
		b, err := io.ReadAll(r.Body)
		if err != nil || r.StatusCode != http.StatusOK {
			t.Fatalf("%s: %s, %v: %s", path, r.Status, err, b)
		}
		return string(b)
	}
	command := func(args []string) string {
		var stdout, stderr strings.Builder
		if code := run(context.Background(), args, strings.NewReader(""), &stdout, &stderr, os.Getenv); code != exitDone {
			t.Fatalf("%q: code %d: %s", args, code, stderr.String())
		}
		return stdout.String()
	}
	for i, name := range lib.Names() {
		if testing.Short() && i%9 != 0 {
			continue
		}
		blocks, err := lib.Golden(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range blocks[:min(len(blocks), 2)] {
			args, values := []string{"run", name, "--why", "--limit", "0"}, url.Values{"why": {"1"}}
			for param, given := range b.Given {
				for _, v := range given {
					args = append(args, "--"+param, v)
					values.Add(param, v)
				}
			}
			for _, f := range []string{"json", "csv", "md"} {
				if got, want := get("api/q/"+name+"."+f+"?"+values.Encode()), command(append(args, "-o", f)); got != want {
					t.Errorf("%q as %s:\n got %.600s\nwant %.600s", args, f, got, want)
				}
			}
		}
	}
	for path, args := range map[string][]string{
		"api/report/agreement.md?agreement=treaty&section=parties%2Clacks&read-back=1": {"report", "agreement", "treaty", "--section", "parties,lacks", "--read-back"},
		"api/report/brief.json?only=actual&only=obliged&no-inference=1":                {"report", "brief", "-o", "json", "--only", "actual", "--only", "obliged", "--no-inference"},
		"api/report/dossier.html?entity=Rosatom&article=rit":                           {"report", "dossier", "Rosatom", "-o", "html", "--article", "rit"},
		"api/q/neighbours.svg?entity=Iran":                                             {"run", "neighbours", "Iran", "-o", "svg"},
		"api/find.json?text=tehran":                                                    {"find", "tehran", "-o", "json"},
		"api/find.jsonl?text=iran&limit=2":                                             {"find", "iran", "-o", "jsonl", "--limit", "2"},
		"api/find.md?text=rosatom&ids=1":                                               {"find", "rosatom", "-o", "md", "--ids"},
		"api/find.csv?text=mutual+defence+pact":                                        {"find", "mutual", "defence", "pact", "-o", "csv"},
		"api/show.json?node=Iran":                                                      {"show", "Iran", "-o", "json"},
		"api/show.csv?node=rit:18a":                                                    {"show", "rit:18a", "-o", "csv"},
		"api/show.md?node=kg:Hope":                                                     {"show", "kg:Hope", "-o", "md"},
		"api/show.svg?node=Rosatom":                                                    {"show", "Rosatom", "-o", "svg"},
		"api/cite.json?node=Rosatom&read-back=1":                                       {"cite", "Rosatom", "-o", "json", "--read-back"},
		"api/cite.md?node=rit:20a":                                                     {"cite", "rit:20a", "-o", "md"},
		"api/cite.csl?node=Bushehr+plant":                                              {"cite", "Bushehr", "plant", "-o", "csl"},
	} {
		if got, want := get(path), command(args); got != want {
			t.Errorf("%q:\n got %.600s\nwant %.600s", args, got, want)
		}
	}
}

// TestServeFollowsItsDossier: a dossier that is edited is answered from as it is now, queries in workers too, and no request is dropped meanwhile; one that
// is not sound is answered from as it was.
func TestServeFollowsItsDossier(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/dossiers/harbour")); err != nil {
		t.Fatal(err)
	}
	entities := filepath.Join(dir, "quads", "entities.nq")
	before, err := os.ReadFile(entities)
	if err != nil {
		t.Fatal(err)
	}
	address, _ := serving(t, "-C", dir)
	get := func(path string) string {
		r, err := http.Get(address + path)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Body.Close()
		b, err := io.ReadAll(r.Body)
		if err != nil || r.StatusCode != http.StatusOK {
			t.Fatalf("%s: %s, %v: %s", path, r.Status, err, b)
		}
		return string(b)
	}
	const page, query = "entity/kg:orlan-marine", "api/q/names.csv?entity=kg:orlan-marine"
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(entities, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	follow := func(alias string) {
		t.Helper()
		write(string(before) + "<kg:orlan-marine> <schema:alternateName> \"" + alias + "\" <kg:entities> .\n")
		for deadline := time.Now().Add(time.Minute); !strings.Contains(get(page), alias) || !strings.Contains(get(query), alias); {
			if time.Now().After(deadline) {
				t.Fatalf("nobody is called %s", alias)
			}
		}
	}
	get(query)
	follow("Orlan the First")
	write("this is no quad\n")
	time.Sleep(1500 * time.Millisecond)
	if !strings.Contains(get(page), "Orlan the First") {
		t.Error("what is not sound took the place of what was")
	}
	follow("Orlan the Second")
}
