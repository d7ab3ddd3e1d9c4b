package graph

import (
	"fmt"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// Resolve returns the node that a person means by a text: an IRI, with or without its brackets, or the words for a node. Words are a name,
// an alias, the readable part of an IRI ("rosatom"), the label of a term, what the text calls a node, the beginning or some words of a
// name, in this order; a later kind is looked at only when the earlier ones give nothing. The error is an *AmbiguousError when one
// kind gives several nodes, an *UnknownError when none gives any.
func (f *Finder) Resolve(text string) (quad.IRI, error) {
	text = strings.TrimSpace(text)
	iri, bracketed := strings.CutPrefix(text, "<")
	iri = strings.TrimSuffix(iri, ">")
	if text != "" && f.src.ID(quad.IRI(iri)) != 0 {
		return quad.IRI(iri), nil
	}
	if bracketed {
		_, local := quads.SplitIRI(quad.IRI(iri))
		return "", &UnknownError{Text: text, Near: f.near(strings.ReplaceAll(local, "-", " "))}
	}
	for _, of := range [...]func(string) []Match{
		f.exactly(ByName), f.exactly(ByAlias), f.local, f.exactly(ByTerm), f.exactly(ByMention), f.partly, f.exactly(ByContent),
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

// exactly returns a search for the nodes that have a text of one kind with no other words than those asked for.
func (f *Finder) exactly(how How) func(string) []Match {
	return func(text string) []Match {
		q := newQuery(text)
		var out []Match
		seen := map[quad.IRI]bool{}
		for _, field := range f.index() {
			if field.key != q.key || q.key == "" || seen[field.node] {
				continue
			}
			if m, ok := q.match(field); ok && m.How == how {
				seen[field.node] = true
				out = append(out, f.describe(m))
			}
		}
		return out
	}
}

// local finds a node by the readable part of its IRI: "gas pipeline" is <kg:gas-pipeline>.
func (f *Finder) local(text string) []Match {
	want := strings.Join(strings.Fields(strings.ToLower(text)), "-")
	var out []Match
	seen := map[quad.IRI]bool{}
	for _, field := range f.index() {
		if _, local := quads.SplitIRI(field.node); local == want && !seen[field.node] {
			seen[field.node] = true
			out = append(out, f.describe(Match{Node: field.node, Text: field.text, How: ByName}))
		}
	}
	return out
}

// partly finds the nodes of which a name or alias begins with a text or has all its words.
func (f *Finder) partly(text string) []Match {
	var out []Match
	for _, m := range f.Find(text, 0) {
		if len(m.Missing) == 0 && (m.How == ByPrefix || m.How == ByWords) {
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
	if len(parts) == 1 {
		return parts[0]
	}
	return strings.Join(parts[:len(parts)-1], ", ") + " " + last + " " + parts[len(parts)-1]
}
