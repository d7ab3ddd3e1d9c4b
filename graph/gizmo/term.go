package gizmo

import (
	"math"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/dop251/goja"

	"rapport/graph"
	"rapport/quads"
)

// termObject is a term in JavaScript: what iri(), str() and the like give, and what params holds.
type termObject struct {
	q *session
	v quad.Value
}

// Get gives the few properties of a term; all else is Object's.
func (o *termObject) Get(key string) goja.Value {
	switch key {
	case "toString", "toJSON", "valueOf":
		return o.q.function("term."+key, func(c goja.FunctionCall) goja.Value {
			if t, ok := exported(c.This).(*termObject); ok {
				return t.q.vm.ToValue(spell(t.v))
			}
			return goja.Undefined()
		})
	}
	return nil
}

// Set refuses: terms do not change.
func (o *termObject) Set(string, goja.Value) bool { return false }

// Has says that a term has no properties of its own to list.
func (o *termObject) Has(string) bool { return false }

// Delete has nothing to do.
func (o *termObject) Delete(string) bool { return true }

// Keys lists nothing.
func (o *termObject) Keys() []string { return nil }

func (q *session) term(v quad.Value) goja.Value { return q.vm.NewDynamicObject(&termObject{q, v}) }

// exported returns the Go value behind one of our objects, nil for anything else.
func exported(v goja.Value) any {
	o, ok := v.(*goja.Object)
	if !ok {
		return nil
	}
	switch o.ExportType() {
	case typePath, typeTerm, typeFilter, typeGraph, typeParams:
		return o.Export()
	}
	return nil
}

// spell writes a term as JavaScript sees it: a plain string is its text, anything else its N-Quads form.
func spell(v quad.Value) string {
	switch v := v.(type) {
	case quad.String:
		return string(v)
	case quad.IRI:
		return "<" + string(v) + ">"
	}
	var room [128]byte
	return string(quads.AppendTerm(room[:0], v))
}

// read is the way back from spell, as Gizmo reads strings: "<x>" is an IRI, "_:x" a blank node, `"x"@en` and `"x"^^<t>` are
// literals, and all else is a plain string.
func read(s string) quad.Value {
	switch {
	case len(s) > 2 && s[0] == '<' && s[len(s)-1] == '>':
		return quad.IRI(s[1 : len(s)-1])
	case len(s) > 2 && s[:2] == "_:":
		return quad.BNode(s[2:])
	case len(s) > 4 && s[0] == '"' && s[len(s)-1] != '"':
		if v := readLiteral(s); v != nil {
			return v
		}
	}
	return quad.String(s)
}

func readLiteral(s string) quad.Value {
	end := strings.LastIndexByte(s, '"')
	text, ok := unescape(s[1:max(end, 1)])
	if end < 1 || !ok {
		return nil
	}
	rest := s[end+1:]
	if lang, ok := strings.CutPrefix(rest, "@"); ok && isLang(lang) {
		return quad.LangString{Value: quad.String(text), Lang: lang}
	}
	if typ, ok := strings.CutPrefix(rest, "^^<"); ok && len(typ) > 1 && typ[len(typ)-1] == '>' {
		return typed(text, typ[:len(typ)-1])
	}
	return nil
}

func isLang(s string) bool {
	for i := range len(s) {
		if c := lower(s[i]); (c < 'a' || c > 'z') && (i == 0 || c != '-' && (c < '0' || c > '9')) {
			return false
		}
	}
	return s != ""
}

// typed makes a literal with a datatype; xsd: is written out, and a string has none.
func typed(text, datatype string) quad.Value {
	if local, ok := strings.CutPrefix(datatype, "xsd:"); ok {
		datatype = quads.XSD + local
	}
	if quad.IRI(datatype) == quads.XSDString {
		return quad.String(text)
	}
	return quad.TypedString{Value: quad.String(text), Type: quad.IRI(datatype)}
}

