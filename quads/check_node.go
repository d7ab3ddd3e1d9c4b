package quads

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"

	"github.com/cayleygraph/quad"
)

// ours reports whether a node is the dossier's to describe: no statement, no term of the vocabulary, nothing outside.
func (c *checker) ours(n *node) bool {
	return !external(n.iri) && c.d.statements[n.iri] == nil && len(c.givenClasses(n.iri)) == 0
}

// checkNodes wants a type, and words to show, of every node.
func checkNodes(c *checker) {
	for _, a := range c.d.Articles {
		if a.IRI != "" {
			c.node(a.IRI) // also when nothing speaks of it
		}
	}
	for _, iri := range c.iris {
		n := c.nodes[iri]
		if !c.ours(n) {
			continue
		}
		at := n.where()
		if a := c.d.Article(iri); a != nil && at.Line == 0 {
			at = Position{File: path.Join(folder, a.Folder, StatementFile), Line: 1, Col: 1}
		}
		if iri == Placeholder {
			c.find(at, "put a node in its place, or remove the line", "%s is still to be filled in", iri)
		} else if len(n.classes) == 0 {
			c.find(at, "give it a class"+c.misspelt(n)+": <"+string(iri)+"> <rdf:type> <kg:…> "+c.labelFor(n)+" .", "%s has no type", iri)
		} else if !n.has(Name, Content, Text) {
			c.find(at, "give it "+c.wordsFor(n)+", for people to read", "%s has no words to show", iri)
		}
	}
}

// labelFor names the label under which a node is described.
func (c *checker) labelFor(n *node) string {
	switch {
	case c.d.Article(n.iri) != nil:
		return "<" + string(n.iri) + ">"
	case c.owner(n.iri) == nil:
		return "<" + string(EntityLabel) + ">"
	}
	return "<its statement>"
}

// wordsFor names the predicate that gives a node its words.
func (c *checker) wordsFor(n *node) string {
	switch {
	case c.isA(n, ContentNode):
		return "kg:content (the article's words) or a schema:name"
	case c.isA(n, ValueNode):
		return "kg:text (the article's words)"
	}
	return "a schema:name"
}

// misspelt proposes a typed node whose IRI is nearly that of an untyped one: " (did you mean <kg:iran>?)".
func (c *checker) misspelt(n *node) string {
	if len(n.iri) < 6 {
		return ""
	}
	best, least := quad.IRI(""), 3
	for _, iri := range c.iris {
		if other := c.nodes[iri]; len(other.classes) > 0 && other != n {
			if d := distance(string(n.iri), string(iri)); d < least {
				best, least = iri, d
			}
		}
	}
	if best == "" {
		return ""
	}
	return " (did you mean <" + string(best) + ">?)"
}

// checkNames wants one name a node, in English, that no other entity of its class has.
func checkNames(c *checker) {
	taken := map[string]quad.IRI{}
	for _, iri := range c.iris {
		n := c.nodes[iri]
		var name *line
		for _, l := range n.out {
			switch {
			case l.Predicate != Name:
			case name == nil:
				name = l
			case l.Object != name.Object:
				c.find(l.at, "keep one as schema:name and make the other a schema:alternateName", "%s has a second name: %q, %q", iri, TextOf(name.Object), TextOf(l.Object))
			}
		}
		if name == nil {
			continue
		}
		c.name(name)
		if n.entity {
			c.twin(taken, n, name)
		}
	}
}

func (c *checker) name(l *line) {
	text := TextOf(l.Object)
	letter := func(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) }
	latin := func(r rune) bool { return unicode.Is(unicode.Latin, r) || unicode.IsDigit(r) }
	switch {
	case strings.TrimSpace(text) == "":
		c.find(l.at, "name it, or remove the line", "the name of %s is empty", short(l.Subject))
	case strings.ContainsFunc(text, letter) && !strings.ContainsFunc(text, latin):
		c.find(l.at, "give it the English name, and this one as schema:alternateName with its language: \"…\"@ru", "the name %q is not in English", text)
	}
}

