package gizmo_test

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/cayleygraph/quad"
)

// literals are what there is to compare: each kind, in more than one form of the same value, and text that needs escapes.
var literals = []string{
	`"x"`, `"y"`, `"say \"hi\"\n"`, `"<a>"`, `""`, `"x"@en`, `"x"@en-GB`, `"é%?"`,
	`"1"^^integer`, `"8"^^integer`, `"8"^^int`, `"08"^^integer`, `"8.0"^^decimal`, `"9.5"^^double`, `"9.50"^^decimal`, `"1e1"^^double`,
	`"-3"^^integer`, `"INF"^^double`, `"NaN"^^double`, `"eight"^^integer`, `"9007199254740993"^^integer`,
	`"1990"^^gYear`, `"1990-05"^^gYearMonth`, `"1990-05-01"^^date`, `"1990-05-01T00:00:00"^^dateTime`, `"1990-05-01T00:00:00Z"^^dateTime`,
	`"1990-05-01T03:00:00+03:00"^^dateTime`, `"1990-05-01T12:00:00.5Z"^^dateTime`, `"May"^^date`,
	`"true"^^boolean`, `"1"^^boolean`, `"false"^^boolean`, `"z"^^<ex:other>`,
}

// spelled is the value of one of them; datatypes are XML Schema's unless they are written out.
func spelled(literal string) quad.Value {
	if text, datatype, ok := strings.Cut(literal, `"^^`); ok && datatype[0] != '<' {
		literal = text + `"^^<http://www.w3.org/2001/XMLSchema#` + datatype + ">"
	}
	if strings.HasPrefix(literal, `"`) && strings.HasSuffix(literal, `"`) {
		return quad.String(meaning(literal[1 : len(literal)-1]))
	}
	return readTerm(literal)
}

var vertexNames = []string{"<a>", "<b>", "<c>", "<d>", "<e>", "_:n"}

// randomGraph has cycles, parallel quads under several labels, predicates and labels that are vertices, statements of articles and
// literals of every kind.
func randomGraph(r *rand.Rand) (out []quad.Quad) {
	pick := func(of ...string) quad.Value { return readTerm(of[r.IntN(len(of))]) }
	labels := []string{"<l>", "<s1>", "<s2>", "<m>", "<s3>", "<kg:entities>"}[:1+r.IntN(6)]
	values := make([]quad.Value, 1+r.IntN(5))
	for i := range values {
		values[i] = spelled(literals[r.IntN(len(literals))])
	}
	for range 3 + r.IntN(22) {
		q := quad.Quad{Subject: pick(vertexNames...), Predicate: pick("<p>", "<p>", "<q>", "<r>"), Object: pick(vertexNames...)}
		switch r.IntN(8) {
		case 0, 1:
			q.Object = values[r.IntN(len(values))]
		case 2:
			q.Object = pick("<p>", "<q>", "<l>")
		case 3:
			q.Object = q.Subject
		}
		if r.IntN(3) > 0 {
			q.Label = pick(labels...)
		}
		out = append(out, q)
	}
	for range r.IntN(4) {
		out = append(out, quad.Quad{Subject: pick("<s1>", "<s2>", "<s3>"), Predicate: quad.IRI("kg:inArticle"), Object: pick("<art>", "<art2>"),
			Label: pick("<kg:derived>", "<kg:derived>", "<kg:derived>", "<l>")})
	}
	return once(append(out, randomNames(r)...))
}

// randomNames are names and aliases of a few vertices, a prefix, and IRIs with it in short and in full.
func randomNames(r *rand.Rand) (out []quad.Quad) {
	pick := func(of ...string) quad.Value { return readTerm(of[r.IntN(len(of))]) }
	for range r.IntN(4) {
		out = append(out, quad.Quad{Subject: pick("<a>", "<b>", "<c>"), Predicate: pick("<schema:name>", "<schema:alternateName>"),
			Object: pick("Ann", "Bo", `"The Works"@en`), Label: quad.IRI("kg:entities")})
	}
	if r.IntN(4) == 0 {
		out = append(out, quad.Quad{Subject: quad.IRI("http://x/"), Predicate: quad.IRI("cayley:prefix"), Object: quad.String("x:"), Label: quad.IRI("kg:namespaces")})
	}
	for range r.IntN(3) {
		out = append(out, quad.Quad{Subject: pick("<x:a>", "<http://x/a>", "<a>"), Predicate: pick("<p>", "<x:p>"), Object: pick("<a>", "<x:a>", "<http://x/a>")})
	}
	return out
}

