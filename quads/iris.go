package quads

import (
	"strings"

	"github.com/cayleygraph/quad"
)

// Terms of the standards, short as the files write them.
const (
	Type           = quad.IRI("rdf:type")
	TypeInFull     = quad.IRI("http://www.w3.org/1999/02/22-rdf-syntax-ns#type") // as graphs that others wrote spell it
	Resource       = quad.IRI("rdfs:Resource")                                   // anything at all
	Property       = quad.IRI("rdf:Property")
	ClassOfClasses = quad.IRI("rdfs:Class")
	Label          = quad.IRI("rdfs:label")
	Comment        = quad.IRI("rdfs:comment")
	SubClassOf     = quad.IRI("rdfs:subClassOf")
	Name           = quad.IRI("schema:name")
	Alias          = quad.IRI("schema:alternateName")
	DomainIncludes = quad.IRI("schema:domainIncludes")
	RangeIncludes  = quad.IRI("schema:rangeIncludes")
	Figure         = quad.IRI("schema:value") // of a quantity, always xsd:double
	UnitCode       = quad.IRI("schema:unitCode")
	SameAs         = quad.IRI("owl:sameAs")
	DeniedSource   = quad.IRI("owl:sourceIndividual") // of a denial: who does not
	DeniedProperty = quad.IRI("owl:assertionProperty")
	DeniedTarget   = quad.IRI("owl:targetIndividual")
	DerivedFrom    = quad.IRI("prov:wasDerivedFrom")
	HasSelector    = quad.IRI("oa:hasSelector")
	Exact          = quad.IRI("oa:exact")
	Start          = quad.IRI("oa:start")
	End            = quad.IRI("oa:end")
	CayleyPrefix   = quad.IRI("cayley:prefix")
	CayleySpace    = quad.IRI("cayley:namespace")
)

// The four roots: every class descends from exactly one.
const (
	Thing       = quad.IRI("kg:Thing")
	Occurrence  = quad.IRI("kg:Occurrence")
	ContentNode = quad.IRI("kg:Content")
	ValueNode   = quad.IRI("kg:Value")
)

// Classes that the program knows by name.
const (
	Actor         = quad.IRI("kg:Actor")    // whoever acts: a state, a person, an organization
	Document      = quad.IRI("kg:Document") // an agreement is one, and an article
	ArticleNode   = quad.IRI("kg:Article")
	SentenceNode  = quad.IRI("kg:Sentence")
	StatementNode = quad.IRI("kg:Statement")
	Inference     = quad.IRI("kg:Inference")
	Quantity      = quad.IRI("kg:Quantity")
	Denial        = quad.IRI("kg:Denial")
)

// Predicates about a statement or an inference, labelled with the article.
const (
	Quoted  = quad.IRI("kg:quote")
	Framing = quad.IRI("kg:framing")
	Listing = quad.IRI("kg:listing")
	Basis   = quad.IRI("kg:basis")
)

// Predicates under a statement that the program knows by name.
const (
	Content       = quad.IRI("kg:content")     // the words of a content node
	Text          = quad.IRI("kg:text")        // the words of a quantity; the text of a sentence
	TimeText      = quad.IRI("kg:timeText")    // a time in the article's words
	Timeframe     = quad.IRI("kg:timeframe")   // the time content is meant for, in the article's words
	Condition     = quad.IRI("kg:condition")   // a condition in the article's words
	MentionedAs   = quad.IRI("kg:mentionedAs") // what the words call an entity
	Note          = quad.IRI("kg:note")        // what the words of a statement leave open
	Speaker       = quad.IRI("kg:speaker")
	RelayedBy     = quad.IRI("kg:relayedBy")
	Holder        = quad.IRI("kg:holder")
	Bearer        = quad.IRI("kg:bearer")
	Purpose       = quad.IRI("kg:purpose")
	Includes      = quad.IRI("kg:includes")
	ProvidedBy    = quad.IRI("kg:providedBy")
	About         = quad.IRI("kg:about")
	Agent         = quad.IRI("kg:agent") // with When, Place and Measure: of what is or happened
	Place         = quad.IRI("kg:place")
	Measure       = quad.IRI("kg:measure")
	Site          = quad.IRI("kg:site") // with Due and TargetMeasure: of what is only meant
	TargetMeasure = quad.IRI("kg:targetMeasure")
	Deontic       = quad.IRI("kg:deontic")
	Status        = quad.IRI("kg:status")
	When          = quad.IRI("kg:when") // EDTF, as are Due and Dated
	Due           = quad.IRI("kg:due")
	Dated         = quad.IRI("kg:dated")
	InferredWhen  = quad.IRI("kg:inferredWhen") // EDTF under an inference, as is InferredDated
	InferredDated = quad.IRI("kg:inferredDated")
)

