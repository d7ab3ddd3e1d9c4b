package web

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/cayleygraph/quad"

	"rapport/internal/report"
	"rapport/queries"
)

// explorePage is a part of the graph, drawn and as a list that says the same.
type explorePage struct {
	Form    *form
	Nodes   []openNode
	Names   []string // to choose from
	Problem *Problem
	Notices []string
	Rows    *rows
	Drawn   *drawn // for the script of a full build
	Command string
	Some    []term // where to begin
}

// openNode is a node whose links are shown.
type openNode struct {
	Name, Path string
	Close      string // the page without it
}

// exploredMost is how many nodes can be open at once: no picture shows more.
const exploredMost = 30

// nodeParam names the nodes that are open.
const nodeParam = "node"

// exploreHeader says what an address of the graph may have beside what keeps it to a part.
func exploreHeader() *queries.Header {
	return &queries.Header{Name: "graph", Params: []queries.Param{{Name: nodeParam, Type: queries.IRI, List: true, Optional: true, About: "an entity, a statement or anything else that has a name"}}}
}

// explore draws what some nodes are linked with. Each node that is drawn leads to the page on which it is open too.
func explore(v *view) error {
	h, given := exploreHeader(), v.r.URL.Query()
	a, err := v.readAsking(h, given)
	if err != nil {
		return err
	}
	body := explorePage{Form: v.form("/graph", h, a)}
	body.Form.Fields[0].Values = slices.DeleteFunc(body.Form.Fields[0].Values, func(s string) bool { return s != "" })
	if err := v.exploreNodes(&body, h, a, given); err != nil {
		if body.Problem = v.shown(err); body.Problem == nil {
			return err
		}
	}
	if len(body.Nodes) == 0 {
		for _, e := range v.lookup.Finder().Entities()[:min(len(v.lookup.Finder().Entities()), 40)] {
			body.Some = append(body.Some, term{Text: e.Name, Path: explorePath(given, []quad.IRI{e.Node})})
		}
	}
	return v.page("graph.html", page{Title: "Graph", Nav: "graph", Body: body})
}

// exploreNodes draws the nodes that are asked for.
func (v *view) exploreNodes(body *explorePage, h *queries.Header, a *asking, given url.Values) error {
	w, err := v.walked(a)
	if err != nil {
		return err
	}
	params, err := queries.Bind(h, a.given, v.lookup.Finder().ResolveAs)
	if err != nil {
		return err
	}
	body.Notices = append(w.notices, v.taken(h, a, params)...)
	list, _ := params[nodeParam].([]quad.Value)
	var nodes []quad.IRI
	for _, value := range list {
		if iri, ok := value.(quad.IRI); ok && !slices.Contains(nodes, iri) {
			nodes = append(nodes, iri)
		}
	}
	if len(nodes) > exploredMost {
		return &Problem{Status: http.StatusBadRequest, Kind: "parameter", Detail: "no more than 30 nodes can be open at once"}
	}
	for i, node := range nodes {
		others := slices.Delete(slices.Clone(nodes), i, i+1)
		body.Nodes = append(body.Nodes, openNode{v.lookup.Name(node), v.pathOf(node), explorePath(given, others)})
	}
	if len(nodes) == 0 {
		return nil
	}
	for i := range body.Nodes {
		body.Form.Fields[0].Values = append(body.Form.Fields[0].Values, string(nodes[i]))
	}
	l := v.lookup
	if !a.walk.IsZero() {
		l = report.NewLookup(w.src) // what is left out is not drawn
	}
	l.Href = func(node quad.IRI) string {
		if slices.Contains(nodes, node) {
			return entityPath(node)
		}
		return explorePath(given, toggled(nodes, node))
	}
	t, p := l.Neighbourhoods(nodes)
	body.Rows = v.rows(t)
	if len(t.Rows) > 0 {
		body.Rows.Picture = v.draw(t, p, "drawn")
		if v.server.look.front != nil {
			body.Drawn = v.drawn(t, p, func(node quad.IRI) string { return explorePath(given, toggled(nodes, node)) })
		}
	}
	if len(nodes) == 1 && w.within == "" {
		body.Command = "rapport show " + quoted(string(nodes[0])) + " -o svg --out graph.svg"
	}
	return nil
}

// toggled are some nodes without one that is among them, or with it.
func toggled(nodes []quad.IRI, node quad.IRI) []quad.IRI {
	if at := slices.Index(nodes, node); at >= 0 {
		return slices.Delete(slices.Clone(nodes), at, at+1)
	}
	return append(slices.Clone(nodes), node)
}

// explorePath is the page on which some nodes are open, kept to the same part of the graph.
func explorePath(given url.Values, nodes []quad.IRI) string {
	q, err := url.ParseQuery(values(given))
	if err != nil {
		q = url.Values{}
	}
	q.Del(nodeParam)
	for _, n := range nodes {
		q.Add(nodeParam, string(n))
	}
	return withQuery("/graph", q.Encode())
}
