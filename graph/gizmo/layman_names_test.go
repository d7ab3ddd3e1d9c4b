package gizmo_test

import (
	"errors"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// errSeveral is a name that several things go by.
var errSeveral = errors.New("several things go by one name")

// called reads the names of entity: each the node that is called so, or else has it as an alias.
func (l *layman) called(args []any) (out []any) {
	for _, a := range flat(args) {
		t, _ := termOf(a)
		if name, ok := t.(quad.String); ok && !slices.Contains(l.values, quad.Value(quad.IRI(name))) {
			found := l.goesBy(string(name), "schema:name")
			if found == nil {
				found = l.goesBy(string(name), "schema:alternateName")
			}
			if len(found) > 1 {
				panic(errSeveral)
			}
			t = append(found, t)[0]
		} else if ok {
			t = quad.IRI(name)
		}
		out = append(out, term{t})
	}
	return out
}

// goesBy lists what a predicate gives a name to, restricted or not.
func (l *layman) goesBy(name string, by quad.IRI) (out []quad.Value) {
	for _, q := range l.names {
		if q.Predicate == by && strings.EqualFold(textOf(q.Object), name) && !slices.Contains(out, q.Subject) {
			out = append(out, q.Subject)
		}
	}
	return out
}

// namespaces makes prefixes known.
func (l *layman) namespaces(method string, args []any) {
	if l.prefixes == nil {
		l.prefixes = map[string]string{}
	}
	switch method {
	case "addnamespace":
		l.prefixes[strings.TrimSuffix(plain(args[0]), ":")] = bare(plain(args[1]))
	case "adddefaultnamespaces":
		l.prefixes["rdf"] = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
		l.prefixes["rdfs"] = "http://www.w3.org/2000/01/rdf-schema#"
		l.prefixes["owl"] = "http://www.w3.org/2002/07/owl#"
		l.prefixes["xsd"] = quads.XSD
		l.prefixes["schema"] = "http://schema.org/"
	case "loadnamespaces":
		for _, q := range l.quads {
			if q.Predicate == quad.IRI("cayley:prefix") {
				l.prefixes[strings.TrimSuffix(textOf(q.Object), ":")] = textOf(q.Subject)
			}
		}
	}
}

// writtenOut is an IRI with its prefix written out, unless the graph has only the short form.
func (l *layman) writtenOut(short string) quad.IRI {
	prefix, local, _ := strings.Cut(short, ":")
	space, known := l.prefixes[prefix]
	full := quad.IRI(space + local)
	if !known || !slices.Contains(l.values, quad.Value(full)) && slices.Contains(l.values, quad.Value(quad.IRI(short))) {
		return quad.IRI(short)
	}
	return full
}

// readRaw reads a term of N-Quads; what is none is a plain string.
func readRaw(s string) quad.Value {
	if t, ok := readTerm(s + "^^<" + quads.XSD + "string>").(quad.TypedString); ok {
		return t.Value
	}
	return readTerm(s)
}
