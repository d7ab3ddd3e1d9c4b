package graph

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// Resolve returns the node that a person means by a text: an IRI, short or in full, with or without its brackets, or words for a node. Words are its name,
// an alias, the place of a statement or sentence ("20a", "sentence 20"), the readable part of its IRI ("rosatom"), what the text of an article
// calls it, its content, whole words of its name, the label of a term, the beginning of its name, words of its content, in this order; a later
// kind is looked at only when the earlier ones give nothing, and things named in the entity data are looked at before occurrences, those before what only one article names. The error is an *AmbiguousError when one kind gives several nodes, an *UnknownError when none gives any.
func (f *Finder) Resolve(text string) (quad.IRI, error) {
	text = strings.TrimSpace(text)
	iri, bracketed := strings.CutPrefix(text, "<")
	iri = strings.TrimSuffix(iri, ">")
	if text != "" && f.src.ID(quad.IRI(iri)) != 0 {
		return quad.IRI(iri), nil
	}
	if short := f.shorten(iri); short != "" && f.src.ID(short) != 0 {
		return short, nil
	}
	if bracketed {
		_, local := quads.SplitIRI(quad.IRI(iri))
		return "", &UnknownError{Text: text, Near: f.near(strings.ReplaceAll(local, "-", " "))}
	}
	for _, of := range [...]func(string) []Match{
		f.exactly(ByName), f.exactly(ByAlias), f.placed, f.local, f.exactly(ByMention), f.exactly(ByContent),
		f.words(true), f.exactly(ByTerm), f.words(false), f.content,
	} {
		switch found := of(text); {
		case len(found) == 1:
			return found[0].Node, nil
		case len(found) > 1:
			return "", &AmbiguousError{Text: text, Candidates: found}
		}
	}
	if _, local, ok := strings.Cut(text, ":"); ok && !strings.Contains(text, " ") {
		return "", &UnknownError{Text: text, Near: f.near(strings.ReplaceAll(local, "-", " "))}
	}
	return "", &UnknownError{Text: text, Near: f.near(text)}
}

// Others returns what else a text could mean beside the node that Resolve takes it for, best first: what goes by exactly these words too,
// and, where they are only part of what the node is called, what has all of them as well, occurrences aside: "deal" is not its signing.
func (f *Finder) Others(text string, node quad.IRI) []Match {
	is := func(m Match) bool { return m.Node == node }
	var all []Match
	if fields, ok := f.first(text); ok {
		// What goes by exactly these words has them all. Among fields that have, it is found as it is among all: what else is left out there
		// comes behind it.
		m := f.matching(newQuery(text))
		for _, field := range fields {
			m.add(field)
		}
		all = m.ranked(0)
	}
	at := slices.IndexFunc(all, is)
	if at < 0 || !all[at].called() {
		all = f.Find(text, 0)
		at = slices.IndexFunc(all, is)
	}
	part := at >= 0 && !all[at].called()
	var out []Match
	for _, m := range all {
		if m.Node != node && (m.called() || part && m.whole && m.How < ByTerm && len(m.Missing) == 0 && !f.under(m.Class, quads.Occurrence)) {
			out = append(out, m)
		}
	}
	return out
}

// called tells whether a node goes by exactly the words of a search, small ones aside.
func (m Match) called() bool {
	return m.How != ByTerm && (m.How <= ByMention || m.spare == 0 && m.whole && m.How != ByTypo && len(m.Missing) == 0)
}

// placed finds the sentence or statement that a text names by its place in an article: "sentence 20", "s20", "20a", "rit:20". Without the
// article's prefix, every article has one.
func (f *Finder) placed(text string) []Match {
	prefix, place, prefixed := strings.Cut(strings.ToLower(text), ":")
	if !prefixed {
		prefix, place = "", prefix
	}
	rest := strings.TrimPrefix(strings.TrimPrefix(place, "sentence "), "s")
	letter := strings.TrimLeft(rest, "0123456789")
	number, err := strconv.Atoi(strings.TrimSuffix(rest, letter))
	if err != nil || strings.Trim(letter, "abcdefghijklmnopqrstuvwxyz") != "" || place == rest && letter == "" && !prefixed {
		return nil
	}
	var out []Match
	for _, node := range f.subjects(quads.Type, quads.SentenceNode) {
		of, _ := quads.SplitIRI(node)
		if f.passage(node).Number != number || prefixed && of != prefix {
			continue
		}
		if letter != "" {
			node = quads.StatementIRI(of, number, letter)
		}
		if f.src.ID(node) != 0 {
			out = append(out, f.describe(Match{Node: node}))
		}
	}
	return out
}

