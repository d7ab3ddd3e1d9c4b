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
	r := l.reading(statement)
	out := r.sentences()
	if len(r.called) > 0 {
		var means []string
		for _, words := range r.called {
			var who []string
			for _, v := range r.mentions[words] {
				who = append(who, r.object(v))
			}
			means = append(means, quoted(words)+" means "+enumerate(who))
		}
		out = append(out, "Here "+strings.Join(means, "; "))
	}
	c := l.Citation(statement)
	out = append(out, extent(c)...)
	if len(out) == 0 {
		return ""
	}
	if c.Inference {
		out[0] = "Inferred, in no words of the article: " + out[0]
	}
	return strings.Join(stopped(out), " ")
}

// Tells returns the sentences of Reading that tell what is said, for who has the words before them: without what those call an entity. Of a statement
// that only names who is meant there are none.
func (l *Lookup) Tells(statement quad.IRI) []string {
	r := l.reading(statement)
	out := r.sentences()
	if len(out) == 0 {
		return nil
	}
	return stopped(append(out, extent(l.Citation(statement))...))
}

// Concludes is what an inference says, to go on a line: the sentences of Tells without capitals and stops, semicolons between them. "" for a node that is
// no inference.
func (l *Lookup) Concludes(node quad.IRI) string {
	if l.KindOf(node) != quads.Inference {
		return ""
	}
	return Clean(strings.Join(l.reading(node).sentences(), "; "))
}

// About is what a statement says most of, as the query left-open has it: of several, what happened or is said before things.
func (l *Lookup) About(statement quad.IRI) []Term {
	told := map[quad.IRI]int{}
	most := 0
	for _, q := range l.scan(nil, nil, nil, statement) {
		subject, ok := q.Subject.(quad.IRI)
		if ok && q.Predicate != quad.Value(quads.MentionedAs) && l.root(subject) != quads.ValueNode {
			told[subject]++
			most = max(most, told[subject])
		}
	}
	var things, others []quad.IRI
	for subject, n := range told {
		switch {
		case n < most:
		case l.root(subject) == quads.Thing:
			things = append(things, subject)
		default:
			others = append(others, subject)
		}
	}
	if len(others) == 0 {
		others = things
	}
	slices.Sort(others)
	var out []Term
	for _, subject := range others {
		out = append(out, l.term(subject))
	}
	return out
}

// reading takes the quads of a statement.
func (l *Lookup) reading(statement quad.IRI) *reading {
	r := &reading{Lookup: l, told: map[quad.Value][]quad.Quad{}, mentions: map[string][]quad.Value{}, named: map[quad.IRI]bool{}}
	for _, q := range l.scan(nil, nil, nil, statement) {
		if q.Predicate == quads.MentionedAs {
			r.mention(quads.TextOf(q.Object), q.Subject)
			continue
		}
		if r.told[q.Subject] == nil {
			r.subjects = append(r.subjects, q.Subject)
		}
		r.told[q.Subject] = append(r.told[q.Subject], q)
	}
	return r
}

// extent is the sentence that says how far a list of the words goes.
func extent(c *Citation) []string {
	switch c.Listing {
	case "partial":
		return []string{"The words give only part of a list"}
	case "complete":
		return []string{"The words say that this is all"}
	}
	return nil
}

// stopped makes sentences begin and end as such.
func stopped(sentences []string) []string {
	for i, s := range sentences {
		sentences[i] = Clean(capital(s) + ".")
	}
	return sentences
}

// Says returns the sentence that a quad alone makes, without a stop: "Vladimir Putin signed Comprehensive Strategic Partnership Treaty".
func (l *Lookup) Says(q quad.Quad) string {
	r := reading{Lookup: l, named: map[quad.IRI]bool{}}
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
	mentions map[string][]quad.Value    // who is meant by it
	named    map[quad.IRI]bool          // what has been named that is only said or meant, or happened
}

func (r *reading) mention(words string, entity quad.Value) {
	if r.mentions[words] == nil {
		r.called = append(r.called, words)
	}
	r.mentions[words] = append(r.mentions[words], entity)
}

