package quads

import (
	"slices"
	"strings"

	"github.com/cayleygraph/quad"
)

// checkVocabulary proves the dossier's own vocabulary.nq. The shipped one, beneath it, is proved by our tests.
func checkVocabulary(c *checker) {
	done := map[quad.Value]bool{}
	for i := range c.lines {
		l := &c.lines[i]
		iri, ok := l.Subject.(quad.IRI)
		if l.kind != vocabularyLines || !ok || done[iri] {
			continue
		}
		done[iri] = true
		class, predicate := c.v.Classes[iri], c.v.Predicates[iri]
		individual, isIndividual := c.v.Individuals[iri]
		switch {
		case class != nil:
			c.class(l.at, class)
		case predicate != nil:
			c.predicate(l.at, predicate)
		case !isIndividual:
			c.find(l.at, "add: <"+string(iri)+"> <rdf:type> <rdfs:Class> (or <rdf:Property>, or a class of values) <kg:vocabulary> .", "%s has no type", iri)
		case c.v.Root(individual) != ValueNode:
			c.find(l.at, "people, places and things belong in entities.nq", "%s of class %s is no controlled value", iri, individual)
		}
	}
}

// isMeta reports whether a class is of RDF itself and so has no root.
func isMeta(class quad.IRI) bool {
	return class == ClassOfClasses || class == Property || class == Resource
}

func (c *checker) class(at Position, class *Class) {
	if class.Label == "" || class.Comment == "" {
		c.find(at, "add its rdfs:label (how it reads) and rdfs:comment (how it is meant)", "class %s is not described", class.IRI)
	}
	if isMeta(class.IRI) {
		return
	}
	roots := c.roots(class.IRI)
	switch {
	case len(roots) == 0:
		c.find(at, "put it under a class: <"+string(class.IRI)+"> <rdfs:subClassOf> <kg:Thing> <kg:vocabulary> .", "class %s has none of the four roots", class.IRI)
	case len(roots) > 1:
		c.find(at, "keep the parents of one root", "class %s has more than one root: %s", class.IRI, brackets(roots))
	}
	for _, parent := range class.Parents {
		if c.v.Classes[parent] == nil {
			c.find(at, "define it, or name another parent", "class %s is under %s, which is no class", class.IRI, parent)
		} else if c.v.IsA(parent, class.IRI) {
			c.find(at, "cut the circle", "class %s stands above its own parent %s", class.IRI, parent)
		}
	}
	if class.Focus != "" && c.v.Predicates[class.Focus] == nil {
		c.find(at, "name a predicate of the vocabulary", "the focus role %s of %s is no predicate", class.Focus, class.IRI)
	}
	for _, p := range class.Expects {
		if c.v.Predicates[p] == nil {
			c.find(at, "name a predicate of the vocabulary", "%s expects %s, which is no predicate", class.IRI, p)
		}
	}
	c.modality(at, class, roots)
}

// roots returns the roots that a class descends from.
func (c *checker) roots(class quad.IRI) []quad.IRI {
	var roots []quad.IRI
	for _, a := range c.v.Ancestors(class) {
		switch a {
		case Thing, Occurrence, ContentNode, ValueNode:
			roots = append(roots, a)
		}
	}
	return roots
}

// modality holds that content classes, and no others, imply a modality: without one, content would read as a fact.
func (c *checker) modality(at Position, class *Class, roots []quad.IRI) {
	implied := c.v.Modality(class.IRI)
	isContent := slices.Contains(roots, ContentNode)
	switch {
	case class.Modality != "" && (class.Modality == Actual || class.Modality != Denied && !slices.Contains(Modalities[:], class.Modality)):
		c.find(at, "choose one of "+strings.Join(Modalities[1:], ", ")+", "+Denied, "%q is not a modality that content can imply", class.Modality)
	case class.Modality != "" && !isContent:
		c.find(at, "remove it, or put the class under <kg:Content>", "class %s is no content and implies a modality", class.IRI)
	case isContent && implied == "" && class.IRI != ContentNode:
		c.find(at, "add: <"+string(class.IRI)+"> <kg:impliesModality> \"…\" <kg:vocabulary> .", "content class %s implies no modality, and so would read as a fact", class.IRI)
	}
}

func (c *checker) predicate(at Position, p *Predicate) {
	if p.Label == "" || p.Comment == "" {
		c.find(at, "add its rdfs:label (how it reads) and rdfs:comment (how it is meant)", "predicate %s is not described", p.IRI)
	}
	if len(p.Domain) == 0 || len(p.Range) == 0 {
		c.find(at, "add schema:domainIncludes and schema:rangeIncludes", "predicate %s does not say what it may join", p.IRI)
	}
	for _, class := range p.Domain {
		if c.v.Classes[class] == nil {
			c.find(at, "define the class, or name another", "the domain of %s names %s, which is no class", p.IRI, class)
		}
	}
	for _, class := range p.Range {
		if c.v.Classes[class] == nil && !external(class) {
			c.find(at, "define the class, or write the datatype in full", "the range of %s names %s, which is no class and no datatype in full", p.IRI, class)
		}
	}
	c.sides(at, p)
}

// sides keeps the predicates that tell a fact from an intention on their own side.
func (c *checker) sides(at Position, p *Predicate) {
	for _, class := range p.Domain {
		isContent := c.v.Root(class) == ContentNode
		switch p.IRI {
		case When, Place, Measure, Agent:
			if isContent {
				c.find(at, "content has kg:due, kg:site, kg:targetMeasure, kg:holder", "%s belongs to things and occurrences, not to %s", p.IRI, class)
			}
		case Due, Site, TargetMeasure, Speaker, RelayedBy, Holder, Bearer, Deontic, Condition:
			if !isContent {
				c.find(at, "things and occurrences have kg:when, kg:place, kg:measure, kg:agent", "%s belongs to content, not to %s", p.IRI, class)
			}
		}
	}
}

// checkKnown finds predicates and classes that the vocabulary does not have.
func checkKnown(c *checker) {
	for l := range c.about {
		predicate, _ := l.Predicate.(quad.IRI)
		if c.v.Predicates[predicate] == nil {
			c.find(l.at, "use one of the vocabulary's, which rapport schema lists"+c.near(predicate)+", or define it in quads/vocabulary.nq", "%s is not a predicate of the vocabulary", predicate)
		}
		class, ok := l.Object.(quad.IRI)
		if ok && predicate == Type && c.v.Classes[class] == nil {
			c.find(l.at, "use one of the vocabulary's, which rapport schema lists"+c.near(class)+", or define it in quads/vocabulary.nq", "%s is not a class of the vocabulary", class)
		}
	}
}

// near names a class or predicate that differs from a mistyped one by case or a letter or two: " (<kg:signed>?)".
func (c *checker) near(iri quad.IRI) string {
	best, least := quad.IRI(""), 3
	consider := func(known quad.IRI) {
		d := distance(strings.ToLower(string(iri)), strings.ToLower(string(known)))
		if d < least || d == least && best != "" && known < best {
			best, least = known, d
		}
	}
	for known := range c.v.Predicates {
		consider(known)
	}
	for known := range c.v.Classes {
		consider(known)
	}
	if best == "" {
		return ""
	}
	return " (<" + string(best) + ">?)"
}

// distance counts the letters that turn a into b: added, dropped or changed.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
