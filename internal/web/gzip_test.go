package web

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"
)

// unzipped is an answer's text, how many bytes were sent, and whether they were compressed.
func unzipped(t testing.TB, r *http.Response) (answer string, sent int, zipped bool) {
	t.Helper()
	body := text(t, r)
	if r.Header.Get("Content-Encoding") == "" {
		return body, len(body), false
	}
	z, err := gzip.NewReader(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(b), len(body), true
}

// TestZipped: whoever takes gzip gets the same answer with the same head, shorter; a page that is kept and one that is made alike.
func TestZipped(t *testing.T) {
	s := served(t, graphOf(t, nil))
	h, style := s.Handler(), "/static/"+s.look.digest()+"/style.css"
	for _, c := range []struct {
		target string
		zipped bool
	}{
		{"/", true}, {"/entity/kg:iran", true}, {"/article/rit", true}, {"/q/duties", true}, {"/q/duties?bearer=Nobody", true}, {"/entity/kg:nobody", true}, {style, true},
		{"/api/q/timeline.csv", true}, {"/api/q/timeline.json", true}, {"/api/q/duties.jsonl", true}, {"/api/q/timeline.svg", true}, {"/api/report/brief.html", true}, {"/api/v2/read", true},
		{"/api/q/signatories.csv", false}, {"/api/q/nothing.csv", false}, {"/healthz", false},
	} {
		plain := ask(h, "GET", c.target)
		want := text(t, plain)
		for range 2 {
			r := ask(h, "GET", c.target, "Accept-Encoding", "br, gzip")
			got, sent, zipped := unzipped(t, r)
			if got != want || zipped != c.zipped {
				t.Errorf("%s: compressed %v, want %v: %.200q, want %.200q", c.target, zipped, c.zipped, got, want)
			}
			if n := r.Header.Get("Content-Length"); zipped && sent >= len(want) || n != "" && n != strconv.Itoa(sent) {
				t.Errorf("%s: %d bytes of %d, said to be %q", c.target, sent, len(want), n)
			}
			for _, name := range []string{"Content-Type", "ETag", "Cache-Control", "Content-Security-Policy", "Vary"} {
				if r.StatusCode != plain.StatusCode || r.Header.Get(name) != plain.Header.Get(name) {
					t.Errorf("%s: %d, %s %q, want %d, %q", c.target, r.StatusCode, name, r.Header.Get(name), plain.StatusCode, plain.Header.Get(name))
				}
			}
			if r.Header.Get("Vary") != "Accept-Encoding" {
				t.Errorf("%s: nothing says what it depends on", c.target)
			}
		}
		for _, other := range []string{"", "br", "gzip;q=0", "identity"} {
			if _, _, zipped := unzipped(t, ask(h, "GET", c.target, "Accept-Encoding", other)); zipped {
				t.Errorf("%s: compressed for %q", c.target, other)
			}
		}
		if r := ask(h, "HEAD", c.target, "Accept-Encoding", "gzip"); r.StatusCode != plain.StatusCode {
			t.Errorf("HEAD %s: status %d", c.target, r.StatusCode)
		}
		if tag := plain.Header.Get("ETag"); tag != "" {
			r := ask(h, "GET", c.target, "Accept-Encoding", "gzip", "If-None-Match", tag)
			if wantStatus(t, r, 304); text(t, r) != "" || r.Header.Get("Content-Encoding") != "" || r.Header.Get("ETag") != tag {
				t.Errorf("%s: 304 with %v", c.target, r.Header)
			}
		}
	}
}

// TestStreamsZipped: rows that are sent as they come do so compressed, too, and what is cut does not look whole.
func TestStreamsZipped(t *testing.T) {
	s := served(t, many(t), func(o *Options) { o.Limits = Limits{Time: 3 * time.Second} })
	url, _ := listen(t, s)
	for _, encoding := range []string{"gzip", "identity"} {
		q, err := http.NewRequest("POST", url+"/api/query/csv", strings.NewReader(`for (let i = 0; i < 4; i++) g.V().all(); while (true) {}`))
		if err != nil {
			t.Fatal(err)
		}
		q.Header.Set("Accept-Encoding", encoding)
		r, err := http.DefaultClient.Do(q)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Body.Close()
		body := io.Reader(r.Body)
		if encoding == "gzip" {
			if body, err = gzip.NewReader(r.Body); err != nil {
				t.Fatal(err)
			}
		}
		lines := bufio.NewReader(body)
		for range 1000 {
			if _, err := lines.ReadString('\n'); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := io.Copy(io.Discard, lines); err == nil {
			t.Errorf("%s: an answer that ran out of time ends as if it were whole", encoding)
		}
	}
}

// TestUnzip: what is kept comes back as it was.
func TestUnzip(t *testing.T) {
	for _, text := range []string{"", "a", strings.Repeat("long ", 100_000)} {
		if got, err := unzip(zip([]byte(text))); err != nil || !bytes.Equal(got, []byte(text)) {
			t.Errorf("%.20q came back as %.20q: %v", text, got, err)
		}
	}
}

// BenchmarkZip is what a page costs beyond its making, the first time; it is kept so from then on.
func BenchmarkZip(b *testing.B) {
	h := served(b, graphOf(b, nil)).Handler()
	for _, target := range []string{"/entity/kg:iran", "/article/rit"} {
		page := []byte(text(b, ask(h, "GET", target)))
		b.Run(target, func(b *testing.B) {
			b.SetBytes(int64(len(page)))
			for b.Loop() {
				zip(page)
			}
			b.ReportMetric(float64(len(zip(page))), "bytes")
		})
	}
}