// once keeps the first of equal quads.
func once(qs []quad.Quad) (out []quad.Quad) {
	seen := map[quad.Quad]bool{}
	for _, q := range qs {
		if !seen[q] {
			seen[q] = true
			out = append(out, q)
		}
	}
	return out
}

// valuesOf lists the terms of quads, each once.
func valuesOf(qs []quad.Quad) (out []quad.Value) {
	seen := map[quad.Value]bool{nil: true}
	for _, q := range qs {
		for _, v := range []quad.Value{q.Subject, q.Predicate, q.Object, q.Label} {
			if !seen[v] {
				seen[v] = true
				out = append(out, v)
			}
		}
	}
	return out
}

// randomParams are what the programs find in params.
func randomParams(r *rand.Rand) map[string]any {
	pick := func(of []string) quad.Value { return spelled(of[r.IntN(len(of))]) }
	return map[string]any{
		"node": pick(vertexNames), "value": pick(literals), "predicate": quad.IRI("p"), "number": spelled(`"8"^^integer`),
		"nodes": []quad.Value{pick(vertexNames), pick(vertexNames)}, "none": []quad.Value{},
		"day": spelled(`"1990-05-01"^^date`), "said": quad.IRI("l"),
	}
}

// writer writes random programs, statement by statement. What it writes is no error, but for what cannot be walked backwards.
type writer struct {
	*rand.Rand
	tags      int
	variables int
	known     []draft // paths and morphisms that have a name
	lists     bool    // a tag holds a list, which back may make the vertex
	blank     bool    // a path within another folds: its rows may have no vertex
}

// draft is a path as written so far.
type draft struct {
	text     string
	bound    []string // the tags that may be named
	morphism bool
	folds    bool // the tags of whoever follows it are gone
}

// lose forgets the tags of a path that goes on along another, where that folds its rows.
func (d *draft) lose(along draft) {
	if along.folds {
		d.bound, d.folds = nil, true
	}
}

func (w *writer) one(of ...string) string { return of[w.IntN(len(of))] }

// in says yes once in n times.
func (w *writer) in(n int) bool { return w.IntN(n) == 0 }

// program writes a few statements, of which the last gives rows or is a value.
func (w *writer) program() string {
	var out strings.Builder
	if w.in(5) {
		out.WriteString(w.one(`g.addNamespace("x", "http://x/")`, `graph.AddNamespace("x:", "<http://x/>")`, "g.loadNamespaces()", "g.addDefaultNamespaces()",
			`g.addNamespace("x", "http://y/"); g.loadNamespaces()`) + ";\n")
	}
	for range w.IntN(3) {
		out.WriteString(w.binding())
	}
	for range w.IntN(8) / 6 {
		out.WriteString(w.ending() + w.one(";\n", "\n", "; "))
	}
	out.WriteString(w.ending())
	return out.String()
}

// binding gives a path or morphism a name.
func (w *writer) binding() string {
	d := w.query(1 + w.IntN(2))
	if w.in(2) {
		d = w.morphism(1 + w.IntN(2))
	}
	w.variables++
	name := fmt.Sprintf("v%d", w.variables)
	text := fmt.Sprintf("%s %s = %s;\n", w.one("const", "let", "var"), name, d.text)
	d.text = name
	w.known = append(w.known, d)
	return text
}

