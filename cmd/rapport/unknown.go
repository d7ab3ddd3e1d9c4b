package main

import (
	"errors"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/quads"
	"rapport/queries"
)

// unknown tells which terms of a program that found nothing are not in the graph, and which ones may have been meant.
func (a *app) unknown(verb string, src graph.Source, terms []quad.Value) {
	var iris []string
	for _, t := range terms {
		if iris == nil {
			iris = allIRIs(src)
		}
		switch near := nearestIRI(quads.TextOf(t), iris); {
		case near == "":
			a.notice(verb, "the graph does not have %s%s", quads.AppendTerm(nil, t), meant(src, t))
		case near == quads.TextOf(t):
			a.notice(verb, "the graph has no text %s; an IRI is written \"<%s>\"", quads.AppendTerm(nil, t), near)
		default:
			a.notice(verb, "the graph does not have %s; did you mean \"<%s>\"?", quads.AppendTerm(nil, t), near)
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

// nearestIRI compares what follows the prefix: that is what people mistype.
func nearestIRI(text string, iris []string) string {
	prefix, typed := quads.SplitIRI(quad.IRI(strings.Trim(text, "<>")))
	prefix += ":"
	var locals []string
	for _, iri := range iris {
		if local, ok := strings.CutPrefix(iri, prefix); ok {
			locals = append(locals, local)
		}
	}
	if near := queries.Nearest(typed, locals); near != "" {
		return prefix + near
	}
	return ""
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
