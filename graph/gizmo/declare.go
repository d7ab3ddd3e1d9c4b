package gizmo

import "strings"

// Method is a function of the language, as help and editors tell of it.
type Method struct {
	On    Receiver
	Name  string
	Takes string // its parameters in TypeScript: "via?: Via, ...tags: Tags[]"
	Gives string // what it returns; "this" is the path itself
	Doc   string // what it does, in a line
}

// Receiver says where a method is found.
type Receiver string

// The receivers: a path, the graph object g, and the program itself.
const (
	OnPath  Receiver = "path"
	OnGraph Receiver = "g"
	Global  Receiver = ""
)

// String writes a call: "g.V(...nodes: Terms[])".
func (m Method) String() string {
	dot := "."
	if m.On == Global {
		dot = ""
	}
	return string(m.On) + dot + m.Name + "(" + m.Takes + ")"
}

// Final says whether the method ends a path: what it gives is no path.
func (m Method) Final() bool { return m.On == OnPath && m.Gives != "this" }

// Parameter is one of a method's.
type Parameter struct {
	Name string
	Type string // in TypeScript: "Via", "Tags[]"
	Rest bool   // it stands for any number of arguments
}

// Parameters are those of the method, in their order.
func (m Method) Parameters() []Parameter {
	var out []Parameter
	depth, from := 0, 0
	for i, c := range m.Takes + "," {
		switch {
		case c == '(' || c == '[' || c == '{':
			depth++
		case c == ')' || c == ']' || c == '}':
			depth--
		case c == ',' && depth == 0 && from < i:
			name, kind, _ := strings.Cut(strings.TrimSpace(m.Takes[from:i]), ": ")
			first, rest := strings.CutPrefix(name, "...")
			out = append(out, Parameter{strings.TrimSuffix(first, "?"), kind, rest})
			from = i + 1
		}
	}
	return out
}

// Parameter is the one that the nth argument is for, from 0; false where there is none.
func (m Method) Parameter(n int) (Parameter, bool) {
	all := m.Parameters()
	if last := len(all) - 1; last >= 0 && n > last && all[last].Rest {
		n = last
	}
	if n >= len(all) {
		return Parameter{}, false
	}
	return all[n], true
}

// Wanted is what an argument names.
type Wanted string

// What arguments name: a predicate, a node by its IRI or by its name, or a tag; nothing of the graph.
const (
	WantsPredicate Wanted = "predicate"
	WantsNode      Wanted = "node"
	WantsName      Wanted = "name"
	WantsTag       Wanted = "tag"
	WantsNothing   Wanted = ""
)

// Wants says what an argument for the parameter names.
func (p Parameter) Wants() Wanted {
	switch {
	case p.Name == "names":
		return WantsName
	case p.Name == "iri", strings.Contains(p.Type, "Term"): // of text: iri(…), g.IRI(…)
		return WantsNode
	case strings.Contains(p.Type, "Via"):
		return WantsPredicate
	case strings.Contains(p.Type, "Tag"):
		return WantsTag
	}
	return WantsNothing
}

// Methods lists the language: the methods of g, the steps and finals of a path, the functions beside g. The second spelling of
// each, with a capital letter, is left out.
func Methods() []Method {
	var out []Method
	for _, t := range []struct {
		on   Receiver
		list []method
	}{{OnGraph, graphMethods}, {OnPath, steps}, {Global, globals}} {
		for _, m := range t.list {
			out = append(out, Method{t.on, m.name, m.takes, m.gives, m.doc})
		}
	}
	return out
}

// Declarations is the language in TypeScript, for editors: gizmo.d.ts.
func Declarations() string {
	var b strings.Builder
	b.WriteString(declaredTypes)
	declare(&b, "/** A path without a start: it is followed, or stands in place of a predicate. */\ninterface Morphism {\n", "}\n", "  ",
		func(m Method) bool { return m.On == OnPath && !m.Final() })
	declare(&b, "\n/** A path from some nodes of the graph: a query. */\ninterface Path extends Morphism {\n", "}\n", "  ", Method.Final)
	declare(&b, "\ninterface Graph {\n", "}\n", "  ", func(m Method) bool { return m.On == OnGraph })
	declare(&b, "\n", "", "declare function ", func(m Method) bool { return m.On == Global })
	b.WriteString(declaredValues)
	return b.String()
}

func declare(b *strings.Builder, before, after, lead string, which func(Method) bool) {
	b.WriteString(before)
	indent := lead[:len(lead)-len(strings.TrimLeft(lead, " "))]
	for _, m := range Methods() {
		if which(m) {
			b.WriteString(indent + "/** " + m.Doc + " */\n" + lead + m.Name + "(" + m.Takes + "): " + m.Gives + "\n")
		}
	}
	b.WriteString(after)
}

const declaredTypes = `// The query language Gizmo, for editors. Written by rapport, which writes it anew; do not edit.

declare const isNode: unique symbol
declare const isFilter: unique symbol

/** A node or literal that iri(), str(), lang(), typed() or params give. */
interface Node {
  readonly [isNode]: true
}

/** What lt(), gt(), regex() and the like give. */
interface Filter {
  readonly [isFilter]: true
}

/** A term of the graph: a string such as "<kg:treaty>" is an IRI, any other one a literal. */
type Term = string | number | boolean | Date | Node
type Terms = Term | Term[]
/** Predicates: one, a list, the nodes that a path ends at, a g.M() path as a predicate of its own, or null for every one. */
type Via = Terms | Morphism | null
/** The name of a tag, which is a column of the answer. */
type Tag = string
type Tags = Tag | Tag[]
type Filters = Filter | Filter[]
type Text = string | Node
/** A term as JavaScript sees it: an IRI is a string such as "<kg:treaty>". */
type Value = any
/** The tags of a row, and id, its node. */
type Row = { readonly [tag: string]: Value }

`

const declaredValues = `
/** The graph. */
declare const g: Graph
declare const graph: Graph

/** What the caller gave for the parameters of the header; undefined for an optional one left out. */
declare const params: { readonly [name: string]: any }
`
