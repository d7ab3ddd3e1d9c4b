package queries

import (
	"slices"
	"strings"

	"rapport/quads"
)

// Header is what the file of a query or a report says of itself.
type Header struct {
	Name   string // the file's name without its extension: "signatories"
	Path   string // as messages show it: "queries/signatories.js", of a dossier as OpenFrom was told
	Origin Origin
	Title  string  // a few words, no final stop
	Asks   string  // the question in a sentence
	Params []Param // in the order of the header
	// Differ are parameters of which no two may be given the same value: nothing links an entity with itself. nil for none.
	Differ []string
	Tags   []string // the first is the theme that lists put it under
	Empty  string   // what it means that nothing is found, "" when that goes without saying
	About  string   // the remarks behind the header, "" for none
	Text   string   // the whole file
}

// Query is a saved query: a Gizmo program, which is the whole Text, as the header is a comment to it, and what its header promises.
type Query struct {
	Header
	Columns []string // exactly what each row binds, in this order
	Blanks  []string // for each column, what stands in a cell that the program leaves unbound; "" for nothing
	Labels  []string // columns whose cells are the query's own words for what stands beside them, as headings are
	Ordered bool     // the order of the rows is part of the answer
	View    string   // how a reader sees it at best, as ParseView reads it

	words map[string][]string // by column, all that can stand there, where that is known and no parameter tells it
}

// Words returns all that can stand under a column of the query's own words, where its header tells: a parameter of the same name chooses from them. nil for any other column.
func (q *Query) Words(column string) []string {
	if words := q.words[column]; words != nil {
		return words
	}
	if p := q.Param(column); p != nil && p.Type == String && slices.Contains(q.Labels, column) {
		return p.Choices
	}
	return nil
}

// Origin says where a query comes from.
type Origin string

// The origins of a query.
const (
	FromProgram Origin = "shipped"
	FromDossier Origin = "dossier"
)

// Theme is what lists put it under.
func (h *Header) Theme() string { return h.Tags[0] }

// HasTag says whether it bears a tag.
func (h *Header) HasTag(tag string) bool {
	for _, t := range h.Tags {
		if strings.EqualFold(t, tag) {
			return true
		}
	}
	return false
}

// verb is what asks it on the command line.
func (h *Header) verb() string {
	if strings.HasSuffix(h.Path, reportExtension) {
		return "report"
	}
	return "run"
}

// Param returns a parameter by its name, or nil.
func (h *Header) Param(name string) *Param {
	for i := range h.Params {
		if h.Params[i].Name == name {
			return &h.Params[i]
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
