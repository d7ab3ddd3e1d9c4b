package report

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// Reading returns a statement as plain English sentences that its quads alone make, for a reviewer to hold beside the quote: every quad of
// the statement is in them, so that another subject, predicate, object or number makes another reading. What the words call an
// entity, and whether they list all there is, comes at the end. "" for an IRI that labels no quad.
func (l *Lookup) Reading(statement quad.IRI) string {
	r := reading{Lookup: l, told: map[quad.Value][]quad.Quad{}, mentions: map[string][]string{}}
	for _, q := range l.scan(nil, nil, nil, statement) {
		if q.Predicate == quads.MentionedAs {
			r.mention(quads.TextOf(q.Object), r.object(q.Subject))
			continue
		}
		if r.told[q.Subject] == nil {
			r.subjects = append(r.subjects, q.Subject)
		}
		r.told[q.Subject] = append(r.told[q.Subject], q)
	}
	out := r.sentences()
	if len(r.called) > 0 {
		var means []string
		for _, words := range r.called {
			means = append(means, quoted(words)+" means "+enumerate(r.mentions[words]))
		}
		out = append(out, "Here "+strings.Join(means, "; "))
	}
	c := l.Citation(statement)
	switch c.Listing {
	case "partial":
		out = append(out, "The words give only part of a list")
	case "complete":
		out = append(out, "The words say that this is all")
	}
	if len(out) == 0 {
		return ""
	}
	if c.Inference {
		out[0] = "Inferred, in no words of the article: " + out[0]
	}
	for i, s := range out {
		out[i] = capital(s) + "."
	}
	return Clean(strings.Join(out, " "))
}

// Says returns the sentence that a quad alone makes, without a stop: "Vladimir Putin signed Comprehensive Strategic Partnership Treaty".
func (l *Lookup) Says(q quad.Quad) string {
	r := reading{Lookup: l}
	p, _ := q.Predicate.(quad.IRI)
	return Clean(r.spelt(q.Subject) + " " + r.verb(p) + " " + r.spelt(q.Object) + r.mark(p))
}

// spelt is a term on its own: one of the vocabulary by its IRI, which is what a query spells it by.
func (r *reading) spelt(v quad.Value) string {
	if iri, ok := v.(quad.IRI); ok && (r.vocab.Classes[iri] != nil || r.vocab.Predicates[iri] != nil) {
		return string(iri)
	}
	return r.object(v)
}

// reading puts the quads of one statement into words.
type reading struct {
	*Lookup
	subjects []quad.Value
	told     map[quad.Value][]quad.Quad // by subject, without mentions
	called   []string                   // what the words call entities
	mentions map[string][]string        // who is meant by it
}

func (r *reading) mention(words, entity string) {
	if r.mentions[words] == nil {
		r.called = append(r.called, words)
	}
	r.mentions[words] = append(r.mentions[words], entity)
}

// sentences makes a sentence of each subject, things first, then what happened, what is only said or meant, and quantities. Subjects of which
// the same is told share one where its verbs read the same of one and of many.
func (r *reading) sentences() []string {
	roots := []quad.IRI{quads.Thing, quads.Occurrence, quads.ContentNode, quads.ValueNode}
	slices.SortStableFunc(r.subjects, func(a, b quad.Value) int {
		return cmp.Compare(slices.Index(roots, r.rootOf(a)), slices.Index(roots, r.rootOf(b)))
	})
	var out []string
	var heads []string
	for i, s := range r.subjects {
		head, told := r.subject(s)
		heads = append(heads, head)
		if i+1 < len(r.subjects) && plainTelling(told) {
			if _, next := r.subject(r.subjects[i+1]); next == told {
				continue
			}
		}
		out = append(out, strings.TrimSpace(enumerate(heads)+" "+told))
		heads = nil
	}
	return out
}

func (r *reading) rootOf(v quad.Value) quad.IRI {
	iri, _ := v.(quad.IRI)
	return r.root(iri)
}

// plainTelling tells whether what is told of one reads the same when it is told of several: "signed the treaty", not "rejects the sanctions".
func plainTelling(told string) bool {
	verb, _, _ := strings.Cut(told, " ")
	return verb != "" && !strings.HasSuffix(verb, "s") && !strings.Contains(told, " and ") || verb == "was"
}

// subject returns what a sentence speaks of and what it tells.
func (r *reading) subject(s quad.Value) (head, told string) {
	iri, _ := s.(quad.IRI)
	qs := r.told[s]
	switch class := r.class(iri); {
	case class == quads.Denial && has(qs, quads.DeniedProperty):
		return r.denial(iri, qs), ""
	case class == quads.Quantity:
		return r.amount(iri, qs)
	case r.vocab.Root(class) == quads.ContentNode:
		return r.content(iri, class, qs)
	}
	head = r.object(s)
	return head, r.phrases(qs, func(q quad.Quad) bool {
		return q.Predicate == quads.Name && quads.TextOf(q.Object) == r.Name(iri)
	})
}