// sentences makes a sentence of each subject, things first, then what happened, what is only said or meant, and quantities. Subjects of which
// the same is told share one.
func (r *reading) sentences() []string {
	roots := []quad.IRI{quads.Thing, quads.Occurrence, quads.ContentNode, quads.ValueNode}
	slices.SortStableFunc(r.subjects, func(a, b quad.Value) int {
		return cmp.Compare(slices.Index(roots, r.rootOf(a)), slices.Index(roots, r.rootOf(b)))
	})
	var out []string
	var heads []string
	for i, s := range r.subjects {
		head, told := r.subject(s, false)
		heads = append(heads, head)
		if i+1 < len(r.subjects) && r.shared(s) && r.shared(r.subjects[i+1]) {
			if _, next := r.subject(r.subjects[i+1], false); next == told {
				continue
			}
		}
		if len(heads) > 1 {
			_, told = r.subject(s, true)
		}
		out = append(out, strings.TrimSpace(enumerate(heads)+" "+told))
		heads = nil
	}
	return out
}

// shared tells whether a subject can share a sentence: a thing or what happened, which the sentence does not say is one.
func (r *reading) shared(s quad.Value) bool {
	root := r.rootOf(s)
	return (root == quads.Thing || root == quads.Occurrence) && !has(r.told[s], quads.Type)
}

func (r *reading) rootOf(v quad.Value) quad.IRI {
	iri, _ := v.(quad.IRI)
	return r.root(iri)
}

// subject returns what a sentence speaks of and what it tells; of many, where the sentence has several subjects.
func (r *reading) subject(s quad.Value, many bool) (head, told string) {
	iri, _ := s.(quad.IRI)
	qs := r.told[s]
	switch class := r.class(iri); {
	case class == quads.Denial && has(qs, quads.DeniedProperty):
		return r.denial(iri, qs), ""
	case class == quads.Quantity:
		return r.amount(iri, qs)
	case r.vocab.Root(class) == quads.ContentNode, r.vocab.Root(class) == quads.Occurrence && has(qs, quads.Type):
		return r.content(iri, class, qs)
	}
	return r.object(s), r.phrases(qs, many || r.plural(iri), func(q quad.Quad) bool {
		return q.Predicate == quads.Name && quads.TextOf(q.Object) == r.Name(iri)
	})
}

// plural tells whether the name of a thing is of many: “US sanctions”, “The articles of the treaty”. Actors are one each, whatever they are called.
func (r *reading) plural(node quad.IRI) bool {
	class := r.class(node)
	if r.vocab.Root(class) != quads.Thing || r.vocab.IsA(class, quads.Actor) || r.vocab.IsA(class, quads.Document) {
		return false
	}
	noun := ""
	for _, word := range strings.Fields(r.Name(node)) {
		switch word {
		case "of", "on", "in", "between", "against", "for", "from", "to", "by", "with":
			return isPlural(noun)
		}
		if strings.HasSuffix(word, "ed") { // restrictions imposed by others
			return isPlural(noun)
		}
		noun = word
	}
	return isPlural(noun)
}

// isPlural tells whether a noun looks like one of many.
func isPlural(noun string) bool {
	return strings.HasSuffix(noun, "s") && !strings.HasSuffix(noun, "ss") && !strings.HasSuffix(noun, "us") && !strings.HasSuffix(noun, "is")
}

// content speaks of a content node, or of what happened: a hope, “…”, where the statement says what it is, else the hope “…”.
func (r *reading) content(node, class quad.IRI, qs []quad.Quad) (head, told string) {
	words := quoted(r.Name(node))
	spelt := quad.Value(quads.Content) // what the words of the head are
	if r.Lookup.object(node, quads.Name) != nil {
		spelt = quads.Name
	}
	told = r.phrases(qs, false, func(q quad.Quad) bool {
		return q.Predicate == spelt && quads.TextOf(q.Object) == r.Name(node) || q.Predicate == quads.Type && q.Object == quad.Value(class)
	})
	switch {
	case !has(qs, quads.Type):
		head = "the " + r.Name(class) + " " + words
	case told == "":
		return "there is " + article(r.Name(class)) + ": " + words, ""
	case r.named[node] && r.alone(class):
		head = "this " + r.Name(class)
	default:
		head = article(r.Name(class)) + ", " + words + ","
	}
	if told == "" {
		return head, "is told of"
	}
	return head, told
}