// twin finds an entity of the same name and class. Whether the two are one only a person can say.
func (c *checker) twin(taken map[string]quad.IRI, n *node, name *line) {
	for _, class := range n.classes {
		key := Fold(TextOf(name.Object)) + "\x00" + string(class)
		if other := taken[key]; other != "" && other != n.iri {
			c.find(name.at, "make them one node, or tell them apart by name", "%s and %s have the same name and class", n.iri, other)
			return
		}
		taken[key] = n.iri
	}
}

// checkEntities keeps entity data to what identifies. What a node is said to own, lead or lie in needs a statement with a quote.
func checkEntities(c *checker) {
	for l := range c.about {
		if l.Label != EntityLabel {
			continue
		}
		switch l.Predicate {
		case Type, Name, Alias:
		case SameAs:
			if iri, ok := l.Object.(quad.IRI); ok && !external(iri) {
				c.find(l.at, "write the whole address, such as <http://www.wikidata.org/entity/Q159>", "owl:sameAs leads to %s, which is not written in full", iri)
			}
		default:
			c.find(l.at, "put it under a statement whose quote says so", "entity data says %s of %s", short(l.Predicate), short(l.Subject))
		}
	}
}

// checkOrphans finds entities that no statement uses, and nodes of an article that lead nowhere and that nothing leads to.
func checkOrphans(c *checker) {
	for _, iri := range c.iris {
		n := c.nodes[iri]
		if !c.ours(n) || c.d.Article(iri) != nil || len(n.classes) == 0 {
			continue
		}
		inStatement := func(l *line) bool { return l.kind == statementLines }
		says := func(l *line) bool {
			switch l.Predicate {
			case Type, Name, Content, Text, MentionedAs:
				return false
			}
			return inStatement(l) && !c.isA(n, ValueNode) // a value means nothing apart from what carries it
		}
		switch {
		case slices.ContainsFunc(n.in, inStatement) || slices.ContainsFunc(n.out, says):
		case n.entity && slices.ContainsFunc(n.out, inStatement):
			// mentioned, or only named again: it stands in an article
		case n.entity:
			c.find(n.where(), "remove it, or use it where an article speaks of it", "no statement uses %s", iri)
		default:
			c.find(n.where(), "join it to what the words say it of, or remove it", "nothing leads to %s, and it leads nowhere", iri)
		}
	}
}

// checkLocal keeps what lives in one article's words under that article's prefix, and what others may tell of out of it.
func checkLocal(c *checker) {
	for _, iri := range c.iris {
		n := c.nodes[iri]
		if !c.ours(n) || c.d.Article(iri) != nil {
			continue
		}
		owner := c.owner(iri)
		if n.entity && owner != nil {
			c.find(n.where(), fmt.Sprintf("describe it under its statement, or name it <kg:%s>", localPart(iri)), "entity %s has the prefix of one article", iri)
		}
		if typed := n.first(Type); !n.entity && owner == nil && typed != nil {
			c.find(typed.at, fmt.Sprintf("type and name it in %s, or call it <%s:%s>", path.Join(folder, EntityFile), prefixOf(typed.article), localPart(iri)),
				"%s may be told of elsewhere too, and is described under a statement only", iri)
		}
		c.borrowed(n, owner)
	}
}

// borrowed finds uses of a node in statements of an article that is not its own.
func (c *checker) borrowed(n *node, owner *Article) {
	if owner == nil {
		return
	}
	for _, l := range slices.Concat(n.out, n.in) {
		if l.article != nil && l.article != owner {
			c.find(l.at, fmt.Sprintf("describe it in %s as <kg:%s>, in both articles", path.Join(folder, EntityFile), localPart(n.iri)), "%s belongs to the words of %s", n.iri, owner.Folder)
			return
		}
	}
}

func localPart(iri quad.IRI) string {
	_, local := SplitIRI(iri)
	return local
}