// content speaks of a content node: a hope, “…”, where the statement says what it is, else the hope “…”.
func (r *reading) content(node, class quad.IRI, qs []quad.Quad) (head, told string) {
	words := quoted(r.Name(node))
	spelt := quad.Value(quads.Content) // what the words of the head are
	if r.Lookup.object(node, quads.Name) != nil {
		spelt = quads.Name
	}
	told = r.phrases(qs, func(q quad.Quad) bool {
		return q.Predicate == spelt && quads.TextOf(q.Object) == r.Name(node) || q.Predicate == quads.Type && q.Object == quad.Value(class)
	})
	switch {
	case !has(qs, quads.Type):
		head = "The " + r.Name(class) + " " + words
	case told == "":
		return "There is " + article(r.Name(class)) + ": " + words, ""
	default:
		head = article(r.Name(class)) + ", " + words + ","
	}
	if told == "" {
		return head, "is told of"
	}
	return head, told
}

// denial says what is denied, whatever else is told of it behind.
func (r *reading) denial(node quad.IRI, qs []quad.Quad) string {
	part := func(p quad.IRI) []string {
		var out []string
		for _, q := range qs {
			if q.Predicate == p {
				out = append(out, r.object(q.Object))
			}
		}
		return out
	}
	var verbs []string
	for _, q := range qs {
		if p, ok := q.Object.(quad.IRI); ok && q.Predicate == quads.DeniedProperty {
			verbs = append(verbs, r.verb(p))
		}
	}
	denied := strings.Join([]string{"It is denied that", enumerate(part(quads.DeniedSource)), enumerate(verbs), enumerate(part(quads.DeniedTarget))}, " ")
	rest := r.phrases(qs, func(q quad.Quad) bool {
		switch q.Predicate {
		case quads.DeniedSource, quads.DeniedProperty, quads.DeniedTarget:
			return true
		case quads.Type:
			return q.Object == quad.Value(quads.Denial)
		}
		return false
	})
	if rest != "" {
		denied += "; this denial " + rest
	}
	return denied
}

// amount spells out a quantity: “roughly one gigawatt” is the quantity 1 GW, approximately.
func (r *reading) amount(node quad.IRI, qs []quad.Quad) (head, told string) {
	head = quoted(r.Name(node))
	var figure, unit, hedge, kind string
	rest := r.phrases(qs, func(q quad.Quad) bool {
		switch text := quads.TextOf(q.Object); q.Predicate {
		case quads.Type:
			kind = "quantity "
		case quads.Figure:
			figure = showNumber(text)
		case quads.UnitCode:
			unit = text
		case approximate:
			hedge = map[string]string{"true": ", approximately", "false": ", exactly"}[text]
		case quads.Text:
			return text == r.Name(node)
		default:
			return false
		}
		return true
	})
	if unit != "" {
		unit = unitName(unit, figure)
	}
	told = strings.Join(strings.Fields("is the "+kind+figure+" "+unit), " ") + hedge
	if rest != "" {
		told += " and " + rest
	}
	return head, told
}

// phrases tells every predicate of quads with its objects, but what skip holds: "was signed by A and B and has the place C".
func (r *reading) phrases(qs []quad.Quad, skip func(quad.Quad) bool) string {
	var order []quad.IRI
	objects := map[quad.IRI][]string{}
	for _, q := range qs {
		if skip(q) {
			continue
		}
		p, _ := q.Predicate.(quad.IRI)
		if objects[p] == nil {
			order = append(order, p)
		}
		objects[p] = append(objects[p], r.object(q.Object))
	}
	var out []string
	for _, p := range order {
		out = append(out, r.verb(p)+" "+enumerate(objects[p])+r.mark(p))
	}
	return enumerate(out)
}

// mark says in words that a predicate's own verb denies.
func (r *reading) mark(p quad.IRI) string {
	if r.negative(p) {
		return " (a denial)"
	}
	return ""
}

// verb is the verb phrase of a predicate: its reading, else its label, which then is one.
func (r *reading) verb(p quad.IRI) string {
	if def := r.vocab.Predicates[p]; def != nil && def.Reading != "" {
		return def.Reading
	}
	return r.Name(p)
}

// object is a term in a sentence: a name, words in quotation marks, and what it is where the words alone could be taken for a fact.
func (r *reading) object(v quad.Value) string {
	iri, ok := v.(quad.IRI)
	if !ok {
		return r.term(v).String()
	}
	class := r.class(iri)
	if r.vocab.Root(class) == quads.ContentNode {
		return "the " + r.Name(class) + " " + quoted(r.Name(iri))
	}
	return r.term(v).String()
}

// has tells whether one of the quads has a predicate.
func has(qs []quad.Quad, predicate quad.IRI) bool {
	return slices.ContainsFunc(qs, func(q quad.Quad) bool { return q.Predicate == quad.Value(predicate) })
}

// enumerate joins words as a sentence does: "a, b and c".
func enumerate(words []string) string {
	if n := len(words); n > 1 {
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
	return strings.Join(words, "")
}

// article puts the indefinite article before a noun.
func article(noun string) string {
	if strings.ContainsAny(noun[:min(1, len(noun))], "aeiouAEIOU") {
		return "an " + noun
	}
	return "a " + noun
}

// capital begins a sentence.
func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}