// unescape undoes the escapes of N-Quads; false where a quote or backslash stands alone.
func unescape(s string) (string, bool) {
	if !strings.ContainsAny(s, `"\`) {
		return s, true
	}
	var out strings.Builder
	for len(s) > 0 {
		r, _, rest, err := strconv.UnquoteChar(s, '"')
		if err != nil {
			return "", false
		}
		out.WriteRune(r)
		s = rest
	}
	return out.String(), true
}

// js gives a term to JavaScript: numbers and booleans as such where nothing is lost, all else as spell writes it.
func (q *session) js(id graph.ID) goja.Value {
	if id == 0 {
		return goja.Null()
	}
	if l, ok := q.x.lists[id]; ok {
		return q.jsList(l)
	}
	v := q.x.value(id)
	if n, ok := plainNumber(v); ok {
		return q.vm.ToValue(n)
	}
	if b, ok := plainBoolean(v); ok {
		return q.vm.ToValue(b)
	}
	if s, ok := v.(quad.String); !ok || looksLikeTerm(string(s)) {
		q.handed.add(id)
	}
	return q.vm.ToValue(spell(v))
}

// plainNumber returns a number that JavaScript can hold without loss.
func plainNumber(v quad.Value) (float64, bool) {
	if _, ok := v.(quad.TypedString); !ok {
		return 0, false
	}
	n, ok := quads.Number(v)
	return n, ok && (math.Abs(n) < exactInteger || n-n != 0)
}

func plainBoolean(v quad.Value) (truth, ok bool) {
	if t, ok := v.(quad.TypedString); ok {
		b, ok := boolean(t)
		return b == 1, ok
	}
	return false, false
}

func looksLikeTerm(s string) bool { return s != "" && (s[0] == '<' || s[0] == '_' || s[0] == '"') }

// cell turns a string that JavaScript emits into a value: the term it was, where a final handed it out as a term.
func (q *session) stringCell(s string) quad.Value {
	if !looksLikeTerm(s) {
		return quad.String(s)
	}
	v := read(s)
	if id := q.x.known(v); id != 0 && q.handed.has(id) && !q.handed.has(q.x.known(quad.String(s))) {
		return v
	}
	return quad.String(s)
}

// number is a JavaScript number as a literal.
func number(n float64) quad.Value {
	switch {
	case math.IsNaN(n):
		return quad.TypedString{Value: "NaN", Type: quads.XSDDouble}
	case math.IsInf(n, 0):
		return quad.TypedString{Value: quad.String(strings.TrimPrefix(strings.ToUpper(strconv.FormatFloat(n, 'f', -1, 64)), "+")), Type: quads.XSDDouble}
	case n == math.Trunc(n) && math.Abs(n) < exactInteger:
		return quad.TypedString{Value: quad.String(strconv.FormatInt(int64(n), 10)), Type: quads.XSDInteger}
	}
	return quad.TypedString{Value: quad.String(strconv.FormatFloat(n, 'g', -1, 64)), Type: quads.XSDDouble}
}

func truth(b bool) quad.Value {
	return quad.TypedString{Value: quad.String(strconv.FormatBool(b)), Type: quads.XSDBoolean}
}

func date(t time.Time) quad.Value {
	return quad.TypedString{Value: quad.String(t.UTC().Format("2006-01-02T15:04:05.999999999Z")), Type: quads.XSDDateTime}
}

// equals returns the ids of every value equal to a number, boolean or time, whatever its form: 8 is "8", "8.0", "08".
func (x *executor) equals(v quad.Value) (ids []graph.ID) {
	equal := func(id graph.ID) bool {
		c, ok := compareKind(x.src.Value(id), v)
		return ok && c == 0
	}
	last := graph.ID(x.src.NumValues())
	if !x.src.Sorted() {
		for id := graph.ID(1); id <= last && !x.stop.Load(); id++ {
			if equal(id) {
				ids = append(ids, id)
			}
		}
		return ids
	}
	at := graph.ID(sort.Search(int(last), func(i int) bool { return quads.Compare(x.src.Value(graph.ID(i+1)), v) >= 0 })) + 1
	from := at
	for from > 1 && equal(from-1) {
		from--
	}
	for ; from <= last && !x.stop.Load() && (from < at || equal(from)); from++ {
		ids = append(ids, from)
	}
	return ids
}
