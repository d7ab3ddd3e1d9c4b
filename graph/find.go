package graph

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// Finder finds nodes by the words that a source has for them: names and aliases in any language, what the text calls them, their
// content, the figures of quantities with their units, and the labels of the vocabulary. Case, accents, and the two ways of writing Persian letters make no difference, and a
// typo is forgiven. It is safe for concurrent use. The first search reads every word of the source once, and indexes them where there are many.
type Finder struct {
	src       Source
	names     *Names
	index     func() []field
	indexed   func() *fieldIndex    // of index; nil where all fields are looked at
	sentences func() *sentenceIndex // nil where all sentences are
	keep      func(quad.IRI) bool   // the nodes that are known; nil: all
	// first gives, for the first text that is resolved, the fields that may have all of its words but for typos; false for any other text. Most
	// commands resolve one, and need not fold every word of the source for it.
	first func(text string) ([]field, bool)
}

// NewFinder costs nothing until the first search.
func NewFinder(src Source) *Finder {
	f := &Finder{src: src, names: NewNames(src)}
	f.index = sync.OnceValue(func() []field { return f.fields(nil) })
	f.indexed = sync.OnceValue(func() *fieldIndex {
		if len(f.index()) < indexedFrom {
			return nil
		}
		return newFieldIndex(f.index())
	})
	f.sentences = sync.OnceValue(f.indexSentences)
	var once sync.Once
	var asked string
	var fields []field
	f.first = func(text string) ([]field, bool) {
		text = strings.TrimSpace(text)
		once.Do(func() {
			if words := newQuery(text).words; len(words) > 0 {
				asked, fields = text, f.fields(words)
			}
		})
		return fields, asked != "" && text == asked
	}
	return f
}

// Ready reads what the first search would.
func (f *Finder) Ready() { f.indexed(); f.sentences() }

// How says how a text was matched. The lower the better.
type How int

// The ways to match, best first.
const (
	ByName         How = iota // it is the name
	ByAlias                   // it is an alias
	ByMention                 // the text of an article calls the node exactly so
	ByStart                   // a name or alias begins with it
	ByWords                   // a name or alias has all its words
	ByMentionWords            // words by which an article calls the node have all its words
	ByContent                 // the node's content has all its words
	ByTerm                    // the label of a class, predicate or controlled value has all its words
	ByTypo                    // as one of the above, but for a typo
)

// String gives the way in a word, as tables show it.
func (h How) String() string {
	return [...]string{"name", "alias", "called so", "start of name", "in name", "called so in part", "content", "vocabulary", "similar"}[h]
}

// Match is a node that a search found, and why.
type Match struct {
	Node      quad.IRI
	Name      string // the words to show for the node
	Class     quad.IRI
	How       How
	Text      quad.Value   // the name, alias, mention or content that matched
	Words     []quads.Span // where in it the words stand that matched
	Missing   []string     // words of the search that it does not have; only when nothing has all
	Statement quad.IRI     // under which the text stands: for mentions and content
	whole     bool         // the words that matched are whole words
	spare     int          // words of the text that were not asked for
	shelf     int          // entities before occurrences before content before the rest
}

// field is one text about a node. It is ready to compare once it has its words: where there are many, an index has them.
type field struct {
	node      quad.IRI
	predicate quad.IRI
	text      quad.Value
	label     quad.IRI
	words     []word // nil: not ready
	key       string // of all words
	core      string // of the words that are not small
}

// indexed are the predicates whose objects Find searches, and what each is taken for: graphs that others wrote name their nodes in other ways.
var indexed = [...]struct{ predicate, as quad.IRI }{
	{quads.Name, quads.Name}, {quads.Alias, quads.Alias}, {quads.MentionedAs, quads.MentionedAs}, {quads.Content, quads.Content},
	{quads.Text, quads.Text}, {quads.Figure, quads.Figure}, {quads.Label, quads.Label},
	{"http://schema.org/name", quads.Name}, {"https://schema.org/name", quads.Name}, {"http://xmlns.com/foaf/0.1/name", quads.Name}, {"name", quads.Name},
	{"http://www.w3.org/2000/01/rdf-schema#label", quads.Label},
	{"http://schema.org/alternateName", quads.Alias}, {"https://schema.org/alternateName", quads.Alias},
}

