package web

import (
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/internal/report"
	"rapport/quads"
)

// counts are what a graph holds.
type counts struct {
	Quads, Values, Entities, Statements int
	Modalities                          []modalityCount // of the statements, the strongest first; none in a large graph
}

type modalityCount struct {
	Word  string
	Style string
	Count int
}

// How many statements, and how many quads, a graph has at most of which all names are read for counts and lists.
const (
	countedMost  = 5000
	countedQuads = 200_000
)

// few tells that all names of a graph can be read for a page.
func (c counts) few() bool { return c.Statements <= countedMost && c.Quads <= countedQuads }

func countsOf(o *opened) counts {
	l := o.lookup.On(o.Source)
	c := counts{Quads: o.Source.Count(graph.Quad{}), Values: o.Source.NumValues(), Statements: classCount(o.Source, quads.StatementNode)}
	if c.few() {
		c.Entities = len(l.Finder().Entities())
		of := map[meaning]int{}
		for _, article := range graph.Articles(o.Source) {
			for _, s := range l.StatementsOf(article) {
				if l.KindOf(s) == quads.StatementNode {
					note := l.Meant(s)
					of[meaning{note.Modality(), note.Manner()}]++
				}
			}
		}
		c.Modalities = inOrder(of)
	}
	return c
}

func classCount(src graph.Source, class quad.IRI) int {
	p, o := src.ID(quads.Type), src.ID(class)
	if p == 0 || o == 0 {
		return 0
	}
	return src.Count(graph.Quad{graph.Predicate: p, graph.Object: o})
}

// articleEntry is an article in a list.
type articleEntry struct {
	Path, Title string
	Printed     bool // the text itself has the title
	Dates       []string
	Sentences   int
	Statements  int
	Inferences  int
}

// home shows what there is, and where to begin.
func home(v *view) error {
	var articles []articleEntry
	all := graph.Articles(v.src)
	for _, iri := range all[:min(len(all), articlesShown)] {
		a := v.lookup.ArticleOf(iri)
		e := articleEntry{Path: articlePath(iri), Title: a.Title, Printed: a.Printed}
		if e.Title == "" {
			e.Title, e.Printed = string(iri), true // it is no title, and nobody supplied it
		}
		e.Dates = datesOf(a)
		e.Sentences = len(v.lookup.Sentences(iri))
		e.Statements, e.Inferences = v.lookup.Quoted(iri)
		articles = append(articles, e)
	}
	supplied := slices.ContainsFunc(articles, func(e articleEntry) bool {
		return !e.Printed || slices.ContainsFunc(e.Dates, func(date string) bool { return strings.HasPrefix(date, "[") })
	})
	spoken := v.spokenOf(18)
	return v.page("home.html", page{Title: "rapport", Nav: "home", Body: struct {
		Counts    counts
		Articles  []articleEntry
		Supplied  bool // something stands in [ ]
		More      int
		Spoken    []near
		Reports   []askable
		Questions int
	}{v.counts(), articles, supplied, len(all) - len(articles), spoken, v.asks().Reports, len(v.Library.Names())}})
}

// spokenOf are the entities of which most is said; none in a large graph.
func (v *view) spokenOf(most int) []near {
	if !v.counts().few() {
		return nil
	}
	all, said := v.lookup.Finder().Entities(), map[quad.IRI]int{}
	for _, e := range all {
		said[e.Node] = v.lookup.Degree(e.Node)
	}
	slices.SortStableFunc(all, func(a, b graph.Match) int { return said[b.Node] - said[a.Node] })
	var out []near
	for _, e := range all[:min(len(all), most)] {
		out = append(out, near{Node: e.Node, Text: e.Name, Path: v.pathOf(e.Node)})
	}
	return out
}

// articlesShown is how many articles the first page lists.
const articlesShown = 50

// datesOf are the publication dates of an article, in words; in square brackets what the text does not print.
func datesOf(a *report.CitedArticle) (dates []string) {
	for _, d := range a.Dates {
		text := report.Date(d.EDTF)
		if d.Inferred {
			text = "[" + text + "]"
		}
		dates = append(dates, text)
	}
	return dates
}
