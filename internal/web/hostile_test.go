package web

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/quads"
)

// attacks are what stands in place of each space of a dossier: a part of a text is then still a part of it, as quotes must be of their sentences.
var attacks = []string{
	` "><img src=x onerror=alert(1)> `,
	` </a></p></textarea></title><script>alert(1)</script> `,
	` ' onfocus=alert(1) autofocus x=' `,
	" \u202e\u2066 \x01 {{.}} <!-- ]]> ",
	` [x](javascript:alert(1)) | <svg onload=alert(1)> ` + "`",
	" " + strings.Repeat("huge", 50) + " ",
}

// hostileQuads are the harbour dossier's, with an attack in each text, and nodes whose names are attacks themselves.
func hostileQuads(attack string) []quad.Quad {
	d, err := quads.Load(os.DirFS(harbour + "/quads"))
	if err != nil {
		panic(err)
	}
	made := func(v quad.Value) quad.Value {
		switch t := v.(type) {
		case quad.String:
			return quad.String(strings.ReplaceAll(string(t), " ", attack))
		case quad.LangString:
			t.Value = quad.String(strings.ReplaceAll(string(t.Value), " ", attack))
			return t
		}
		return v
	}
	var qs []quad.Quad
	for _, q := range d.Quads() {
		q.Object = made(q.Object)
		qs = append(qs, q)
	}
	evil := quad.IRI("kg:evil" + attack)
	return append(qs, []quad.Quad{
		{Subject: evil, Predicate: quad.IRI("kg:knows" + attack), Object: quad.IRI("kg:tug")},
		{Subject: quad.IRI("kg:tug"), Predicate: quad.IRI("kg:knows" + attack), Object: evil, Label: quad.IRI("x:label" + attack)},
		{Subject: evil, Predicate: quad.IRI("rdfs:label"), Object: quad.LangString{Value: quad.String("evil" + attack), Lang: "en\"" + attack}},
		{Subject: evil, Predicate: quad.IRI("kg:size"), Object: quad.TypedString{Value: quad.String("1" + attack), Type: quad.IRI("xsd:integer" + attack)}},
		{Subject: quad.BNode("b" + attack), Predicate: quad.IRI("kg:knows"), Object: evil},
	}...)
}

// hostile is a graph for an attack.
func hostile(t testing.TB, i int) *Graph {
	g := graphOf(t, os.DirFS(harbour))
	g.Source, g.Articles, g.Worker, g.Digest = graph.Load(hostileQuads(attacks[i])), nil, fmt.Sprintf("attack %d", i), ""
	return g
}

// answerFault says what is wrong with an answer, whatever was asked; "" for nothing.
func answerFault(r *http.Response, body string) string {
	if r.StatusCode >= 500 && r.StatusCode != http.StatusServiceUnavailable && r.StatusCode != http.StatusGatewayTimeout {
		return fmt.Sprintf("status %d: %.300s", r.StatusCode, body)
	}
	if r.Header.Get("Content-Security-Policy") == "" || r.Header.Get("X-Content-Type-Options") != "nosniff" {
		return "its head lets a browser guess"
	}
	kind, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
	switch {
	case kind == "text/html" || kind == "image/svg+xml":
		report := r.Header.Get("Content-Security-Policy") == reportPolicy
		if _, err := readMarkup(body, report || kind == "image/svg+xml"); err != nil {
			return err.Error()
		}
		if c := unseen(regexp.MustCompile(`(?s)<textarea.*?</textarea>`).ReplaceAllString(body, "")); c != 0 { // an editor has its text as it is
			return fmt.Sprintf("has the character %U", c)
		}
		if strings.Contains(body, "ZgotmplZ") {
			return "a link was refused as unsafe"
		}
	case kind == "application/json" || kind == "application/problem+json":
		if body != "" && !json.Valid([]byte(body)) {
			return fmt.Sprintf("it is no JSON: %.200s", body)
		}
	case kind == "text/csv":
		if _, err := csv.NewReader(strings.NewReader(body)).ReadAll(); err != nil {
			return err.Error()
		}
	case kind == "text/markdown":
		if tag := regexp.MustCompile("(?m)^[^`\n]*?[^\\\\\n`](<(?:script|img|svg)[^\n]*)").FindString(body); tag != "" {
			return fmt.Sprintf("a tag in Markdown: %.200q", tag)
		}
	}
	return ""
}

