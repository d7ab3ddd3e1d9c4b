package queries

import (
	"strings"

	"rapport/quads"
)

// Query is a saved query: a Gizmo program and what its header promises.
type Query struct {
	Name    string // the file's name without .js: "signatories"
	Path    string // as messages show it: "queries/signatories.js"
	Origin  Origin
	Title   string   // a few words, no final stop
	Asks    string   // the question in a sentence
	Params  []Param  // in the order of the header
	Columns []string // exactly what each row binds, in this order
	Blanks  []string // for each column, what stands in a cell that the program leaves unbound; "" for nothing
	Ordered bool     // the order of the rows is part of the answer
	View    string   // how a reader sees it at best, as ParseView reads it
	Tags    []string // the first is the theme that lists put it under
	Empty   string   // what it means that nothing is found, "" when that goes without saying
	About   string   // the remarks between the header and the program, "" for none
	Text    string   // the whole file: the header is a comment to the program
}

// Origin says where a query comes from.
type Origin string

// The origins of a query.
const (
	FromProgram Origin = "shipped"
	FromDossier Origin = "dossier"
)

// Theme is what lists put the query under.
func (q *Query) Theme() string { return q.Tags[0] }

// HasTag says whether the query bears a tag.
func (q *Query) HasTag(tag string) bool {
	for _, t := range q.Tags {
		if strings.EqualFold(t, tag) {
			return true
		}
	}
	return false
}

// Param returns a parameter by its name, or nil.
func (q *Query) Param(name string) *Param {
	for i := range q.Params {
		if q.Params[i].Name == name {
			return &q.Params[i]
		}
	}
	return nil
}

// Param is a parameter of a query: a name, what may be given for it, and what is taken when nothing is given.
type Param struct {
	Name     string
	Type     Type
	Classes  []string // of an IRI: only nodes of these classes and of those under them; nil allows every node
	Choices  []string // the only values allowed, as the header writes them; nil allows any of the type
	List     bool     // may be given more than once; the program sees an array
	Optional bool     // may be left out; the program then sees undefined
	Default  []string // taken when nothing is given; nil: there is none, so a parameter that is not Optional must be given
	About    string   // one line
}

// Required says whether a run must name a value.
func (p *Param) Required() bool { return !p.Optional && p.Default == nil }

// Word is what a user types for a choice: an IRI without its prefix, any other value as it is.
func (p *Param) Word(choice string) string {
	if p.Type != IRI {
		return choice
	}
	_, local := quads.SplitIRI(quadIRI(choice))
	return local
}

// Words are the choices as a user types them.
func (p *Param) Words() []string {
	out := make([]string, len(p.Choices))
	for i, c := range p.Choices {
		out[i] = p.Word(c)
	}
	return out
}

// Type is what a parameter takes.
type Type string

// The types of parameters, as headers write them.
const (
	IRI    Type = "iri"    // a node: its IRI, name or alias
	String Type = "string" // any text
	Number Type = "number" // a decimal number
	Date   Type = "date"   // an EDTF date, such as 2011, 2025-10 or 2025-10-02: the program sees the moment at which it begins
)

// Types are all of them.
var Types = []Type{IRI, String, Number, Date}
