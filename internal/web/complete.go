package web

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/graph/gizmo"
)

// completion is a term of the graph that the reader may mean, by what was typed of it.
type completion struct {
	IRI   string `json:"iri"`
	Name  string `json:"name,omitempty"`
	About string `json:"about,omitempty"` // its class in words; of a predicate nothing
}

// How much a completion reads and offers.
const (
	completedMost = 30  // terms
	typedMost     = 200 // bytes that are looked for
)

// apiComplete finds the predicates or nodes that what was typed may become: by the beginning of their IRI where it looks like one, else by their words.
func apiComplete(v *view) error {
	given := v.r.URL.Query()
	text := strings.TrimSpace(given.Get("text"))
	if len(text) > typedMost {
		return &Problem{Status: http.StatusBadRequest, Kind: "parameter", Detail: fmt.Sprintf("text: longer than %d bytes", typedMost)}
	}
	var found []completion
	switch what := gizmo.Wanted(given.Get("for")); what {
	case gizmo.WantsPredicate:
		found = v.predicates(text)
	case gizmo.WantsNode:
		found = v.nodes(text, given["class"])
	default:
		return &Problem{Status: http.StatusBadRequest, Kind: "parameter", Detail: fmt.Sprintf("for: got %q, want %s or %s", what, gizmo.WantsPredicate, gizmo.WantsNode)}
	}
	answer, err := json.Marshal(struct {
		Terms []completion `json:"terms"`
		Cut   bool         `json:"cut,omitempty"`
	}{append([]completion{}, found[:min(len(found), completedMost)]...), len(found) > completedMost})
	if err != nil {
		return err
	}
	return v.send("application/json", answer)
}

// asIRI tells whether a text is the beginning of an IRI, and which.
func asIRI(text string) (string, bool) {
	bare, marked := strings.CutPrefix(text, "<")
	bare = strings.TrimSuffix(bare, ">")
	return bare, marked || strings.Contains(bare, ":") && !strings.Contains(bare, " ")
}

// nodes finds nodes, of one of some classes where there are any: one more than are offered where there are. Without a text there are the entities.
func (v *view) nodes(text string, classes []string) (out []completion) {
	finder := v.lookup.Finder()
	var of []quad.IRI
	for _, c := range classes {
		of = append(of, quad.IRI(c))
	}
	add := func(iri quad.IRI) {
		if len(of) > 0 && !finder.Is(iri, of...) {
			return
		}
		if len(out) <= completedMost && !slices.ContainsFunc(out, func(c completion) bool { return c.IRI == string(iri) }) {
			out = append(out, v.completion(iri))
		}
	}
	bare, isIRI := asIRI(text)
	if isIRI && bare != "" {
		for _, iri := range graph.IRIsFrom(v.src, bare, completedMost+1) {
			add(iri)
		}
	}
	most := completedMost + 1
	if len(of) > 0 {
		most = 0 // those of other classes are left out
	}
	switch {
	case bare == "" && v.counts().few():
		for _, e := range finder.Entities() {
			add(e.Node)
		}
	case bare != "":
		for _, m := range finder.Find(bare, most) {
			if len(m.Missing) == 0 {
				add(m.Node)
			}
		}
	}
	return out
}

func (v *view) completion(iri quad.IRI) completion {
	c := completion{IRI: string(iri)}
	if name := v.lookup.Name(iri); name != string(iri) {
		c.Name = name
	}
	if class := v.lookup.Finder().Class(iri); class != "" {
		c.About = v.lookup.Name(class)
	}
	return c
}

// predicates finds those whose IRI or words begin so, then those that have the text within.
func (v *view) predicates(text string) (out []completion) {
	bare, _ := asIRI(text)
	typed := strings.ToLower(bare)
	type ranked struct {
		completion
		rank int
	}
	var all []ranked
	for _, iri := range v.used() {
		c := completion{IRI: string(iri)}
		if name := v.lookup.Name(iri); name != string(iri) {
			c.Name = name
		}
		if rank := rankOf(typed, strings.ToLower(c.IRI), strings.ToLower(c.Name)); rank >= 0 {
			all = append(all, ranked{c, rank})
		}
	}
	slices.SortStableFunc(all, func(a, b ranked) int { return cmp.Compare(a.rank, b.rank) })
	for _, r := range all {
		out = append(out, r.completion)
	}
	return out
}

// rankOf says how well a text that was typed fits a term: the lower the better, -1 for not at all.
func rankOf(typed, iri, name string) int {
	local := iri[strings.LastIndexAny(iri, ":/#")+1:]
	for rank, fits := range []bool{strings.HasPrefix(local, typed), strings.HasPrefix(iri, typed), strings.HasPrefix(name, typed),
		strings.Contains(name, " "+typed), strings.Contains(local, typed)} {
		if fits {
			return rank
		}
	}
	return -1
}

// step is a method of the language, as an editor completes it.
type step struct {
	On    gizmo.Receiver `json:"on"`
	Name  string         `json:"name"`
	Takes string         `json:"takes,omitempty"`
	Gives string         `json:"gives"`
	Doc   string         `json:"doc"`
	Wants []gizmo.Wanted `json:"wants,omitempty"` // what each argument names
	Rest  bool           `json:"rest,omitempty"`  // the last stands for any number
}

// stepsJSON is the language: what runs, as it is declared (gizmo.Methods).
func stepsJSON() []byte {
	var out []step
	for _, m := range gizmo.Methods() {
		s := step{On: m.On, Name: m.Name, Takes: m.Takes, Gives: m.Gives, Doc: m.Doc}
		for _, p := range m.Parameters() {
			s.Wants, s.Rest = append(s.Wants, p.Wants()), p.Rest
		}
		out = append(out, s)
	}
	text, err := json.Marshal(out)
	if err != nil {
		panic(err) // plain texts
	}
	return text
}
