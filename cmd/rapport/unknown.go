package main

import (
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/graph/gizmo"
	"rapport/quads"
	"rapport/queries"
)

// silent says, of a program that found nothing, what in it may be the reason.
func (a *app) silent(verb string, src graph.Source, stats gizmo.Stats) {
	if stats.Times {
		a.uncompared(verb, src, stats.Named)
	}
	a.unknown(verb, src, stats.Unknown)
}

// uncompared tells which predicates of a program that compares times have EDTF dates, which are none.
func (a *app) uncompared(verb string, src graph.Source, named []quad.Value) {
	for _, t := range named {
		predicate, ok := t.(quad.IRI)
		id := src.ID(t)
		if !ok || id == 0 {
			continue
		}
		q, ok := src.Scan(graph.Quad{graph.Predicate: id}).Next()
		if date, typed := src.Value(q[graph.Object]).(quad.TypedString); !ok || !typed || date.Type != quads.EDTF {
			continue
		}
		from, to := quads.Earliest, quads.Latest
		if predicate == quads.InferredWhen || predicate == quads.InferredDated {
			from, to = quads.InferredEarliest, quads.InferredLatest
		}
		a.notice(verb, "%s has EDTF dates, which do not compare as times; %s and %s are their bounds, which do", predicate, from, to)
	}
}

// unknown tells which terms of a program that found nothing are not in the graph, or no predicates, and which ones may have been meant.
func (a *app) unknown(verb string, src graph.Source, terms []quad.Value) {
	var iris []string
	for _, t := range terms {
		if iris == nil {
			iris = allIRIs(src)
		}
		lacks := "the graph does not have"
		if src.ID(t) != 0 {
			lacks = "the graph has no predicate"
		}
		near := likely(src, t, iris)
		_, local := quads.SplitIRI(quad.IRI(near))
		others := ""
		if src.ID(t) == 0 && local != quads.TextOf(t) {
			others = meant(src, t) // several things may go by much the same name
		}
		switch {
		case near == "" || others != "":
			a.notice(verb, "%s %s%s", lacks, quads.AppendTerm(nil, t), others)
		case near == quads.TextOf(t):
			a.notice(verb, "the graph has no text %s; an IRI is written \"<%s>\"", quads.AppendTerm(nil, t), near)
		default:
			a.notice(verb, "%s %s; did you mean \"<%s>\"?", lacks, quads.AppendTerm(nil, t), near)
		}
	}
}

// meant says what a name that nothing goes by comes close to: "; did you mean Rosatom (kg:rosatom)?".
func meant(src graph.Source, t quad.Value) string {
	name, ok := t.(quad.String)
	if !ok {
		return ""
	}
	var unknown *graph.UnknownError
	if _, err := graph.NewFinder(src).Resolve(string(name)); errors.As(err, &unknown) && len(unknown.Near) > 0 {
		return "; " + unknown.Hint()
	}
	return ""
}

// likely is the IRI that a term is most likely meant for: one but for a slip behind its prefix, or, for a name, what a node or a term of the
// vocabulary is called. "" when nothing is near.
func likely(src graph.Source, t quad.Value, iris []string) string {
	text := strings.Trim(quads.TextOf(t), "<>")
	if near := nearestIRI(text, iris); near != "" {
		return near
	}
	_, local := quads.SplitIRI(quad.IRI(text))
	words := strings.ReplaceAll(local, "-", " ")
	for _, m := range graph.NewFinder(src).Find(words, 0) {
		if m.How <= graph.ByMention || m.How == graph.ByTerm && quads.Fold(quads.TextOf(m.Text)) == quads.Fold(words) {
			return string(m.Node)
		}
	}
	return ""
}

// nearestIRI compares what follows the prefix: that is what people mistype, or all they know of it.
func nearestIRI(text string, iris []string) string {
	prefix, typed := quads.SplitIRI(quad.IRI(text))
	best, least := "", slipsMost(typed)+1
	for _, iri := range iris {
		of, local := quads.SplitIRI(quad.IRI(iri))
		if of != prefix && prefix != "" {
			continue
		}
		if d := queries.Slips(typed, local); d < least {
			best, least = iri, d
		}
	}
	return best
}

// slipsMost is how many slips an IRI may be away: none for a word of three letters, in which every one makes another word.
func slipsMost(word string) int {
	switch n := utf8.RuneCountInString(word); {
	case n < 4:
		return 0
	case n < 8:
		return 1
	}
	return 2
}

// nearMost is up to how many values of a graph are looked through for what may have been meant.
const nearMost = 200_000

func allIRIs(src graph.Source) []string {
	out := []string{}
	if src.NumValues() > nearMost {
		return out
	}
	for id := graph.ID(1); int(id) <= src.NumValues(); id++ {
		if iri, ok := src.Value(id).(quad.IRI); ok {
			out = append(out, string(iri))
		}
	}
	return out
}
