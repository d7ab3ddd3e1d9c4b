package web

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/cayleygraph/quad"

	"rapport/internal/report"
	"rapport/quads"
	"rapport/queries"
)

// explorePage is a part of the graph, drawn and as a list that says the same.
type explorePage struct {
	Form     *form
	From, To field
	Undated  bool // what nothing dates is kept
	Nodes    []openNode
	Problem  *Problem
	Notices  []string
	Period   *periodNotice
	Rows     *rows
	Drawn    *drawn // for the script of a full build
	Command  string
	Some     []term // where to begin
}

// openNode is a node whose links are shown.
type openNode struct {
	Name, Path string
	Close      string // the page without it
}

// periodNotice says what a span of time leaves out.
type periodNotice struct {
	Span            string // "within 2024 to 2025"
	Shown           int
	Outside, Unsaid int
	Switch          string // the page with what nothing dates, or without
	Undated         bool
}

// exploredMost is how many nodes can be open at once: no picture shows more.
const exploredMost = 30

// What an address of the graph may have beside what keeps it to a part: the nodes that are open, the span of time that their links are kept to, and
// whether links that nothing dates are kept too.
const (
	nodeParam    = "node"
	fromParam    = "from"
	toParam      = "to"
	undatedParam = "undated"
)

func exploreHeader() *queries.Header {
	return &queries.Header{Name: "graph", Params: []queries.Param{
		{Name: nodeParam, Type: queries.IRI, List: true, Optional: true, About: "an entity, a statement or anything else that has a name"},
		{Name: fromParam, Type: queries.String, Optional: true},
		{Name: toParam, Type: queries.String, Optional: true},
		{Name: undatedParam, Type: queries.String, Optional: true},
	}}
}

// explore draws what some nodes are linked with. Each node that is drawn leads to the page on which it is open too.
func explore(v *view) error {
	h, given := exploreHeader(), v.r.URL.Query()
	a, err := v.readAsking(h, given)
	body := explorePage{Form: v.form("/graph", h, a)}
	body.Form.Fields[0].Values = slices.DeleteFunc(body.Form.Fields[0].Values, func(s string) bool { return s != "" })
	if err == nil {
		err = v.exploreNodes(&body, h, a, given)
	}
	if body.Problem = v.shown(err); err != nil && body.Problem == nil {
		return err
	}
	body.Form.mark(body.Problem, "/graph", given)
	body.From, body.To, body.Undated = body.Form.Fields[1], body.Form.Fields[2], len(a.given[undatedParam]) > 0
	if len(a.given[fromParam])+len(a.given[toParam]) > 0 {
		body.Form.Walk.Kept = append(body.Form.Walk.Kept, a.spanOf())
	}
	body.Form.Fields = body.Form.Fields[:1]
	if len(body.Nodes) == 0 {
		for _, e := range v.spokenOf(40) {
			body.Some = append(body.Some, term{Text: e.Text, Path: explorePath(given, []quad.IRI{e.Node})})
		}
	}
	return v.page("graph.html", page{Title: "Graph", Nav: "graph", Body: body})
}

// period is the span of time that links are kept to; nil for all time.
func (a *asking) period() (*report.Period, error) {
	var p report.Period
	var wrong *Problem
	for _, end := range []struct {
		name string
		to   *time.Time
		of   func(quads.Interval) time.Time
	}{{fromParam, &p.From, func(i quads.Interval) time.Time { return i.Earliest }}, {toParam, &p.To, func(i quads.Interval) time.Time { return i.Latest }}} {
		if len(a.given[end.name]) == 0 {
			continue
		}
		text := strings.TrimSpace(a.given[end.name][0])
		i, err := quads.ParseEDTF(text)
		if *end.to = end.of(i); err != nil || end.to.IsZero() {
			wrong = wrong.with(end.name, hinted{fmt.Errorf("%q is not a date", text), "write it as 2025, 2025-10 or 2025-10-02"})
		}
	}
	switch {
	case wrong != nil:
		return nil, wrong
	case p.From.IsZero() && p.To.IsZero():
		return nil, nil
	case !p.To.IsZero() && p.To.Before(p.From):
		return nil, wrong.with(toParam, hinted{errors.New("the end lies before the beginning"), "exchange the two"})
	}
	p.Undated = len(a.given[undatedParam]) > 0
	return &p, nil
}

// spanOf puts what was given of a span of time into words.
func (a *asking) spanOf() string {
	from, to := strings.Join(a.given[fromParam], ""), strings.Join(a.given[toParam], "")
	switch {
	case to == "":
		return "from " + report.Date(from) + " on"
	case from == "":
		return "until " + report.Date(to)
	case from == to:
		return report.Date(from)
	}
	return report.Date(from) + " to " + report.Date(to)
}

// within puts a word before a span of time that does not begin with one.
func within(span string) string {
	if strings.HasPrefix(span, "from ") || strings.HasPrefix(span, "until ") {
		return span
	}
	return "within " + span
}

// exploreNodes draws the nodes that are asked for.
func (v *view) exploreNodes(body *explorePage, h *queries.Header, a *asking, given url.Values) error {
	period, err := a.period()
	if err != nil {
		return err
	}
	w, err := v.walked(a)
	if err != nil {
		return err
	}
	params, err := queries.Bind(h, a.given, v.lookup.Finder().ResolveAs)
	if err != nil {
		return err
	}
	body.Notices = append(w.notices, v.taken(h, a, params)...)
	nodes, err := nodesOf(params)
	if err != nil || len(nodes) == 0 {
		return err
	}
	for i, node := range nodes {
		others := slices.Delete(slices.Clone(nodes), i, i+1)
		body.Nodes = append(body.Nodes, openNode{v.lookup.Name(node), v.pathOf(node), explorePath(given, others)})
		body.Form.Fields[0].Values = append(body.Form.Fields[0].Values, string(node))
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
	t, p := l.Neighbourhoods(nodes, period)
	body.Rows = v.rows(t)
	if len(t.Rows) > 0 {
		body.Rows.Picture = v.draw(t, p, "drawn")
		if v.server.look.front != nil {
			body.Drawn = v.drawn(t, p, func(node quad.IRI) string { return explorePath(given, toggled(nodes, node)) })
		}
	}
	if period != nil {
		body.Period = &periodNotice{within(a.spanOf()), len(t.Rows), period.Outside, period.Unsaid, switched(given, undatedParam), period.Undated}
	}
	if len(nodes) == 1 && w.within == "" && period == nil {
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

// nodesOf are the nodes to open, each once.
func nodesOf(params queries.Params) (nodes []quad.IRI, err error) {
	list, _ := params[nodeParam].([]quad.Value)
	for _, value := range list {
		if iri, ok := value.(quad.IRI); ok && !slices.Contains(nodes, iri) {
			nodes = append(nodes, iri)
		}
	}
	if len(nodes) > exploredMost {
		return nil, &Problem{Status: http.StatusBadRequest, Kind: "parameter", Detail: "no more than 30 nodes can be open at once"}
	}
	return nodes, nil
}

// switched is the page of the graph with a parameter that is 1 or not given, the other way round.
func switched(given url.Values, name string) string {
	q, _ := url.ParseQuery(values(given))
	if q.Has(name) {
		q.Del(name)
	} else {
		q.Set(name, "1")
	}
	return withQuery("/graph", q.Encode())
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
