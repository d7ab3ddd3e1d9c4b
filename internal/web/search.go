package web

import (
	"strings"

	"rapport/graph"
	"rapport/internal/report"
	"rapport/quads"
)

// found is something that a search found.
type found struct {
	Path, Name, Kind, How string
	Text                  []piece // where it was found, the words marked
}

// foundMost is how many nodes and sentences a search shows.
const foundMost = 50

// search finds entities, content and sentences by their words.
func search(v *view) error {
	text := strings.TrimSpace(v.r.URL.Query().Get("q"))
	var body struct {
		Query    string
		Nodes    []found
		Passages []found
		Partly   bool      // nothing has all words
		Asks     []askable // saved queries and reports with these words
		More     bool
	}
	body.Query = text
	if text != "" {
		f := v.lookup.Finder()
		nodes, passages := f.Find(text, foundMost+1), f.FindText(text, foundMost+1)
		body.Asks = v.asks().with(text)
		body.More = len(nodes) > foundMost || len(passages) > foundMost
		body.Partly = len(nodes) > 0 && len(nodes[0].Missing) > 0
		for _, m := range nodes[:min(len(nodes), foundMost)] {
			body.Nodes = append(body.Nodes, v.node1(m))
		}
		for _, p := range passages[:min(len(passages), foundMost)] {
			body.Passages = append(body.Passages, found{Path: articlePath(p.Article) + "#" + sentenceID(p.Number), Name: v.lookup.Title(p.Article),
				Text: markedSpans(p.Text, p.Words)})
		}
	}
	title := "Search"
	if text != "" {
		title = text + " – search"
	}
	return v.page("search.html", page{Title: title, Search: text, Nav: "search", Body: body})
}

func (v *view) node1(m graph.Match) found {
	f := found{Path: v.pathOf(m.Node), Name: report.FoundName(v.lookup.Names(), m), How: m.How.String()}
	if m.Class != "" {
		f.Kind = v.lookup.Name(m.Class)
	}
	if text := quads.TextOf(m.Text); text != m.Name {
		f.Text = markedSpans(text, m.Words)
	}
	return f
}