// fields reads the texts that are searched: all, or those that may have some words.
func (f *Finder) fields(words []word) []field {
	var out []field
	many := false
	if words == nil {
		room := f.room()
		out, many = make([]field, 0, room), room >= indexedFrom
	}
	for _, p := range indexed {
		id := f.src.ID(p.predicate)
		if id == 0 {
			continue
		}
		scan := f.src.Scan(Quad{Predicate: id})
		for q, ok := scan.Next(); ok; q, ok = scan.Next() {
			label, _ := f.src.Value(q[Label]).(quad.IRI)
			node, ok := f.src.Value(q[Subject]).(quad.IRI)
			if !ok || label == quads.DerivedLabel {
				continue // the words of sentences are FindText's
			}
			as := p.as
			if as == quads.Label && label != quads.VocabularyLabel {
				as = quads.Name // only the vocabulary's own are terms
			}
			if text := f.searched(node, as, f.src.Value(q[Object])); text != nil && mayHave(quads.TextOf(text), words) {
				one := field{node: node, predicate: as, text: text, label: label}
				if !many {
					one = one.ready()
				}
				out = append(out, one)
			}
		}
	}
	return out
}

// room is how many fields there are about, where that is known without reading them.
func (f *Finder) room() (n int) {
	if !f.src.Sorted() {
		return 0
	}
	for _, p := range indexed {
		if id := f.src.ID(p.predicate); id != 0 {
			n += f.src.Count(Quad{Predicate: id})
		}
	}
	return n
}

// searched is the text by which a value of a node is found: the value's own, or, for the figure of a quantity, the figure as people write it with
// its unit, "20 GW". nil for a figure without a unit, which would be found everywhere.
func (f *Finder) searched(node, predicate quad.IRI, value quad.Value) quad.Value {
	if predicate != quads.Figure {
		return value
	}
	figure, err := strconv.ParseFloat(quads.TextOf(value), 64)
	unit := f.object(node, quads.UnitCode)
	if err != nil || unit == nil {
		return nil
	}
	return quad.String(strconv.FormatFloat(figure, 'f', -1, 64) + " " + quads.TextOf(unit))
}

// ready is a field with its words.
func (f field) ready() field {
	if f.words != nil {
		return f
	}
	f.words = foldWords(quads.TextOf(f.text))
	f.key = joinKeys(f.words)
	if f.core = f.key; slices.ContainsFunc(f.words, word.small) {
		f.core = joinKeys(core(f.words))
	}
	return f
}

// Find returns the nodes that match a text, best first and each once, at most max of them (0 is no limit). Every word of the text must be
// found in one name, alias, mention or content of the node. Only when that gives nothing are nodes returned that have the most of the words.
func (f *Finder) Find(text string, max int) []Match {
	query := newQuery(text)
	if len(query.words) == 0 {
		return nil
	}
	m := f.matching(query)
	if x := f.indexed(); x != nil && len(query.words) <= wordsMost {
		x.among(query, m)
	} else {
		for _, field := range f.index() {
			m.add(field)
		}
	}
	return m.ranked(max)
}

// matching are the nodes that match a query, each by what of it matches best.
type matching struct {
	*Finder
	query  query
	best   map[quad.IRI]Match
	fewest int // words that are missing
}

func (f *Finder) matching(q query) *matching {
	return &matching{Finder: f, query: q, best: map[quad.IRI]Match{}, fewest: len(q.words)}
}

