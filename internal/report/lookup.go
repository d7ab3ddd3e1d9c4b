package report

import (
	"cmp"
	"slices"
	"strconv"
	"sync"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/quads"
)

// Lookup reads a graph for people: the words for its nodes and terms, and what each statement rests on. It remembers
// what it has read and is used by one goroutine.
type Lookup struct {
	src        graph.Source
	names      *graph.Names
	vocab      *quads.Vocabulary
	types      []quad.IRI // the predicates of the graph that say of which class a node is
	articled   bool       // the graph has articles: what is said is said by one
	citations  map[quad.IRI]*Citation
	articles   map[quad.IRI]*CitedArticle
	isArticle  map[quad.IRI]bool
	modalities map[quad.IRI]string // of nodes; "" of one that is no content
	disputes   map[quad.Quad][]quad.Quad
	classed    map[quad.IRI][]quad.IRI
	iri        func(quad.IRI) graph.ID // the id of an IRI
	matching   []graph.Quad            // what match has found
	keep       func(graph.Quad) bool   // puts a quad there
	finder     func() *graph.Finder    // made when a text is first looked for

	// Href is where the nodes of pictures link to; nil, or "" for a node, is nowhere.
	Href func(node quad.IRI) string
}

// NewLookup reads the vocabulary of a graph, and nothing else yet.
func NewLookup(src graph.Source) *Lookup {
	l := newLookup(src)
	l.finder = sync.OnceValue(func() *graph.Finder { return graph.NewFinder(src) })
	for _, p := range graph.TypePredicates() {
		if l.Known(p) {
			l.types = append(l.types, p)
		}
	}
	l.articled = len(l.match(nil, quads.Type, quads.ArticleNode, nil)) > 0
	found := l.match(nil, nil, nil, quads.VocabularyLabel)
	terms := make([]quads.Located, len(found))
	for i, q := range found {
		terms[i].Quad = l.quad(q)
	}
	if !src.Sorted() {
		slices.SortFunc(terms, func(a, b quads.Located) int { return quads.CompareQuads(a.Quad, b.Quad) })
	}
	l.vocab = quads.ReadVocabulary(quads.VocabularyFile, terms)
	return l
}

func newLookup(src graph.Source) *Lookup {
	l := &Lookup{
		src: src, names: graph.NewNames(src),
		citations: map[quad.IRI]*Citation{}, articles: map[quad.IRI]*CitedArticle{}, isArticle: map[quad.IRI]bool{}, modalities: map[quad.IRI]string{},
		disputes: map[quad.Quad][]quad.Quad{}, classed: map[quad.IRI][]quad.IRI{},
	}
	l.iri = func(iri quad.IRI) graph.ID { return src.ID(iri) }
	if s, ok := src.(interface{ IRI(quad.IRI) graph.ID }); ok {
		l.iri = s.IRI
	}
	l.keep = func(q graph.Quad) bool {
		l.matching = append(l.matching, q)
		return true
	}
	return l
}

// On returns a Lookup for another goroutine, over a view of the same graph (graph.Under): it shares the vocabulary that was read and the finder, and
// remembers nothing else.
func (l *Lookup) On(view graph.Source) *Lookup {
	out := newLookup(view)
	out.vocab, out.types, out.articled, out.finder = l.vocab, l.types, l.articled, l.finder
	return out
}

// Reads tells whether it reads a source itself, not another view of it.
func (l *Lookup) Reads(src graph.Source) bool { return l.src == src }

// Names finds the words for nodes.
func (l *Lookup) Names() *graph.Names { return l.names }

// Finder finds the nodes of the graph by their words.
func (l *Lookup) Finder() *graph.Finder { return l.finder() }

// match returns the quads that match a pattern, in which nil is any value, in the order of the source. They are good until the next call. A value
// that the graph does not have matches nothing.
func (l *Lookup) match(s, p, o, label quad.Value) []graph.Quad {
	var pattern graph.Quad
	for i, v := range [...]quad.Value{s, p, o, label} {
		if v == nil {
			continue
		}
		if pattern[i] = l.src.ID(v); pattern[i] == 0 {
			return nil
		}
	}
	return l.walk(pattern)
}

// of is match for what a predicate leads to from a node.
func (l *Lookup) of(node, predicate quad.IRI) []graph.Quad {
	pattern := graph.Quad{l.iri(node), l.iri(predicate)}
	if pattern[graph.Subject] == 0 || pattern[graph.Predicate] == 0 {
		return nil
	}
	return l.walk(pattern)
}

func (l *Lookup) walk(pattern graph.Quad) []graph.Quad {
	l.matching = l.matching[:0]
	if w, ok := l.src.(graph.Walker); ok {
		w.Walk(pattern, l.keep)
		return l.matching
	}
	scan := l.src.Scan(pattern)
	for q, ok := scan.Next(); ok; q, ok = scan.Next() {
		l.matching = append(l.matching, q)
	}
	return l.matching
}

// scan returns the quads that match a pattern, as match finds them, in their order.
func (l *Lookup) scan(s, p, o, label quad.Value) []quad.Quad {
	found := l.match(s, p, o, label)
	if len(found) == 0 {
		return nil
	}
	out := make([]quad.Quad, len(found))
	for i, q := range found {
		out[i] = l.quad(q)
	}
	if !l.src.Sorted() {
		slices.SortFunc(out, quads.CompareQuads)
	}
	return out
}

// scanWithin is scan without the quads that another view of the same graph does not have; nil is a view of all.
func (l *Lookup) scanWithin(view graph.Source, s, p, o, label quad.Value) []quad.Quad {
	all := l.scan(s, p, o, label)
	if view == nil || view == l.src {
		return all
	}
	return slices.DeleteFunc(all, func(q quad.Quad) bool {
		return view.Count(graph.Quad{view.ID(q.Subject), view.ID(q.Predicate), view.ID(q.Object), view.ID(q.Label)}) == 0
	})
}