// TestHostileDossier: whatever a dossier's texts and names are, each page that a link leads to, and each file of an answer, has our elements and attributes and no
// others, and no link leads to nowhere.
func TestHostileDossier(t *testing.T) {
	oneByOne(t)
	most := 400
	if testing.Short() {
		most = 60
	}
	for i, attack := range attacks {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			h := served(t, hostile(t, i), func(o *Options) { o.Limits.Pages = 4 }).Handler()
			queue := []string{entityPath(quad.IRI("kg:evil" + attack)), "/", "/search?q=" + url.QueryEscape("evil"+attack), "/graph?node=" + url.QueryEscape("kg:evil"+attack), "/queries", "/reports",
				"/query?program=" + url.QueryEscape("g.V().tag('a').out().tag('b').all() // "+attack), "/query?program=" + url.QueryEscape(attack), "/nothing/" + url.PathEscape(attack)}
			for _, target := range []string{"/api/show.md?node=", "/api/show.json?node=", "/api/show.csv?node=", "/api/show.svg?node=", "/api/cite.md?read-back=1&node="} {
				queue = append(queue, target+url.QueryEscape("kg:evil"+attack))
			}
			queue = append(queue, "/api/find.md?text="+url.QueryEscape("evil"+attack), "/api/find.csv?text="+url.QueryEscape("evil"+attack))
			kinds := map[string]int{}
			seen := map[string]bool{}
			first := len(queue)
			for n := 0; len(queue) > 0 && n < most; n++ {
				at := 0
				if n >= first {
					at = (n * 7919) % len(queue) // not one kind of page after the other
				}
				target := queue[at]
				queue = slices.Delete(queue, at, at+1)
				r := ask(h, "GET", target)
				body := text(t, r)
				if r.StatusCode == http.StatusNotFound && !strings.HasPrefix(target, "/nothing/") {
					t.Errorf("%.200s leads to nowhere", target)
				}
				if fault := answerFault(r, body); fault != "" {
					t.Errorf("%.200s: %s", target, fault)
				}
				kind, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
				route, _, _ := strings.Cut(strings.TrimPrefix(target, "/"), "/")
				route, _, _ = strings.Cut(route, "?")
				kinds[route+" "+kind]++
				if kind != "text/html" {
					continue
				}
				m, _ := readMarkup(body, true)
				for _, to := range append(m.links, r.Header.Get("Location")) {
					to, _, _ = strings.Cut(to, "#")
					if strings.HasPrefix(to, "/") && !strings.HasPrefix(to, "/static/") && !strings.HasPrefix(to, "/cayley/") && !seen[to] && len(to) < 8000 {
						seen[to] = true
						queue = append(queue, to)
					}
				}
			}
			t.Log(kinds)
			for _, want := range []string{"entity text/html", "graph text/html"} {
				if kinds[want] == 0 {
					t.Errorf("no %s was read: %v", want, kinds)
				}
			}
		})
	}
}

// TestMarkupIsRead: the check fails where it must.
func TestMarkupIsRead(t *testing.T) {
	for _, bad := range []string{`<img src="x">`, `<p onclick="x">`, `<a href="javascript:x">`, `<p class=x>`, `<p class="a"id="b">`, `a < b`, `<iframe>`, `<p style="x">`, `<!-- x -->`,
		`<title><script></title>`, `<script src="//evil.example/x"></script>`, `<style>`, `</iframe>`, `<p class="`, `<a href="data:text/html,x">`, `<p id="a" id="b">`} {
		if _, err := readMarkup(bad, false); err == nil {
			t.Errorf("%s is let through", bad)
		}
	}
	for _, good := range []string{`<!DOCTYPE html><p class="a">x &lt; y</p><br/>`, `<script src="/static/1/page.js" type="module" defer></script>`} {
		if _, err := readMarkup(good, false); err != nil {
			t.Error(err)
		}
	}
}
