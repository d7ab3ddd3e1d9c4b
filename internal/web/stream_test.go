package web

import (
	"bufio"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"rapport/queries"
)

// TestRowsDoNotWait: a row that was found is sent while the program goes on without another, not when its time is over.
func TestRowsDoNotWait(t *testing.T) {
	g := many(t)
	lib, err := queries.Open(fstest.MapFS{"slow.js": {Data: []byte("// title:   Slow\n// asks:    What is slow?\n// columns: name\n// ordered: yes\n// view:    table\n// tags:    own\n\n" +
		"g.emit({name: \"found\"}); while (true) {}\n")}})
	if err != nil {
		t.Fatal(err)
	}
	g.Library = lib
	url, _ := listen(t, served(t, g, func(o *Options) { o.Limits = Limits{Time: 20 * time.Second, Queries: 4} }))
	const program = `for (let i = 0; i < 150; i++) g.emit(i); g.emit("found"); while (true) {}`
	for _, encoding := range []string{"gzip", "identity"} {
		for target, program := range map[string]string{"/api/q/slow.csv": "", "/api/q/slow.jsonl": "", "/api/query/csv": program, "/api/query/jsonl": program} {
			method := "GET"
			if program != "" {
				method = "POST"
			}
			q, err := http.NewRequest(method, url+target, strings.NewReader(program))
			if err != nil {
				t.Fatal(err)
			}
			transport := &http.Transport{DisableCompression: encoding == "identity"}
			defer transport.CloseIdleConnections()
			r, err := transport.RoundTrip(q)
			if err != nil {
				t.Fatal(err)
			}
			lines, found := bufio.NewScanner(r.Body), false
			for !found && lines.Scan() {
				found = strings.Contains(lines.Text(), "found")
			}
			if r.Body.Close(); !found || r.Uncompressed != (encoding == "gzip") {
				t.Errorf("%s, %s: found %v, compressed %v: %s", target, encoding, found, r.Uncompressed, r.Status)
			}
		}
	}
}
