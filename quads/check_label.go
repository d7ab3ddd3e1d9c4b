package quads

import (
	"fmt"
	"path"
	"strings"

	"github.com/cayleygraph/quad"
)

// checkLabels holds every label to its file, what is said about a statement to the label of its article, and derived quads out.
func checkLabels(c *checker) {
	for i := range c.lines {
		l := &c.lines[i]
		if l.Label == DerivedLabel || isDerived(l.Predicate) && l.kind != vocabularyLines {
			c.find(l.at, "remove it: rapport derives it at every load", "a derived quad is written down: %s %s", short(l.Predicate), short(l.Object))
			continue
		}
		switch l.kind {
		case namespaceLines:
			c.wantLabel(l, NamespaceLabel)
		case vocabularyLines:
			c.wantLabel(l, VocabularyLabel)
		case entityLines:
			c.wantLabel(l, EntityLabel)
		case statementLines:
			c.statementLabel(l)
		}
	}
}

func (c *checker) wantLabel(l *line, want quad.IRI) {
	if l.Label != want {
		c.find(l.at, fmt.Sprintf("label it %s", want), "the label in %s is %s, not %s", path.Base(l.at.File), want, short(l.Label))
	}
}

func (c *checker) statementLabel(l *line) {
	subject, _ := l.Subject.(quad.IRI)
	about := c.d.statements[subject]
	switch label, _ := l.Label.(quad.IRI); {
	case l.Label == nil || l.article == nil:
		return // load has said so
	case label == EntityLabel:
		c.find(l.at, "move it to "+path.Join(folder, EntityFile), "entity data of %s stands among statements", subject)
	case label == NamespaceLabel || label == VocabularyLabel:
		c.find(l.at, "move it to the file of that name", "%s labels no statement", label)
	case label != l.article.IRI && about != nil && subject != label:
		c.find(l.at, fmt.Sprintf("label it %s, or say it of a node", l.article.IRI), "a quad about statement %s is labelled %s", subject, short(l.Label))
	case label == l.article.IRI && subject == l.article.IRI && !identifies(l.Predicate):
		c.find(l.at, "put it under a statement or an inference", "the article's own data says %s of it, and may only tell which article it is", short(l.Predicate))
	}
}

// identifies reports whether a predicate tells who or what a node is, and nothing of what it does.
func identifies(p quad.Value) bool { return p == Type || p == Name || p == Alias || p == SameAs }

func isDerived(p quad.Value) bool {
	switch p {
	case SHA256, Ordinal, InArticle, InSentence, Modality, Earliest, Latest, InferredEarliest, InferredLatest, HasSelector, Exact, Start, End:
		return true
	}
	return false
}

// checkBlank refuses blank nodes: nothing outside the file could name them.
func checkBlank(c *checker) {
	for i := range c.lines {
		l := &c.lines[i]
		for _, v := range []quad.Value{l.Subject, l.Object, l.Label} {
			if b, ok := v.(quad.BNode); ok {
				c.find(l.at, "name it with an IRI, such as <"+prefixOf(l.article)+":"+string(b)+">", "blank node _:%s", b)
			}
		}
	}
}

func prefixOf(a *Article) string {
	if a == nil || a.Prefix == "" {
		return "kg"
	}
	return a.Prefix
}

// checkPrefixes proves namespaces.nq, and every prefix against it.
func checkPrefixes(c *checker) {
	known := c.namespaces()
	unknown := map[string]bool{}
	for i := range c.lines {
		l := &c.lines[i]
		for _, v := range []quad.Value{l.Subject, l.Predicate, l.Object, l.Label} {
			if t, ok := v.(quad.TypedString); ok && !external(t.Type) {
				c.find(l.at, "write it as <http://www.w3.org/2001/XMLSchema#…>", "datatype %s is not written in full", t.Type)
			}
			iri, ok := v.(quad.IRI)
			if !ok || external(iri) {
				continue
			}
			prefix, _ := SplitIRI(iri)
			if !known[prefix] && !unknown[prefix] {
				unknown[prefix] = true // once is enough
				c.find(l.at, fmt.Sprintf("add to %s: <https://…> %s <%s:> %s .", path.Join(folder, NamespaceFile), CayleyPrefix, prefix, NamespaceLabel),
					"prefix %q of %s is not registered", prefix, iri)
			}
		}
	}
}

// namespaces proves the dossier's namespaces.nq and returns every prefix that is registered there or beneath.
func (c *checker) namespaces() map[string]bool {
	known := map[string]bool{"cayley": true} // Cayley's own
	for _, n := range c.d.Namespaces {
		known[n.Prefix] = true
	}
	typed, byFull, byPrefix := map[quad.Value]bool{}, map[quad.Value]bool{}, map[string]string{}
	for i := range c.lines {
		l := &c.lines[i]
		if l.kind != namespaceLines {
			continue
		}
		prefix := TextOf(l.Object)
		switch {
		case l.Predicate == Type && l.Object == CayleySpace:
			typed[l.Subject] = true
		case l.Predicate != CayleyPrefix:
			c.find(l.at, "keep to <cayley:prefix> and <rdf:type> <cayley:namespace>", "%s says nothing of a namespace", short(l.Predicate))
		case !strings.HasSuffix(prefix, ":") || strings.Count(prefix, ":") > 1:
			c.find(l.at, "write it with a colon at its end, such as <kg:>", "%s is not a prefix", short(l.Object))
		case byFull[l.Subject]:
			c.find(l.at, "keep one of them", "%s has a prefix already", short(l.Subject))
		case byPrefix[prefix] != "":
			c.find(l.at, "keep one of them", "prefix %s stands for <%s> already", short(l.Object), byPrefix[prefix])
		default:
			byFull[l.Subject], byPrefix[prefix] = true, TextOf(l.Subject)
		}
	}
	for i := range c.lines {
		if l := &c.lines[i]; l.kind == namespaceLines && l.Predicate == CayleyPrefix && !typed[l.Subject] {
			c.find(l.at, fmt.Sprintf("add: %s <rdf:type> %s %s .", short(l.Subject), CayleySpace, NamespaceLabel), "%s is not typed as a namespace", short(l.Subject))
		}
	}
	return known
}

// checkDuplicates finds quads that the files say twice. The same words under two statements are two quads.
func checkDuplicates(c *checker) {
	first := map[quad.Quad]Position{}
	for i := range c.lines {
		l := &c.lines[i]
		if at, ok := first[l.Quad]; ok {
			c.find(l.at, "remove one", "the same quad stands in %s", at)
			continue
		}
		first[l.Quad] = l.at
	}
}

// short returns a term as the files write it.
func short(v quad.Value) string {
	if v == nil {
		return "nothing"
	}
	return string(AppendTerm(nil, v))
}