// alone tells whether one node of a class has been named, and one at most is told of: “this hope” can be no other.
func (r *reading) alone(class quad.IRI) bool {
	of := map[quad.IRI]bool{}
	for node := range r.named {
		of[node] = r.class(node) == class
	}
	for _, s := range r.subjects {
		if iri, ok := s.(quad.IRI); ok {
			of[iri] = r.class(iri) == class
		}
	}
	n := 0
	for _, is := range of {
		if is {
			n++
		}
	}
	return n == 1
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
	rest := r.phrases(qs, false, func(q quad.Quad) bool {
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
	rest := r.phrases(qs, false, func(q quad.Quad) bool {
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

// phrases tells every predicate of quads with its objects, but what skip holds: "was signed by A and B and has the place C"; of many, "were signed".
func (r *reading) phrases(qs []quad.Quad, many bool, skip func(quad.Quad) bool) string {
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
		object := r.object(q.Object)
		if class, ok := q.Object.(quad.IRI); ok && p == quads.Type {
			object = article(r.Name(class))
		}
		objects[p] = append(objects[p], object)
	}
	var out []string
	for _, p := range order {
		verb := r.verb(p)
		if p == quads.Type {
			verb = "is"
		}
		if many {
			verb = ofMany(verb)
		}
		out = append(out, verb+" "+enumerate(objects[p])+r.mark(p))
	}
	return enumerate(out)
}

// ofMany is a verb phrase as it is said of many: "are set out in", "reject", "signed".
func ofMany(phrase string) string {
	verb, rest, more := strings.Cut(phrase, " ")
	switch {
	case verb == "is":
		verb = "are"
	case verb == "was":
		verb = "were"
	case verb == "has":
		verb = "have"
	case strings.HasSuffix(verb, "ches"), strings.HasSuffix(verb, "shes"), strings.HasSuffix(verb, "sses"), strings.HasSuffix(verb, "xes"):
		verb = strings.TrimSuffix(verb, "es")
	case isPlural(verb):
		verb = strings.TrimSuffix(verb, "s")
	}
	if more {
		return verb + " " + rest
	}
	return verb
}

// mark says in words that a predicate's own verb denies.
func (r *reading) mark(p quad.IRI) string {
	if r.negative(p) {
		return ", which is a denial"
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

// object is a term in a sentence: a name, words in quotation marks, and what it is where the words alone could be taken for a fact, or are no noun.
func (r *reading) object(v quad.Value) string {
	iri, ok := v.(quad.IRI)
	if !ok {
		return r.term(v).String()
	}
	class := r.class(iri)
	switch {
	case r.vocab.Root(class) == quads.ContentNode:
		r.named[iri] = true
		return quoted(r.Name(iri)) + " (" + article(r.Name(class)) + ")"
	case r.vocab.Root(class) == quads.Occurrence:
		r.named[iri] = true
		return "the " + r.occurrence(iri, class) + " " + quoted(r.Name(iri))
	case class == quads.ArticleNode:
		return "the article " + quoted(r.Name(iri))
	}
	name := r.term(v).String()
	first, rest, more := strings.Cut(name, " ")
	switch strings.ToLower(first) {
	case "the", "a", "an":
		return strings.ToLower(first) + " " + rest
	}
	if more && (first == "United" || slices.ContainsFunc(r.describing(), func(of quad.IRI) bool { return r.vocab.IsA(class, of) })) {
		return "the " + name
	}
	return name
}

// describing are the classes of things that are called what they are, “Comprehensive Strategic Partnership Treaty”, so that a sentence has “the” before it.
func (*reading) describing() []quad.IRI {
	return []quad.IRI{quads.Document, "kg:Facility", "kg:Ministry", "kg:Collective"}
}

// occurrence is what a name is of that happened: its class, or an event where the name says the class itself, as “Signing of …” does.
func (r *reading) occurrence(node, class quad.IRI) string {
	first, _, _ := strings.Cut(r.Name(class), " ")
	if strings.Contains(strings.ToLower(r.Name(node)), strings.ToLower(first)) {
		return "event"
	}
	return r.Name(class)
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

// Article puts the indefinite article before a noun that is of one.
func Article(noun string) string { return article(noun) }

// article puts the indefinite article before a noun that is of one.
func article(noun string) string {
	if isPlural(noun) {
		return noun
	}
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
