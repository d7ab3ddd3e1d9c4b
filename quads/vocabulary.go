package quads

import (
	"slices"

	"github.com/cayleygraph/quad"
)

// Class is a class of the vocabulary. Every class descends from one of four roots: Thing, Occurrence, Content, Value.
type Class struct {
	IRI            quad.IRI
	Label, Comment string
	Parents        []quad.IRI
	Modality       string     // what a content node of this class implies: "hoped"; "" when a parent says it
	Focus          quad.IRI   // the role that stands for an occurrence or content node in pictures and paths; "" when a parent says it
	Expects        []quad.IRI // what a reader asks of each member, beside what the parents expect
	Defined        Position
}

// Predicate is a predicate of the vocabulary. Domain and Range are closed: a subject must have one of the classes of
// Domain, an object one of those of Range, or be a literal of one of the datatypes in Range.
type Predicate struct {
	IRI            quad.IRI
	Label, Inverse string // "signed", and read from the object: "signed by"
	Reading        string // the verb phrase between subject and object, where Label is none: "is engaged to build"
	Comment        string
	Domain, Range  []quad.IRI
	Negative       bool // the verb itself denies: drawn struck through
	Single         bool // a subject can have one value only: two that cannot both hold disagree
	Stance         bool // it tells how somebody stands to its object: that is stated, however far the object is a fact
	Defined        Position
}

// Vocabulary is every class and predicate that a dossier may use.
type Vocabulary struct {
	Classes    map[quad.IRI]*Class
	Predicates map[quad.IRI]*Predicate
	// Individuals are the controlled values, such as <kg:planned>, by IRI; the value is their class.
	Individuals map[quad.IRI]quad.IRI
}

// ReadVocabulary takes the classes, predicates and controlled values out of quads.
func ReadVocabulary(file string, qs []Located) *Vocabulary {
	v := &Vocabulary{
		Classes:     map[quad.IRI]*Class{},
		Predicates:  map[quad.IRI]*Predicate{},
		Individuals: map[quad.IRI]quad.IRI{},
	}
	for i := range qs {
		v.define(file, &qs[i])
	}
	v.describe(qs)
	return v
}

func (v *Vocabulary) define(file string, q *Located) {
	subject, ok := q.Subject.(quad.IRI)
	if predicate, _ := q.Predicate.(quad.IRI); !ok || predicate != Type {
		return
	}
	at := Position{File: file, Line: q.Line, Col: 1}
	switch q.Object {
	case ClassOfClasses:
		v.Classes[subject] = &Class{IRI: subject, Defined: at}
	case Property:
		v.Predicates[subject] = &Predicate{IRI: subject, Defined: at}
	default:
		if class, ok := q.Object.(quad.IRI); ok {
			v.Individuals[subject] = class
		}
	}
}

// describe adds what quads say of what is defined. Those of one subject mostly stand together.
func (v *Vocabulary) describe(qs []Located) {
	var last quad.IRI
	var c *Class
	var p *Predicate
	for i := range qs {
		q := &qs[i].Quad
		subject, ok := q.Subject.(quad.IRI)
		if !ok {
			continue
		}
		if subject != last {
			last, c, p = subject, v.Classes[subject], v.Predicates[subject]
		}
		if c != nil {
			c.describe(q)
		}
		if p != nil {
			p.describe(q)
		}
	}
}

func (c *Class) describe(q *quad.Quad) {
	predicate, _ := q.Predicate.(quad.IRI)
	object, _ := q.Object.(quad.IRI)
	switch predicate {
	case Label:
		c.Label = TextOf(q.Object)
	case Comment:
		c.Comment = TextOf(q.Object)
	case SubClassOf:
		c.Parents = append(c.Parents, object)
	case Implies:
		c.Modality = TextOf(q.Object)
	case FocusRole:
		c.Focus = object
	case Expects:
		c.Expects = append(c.Expects, object)
	}
}