// add looks at a field.
func (ms *matching) add(f field) {
	m, ok := ms.query.match(f.ready())
	if !ok || len(m.Missing) > ms.fewest || !ms.knows(m.Node) {
		return
	}
	ms.fewest = len(m.Missing)
	if old, ok := ms.best[m.Node]; !ok || compareMatches(m, old) < 0 {
		ms.best[m.Node] = m
	}
}

// ranked returns those with the fewest words missing, best first, at most max of them; 0 is all. What comes behind these is not described.
func (ms *matching) ranked(max int) []Match {
	var out []Match
	for _, m := range ms.best {
		if len(m.Missing) == ms.fewest {
			out = append(out, m)
		}
	}
	if max > 0 && len(out) > max {
		slices.SortFunc(out, func(a, b Match) int { return cmp.Compare(a.How, b.How) })
		last := out[max-1].How
		out = out[:slices.IndexFunc(append(out, Match{How: last + 1}), func(m Match) bool { return m.How > last })]
	}
	for i := range out {
		out[i] = ms.describe(out[i])
	}
	slices.SortFunc(out, compareMatches)
	if max > 0 && len(out) > max {
		out = out[:max]
	}
	return out
}

// knows tells whether a finder has a node.
func (f *Finder) knows(node quad.IRI) bool { return f.keep == nil || f.keep(node) }

// describe adds what a reader wants to know of a match and the order needs.
func (f *Finder) describe(m Match) Match {
	m.Name, m.Class = f.names.Of(m.Node), f.Class(m.Node)
	m.shelf = f.shelf(m)
	if m.Name == "" {
		m.Name = string(m.Node)
	}
	return m
}

func compareMatches(a, b Match) int {
	return cmp.Or(
		cmp.Compare(len(a.Missing), len(b.Missing)),
		cmp.Compare(a.How, b.How),
		cmp.Compare(a.shelf, b.shelf),
		cmp.Compare(a.spare, b.spare),
		strings.Compare(a.Name, b.Name),
		strings.Compare(string(a.Node), string(b.Node)),
		quads.Compare(a.Text, b.Text),
		strings.Compare(string(a.Statement), string(b.Statement)),
	)
}

// Class returns the class that a node is said to be of, or "". Of several, the one that sorts first.
func (f *Finder) Class(node quad.IRI) quad.IRI {
	for _, v := range f.classes(node) {
		if class, ok := v.(quad.IRI); ok {
			return class
		}
	}
	return ""
}

// shelf orders matches of one kind: things that have a name under <kg:entities>, then occurrences and projects that have,
// then what is named by one article, then the rest.
func (f *Finder) shelf(m Match) int {
	name, entities := f.src.ID(quads.Name), f.src.ID(quads.EntityLabel)
	named := Quad{Subject: f.src.ID(m.Node), Predicate: name}
	if name == 0 || f.src.Count(named) == 0 {
		return 3
	}
	named[Label] = entities
	switch {
	case entities == 0 || f.src.Count(named) == 0:
		return 2
	case !f.under(m.Class, quads.Thing):
		return 1
	}
	return 0
}

// under tells whether a class is another or descends from it. A cycle of classes is walked once.
func (f *Finder) under(class, super quad.IRI) bool {
	walk := []quad.IRI{class}
	for i := 0; i < len(walk); i++ {
		if walk[i] == super {
			return true
		}
		for _, v := range f.objects(walk[i], quads.SubClassOf) {
			if parent, ok := v.(quad.IRI); ok && !slices.Contains(walk, parent) {
				walk = append(walk, parent)
			}
		}
	}
	return false
}

// Entities returns every node that has a name in the entity data, by its IRI.
func (f *Finder) Entities() []Match {
	var out []Match
	for _, field := range f.index() {
		if field.predicate == quads.Name && field.label == quads.EntityLabel && f.knows(field.node) {
			out = append(out, f.describe(Match{Node: field.node, Text: field.text, How: ByName}))
		}
	}
	slices.SortFunc(out, func(a, b Match) int { return strings.Compare(string(a.Node), string(b.Node)) })
	return out
}
