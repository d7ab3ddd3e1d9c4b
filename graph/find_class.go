package graph

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// Is tells whether a node is of one of some classes, or of one under them. No classes at all fit every node.
func (f *Finder) Is(node quad.IRI, classes ...quad.IRI) bool {
	if len(classes) == 0 {
		return true
	}
	for _, v := range f.classes(node) {
		class, ok := v.(quad.IRI)
		if ok && slices.ContainsFunc(classes, func(super quad.IRI) bool { return f.under(class, super) }) {
			return true
		}
	}
	return false
}

// TypePredicates say of which class a node is: rdf:type, the same in full, and <type> as Cayley's own graphs have it.
func TypePredicates() []quad.IRI { return []quad.IRI{quads.Type, quads.TypeInFull, "type"} }

// classes returns those that a node is said to be of, in their order.
func (f *Finder) classes(node quad.IRI) []quad.Value {
	var out []quad.Value
	for _, p := range TypePredicates() {
		out = append(out, f.objects(node, p)...)
	}
	return out
}

// only returns a finder that knows no nodes but those of some classes. It is for one search at a time.
func (f *Finder) only(classes []quad.IRI) *Finder {
	fits := map[quad.IRI]bool{}
	out := *f
	out.keep = func(node quad.IRI) bool {
		fit, known := fits[node]
		if !known {
			fit = f.Is(node, classes...)
			fits[node] = fit
		}
		return fit
	}
	return &out
}

// ResolveAs is Resolve among the nodes of some classes and of those under them: as an actor, "Moscow" is no city but the state that an
// article calls so. Without classes it is Resolve. A text that means only nodes of other classes is a *MisfitError.
func (f *Finder) ResolveAs(text string, classes ...quad.IRI) (quad.IRI, error) {
	if len(classes) == 0 {
		return f.Resolve(text)
	}
	fitting := f.only(classes)
	node, err := fitting.Resolve(text)
	ambiguous, several := err.(*AmbiguousError)
	if _, none := err.(*UnknownError); err == nil && f.Is(node, classes...) || err != nil && !none && !(several && f.means(text, ambiguous)) {
		return node, err
	}
	misfit := &MisfitError{Text: text, Near: fitting.near(text)}
	if several {
		misfit.Near = ambiguous.Candidates
	}
	for _, class := range classes {
		misfit.Wanted = append(misfit.Wanted, f.className(class))
	}
	meant, anyway := f.Resolve(text)
	switch e := anyway.(type) {
	case nil:
		misfit.Meant = []Match{f.describe(Match{Node: meant})}
	case *AmbiguousError:
		misfit.Meant = e.Candidates
	default:
		return "", err
	}
	for _, m := range misfit.Meant {
		misfit.Classes = append(misfit.Classes, f.className(m.Class))
	}
	return "", misfit
}

// means tells whether a text is just what another node is called, so that nobody means by it any of several that have it among their words:
// "Iran" is no treaty with Iran.
func (f *Finder) means(text string, several *AmbiguousError) bool {
	if slices.ContainsFunc(several.Candidates, Match.called) {
		return false
	}
	node, err := f.Resolve(text)
	return err == nil && slices.ContainsFunc(f.Find(text, 0), func(m Match) bool { return m.Node == node && m.called() })
}

// className is the words for a class, in a graph without any its IRI; "" for no class.
func (f *Finder) className(class quad.IRI) string { return cmp.Or(f.names.Of(class), string(class)) }

// MisfitError is returned for a text that means something, but nothing of the classes that are wanted.
type MisfitError struct {
	Text    string
	Wanted  []string // the classes, in words
	Meant   []Match  // what the text means otherwise, at least one
	Classes []string // of each of Meant, in words; "" for none
	Near    []Match  // of the wanted classes, that come close, best first; may be empty
}

func (e *MisfitError) Error() string {
	kinds := make([]string, len(e.Wanted))
	for i, w := range e.Wanted {
		kinds[i] = "no " + w
	}
	var parts []string
	for i, m := range e.Meant[:min(len(e.Meant), listMost)] {
		what := "of no class"
		if e.Classes[i] != "" {
			what = oneOf(e.Classes[i])
		}
		parts = append(parts, fmt.Sprintf("%s (%s) is %s", m.Name, string(m.Node), what))
	}
	return fmt.Sprintf("%s is called %q: %s", joinWith(kinds, "and"), e.Text, joinWith(parts, "and"))
}

// oneOf puts the article before the words for a class.
func oneOf(class string) string {
	if strings.IndexAny(class, "aeiou") == 0 {
		return "an " + class
	}
	return "a " + class
}

// Hint names what comes close, or says how to look further.
func (e *MisfitError) Hint() string {
	if len(e.Near) > 0 {
		return (&UnknownError{Text: e.Text, Near: e.Near}).Hint()
	}
	return fmt.Sprintf("look for %s with: rapport find TEXT", oneOf(e.Wanted[0]))
}
