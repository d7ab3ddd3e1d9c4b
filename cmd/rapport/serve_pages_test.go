package main

import (
	"bufio"
	"io"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"rapport/internal/web"
)

// TestCayleysPagesWithoutModules: on a machine without Go's module cache a full build has Cayley's pages, with all that they load; a plain one says what to do.
func TestCayleysPagesWithoutModules(t *testing.T) {
	cmd := exec.Command("rapport", "serve", "--addr", "127.0.0.1:0", "--quiet")
	cmd.Env = append(os.Environ(), "GOMODCACHE="+t.TempDir(), "GOPATH="+t.TempDir(), "HOME="+t.TempDir())
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		cmd.Process.Signal(os.Interrupt)
		io.Copy(io.Discard, stderr)
		if err := cmd.Wait(); err != nil {
			t.Errorf("it ends with %v", err)
		}
	}()
	line, err := bufio.NewReader(stderr).ReadString('\n')
	address, _, _ := strings.Cut(strings.TrimPrefix(line, "rapport: serve: "), " ")
	if err != nil {
		t.Fatalf("%v: %s", err, line)
	}
	get := func(path string) (status int, text string) {
		r, err := http.Get(strings.TrimSuffix(address, "/") + path)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Body.Close()
		b, err := io.ReadAll(r.Body)
		if err != nil {
			t.Fatal(err)
		}
		return r.StatusCode, string(b)
	}
	if !web.Full {
		if status, page := get("/cayley/"); status != http.StatusServiceUnavailable || !strings.Contains(page, "go mod download github.com/cayleygraph/cayley@") {
			t.Errorf("%d %s", status, page)
		}
		return
	}
	loads, loaded := regexp.MustCompile(`(?:src|href)=["'](/cayley/(?:static|ready)[^"']+)`), 0
	for _, tab := range []string{"/cayley/", "/cayley/ui/query_shape", "/cayley/ui/visualize"} {
		status, page := get(tab)
		if status != http.StatusOK || !strings.Contains(page, "Query Shape") {
			t.Errorf("%s: %d %.300s", tab, status, page)
		}
		for _, m := range loads.FindAllStringSubmatch(page, -1) {
			loaded++
			if status, text := get(m[1]); status != http.StatusOK || text == "" {
				t.Errorf("%s: %s: %d", tab, m[1], status)
			}
		}
	}
	if loaded < 10 {
		t.Errorf("the pages load %d files", loaded)
	}
}