func (p *Predicate) describe(q *quad.Quad) {
	predicate, _ := q.Predicate.(quad.IRI)
	object, _ := q.Object.(quad.IRI)
	switch predicate {
	case Label:
		p.Label = TextOf(q.Object)
	case InverseName:
		p.Inverse = TextOf(q.Object)
	case Reading:
		p.Reading = TextOf(q.Object)
	case Comment:
		p.Comment = TextOf(q.Object)
	case DomainIncludes:
		p.Domain = append(p.Domain, object)
	case RangeIncludes:
		p.Range = append(p.Range, object)
	case Sense:
		p.Negative = p.Negative || object == Negative
	case SingleValue:
		p.Single = p.Single || TextOf(q.Object) == "true"
	case Stance:
		p.Stance = p.Stance || TextOf(q.Object) == "true"
	}
}

// Ancestors returns a class and every class above it, nearest first. A cycle is walked once.
func (v *Vocabulary) Ancestors(class quad.IRI) []quad.IRI { return v.ancestors(nil, class) }

// usualAncestors is room for the ancestors of most classes.
const usualAncestors = 16

// ancestors is Ancestors in the room of a list.
func (v *Vocabulary) ancestors(out []quad.IRI, class quad.IRI) []quad.IRI {
	out = append(out, class)
	for i := 0; i < len(out); i++ {
		c := v.Classes[out[i]]
		if c == nil {
			continue
		}
		for _, p := range c.Parents {
			if !slices.Contains(out, p) {
				out = append(out, p)
			}
		}
	}
	return out
}

// IsA reports whether class is super or descends from it.
func (v *Vocabulary) IsA(class, super quad.IRI) bool {
	return slices.Contains(v.Ancestors(class), super)
}

// Root returns which of the four roots a class descends from, or "" for none.
func (v *Vocabulary) Root(class quad.IRI) quad.IRI {
	var room [usualAncestors]quad.IRI
	for _, c := range v.ancestors(room[:0], class) {
		switch c {
		case Thing, Occurrence, ContentNode, ValueNode:
			return c
		}
	}
	return ""
}

// Modality returns the modality that a content class implies, its own or the nearest parent's; "" for any other class.
func (v *Vocabulary) Modality(class quad.IRI) string {
	var room [usualAncestors]quad.IRI
	for _, c := range v.ancestors(room[:0], class) {
		if def := v.Classes[c]; def != nil && def.Modality != "" {
			return def.Modality
		}
	}
	return ""
}

// Focus returns the role that stands for nodes of a class in pictures and paths, or "".
func (v *Vocabulary) Focus(class quad.IRI) quad.IRI {
	var room [usualAncestors]quad.IRI
	for _, c := range v.ancestors(room[:0], class) {
		if def := v.Classes[c]; def != nil && def.Focus != "" {
			return def.Focus
		}
	}
	return ""
}

// Modalities in the order from the strongest to the weakest. A denial stands apart: see Denied.
var Modalities = [...]string{Actual, "obliged", "intended", "planned", "proposed", "claimed", "possible", "hoped", "unsettled"}

// The modalities with rules of their own.
const (
	Actual = "actual" // affirmed, and said by the article itself
	Denied = "denied" // said not to be so: stronger than any other, one denied hop denies a row
)

// Weakest returns the weakest of several modalities; one that is denied makes all denied, none at all is actual.
func Weakest(modalities ...string) string {
	rank := 0
	for _, m := range modalities {
		if m == Denied {
			return Denied
		}
		rank = max(rank, slices.Index(Modalities[:], m))
	}
	return Modalities[rank]
}

// FigureModality returns the modality of a figure by those of the nodes that have it, "" for one that is no content: the strongest, as
// whoever has it in earnest has it. "" says that it is actual: one of them is no content, or there is none.
func FigureModality(holders []string) string {
	if len(holders) == 0 || slices.Contains(holders, "") {
		return ""
	}
	order := append(slices.Clone(Modalities[:]), Denied)
	return slices.MinFunc(holders, func(a, b string) int { return slices.Index(order, a) - slices.Index(order, b) })
}