// ending runs a path.
func (w *writer) ending() string {
	d := w.query(1 + w.IntN(5))
	number := fmt.Sprint(1 + w.IntN(3))
	kind := w.IntN(24)
	if (d.folds || w.lists || w.blank) && (kind == 12 || kind == 13) {
		kind = 3 // a group of rows that lack a tag has no vertex to go on from, and a list is none
	}
	switch kind {
	case 0:
		return d.text + "." + w.either("count") + "()"
	case 1:
		return "g.emit(" + d.text + ".count())"
	case 2:
		return d.text + "." + w.either("getLimit") + "(" + number + ")"
	case 3:
		return d.text + ".forEach(function(d) { g.emit(d) })"
	case 4:
		return d.text + ".ForEach(" + w.one("", "-1, ") + "d => { g.emit(d.id) })"
	case 5:
		return d.text + ".map((d) => g.emit({name: d.id, n: " + number + ", missing: d.nothing}))"
	case 6:
		return d.text + ".toArray().forEach(v => g.emit(v))"
	case 7:
		return d.text + ".tagArray().forEach(v => g.emit(v))"
	case 8:
		return "g.emit(" + d.text + ".order().toValue())"
	case 9:
		return "g.emit(" + d.text + ".order().TagValue())"
	case 10:
		return "g.emit(" + d.text + ".toArray().length)"
	case 11:
		return "g.emit({first: " + d.text + ".order().toArray(" + number + ")[0], n: params.number, no: null})"
	case 12:
		return d.text + `.order().tagArray().forEach(r => { g.emit("at " + r["id"]); g.emit(g.V(r.id).out().count()) })`
	case 13:
		return d.text + ".unique().forEach(r => { g.V(r.id).both(" + w.predicate() + ").all() })"
	case 14:
		return "g.emit(" + w.term() + "); " + d.text + ".all()"
	case 15:
		w.variables++
		n := fmt.Sprintf("n%d", w.variables)
		return "const " + n + " = " + d.text + ".count(); g.emit(" + n + " + 1); g.emit([" + n + `, "x", true])`
	}
	return d.text + "." + w.either("all") + "()"
}

// either is a name in one of its two spellings.
func (w *writer) either(name string) string {
	if w.in(6) {
		return strings.ToUpper(name[:1]) + name[1:]
	}
	return name
}

// called is a name for something, or its IRI.
func (w *writer) called() string {
	return w.one(`"Ann"`, `"ann"`, `"Bo"`, `"the works"`, `"nobody here"`, `"a"`, `"<b>"`, `iri("c")`, `str("Bo")`)
}

func (w *writer) node() string {
	n := vertexNames[w.IntN(len(vertexNames))]
	switch w.IntN(16) {
	case 0:
		return "params.node"
	case 1:
		if n[0] == '<' {
			return `iri("` + n[1:2] + `")`
		}
	case 2:
		return w.one(`"<p>"`, `"<l>"`, `iri("s1")`, `"<art>"`)
	case 3:
		return w.one(`"<nobody>"`, `bnode("n")`, `g.IRI("a")`, `g.IRI("x:a")`, `g.IRI("x:a")`, `raw("<a>")`)
	case 4:
		return w.term()
	}
	return quoted(n)
}

// term is any term, as a program may write it.
func (w *writer) term() string {
	switch w.IntN(12) {
	case 0:
		return w.one("8", "9.5", "-3", "10", "1")
	case 1:
		return w.one("true", "false")
	case 2:
		return w.one(`new Date("1990-05-01T00:00:00Z")`, `new Date("1990-01-01T00:00:00Z")`)
	case 3:
		return w.one("params.value", "params.number", "params.day")
	case 4:
		return w.one(`str("x")`, `str("<a>")`, `raw("y")`, `raw("<b>")`, `raw('"x"@en')`, `raw('"x"')`, `g.Uri("xsd:date")`, `g.IRI("<x:p>")`, `lang("x", "en")`, `"x"`, `'say "hi"\n'`)
	case 5:
		return w.one(`typed("8", "xsd:integer")`, `typed("1990-05-01", "xsd:date")`, `typed("z", "ex:other")`, `typed("x", "xsd:string")`)
	case 6:
		return w.one(`"<a>"`, `iri("<b>")`, `"_:n"`, `g.Uri("c")`)
	}
	return w.literal(spelled(literals[w.IntN(len(literals))]))
}

// literal writes a term in one of its ways.
func (w *writer) literal(v quad.Value) string {
	switch v := v.(type) {
	case quad.LangString:
		if w.in(2) {
			return "lang(" + quoted(string(v.Value)) + ", " + quoted(v.Lang) + ")"
		}
	case quad.TypedString:
		if w.in(2) {
			return "typed(" + quoted(string(v.Value)) + ", " + quoted(string(v.Type)) + ")"
		}
	case quad.String:
		if readTerm(string(v)) != v || w.in(2) {
			return "str(" + quoted(string(v)) + ")"
		}
		return quoted(string(v))
	}
	return quoted(writeTerm(v))
}

