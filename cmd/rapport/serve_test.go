package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"
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
