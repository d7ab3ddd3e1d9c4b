//go:build mcp || full

package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"os"
	"strings"
	"testing"
)

// TestServeMCP: an assistant that starts rapport serve --mcp reads messages alone on its standard output, whatever is asked, and the end of its input ends it.
func TestServeMCP(t *testing.T) {
	messages := []string{
		`{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}`,
		`{"jsonrpc":"2.0","method":"notifications/initialized"}`,
		`{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"saved_query","arguments":{"name":"hopes"}}}`,
		`{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"entity","arguments":{"name":"Nobody"}}}`,
		`{"jsonrpc":"2.0","id":4,"method":"nothing"}`,
	}
	in, send := io.Pipe()
	out, w := io.Pipe()
	var stderr strings.Builder
	code := make(chan int, 1)
	go func() {
		code <- run(context.Background(), []string{"serve", "--mcp"}, in, w, &stderr, os.Getenv)
		w.Close()
	}()
	answers, all := bufio.NewScanner(out), ""
	answers.Buffer(nil, 1<<20)
	for i, m := range messages {
		if _, err := io.WriteString(send, m+"\n"); err != nil {
			t.Fatal(err)
		}
		if i == 1 {
			continue // nobody answers it
		}
		if !answers.Scan() || !json.Valid(answers.Bytes()) {
			t.Fatalf("to %s: %v, %q, %s", m, answers.Err(), answers.Text(), stderr.String())
		}
		all += answers.Text() + "\n"
	}
	send.Close()
	if answers.Scan() {
		t.Errorf("more than was asked for: %s", answers.Text())
	}
	if got := <-code; got != exitDone {
		t.Errorf("exit code %d: %s", got, stderr.String())
	}
	for _, want := range []string{`"name":"rapport"`, "(hoped: no fact)", `"isError":true`, "nothing is called", `"code":-32601`} {
		if !strings.Contains(all, want) {
			t.Errorf("no %q in %s", want, all)
		}
	}
	if log := stderr.String(); !strings.Contains(log, `"tool":"saved_query"`) || strings.Contains(log, "Nobody") {
		t.Errorf("the log: %s", log)
	}
}
