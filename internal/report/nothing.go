package report

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/graph/gizmo"
	"rapport/quads"
	"rapport/queries"
)

// Nothing says, of a program that found nothing, what in it may be the reason, and, where rows say why, gives its table the statements that come nearest to
// what it asked. Where a name stands for a node, something else was asked than was meant, and nothing is near. l is a Lookup of the whole graph, whatever
// part of it was asked.
func (c *Collector) Nothing(t *Table, stats gizmo.Stats, l *Lookup) (reasons []string) {
	why := c.Why
	unknown := slices.Clone(stats.Unknown)
	for _, text := range stats.Texts {
		if reason := l.misnamed(text, stats.Named); reason != "" {
			reasons, why = append(reasons, reason), false
			unknown = slices.DeleteFunc(unknown, func(t quad.Value) bool { return t == text })
		}
	}
	if stats.Times {
		reasons = append(reasons, l.uncompared(stats.Named)...)
	}
	reasons = append(reasons, l.unknown(unknown)...)
	if why {
		c.Lookup.Nearest(t, stats.Named)
	}
	return reasons
}

// Meaning is what it means that a saved query finds nothing in the whole graph, "" where that goes without saying. A shipped query may have found nothing
// because the graph lacks what is derived.
func (l *Lookup) Meaning(q *queries.Query) string {
	if q.Origin == queries.FromProgram && l.Underived() {
		return underived
	}
	return q.Empty
}

// underived is why nothing is found where nothing is derived.
const underived = "the graph does not tell which of its labels are statements; an export tells it with --derived"

// misnamed tells of a text in the place of a node that it is what something is called, "" if it is not, or if the program names a predicate that leads to
// the text itself.
func (l *Lookup) misnamed(text quad.Value, named []quad.Value) string {
	id := l.src.ID(text)
	for _, p := range named {
		if predicate := l.src.ID(p); predicate != 0 && id != 0 && l.src.Count(graph.Quad{graph.Predicate: predicate, graph.Object: id}) > 0 {
			return ""
		}
	}
	name, spelled := quads.TextOf(text), quads.AppendTerm(nil, text)
	node, err := l.finder().Resolve(name)
	var several *graph.AmbiguousError
	switch {
	case errors.As(err, &several) && several.Candidates[0].How <= graph.ByMention:
		return fmt.Sprintf("%s is a name, of several things; write an IRI, such as \"<%s>\"", spelled, string(several.Candidates[0].Node))
	case err == nil && slices.ContainsFunc(l.finder().Find(name, 0), func(m graph.Match) bool { return m.Node == node && m.How <= graph.ByMention }):
		return fmt.Sprintf("%s is a name; write \"<%s>\", or g.entity(%s)", spelled, string(node), spelled)
	case err == nil && id == 0 && string(node) != name:
		return fmt.Sprintf("the graph does not have %s; did you mean \"<%s>\", or g.entity(%s)?", spelled, string(node), spelled)
	}
	return ""
}

// uncompared tells which predicates of a program that compares times have EDTF dates, which are none.
func (l *Lookup) uncompared(named []quad.Value) (out []string) {
	for _, t := range named {
		predicate, ok := t.(quad.IRI)
		id := l.src.ID(t)
		if !ok || id == 0 {
			continue
		}
		q, ok := l.src.Scan(graph.Quad{graph.Predicate: id}).Next()
		if date, typed := l.src.Value(q[graph.Object]).(quad.TypedString); !ok || !typed || date.Type != quads.EDTF {
			continue
		}
		from, to := quads.Earliest, quads.Latest
		if predicate == quads.InferredWhen || predicate == quads.InferredDated {
			from, to = quads.InferredEarliest, quads.InferredLatest
		}
		out = append(out, fmt.Sprintf("%s has EDTF dates, which do not compare as times; %s and %s are their bounds, which do", predicate, from, to))
	}
	return out
}

// unknown tells which terms of a program that found nothing are not in the graph, or no predicates, and which ones may have been meant.
func (l *Lookup) unknown(terms []quad.Value) (out []string) {
	var iris []string
	for _, t := range terms {
		if iris == nil {
			iris = allIRIs(l.src)
		}
		lacks := "the graph does not have"
		if l.src.ID(t) != 0 {
			lacks = "the graph has no predicate"
		}
		near := l.likely(t, iris)
		_, local := quads.SplitIRI(quad.IRI(near))
		others := ""
		if l.src.ID(t) == 0 && local != quads.TextOf(t) {
			others = l.meant(t) // several things may go by much the same name
		}
		switch {
		case near == "" || others != "":
			out = append(out, fmt.Sprintf("%s %s%s", lacks, quads.AppendTerm(nil, t), others))
		case near == quads.TextOf(t):
			out = append(out, fmt.Sprintf("the graph has no text %s; an IRI is written \"<%s>\"", quads.AppendTerm(nil, t), near))
		default:
			out = append(out, fmt.Sprintf("%s %s; did you mean \"<%s>\"?", lacks, quads.AppendTerm(nil, t), near))
		}
	}
	return out
}

// meant says what a name that nothing goes by comes close to: "; did you mean Rosatom (kg:rosatom)?".
func (l *Lookup) meant(t quad.Value) string {
	name, ok := t.(quad.String)
	if !ok {
		return ""
	}
	var unknown *graph.UnknownError
	if _, err := l.finder().Resolve(string(name)); errors.As(err, &unknown) && len(unknown.Near) > 0 {
		return "; " + unknown.Hint()
	}
	return ""
}

// likely is the IRI that a term is most likely meant for: one but for a slip behind its prefix, or, for a name, what a node or a term of the
// vocabulary is called. "" when nothing is near.
func (l *Lookup) likely(t quad.Value, iris []string) string {
	text := strings.Trim(quads.TextOf(t), "<>")
	if near := nearestIRI(text, iris); near != "" {
		return near
	}
	_, local := quads.SplitIRI(quad.IRI(text))
	words := strings.ReplaceAll(local, "-", " ")
	for _, m := range l.finder().Find(words, 0) {
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
