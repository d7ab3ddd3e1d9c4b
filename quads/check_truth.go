package quads

import (
	"fmt"
	"slices"
	"time"

	"github.com/cayleygraph/quad"
)

// part is what content of a class must say, for the class to mean anything.
type part struct {
	any  []quad.IRI // one of these, said of the node
	from []quad.IRI // or one of these, leading to it
	says string
}

// partsOf returns what a content class demands, its own or its nearest parent's.
func (v *Vocabulary) partsOf(class quad.IRI) []part {
	for _, a := range v.Ancestors(class) {
		switch a {
		case "kg:Claim":
			return []part{{[]quad.IRI{Speaker}, nil, "who says it"}}
		case "kg:Hope":
			return []part{{[]quad.IRI{Holder}, nil, "whose hope it is"}}
		case "kg:Aim":
			return []part{{[]quad.IRI{Holder, Speaker}, []quad.IRI{Purpose}, "whose aim it is, or what has it as its purpose"}}
		case "kg:Proposal":
			return []part{{[]quad.IRI{Holder, Speaker, ProvidedBy}, nil, "who proposes it"}}
		case "kg:Provision":
			return []part{{[]quad.IRI{ProvidedBy}, nil, "what provides it"}}
		case "kg:Duty":
			return []part{{[]quad.IRI{Bearer}, nil, "who is bound by it"}, {[]quad.IRI{Deontic}, nil, "whether it must, must not or may be done"}}
		case "kg:Possibility":
			return []part{{[]quad.IRI{About, Holder, Speaker}, []quad.IRI{Includes, About}, "what it is a possibility of"}}
		case "kg:Project":
			return []part{{[]quad.IRI{Status}, nil, "how far it has got"}}
		case "kg:OpenIssue":
			return []part{{[]quad.IRI{About}, nil, "what it is about"}}
		}
	}
	return nil
}

// checkParts wants of every content node what its class means: a claim without a speaker would be a fact of nobody's.
func checkParts(c *checker) {
	for _, iri := range c.iris {
		n := c.nodes[iri]
		for _, class := range n.classes {
			for _, p := range c.v.partsOf(class) {
				leads := func(l *line) bool { return slices.Contains(p.from, predicateOf(l)) }
				if !n.has(p.any...) && !slices.ContainsFunc(n.in, leads) {
					c.find(n.where(), "add "+or(append(slices.Clone(p.any), p.from...)), "%s, of %s, does not say %s", iri, class, p.says)
				}
			}
		}
		if relayed := n.first(RelayedBy); relayed != nil && !n.has(Speaker) {
			c.find(relayed.at, "add <kg:speaker>, or make the one who relays the speaker", "%s is relayed, and nobody says it", iri)
		}
	}
}

// or reads "<kg:holder> or <kg:speaker>".
func or(iris []quad.IRI) string {
	out := ""
	for i, iri := range iris {
		if i > 0 {
			out += " or "
		}
		out += "<" + string(iri) + ">"
	}
	return out
}

// checkSpoken finds facts among somebody's words. Under a statement whose content has a speaker, a quad may say what the speaker does
// (hailed, rejects), tell of the act of speaking, or lead to content; any other would turn the speaker's words into the article's own.
func checkSpoken(c *checker) {
	speakers := map[*Statement][]quad.Value{}
	for l := range c.about {
		if l.statement != nil && (l.Predicate == Speaker || l.Predicate == RelayedBy) {
			speakers[l.statement] = append(speakers[l.statement], l.Object)
		}
	}
	for l := range c.about {
		who := speakers[l.statement]
		if len(who) == 0 || l.Predicate == Type || l.Predicate == Name || isWords(l.Predicate) || slices.Contains(who, l.Subject) {
			continue
		}
		n, object := c.subject(l), c.object(l)
		isFact := n != nil && (c.isA(n, Thing) || c.isA(n, Occurrence) && !c.actBy(n, who))
		if isFact && (object == nil || !c.isA(object, ContentNode)) {
			c.find(l.at, "put it on a content node, or, where the article itself says it, under a statement of its own",
				"%s %s %s reads as a fact, and the words are those of %s", short(l.Subject), short(l.Predicate), short(l.Object), short(who[0]))
		}
	}
}

// actBy reports whether an occurrence is something one of these people does, such as the speech itself.
func (c *checker) actBy(n *node, who []quad.Value) bool {
	return slices.ContainsFunc(n.out, func(l *line) bool { return l.Predicate == Agent && slices.Contains(who, l.Object) })
}

