package web

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/graph/gizmo"
)

// completed asks what a text may become.
func completed(t *testing.T, s *Server, wanted gizmo.Wanted, typed string) (terms []completion, cut bool) {
	t.Helper()
	r := ask(s.Handler(), "GET", "/api/complete?"+url.Values{"for": {string(wanted)}, "text": {typed}}.Encode())
	wantStatus(t, r, 200)
	var answer struct {
		Terms []completion
		Cut   bool
	}
	if err := json.Unmarshal([]byte(text(t, r)), &answer); err != nil {
		t.Fatal(err)
	}
	if answer.Terms == nil || len(answer.Terms) > completedMost {
		t.Errorf("%s %q: %d terms", wanted, typed, len(answer.Terms))
	}
	return answer.Terms, answer.Cut
}

func TestComplete(t *testing.T) {
	s := served(t, graphOf(t, nil))
	for _, c := range []struct {
		wanted gizmo.Wanted
		typed  string
		first  string
	}{
		{gizmo.WantsNode, "rosat", "kg:rosatom"}, {gizmo.WantsNode, "путин", "kg:vladimir-putin"}, {gizmo.WantsNode, "<kg:rosatom-c", "kg:rosatom-chief"},
		{gizmo.WantsNode, "kg:rosatom", "kg:rosatom"}, {gizmo.WantsNode, "<rit:20a", "rit:20a"}, {gizmo.WantsNode, "<kg:rosatom>", "kg:rosatom"},
		{gizmo.WantsPredicate, "buil", "kg:builds"}, {gizmo.WantsPredicate, "engaged", "kg:builds"}, {gizmo.WantsPredicate, "<kg:hopes", "kg:hopesFor"},
		{gizmo.WantsPredicate, "HOPES F", "kg:hopesFor"},
	} {
		if terms, _ := completed(t, s, c.wanted, c.typed); len(terms) == 0 || terms[0].IRI != c.first {
			t.Errorf("%s %q: %v, want %s first", c.wanted, c.typed, terms, c.first)
		}
	}
	if terms, _ := completed(t, s, gizmo.WantsNode, "xyzzyx"); len(terms) > 0 {
		t.Errorf("xyzzyx may be %v", terms)
	}
	for _, typed := range []string{"", "<", "kg"} { // all there are, as far as they are offered
		terms, cut := completed(t, s, gizmo.WantsPredicate, typed)
		if len(terms) != completedMost || !cut {
			t.Errorf("predicates with %q: %d, cut %v", typed, len(terms), cut)
		}
	}
	if terms, _ := completed(t, s, gizmo.WantsNode, ""); len(terms) == 0 || !strings.HasPrefix(terms[0].IRI, "kg:") {
		t.Errorf("entities: %v", terms)
	}
	for _, target := range []string{"/api/complete", "/api/complete?for=tag", "/api/complete?for=node&text=" + strings.Repeat("x", 300)} {
		r := ask(s.Handler(), "GET", target)
		wantStatus(t, r, 400)
		contains(t, text(t, r), `"type":"urn:rapport:problem:parameter"`)
	}
	wantStatus(t, ask(s.Handler(), "GET", "/api/complete?for=node&text=x", "Sec-Fetch-Site", "cross-site"), 403)
}

// TestCompleteForeign: a graph of others has its terms completed too, and names that mean harm stay text.
func TestCompleteForeign(t *testing.T) {
	g := graphOf(t, nil)
	var qs []quad.Quad
	for i := range 100 {
		qs = append(qs, quad.Quad{Subject: quad.IRI(fmt.Sprintf("http://example.com/n%03d", i)), Predicate: quad.IRI("http://example.com/follows"), Object: quad.IRI("http://example.com/hub")})
	}
	g.Articles, g.Source = nil, graph.Load(qs)
	s := served(t, g)
	if terms, _ := completed(t, s, gizmo.WantsPredicate, "foll"); len(terms) != 1 || terms[0].IRI != "http://example.com/follows" {
		t.Errorf("predicates: %v", terms)
	}
	if terms, cut := completed(t, s, gizmo.WantsNode, "http://example.com/n0"); len(terms) != completedMost || !cut || terms[1].IRI != "http://example.com/n001" {
		t.Errorf("nodes: %v, cut %v", terms, cut)
	}
	r := ask(served(t, graphOf(t, os.DirFS(harbour))).Handler(), "GET", "/api/complete?for=node&text=onerror")
	if page := text(t, r); r.Header.Get("Content-Type") != "application/json" || strings.Contains(page, "<img") || !strings.Contains(page, "kg:tug") {
		t.Errorf("%s: %s", r.Header.Get("Content-Type"), page)
	}
}

// TestSteps: an editor is told every method that runs, at an address that is kept for ever.
func TestSteps(t *testing.T) {
	s := served(t, graphOf(t, nil))
	r := ask(s.Handler(), "GET", "/static/"+s.look.digest()+"/steps.json")
	wantStatus(t, r, 200)
	if kind, cache := r.Header.Get("Content-Type"), r.Header.Get("Cache-Control"); kind != "application/json" || !strings.Contains(cache, "immutable") {
		t.Errorf("%s, %s", kind, cache)
	}
	var steps []step
	if err := json.Unmarshal([]byte(text(t, r)), &steps); err != nil {
		t.Fatal(err)
	}
	if len(steps) != len(gizmo.Methods()) {
		t.Errorf("%d of %d methods", len(steps), len(gizmo.Methods()))
	}
	at := slices.IndexFunc(steps, func(s step) bool { return s.On == gizmo.OnPath && s.Name == "out" })
	if at < 0 || !slices.Equal(steps[at].Wants, []gizmo.Wanted{gizmo.WantsPredicate, gizmo.WantsTag}) || !steps[at].Rest || steps[at].Doc == "" {
		t.Errorf("out: %+v", steps[max(at, 0)])
	}
}
