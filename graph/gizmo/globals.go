package gizmo

import (
	"regexp"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"
	"github.com/dop251/goja"

	"rapport/graph"
	"rapport/quads"
)

// graphMethods are the methods of g.
var graphMethods = []method{
	{"V", vertex,
		"...nodes: Terms[]", "Path", "begins a path at these nodes, or at every one"},
	{"Vertex", vertex,
		"...nodes: Terms[]", "Path", "as g.V"},
	{"entity", entity,
		"...names: Terms[]", "Path", "begins a path at what goes by this name or alias"},
	{"M", morphism,
		"", "Morphism", "begins a path without a start, for follow or in place of a predicate"},
	{"Morphism", morphism,
		"", "Morphism", "as g.M"},
	{"IRI", namespacedIRI,
		"iri: Text", "Node", "the IRI with its prefix written out, where the namespace is known"},
	{"Uri", namespacedIRI,
		"iri: Text", "Node", "as g.IRI"},
	{"emit", emit,
		"row: any, ...rests: any[]", "void", "gives a row as the answer: an object's keys are the columns; rows behind it are what it rests on"},
	{"addNamespace", addNamespace,
		"prefix: Text, namespace: Text", "void", "makes a prefix known to g.IRI"},
	{"addDefaultNamespaces", addDefaultNamespaces,
		"", "void", "makes rdf:, rdfs:, owl:, xsd: and schema: known to g.IRI"},
	{"loadNamespaces", loadNamespaces,
		"", "void", "makes the prefixes that the graph itself declares known to g.IRI"},
}

// globals are the functions beside g.
var globals = []method{
	{"iri", iri,
		"iri: Text | Node", "Node", "a node by its IRI"},
	{"bnode", bnode,
		"name: Text", "Node", "a blank node by its name"},
	{"raw", raw,
		"text: Text", "Node", "a term as N-Quads write it; what is none is a plain string"},
	{"str", str,
		"text: Text", "Node", "a plain string, whatever it looks like"},
	{"lang", lang,
		"text: Text, language: Text", "Node", "a string in a language"},
	{"typed", typedTerm,
		"text: Text, datatype: Text | Node", "Node", "a literal of a datatype"},
	{"lt", compare,
		"value: Term", "Filter", "less than: numbers, times and strings each with their own kind"},
	{"lte", compare,
		"value: Term", "Filter", "less than, or equal to"},
	{"gt", compare,
		"value: Term", "Filter", "greater than: numbers, times and strings each with their own kind"},
	{"gte", compare,
		"value: Term", "Filter", "greater than, or equal to"},
	{"regex", regex,
		"pattern: Text, irisToo?: boolean", "Filter", "text that matches a regular expression (RE2)"},
	{"like", like,
		"pattern: Text", "Filter", "text or IRI like a pattern: % any text, ? any letter"},
}

func vertex(c *call) goja.Value {
	return c.q.newPath(&Path{all: len(c.args) == 0, start: c.vertices()})
}

func morphism(c *call) goja.Value {
	c.count(0, 0)
	return c.q.newPath(&Path{morphism: true})
}

func emit(c *call) goja.Value {
	c.count(1, -1)
	c.q.ran = true
	for i, v := range c.args[1:] {
		if !absent(v) && exported(v) != nil || !absent(v) && v.ToObject(c.q.vm).ClassName() != "Object" {
			c.q.throw("give rows of forEach, tagArray or tagValue, or what is made of them", "g.emit: argument %d: got %s, want a row that it rests on", i+2, describe(v))
		}
	}
	if !absent(c.args[0]) {
		c.q.emit(c.args[0], c.args[1:])
	}
	return goja.Null()
}

// words reads a string, or a plain string term.
func (c *call) words(i int) string {
	if t, ok := exported(c.arg(i)).(*termObject); ok {
		if s, ok := t.v.(quad.String); ok {
			return string(s)
		}
	}
	return c.text(i, "a string")
}

func iri(c *call) goja.Value {
	c.count(1, 1)
	if t, ok := exported(c.arg(0)).(*termObject); ok {
		if _, ok := t.v.(quad.IRI); ok {
			return c.args[0]
		}
	}
	return c.q.term(quad.IRI(bare(c.words(0))))
}

// bare takes the brackets off an IRI: they are never part of it.
func bare(s string) string {
	if len(s) > 2 && s[0] == '<' && s[len(s)-1] == '>' {
		return s[1 : len(s)-1]
	}
	return s
}

func bnode(c *call) goja.Value {
	c.count(1, 1)
	return c.q.term(quad.BNode(strings.TrimPrefix(c.words(0), "_:")))
}

// raw reads a term of N-Quads, as Cayley's raw does; what is none is a plain string.
func raw(c *call) goja.Value {
	c.count(1, 1)
	s := c.words(0)
	if n := len(s); n > 1 && s[0] == '"' && s[n-1] == '"' {
		if text, ok := unescape(s[1 : n-1]); ok {
			return c.q.term(quad.String(text))
		}
	}
	return c.q.term(read(s))
}

func str(c *call) goja.Value {
	c.count(1, 1)
	return c.q.term(quad.String(c.words(0)))
}