// checkFuture finds occurrences that lie after the date of the article that tells of them: nobody knows yet that they happen. It asks
// nothing of an article without a date, printed (kg:dated) or inferred.
func checkFuture(c *checker) {
	published := map[*Article]time.Time{}
	for l := range c.about {
		if l.article != nil && l.Subject == l.article.IRI && (l.Predicate == Dated || l.Predicate == InferredDated) {
			if date, err := ParseEDTF(TextOf(l.Object)); err == nil {
				published[l.article] = date.Latest
			}
		}
	}
	for l := range c.about {
		latest := published[l.article]
		if latest.IsZero() || l.Predicate != When && l.Predicate != InferredWhen {
			continue
		}
		if date, err := ParseEDTF(TextOf(l.Object)); err == nil && date.Earliest.After(latest) {
			c.find(l.at, "make it content, such as a <kg:Project> or <kg:Aim>, with <kg:due>", "%s lies after the article's own date, and reads as if it had happened", short(l.Subject))
		}
	}
}

// checkDenials wants the three parts of a denial, and no positive twin of it in the same article. In another article a
// twin is another source that disagrees, and stands.
func checkDenials(c *checker) {
	for _, iri := range c.iris {
		n := c.nodes[iri]
		if !c.isA(n, Denial) {
			continue
		}
		for _, p := range []quad.IRI{DeniedSource, DeniedProperty, DeniedTarget} {
			values := n.values(p)
			if len(values) == 0 {
				c.find(n.where(), "a denial names owl:sourceIndividual, owl:assertionProperty and owl:targetIndividual", "denial %s has no %s", iri, p)
			} else if len(values) > 1 {
				c.find(n.where(), "write one denial for each", "denial %s has %d of %s, which leaves open what is denied", iri, len(values), p)
			}
		}
		if n.wholeDenial() {
			c.twins(n)
		}
	}
}

// values returns what a predicate of the node leads to, each once.
func (n *node) values(p quad.IRI) []quad.Value {
	var out []quad.Value
	for _, l := range n.out {
		if l.Predicate == p && !slices.Contains(out, l.Object) {
			out = append(out, l.Object)
		}
	}
	return out
}

// twins finds what a whole denial contradicts: its positive quad in the same article, and its predicate in its own statement.
func (c *checker) twins(n *node) {
	source, property, target := n.first(DeniedSource), n.first(DeniedProperty), n.first(DeniedTarget)
	predicate, _ := property.Object.(quad.IRI)
	p := c.v.Predicates[predicate]
	if p == nil {
		c.find(property.at, "name a predicate of the vocabulary", "denial %s denies %s, which is no predicate", n.iri, predicate)
		return
	}
	if p.Negative {
		c.find(property.at, "deny a predicate that affirms, or write the negative one as it is", "denial %s denies %s, which itself denies", n.iri, predicate)
	}
	for l := range c.about {
		if l.Predicate != property.Object || l.article != property.article {
			continue
		}
		switch {
		case l.Subject == source.Object && l.Object == target.Object:
			c.find(l.at, fmt.Sprintf("remove it, or the denial in line %d", property.at.Line), "%s %s %s is written as a fact, and %s denies it",
				short(l.Subject), short(l.Predicate), short(l.Object), n.iri)
		case l.statement == property.statement:
			c.find(l.at, "give it a statement of its own, with the words that affirm it", "%s is affirmed under the statement that denies it", short(l.Predicate))
		}
	}
}

// checkInferences keeps what is inferred apart from what is stated.
func checkInferences(c *checker) {
	stated := map[quad.IRI]Position{}
	for l := range c.about {
		if l.statement != nil && !l.statement.Inference {
			if _, ok := stated[predicateOf(l)]; !ok {
				stated[predicateOf(l)] = l.at
			}
		}
	}
	for l := range c.about {
		if l.statement != nil && l.statement.Inference && l.Predicate != Type && l.Predicate != Name {
			if at, ok := stated[predicateOf(l)]; ok {
				c.find(l.at, "use a predicate of its own, such as <kg:inferredWhen>", "%s infers with %s, which statements use too (%s)", l.statement.IRI, short(l.Predicate), at)
			}
		}
		if l.Predicate == DerivedFrom {
			c.derivedFrom(l)
		}
	}
	for _, s := range c.d.Statements {
		if s.Inference && len(s.Quads) == 0 {
			c.find(Position{File: s.File, Line: s.Line, Col: 1}, "label what it infers <"+string(s.IRI)+">, or remove it", "inference %s infers nothing", s.IRI)
		}
	}
}

// derivedFrom holds an inference to statements that exist, and that do not rest on it in turn.
func (c *checker) derivedFrom(l *line) {
	base, _ := l.Object.(quad.IRI)
	if c.d.statements[base] == nil {
		c.find(l.at, "name a statement or another inference of the dossier", "%s rests on %s, which is no statement", short(l.Subject), short(l.Object))
		return
	}
	seen := []quad.IRI{base}
	for i := 0; i < len(seen); i++ {
		if seen[i] == l.Subject {
			c.find(l.at, "cut the circle", "%s rests on itself", short(l.Subject))
			return
		}
		if s := c.d.statements[seen[i]]; s != nil {
			for _, from := range s.DerivedFrom {
				if !slices.Contains(seen, from) {
					seen = append(seen, from)
				}
			}
		}
	}
}