// terms are some, as one argument or more.
func (w *writer) terms(one func() string) string {
	switch w.IntN(12) {
	case 0:
		return "[" + one() + ", " + one() + "]"
	case 1:
		return "[]"
	case 2:
		return one() + ", " + one()
	case 3:
		return w.one("params.nodes", "params.none")
	case 4:
		return one() + ", [" + one() + "]"
	}
	return one()
}

func (w *writer) predicate() string {
	switch w.IntN(12) {
	case 0:
		return `iri("q")`
	case 1:
		return "params.predicate"
	case 2:
		return w.one(`"<nothing>"`, `"<kg:inArticle>"`)
	}
	return w.one(`"<p>"`, `"<p>"`, `"<q>"`, `"<r>"`)
}

// via is what may stand where a predicate may, of a step that is perhaps walked backwards; open is how it may be left out. What a path of its own folds is
// folded on the way of d, which loses its tags.
func (w *writer) via(d *draft, reversible bool, open string) string {
	switch w.IntN(14) {
	case 0:
		return open
	case 1:
		return "null"
	case 2:
		return w.one(`["<p>", "<q>"]`, `["<p>", "<p>"]`, `[iri("r")]`, "[]")
	case 3:
		return w.one(`g.V("<p>")`, `g.V("<a>", "<b>").out("<r>")`, `g.V("<p>", "<q>").or(g.V("<a>").out())`, `g.V("<a>").outPredicates()`, "g.V()", depths)
	case 4, 5:
		m := w.mirror
		if !reversible {
			m = w.morphism
		}
		along := m(1)
		d.lose(along)
		return along.text
	}
	return w.predicate()
}

// tag is the name of a new tag, or of one that is set anew.
func (w *writer) tag(d *draft) string {
	if len(d.bound) > 0 && w.in(6) {
		return quoted(d.bound[w.IntN(len(d.bound))])
	}
	w.tags++
	t := fmt.Sprintf("t%d", w.tags)
	d.bound = append(d.bound, t)
	return quoted(t)
}

// tagged writes a tag for each # of a pattern.
func (w *writer) tagged(d *draft, patterns ...string) string {
	pieces := strings.Split(w.one(patterns...), "#")
	out := pieces[0]
	for _, p := range pieces[1:] {
		out += w.tag(d) + p
	}
	return out
}

// tagList is no tag, or some, behind another argument.
func (w *writer) tagList(d *draft) string {
	return w.tagged(d, "", "", "", "", ", #", ", [#, #]", ", #, #")
}

// query is a path with a few steps.
func (w *writer) query(steps int) draft {
	if w.in(6) {
		for _, d := range w.known {
			if !d.morphism {
				return w.steps(d, steps, w.step)
			}
		}
	}
	begin := w.one("g.", "g.", "graph.") + w.one("V", "V", "Vertex")
	switch w.IntN(6) {
	case 5:
		return w.steps(draft{text: w.one("g.", "graph.") + w.either("entity") + "(" + w.terms(w.called) + ")"}, steps, w.step)
	case 0, 1:
		return w.steps(draft{text: begin + "()"}, steps, w.step)
	case 2:
		return w.steps(draft{text: begin + "(" + w.terms(w.node) + ")"}, steps, w.step)
	}
	return w.steps(draft{text: begin + "(" + w.node() + ")"}, steps, w.step)
}

func (w *writer) morphism(steps int) draft {
	if w.in(4) {
		for _, d := range w.known {
			if d.morphism {
				return d
			}
		}
	}
	return w.steps(draft{text: w.one("g.M()", "g.Morphism()"), morphism: true}, steps, w.step)
}

// mirror is a morphism that can be walked backwards.
func (w *writer) mirror(steps int) draft {
	return w.steps(draft{text: "g.M()", morphism: true}, steps, w.reversible)
}

func (w *writer) steps(d draft, n int, step func(*draft, int) string) draft {
	d.bound = append([]string(nil), d.bound...)
	for range n {
		d.text += step(&d, n)
	}
	return d
}