func (l *Lookup) quad(q graph.Quad) quad.Quad {
	return quad.Quad{
		Subject: l.src.Value(q[graph.Subject]), Predicate: l.src.Value(q[graph.Predicate]),
		Object: l.src.Value(q[graph.Object]), Label: l.src.Value(q[graph.Label]),
	}
}

// Quads returns those that a statement says.
func (l *Lookup) Quads(statement quad.IRI) []quad.Quad {
	if !l.told(statement) {
		return nil
	}
	return l.scan(nil, nil, nil, statement)
}

// Known tells whether a graph has a value.
func (l *Lookup) Known(v quad.Value) bool { return l.src.ID(v) != 0 }

// objects returns the objects of a node's predicate in their order, each once.
func (l *Lookup) objects(node, predicate quad.IRI) []quad.Value {
	found := l.of(node, predicate)
	if len(found) == 0 {
		return nil
	}
	out := make([]quad.Value, len(found))
	for i, q := range found {
		out[i] = l.src.Value(q[graph.Object])
	}
	if len(out) > 1 {
		slices.SortFunc(out, quads.Compare)
		out = slices.Compact(out)
	}
	return out
}

// object returns the first object, or nil.
func (l *Lookup) object(node, predicate quad.IRI) (first quad.Value) {
	for i, q := range l.of(node, predicate) {
		if v := l.src.Value(q[graph.Object]); i == 0 || quads.Compare(v, first) < 0 {
			first = v
		}
	}
	return first
}

// texts returns the words of the objects of a node's predicate.
func (l *Lookup) texts(node, predicate quad.IRI) []string {
	var out []string
	for _, v := range l.objects(node, predicate) {
		out = append(out, quads.TextOf(v))
	}
	return out
}

// number returns an integer object, 0 when there is none.
func (l *Lookup) number(node, predicate quad.IRI) int {
	n, _ := strconv.Atoi(quads.TextOf(l.object(node, predicate)))
	return n
}

// classes returns the classes of a node in their order. They must not be changed.
func (l *Lookup) classes(node quad.IRI) []quad.IRI {
	if known, ok := l.classed[node]; ok {
		return known
	}
	var out []quad.IRI
	for _, p := range l.types {
		for _, v := range l.objects(node, p) {
			if iri, ok := v.(quad.IRI); ok {
				out = append(out, iri)
			}
		}
	}
	l.classed[node] = out
	return out
}

// class returns the first class of a node, "" when it has none.
func (l *Lookup) class(node quad.IRI) quad.IRI {
	if all := l.classes(node); len(all) > 0 {
		return all[0]
	}
	return ""
}

// root returns which of the four roots a node's class descends from, or "".
func (l *Lookup) root(node quad.IRI) quad.IRI { return l.vocab.Root(l.class(node)) }

// Name returns the words for a node or term, its IRI when it has none.
func (l *Lookup) Name(iri quad.IRI) string {
	if name := l.names.Of(iri); name != "" {
		return name
	}
	return string(iri)
}

// Title is Name for who reads it: the title of an article stands in square brackets where the dossier supplies it.
func (l *Lookup) Title(iri quad.IRI) string {
	if title := l.names.Title(iri); title != "" {
		return title
	}
	return string(iri)
}

// Cell is a value with the words that name it, and what those need so that nothing reads as a fact that is none: for content what it is and its
// modality, for a class or predicate the IRI that a query spells it by.
func (l *Lookup) Cell(v quad.Value) Cell {
	c := Cell{Value: v, Name: l.names.Title(v)}
	iri, ok := v.(quad.IRI)
	if !ok {
		text, nodes := l.listed(v)
		c.Name = cmp.Or(c.Name, text)
		for _, item := range nodes {
			c.Modality = weaker(c.Modality, item.Modality)
		}
		c.Items = itemsJSON(nodes)
		return c
	}
	class := l.class(iri)
	switch {
	case l.vocab.Root(class) == quads.ContentNode:
		c.Tag, c.Modality = l.contentTag(iri, class), l.vocab.Modality(class)
	case c.Name != "" && (l.vocab.Classes[iri] != nil || l.vocab.Predicates[iri] != nil):
		c.Tag = string(iri)
	}
	return c
}

// predicateLabel reads a predicate from its subject, or from its object when inverse: "signed", "signed by". A predicate without an
// inverse label of its own reads "is the status of".
func (l *Lookup) predicateLabel(p quad.IRI, inverse bool) string {
	label, def := l.Name(p), l.vocab.Predicates[p]
	switch {
	case inverse && def != nil && def.Inverse != "":
		return def.Inverse
	case inverse:
		return "is the " + label + " of"
	}
	return label
}

// negative tells whether a predicate's own verb denies.
func (l *Lookup) negative(p quad.IRI) bool {
	def := l.vocab.Predicates[p]
	return def != nil && def.Negative
}

// told tells whether a label is a statement's or an inference's: what an article says, or what an analyst concludes from it.
func (l *Lookup) told(label quad.Value) bool {
	iri, ok := label.(quad.IRI)
	switch {
	case !ok:
		return true // a graph without labels tells everything
	case quads.Background(iri):
		return false
	}
	isArticle, known := l.isArticle[iri]
	if !known {
		isArticle = slices.Contains(l.classes(iri), quads.ArticleNode)
		l.isArticle[iri] = isArticle
	}
	return !isArticle
}

// byPlace orders statements as compareCitations does.
func (l *Lookup) byPlace(a, b quad.IRI) int { return compareCitations(l.Citation(a), l.Citation(b)) }
