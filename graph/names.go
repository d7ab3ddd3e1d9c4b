package graph

import (
	"strings"
	"sync"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// Names finds the words to show for the nodes of a source. It is safe for concurrent use.
type Names struct {
	src        Source
	predicates []ID

	class, article, inArticle, text ID       // rdf:type, kg:Article, kg:inArticle, kg:text
	supplied                        sync.Map // ID of an article → whether the dossier supplies its title
}

// namePredicates give a node words, best first. The long forms are for graphs that were loaded with full IRIs, <name> for Cayley's.
var namePredicates = [...]quad.IRI{
	quads.Name, quads.Content, quads.Text, quads.Label,
	"http://schema.org/name", "https://schema.org/name", "http://www.w3.org/2000/01/rdf-schema#label", "http://xmlns.com/foaf/0.1/name", "name",
}

// NewNames looks up the naming predicates of a source once.
func NewNames(src Source) *Names {
	n := &Names{src: src, class: src.ID(quads.Type), article: src.ID(quads.ArticleNode), inArticle: src.ID(quads.InArticle), text: src.ID(quads.Text)}
	for _, p := range namePredicates {
		if id := src.ID(p); id != 0 {
			n.predicates = append(n.predicates, id)
		}
	}
	return n
}

// Of returns the words to show for a value: its schema:name, else kg:content, kg:text, rdfs:label. "" for a literal and for a
// node without any. Of several names the one that sorts first is taken, and one without a language before the others.
func (n *Names) Of(v quad.Value) string {
	switch v.(type) {
	case quad.IRI, quad.BNode:
	default:
		return ""
	}
	return n.of(n.src.ID(v))
}

func (n *Names) of(id ID) string {
	if id == 0 {
		return ""
	}
	for _, p := range n.predicates {
		if name := n.first(id, p); name != nil {
			return quads.TextOf(name)
		}
	}
	return ""
}

// Title is Of for who reads it: an article's title stands in square brackets where the dossier supplies it, as everything does that the text does not print.
func (n *Names) Title(v quad.Value) string {
	name := n.Of(v)
	if name != "" && n.Supplied(v) {
		return "[" + name + "]"
	}
	return name
}

// Supplied tells whether a value is an article whose title the dossier supplies: none of its sentences has it.
func (n *Names) Supplied(v quad.Value) bool {
	if _, ok := v.(quad.IRI); !ok || n.class == 0 || n.article == 0 {
		return false
	}
	id := n.src.ID(v)
	if id == 0 {
		return false
	}
	if known, ok := n.supplied.Load(id); ok {
		return known.(bool)
	}
	if articles := n.src.Scan(Quad{id, n.class, n.article}); !has(articles) {
		return false
	}
	title := n.of(id)
	supplied := title != "" && !n.prints(id, title)
	n.supplied.Store(id, supplied)
	return supplied
}

// prints tells whether a sentence of an article has some words.
func (n *Names) prints(article ID, words string) bool {
	if n.inArticle == 0 || n.text == 0 {
		return false
	}
	sentences := n.src.Scan(Quad{Predicate: n.inArticle, Object: article})
	for q, ok := sentences.Next(); ok; q, ok = sentences.Next() {
		texts := n.src.Scan(Quad{q[Subject], n.text})
		for t, ok := texts.Next(); ok; t, ok = texts.Next() {
			if strings.Contains(quads.TextOf(n.src.Value(t[Object])), words) {
				return true
			}
		}
	}
	return false
}

func has(s Scanner) bool {
	_, ok := s.Next()
	return ok
}

func (n *Names) first(node, predicate ID) quad.Value {
	if m, ok := n.src.(*Memory); ok {
		return m.firstName(node, predicate)
	}
	var best quad.Value
	sorted := n.src.Sorted()
	scan := n.src.Scan(Quad{node, predicate})
	for q, ok := scan.Next(); ok; q, ok = scan.Next() {
		v := n.src.Value(q[Object])
		if _, plain := v.(quad.String); plain && sorted {
			return v
		}
		if best == nil || !sorted && betterName(v, best) {
			best = v
		}
	}
	return best
}

// firstName is first without a Scanner.
func (m *Memory) firstName(node, predicate ID) quad.Value {
	rows, _ := m.run(Quad{node, predicate})
	for i := range rows {
		name := m.Value(rows[i][Object])
		if _, plain := name.(quad.String); plain {
			return name
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return m.Value(rows[0][Object])
}

// betterName tells whether a name comes before another: without a language first, then as they sort.
func betterName(a, b quad.Value) bool {
	_, x := a.(quad.String)
	_, y := b.(quad.String)
	if x != y {
		return x
	}
	return quads.Compare(a, b) < 0
}
