package language

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/query"
	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/graph/gizmo"
	"rapport/quads"
)

// collations turn a row into what Cayley's clients expect of one. A tag that a row lacks is left out.
//
//	Raw      map[string]graph.Ref, which the store's NameOf takes, also for a value that the program made
//	REPL     a block of text, a line a tag
//	JSON     map[string]any as Cayley's own Gizmo: numbers, truth values and times as such, IRIs as "<a>", languages and datatypes dropped
//	JSONLD   map[string]any of JSON-LD values: {"@id"}, {"@value", "@type"} or {"@value", "@language"}, texts as they are
//
// What g.emit gives that is no object is in JSON and JSONLD the value alone.
var collations = map[query.Collation]func(cayley.QuadStore, gizmo.Row) any{
	query.Raw:    raw,
	query.REPL:   text,
	query.JSON:   func(_ cayley.QuadStore, r gizmo.Row) any { return JSON(r) },
	query.JSONLD: func(_ cayley.QuadStore, r gizmo.Row) any { return JSONLD(r) },
}

// JSON is a row in Cayley's collation of that name: what encoding/json writes of it.
func JSON(r gizmo.Row) any { return cells(r, plain) }

// JSONLD is a row in Cayley's collation of that name: what encoding/json writes of it.
func JSONLD(r gizmo.Row) any { return cells(r, linked) }

func raw(qs cayley.QuadStore, r gizmo.Row) any {
	out := map[string]cayley.Ref{}
	for i, v := range r.Values {
		if v == nil {
			continue
		}
		ref := qs.ValueOf(v)
		if ref == nil || qs.NameOf(ref) == nil {
			ref = cayley.PreFetched(v)
		}
		out[r.Names[i]] = ref
	}
	return out
}

func text(_ cayley.QuadStore, r gizmo.Row) any {
	lines := map[string]string{}
	for i, v := range r.Values {
		if v != nil {
			lines[r.Names[i]] = fmt.Sprintf("%s : %s\n", r.Names[i], words(v))
		}
	}
	var out strings.Builder
	out.WriteString("****\n")
	for _, name := range slices.Sorted(maps.Keys(lines)) {
		out.WriteString(lines[name])
	}
	return out.String()
}

// words is a plain string as such, any other value in N-Quads.
func words(v quad.Value) string {
	if s, ok := v.(quad.String); ok {
		return string(s)
	}
	return quad.StringOf(v)
}

// emitted is the name of what g.emit gives that is no object.
const emitted = "value"

// cells makes an object of a row, or the value of one that is only that.
func cells(r gizmo.Row, value func(quad.Value) any) any {
	if len(r.Names) == 1 && r.Names[0] == emitted && r.Values[0] != nil {
		return value(r.Values[0])
	}
	out := map[string]any{}
	for i, v := range r.Values {
		if v != nil {
			out[r.Names[i]] = value(v)
		}
	}
	return out
}

// rdfJSON is the datatype of lists and objects that a program emits.
const rdfJSON = quad.IRI("http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON")

// document gives JSON within a row as what it is; nil for any other value.
func document(v quad.Value) any {
	if t, ok := v.(quad.TypedString); ok && t.Type == rdfJSON && json.Valid([]byte(t.Value)) {
		return json.RawMessage(t.Value)
	}
	return nil
}

// plain is a value as Cayley's own Gizmo writes it.
func plain(v quad.Value) any {
	if d := document(v); d != nil {
		return d
	}
	switch v := graph.Native(v).(type) {
	case quad.Int, quad.Float, quad.Bool, quad.Time, quad.String, quad.LangString:
		return v.Native()
	default:
		return quad.StringOf(v)
	}
}

// linked is a value in JSON-LD. A number or truth value is JSON's own where that says all of it.
func linked(v quad.Value) any {
	if d := document(v); d != nil {
		return d
	}
	switch v := v.(type) {
	case quad.IRI:
		return map[string]any{"@id": string(v)}
	case quad.BNode:
		return map[string]any{"@id": v.String()}
	case quad.LangString:
		return map[string]any{"@value": string(v.Value), "@language": v.Lang}
	case quad.TypedString:
		switch n := graph.Native(v).(type) {
		case quad.Int:
			if fmt.Sprint(int64(n)) == string(v.Value) && v.Type == quads.XSDInteger {
				return int64(n)
			}
		case quad.Bool:
			if fmt.Sprint(bool(n)) == string(v.Value) {
				return bool(n)
			}
		}
		return map[string]any{"@value": string(v.Value), "@type": string(v.Type)}
	}
	return quads.TextOf(v)
}