// Predicates of the vocabulary's own quads.
const (
	InverseName = quad.IRI("kg:inverseLabel")
	Reading     = quad.IRI("kg:reading")
	Implies     = quad.IRI("kg:impliesModality")
	FocusRole   = quad.IRI("kg:focusRole")
	Sense       = quad.IRI("kg:sense")
	Negative    = quad.IRI("kg:negative")
	May         = quad.IRI("kg:may") // of Deontic
	SingleValue = quad.IRI("kg:singleValued")
	Stance      = quad.IRI("kg:stance")
	Expects     = quad.IRI("kg:expects")
)

// Predicates that the program derives (see derive.go).
const (
	SHA256     = quad.IRI("kg:sha256")
	Ordinal    = quad.IRI("kg:number") // of a sentence
	InArticle  = quad.IRI("kg:inArticle")
	InSentence = quad.IRI("kg:sentence")
	Modality   = quad.IRI("kg:modality")
	Earliest   = quad.IRI("kg:earliest")
	Latest     = quad.IRI("kg:latest")

	InferredEarliest = quad.IRI("kg:inferredEarliest")
	InferredLatest   = quad.IRI("kg:inferredLatest")
)

// Labels other than those of statements and articles.
const (
	EntityLabel     = quad.IRI("kg:entities")
	VocabularyLabel = quad.IRI("kg:vocabulary")
	NamespaceLabel  = quad.IRI("kg:namespaces")
	DerivedLabel    = quad.IRI("kg:derived")
)

// Background reports whether quads with a label are background: names and types, the vocabulary, and what the program derives.
// No quote stands behind them.
func Background(label quad.Value) bool {
	switch label {
	case EntityLabel, VocabularyLabel, NamespaceLabel, DerivedLabel:
		return true
	}
	return false
}

// XSD is the namespace of the XML Schema datatypes.
const XSD = xsd

// Datatypes, in full as the files write them.
const (
	XSDString   = quad.IRI(xsd + "string")
	XSDBoolean  = quad.IRI(xsd + "boolean")
	XSDInteger  = quad.IRI(xsd + "integer")
	XSDDouble   = quad.IRI(xsd + "double")
	XSDDate     = quad.IRI(xsd + "date")
	XSDDateTime = quad.IRI(xsd + "dateTime")
	EDTF        = quad.IRI("http://id.loc.gov/datatypes/edtf/EDTF") // a date to its known precision: 197X, 2025/2027
	RDFLangText = quad.IRI("http://www.w3.org/1999/02/22-rdf-syntax-ns#langString")
)

// SplitIRI cuts a short IRI at its first colon: "rit:18a" → "rit", "18a". The prefix is "" when there is no colon.
func SplitIRI(iri quad.IRI) (prefix, local string) {
	prefix, local, ok := strings.Cut(string(iri), ":")
	if !ok {
		return "", string(iri)
	}
	return prefix, local
}

// TextOf returns the words of a literal, without language or datatype, or the text of an IRI or blank node; "" for nil.
func TextOf(v quad.Value) string {
	switch v := v.(type) {
	case quad.IRI:
		return string(v)
	case quad.BNode:
		return string(v)
	case quad.String:
		return string(v)
	case quad.LangString:
		return string(v.Value)
	case quad.TypedString:
		return string(v.Value)
	}
	return ""
}