func lang(c *call) goja.Value {
	c.count(2, 2)
	tag := c.words(1)
	if !isLang(tag) {
		c.bad(1, `a language tag such as "en"`, c.arg(1))
	}
	return c.q.term(quad.LangString{Value: quad.String(c.words(0)), Lang: tag})
}

func typedTerm(c *call) goja.Value {
	c.count(2, 2)
	datatype := ""
	if t, ok := exported(c.arg(1)).(*termObject); ok {
		if i, ok := t.v.(quad.IRI); ok {
			datatype = string(i)
		}
	}
	if datatype == "" {
		datatype = bare(c.words(1))
	}
	return c.q.term(typed(c.words(0), datatype))
}

// edtf tells whether a value is a date of the kind that kg:when has.
func edtf(v quad.Value) bool {
	typed, ok := v.(quad.TypedString)
	return ok && typed.Type == quads.EDTF
}

func compare(c *call) goja.Value {
	c.count(1, 1)
	t, _, ok := c.q.termOf(c.args[0])
	if !ok {
		c.bad(0, "a string, a number, a date or a term", c.args[0])
	}
	if _, isTime := quads.Time(t); isTime || edtf(t) {
		c.q.stats.Times = true
	}
	return c.q.newFilter(newComparison(c.name, t))
}

func regex(c *call) goja.Value {
	c.count(1, 2)
	if t, ok := exported(c.arg(0)).(*termObject); ok {
		if _, ok := t.v.(quad.String); !ok {
			c.q.throw(`write regex("…", true) to match IRIs`, "regex: the pattern must be a string; got %s", describe(c.arg(0)))
		}
	}
	refs := false
	if len(c.args) == 2 {
		b, ok := c.args[1].Export().(bool)
		if !ok {
			c.bad(1, "true or false", c.args[1])
		}
		refs = b
	}
	return c.pattern(c.words(0), c.words(0), refs)
}

func like(c *call) goja.Value {
	c.count(1, 1)
	s := c.words(0)
	return c.pattern(s, wildcard(s), true)
}

// maxPattern bounds the text of a pattern.
const maxPattern = 1000

func (c *call) pattern(text, expr string, refs bool) goja.Value {
	if len(text) > maxPattern {
		c.q.throw("", "%s: the pattern is longer than %d bytes", c.name, maxPattern)
	}
	re, err := regexp.Compile(expr)
	if err != nil {
		c.q.throw("", "%s: %s", c.name, strings.TrimPrefix(err.Error(), "error parsing regexp: "))
	}
	return c.q.newFilter(&pattern{c.name, text, re, refs, sizeOf(expr), c.q.here("")})
}

// namespace is a prefix with its colon, and what it stands for.
type namespace struct{ prefix, full string }

// namespacesOf lists namespaces, the longest prefix first.
func namespacesOf(m map[string]string) []namespace {
	out := make([]namespace, 0, len(m))
	for prefix, full := range m {
		out = append(out, namespace{prefix, full})
	}
	slices.SortFunc(out, func(a, b namespace) int { return strings.Compare(a.prefix, b.prefix) })
	return out
}

func (q *session) addNamespace(prefix, full string) {
	for i := range q.namespaces {
		if q.namespaces[i].prefix == prefix {
			q.namespaces[i].full = full
			return
		}
	}
	q.namespaces = append(q.namespaces, namespace{prefix, full})
}

// namespacedIRI writes a known prefix out, unless only the short form is in the graph: data may keep IRIs short.
func namespacedIRI(c *call) goja.Value {
	c.count(1, 1)
	short := bare(c.words(0))
	for _, n := range c.q.namespaces {
		if local, ok := strings.CutPrefix(short, n.prefix); ok {
			full := quad.IRI(n.full + local)
			if c.q.x.src.ID(full) == 0 && c.q.x.src.ID(quad.IRI(short)) != 0 {
				break
			}
			return c.q.term(full)
		}
	}
	return c.q.term(quad.IRI(short))
}

func addNamespace(c *call) goja.Value {
	c.count(2, 2)
	c.q.addNamespace(strings.TrimSuffix(c.words(0), ":")+":", bare(c.words(1)))
	return goja.Undefined()
}

func addDefaultNamespaces(c *call) goja.Value {
	c.count(0, 0)
	for _, n := range []namespace{
		{"rdf:", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
		{"rdfs:", "http://www.w3.org/2000/01/rdf-schema#"},
		{"owl:", "http://www.w3.org/2002/07/owl#"},
		{"xsd:", quads.XSD},
		{"schema:", "http://schema.org/"},
	} {
		c.q.addNamespace(n.prefix, n.full)
	}
	return goja.Undefined()
}

// loadNamespaces reads what the graph itself says of prefixes: <namespace> <cayley:prefix> <prefix:>.
func loadNamespaces(c *call) goja.Value {
	c.count(0, 0)
	x := c.q.x
	prefix := x.src.ID(quads.CayleyPrefix)
	if prefix == 0 {
		return goja.Undefined()
	}
	scan := x.scan(x.src, graph.Quad{graph.Predicate: prefix})
	for s, ok := scan.Next(); ok && !x.stop.Load(); s, ok = scan.Next() {
		c.q.addNamespace(quads.TextOf(x.value(s[graph.Object])), quads.TextOf(x.value(s[graph.Subject])))
	}
	if err := scan.Err(); err != nil {
		return c.q.abort(err)
	}
	return goja.Undefined()
}