// shorten gives the short form of an IRI that begins with a namespace of the graph, "" for any other.
func (f *Finder) shorten(iri string) quad.IRI {
	predicate := f.src.ID(quads.CayleyPrefix)
	if predicate == 0 || !strings.Contains(iri, "://") {
		return ""
	}
	scan := f.src.Scan(Quad{Predicate: predicate})
	for q, ok := scan.Next(); ok; q, ok = scan.Next() {
		full := quads.TextOf(f.src.Value(q[Subject]))
		if local, ok := strings.CutPrefix(iri, full); ok && local != "" {
			return quad.IRI(quads.TextOf(f.src.Value(q[Object])) + local)
		}
	}
	return ""
}

// exactly returns a search for the nodes that have a text of one kind with no other words than those asked for.
func (f *Finder) exactly(how How) func(string) []Match {
	return func(text string) []Match {
		q := newQuery(text)
		var out []Match
		seen := map[quad.IRI]bool{}
		for _, field := range f.having(text, q) {
			if field = field.ready(); field.core != q.core || q.core == "" || seen[field.node] || !f.knows(field.node) {
				continue
			}
			if m, ok := q.match(field); ok && m.How == how && (how == ByMention || field.key == q.key) {
				seen[field.node] = true
				out = append(out, f.describe(m))
			}
		}
		return out
	}
}

// having are the fields that may have all words of a text, no fewer than have.
func (f *Finder) having(text string, q query) []field {
	if fields, ok := f.first(text); ok {
		return fields
	}
	x := f.indexed()
	if x == nil {
		return f.index()
	}
	var out []field
	for _, at := range x.whole(q.words) {
		out = append(out, x.fields[at])
	}
	return out
}

// local finds a node by the readable part of its IRI: "gas pipeline" is <kg:gas-pipeline>.
func (f *Finder) local(text string) []Match {
	want := strings.Join(strings.Fields(strings.ToLower(text)), "-")
	var out []Match
	seen := map[quad.IRI]bool{}
	for _, field := range f.index() {
		if _, local := quads.SplitIRI(field.node); local == want && !seen[field.node] && f.knows(field.node) {
			seen[field.node] = true
			out = append(out, f.describe(Match{Node: field.node, Text: field.text, How: ByName}))
		}
	}
	return out
}

// words returns a search for the nodes of which a name or alias has all words of a text, whole or as the beginning of a word.
func (f *Finder) words(whole bool) func(string) []Match {
	return func(text string) []Match {
		found := f.found(text, func(m Match) bool { return (m.How == ByStart || m.How == ByWords) && (m.whole || !whole) })
		return firstShelf(found)
	}
}

// firstShelf keeps the matches of the lowest shelf: "the deal" is the deal, not also its signing.
func firstShelf(ms []Match) []Match {
	low := slices.MinFunc(append(ms, Match{shelf: 9}), func(a, b Match) int { return a.shelf - b.shelf }).shelf
	return slices.DeleteFunc(ms, func(m Match) bool { return m.shelf > low })
}

// content finds the nodes of which the content has all words of a text.
func (f *Finder) content(text string) []Match {
	return f.found(text, func(m Match) bool { return m.How == ByContent })
}

func (f *Finder) found(text string, keep func(Match) bool) []Match {
	var out []Match
	for _, m := range f.Find(text, 0) {
		if len(m.Missing) == 0 && keep(m) {
			out = append(out, m)
		}
	}
	return out
}

// nearMost is how many nodes a "did you mean" names.
const nearMost = 3

func (f *Finder) near(text string) []Match { return f.Find(text, nearMost) }

// AmbiguousError is returned for a text that several nodes go by.
type AmbiguousError struct {
	Text       string
	Candidates []Match // at least two, best first
}

func (e *AmbiguousError) Error() string {
	return fmt.Sprintf("%q may be %s", e.Text, listMatches(e.Candidates, "or"))
}

// Hint says how to say it so that only one is meant.
func (e *AmbiguousError) Hint() string {
	return fmt.Sprintf("give the IRI, such as %s", string(e.Candidates[0].Node))
}

// UnknownError is returned for a text that no node goes by.
type UnknownError struct {
	Text string
	Near []Match // that come close, best first; may be empty
}

func (e *UnknownError) Error() string { return fmt.Sprintf("nothing is called %q", e.Text) }

// Hint names what comes close, or says how to look further.
func (e *UnknownError) Hint() string {
	if len(e.Near) == 0 {
		return "look for it with: rapport find TEXT"
	}
	return fmt.Sprintf("did you mean %s?", listMatches(e.Near, "or"))
}

// listMost is how many candidates an error names before it says how many more there are.
const listMost = 5

func listMatches(ms []Match, last string) string {
	var parts []string
	for i, m := range ms {
		if i == listMost {
			parts = append(parts, fmt.Sprintf("%d more", len(ms)-listMost))
			break
		}
		parts = append(parts, fmt.Sprintf("%s (%s)", m.Name, string(m.Node)))
	}
	return joinWith(parts, last)
}

// joinWith writes a list in words: "a, b or c".
func joinWith(parts []string, last string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	return strings.Join(parts[:len(parts)-1], ", ") + " " + last + " " + parts[len(parts)-1]
}
