package quads

import (
	"slices"

	"github.com/cayleygraph/quad"
)

// checkRoots finds nodes that are two kinds at once, such as a project and the thing it is to become, and content of which
// nothing says how firm it is.
func checkRoots(c *checker) {
	for _, iri := range c.iris {
		n := c.nodes[iri]
		var first quad.IRI
		for _, class := range n.classes {
			root := c.v.Root(class)
			if root == ContentNode && c.v.Modality(class) == "" {
				c.find(n.where(), "use a class under it, such as <kg:Claim> or <kg:Possibility>", "%s is of %s, which implies no modality: it would read as a fact", iri, class)
			}
			if root == "" || isMeta(class) {
				continue
			}
			if first != "" && root != first {
				c.find(n.where(), "make two nodes and join them, as a thing <kg:realizes> its project", "%s is both of %s and of %s", iri, first, root)
				break
			}
			first = root
		}
	}
}

// checkDomain holds subjects to the domain of their predicate, closed-world: what the vocabulary does not allow is wrong, and denied in vain.
func checkDomain(c *checker) {
	for l := range c.about {
		c.saidOf(l.at, predicateOf(l), c.subject(l))
	}
	for _, d := range c.denied() {
		source, _ := d.source.Object.(quad.IRI)
		c.saidOf(d.source.at, d.predicate, c.nodes[source])
	}
}

func (c *checker) saidOf(at Position, predicate quad.IRI, n *node) {
	p := c.v.Predicates[predicate]
	if p == nil || n == nil || len(n.classes) == 0 || len(p.Domain) == 0 {
		return // another rule tells
	}
	if !c.allowed(p.Domain, n) {
		c.find(at, "it is said of "+brackets(p.Domain)+c.instead(n, p), "%s is not said of %s, which is of %s", p.IRI, n.iri, brackets(n.classes))
	}
}

// instead proposes what stands on a content node in place of a predicate for facts.
func (c *checker) instead(n *node, p *Predicate) string {
	if !c.isA(n, ContentNode) {
		return ""
	}
	switch p.IRI {
	case When, Dated:
		return "; content has <kg:due>"
	case Place:
		return "; content has <kg:site>"
	case Measure:
		return "; content has <kg:targetMeasure>"
	case Agent:
		return "; content has <kg:holder>, <kg:speaker> or <kg:bearer>"
	case TimeText:
		return "; content has <kg:timeframe>"
	}
	return ""
}

// checkRange holds objects to the range of their predicate: a class for nodes, a datatype for literals. So it does those of denials.
func checkRange(c *checker) {
	for l := range c.about {
		c.leadsTo(l.at, predicateOf(l), l.Object)
	}
	for _, d := range c.denied() {
		c.leadsTo(d.target.at, d.predicate, d.target.Object)
	}
}

func (c *checker) leadsTo(at Position, predicate quad.IRI, object quad.Value) {
	p := c.v.Predicates[predicate]
	if p == nil || len(p.Range) == 0 || slices.Contains(p.Range, Resource) {
		return
	}
	if datatype := datatypeOf(object); datatype != "" {
		if !slices.Contains(p.Range, datatype) {
			c.find(at, "it leads to "+brackets(p.Range), "%s does not lead to %s, a literal of %s", p.IRI, short(object), datatype)
		}
		return
	}
	iri, ok := object.(quad.IRI)
	if !ok {
		return
	}
	n := c.nodes[iri]
	if n == nil {
		n = &node{iri: iri, classes: c.givenClasses(iri)}
	}
	if len(n.classes) > 0 && !c.allowed(p.Range, n) {
		c.find(at, "it leads to "+brackets(p.Range), "%s does not lead to %s, which is of %s", p.IRI, iri, brackets(n.classes))
	}
}

// deniedQuad is the quad that a denial is about.
type deniedQuad struct {
	source, target *line // that name its subject and its object
	predicate      quad.IRI
}

// denied returns what whole denials are about that may be denied.
func (c *checker) denied() (out []deniedQuad) {
	for _, iri := range c.iris {
		if n := c.nodes[iri]; c.isA(n, Denial) && n.wholeDenial() {
			predicate, _ := n.first(DeniedProperty).Object.(quad.IRI)
			if p := c.v.Predicates[predicate]; p == nil || p.Negative {
				continue // another rule tells
			}
			out = append(out, deniedQuad{n.first(DeniedSource), n.first(DeniedTarget), predicate})
		}
	}
	return out
}

// wholeDenial tells whether a denial has its three parts, each once.
func (n *node) wholeDenial() bool {
	return !slices.ContainsFunc([]quad.IRI{DeniedSource, DeniedProperty, DeniedTarget}, func(p quad.IRI) bool { return len(n.values(p)) != 1 })
}

// allowed reports whether a node has one of the classes, or one under it.
func (c *checker) allowed(classes []quad.IRI, n *node) bool {
	return slices.ContainsFunc(classes, func(class quad.IRI) bool { return class == Resource || c.isA(n, class) })
}

func predicateOf(l *line) quad.IRI {
	p, _ := l.Predicate.(quad.IRI)
	return p
}

// datatypeOf returns the datatype of a literal, "" for an IRI or blank node.
func datatypeOf(v quad.Value) quad.IRI {
	switch v := v.(type) {
	case quad.String:
		return XSDString
	case quad.LangString:
		return RDFLangText
	case quad.TypedString:
		return v.Type
	}
	return ""
}
