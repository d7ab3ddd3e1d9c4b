package report

import (
	"encoding/json"
	"io"
	"slices"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// Expand returns quads with their IRIs in full: <kg:rosatom> becomes <https://…/rosatom>. An IRI whose prefix is not among the
// namespaces stays, and so does a bare prefix such as <kg:>, which is how namespaces.nq spells prefixes. The quads given are left alone.
func Expand(qs []quad.Quad, namespaces []quads.Namespace) []quad.Quad {
	full := map[string]string{}
	for _, n := range namespaces {
		full[n.Prefix] = n.Full
	}
	value := func(v quad.Value) quad.Value {
		switch v := v.(type) {
		case quad.IRI:
			return expandIRI(v, full)
		case quad.TypedString:
			v.Type = expandIRI(v.Type, full)
			return v
		}
		return v
	}
	out := make([]quad.Quad, len(qs))
	for i, q := range qs {
		out[i] = quad.Quad{Subject: value(q.Subject), Predicate: value(q.Predicate), Object: value(q.Object), Label: value(q.Label)}
	}
	return out
}

func expandIRI(iri quad.IRI, full map[string]string) quad.IRI {
	prefix, local := quads.SplitIRI(iri)
	if namespace, ok := full[prefix]; ok && local != "" {
		return quad.IRI(namespace + local)
	}
	return iri
}

// WriteJSONLD writes quads as JSON-LD 1.1 (https://www.w3.org/TR/json-ld11/): a named graph a label, its nodes with their properties,
// all sorted. With namespaces the document has them as its @context, in place of the quads that define them, and keeps IRIs short; a
// processor expands them. Without, the document is in expanded form and IRIs stand as the quads have them.
func WriteJSONLD(w io.Writer, qs []quad.Quad, namespaces []quads.Namespace) error {
	qs = slices.DeleteFunc(slices.Clone(qs), func(q quad.Quad) bool {
		return len(namespaces) > 0 && q.Label == quad.Value(quads.NamespaceLabel)
	})
	slices.SortFunc(qs, func(a, b quad.Quad) int {
		if c := quads.Compare(a.Label, b.Label); c != 0 {
			return c
		}
		return quads.CompareQuads(a, b)
	})
	graphs := []any{}
	for len(qs) > 0 {
		n := 1
		for n < len(qs) && qs[n].Label == qs[0].Label {
			n++
		}
		nodes := jsonldNodes(qs[:n])
		if qs[0].Label == nil {
			graphs = append(graphs, nodes...)
		} else {
			graphs = append(graphs, map[string]any{"@id": jsonldID(qs[0].Label), "@graph": nodes})
		}
		qs = qs[n:]
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if len(namespaces) == 0 {
		return e.Encode(graphs)
	}
	context := map[string]string{}
	for _, n := range namespaces {
		context[n.Prefix] = n.Full
	}
	return e.Encode(struct {
		Context map[string]string `json:"@context"`
		Graph   []any             `json:"@graph"`
	}{context, graphs})
}

// jsonldNodes are the nodes of one graph. The quads must be sorted by subject.
func jsonldNodes(qs []quad.Quad) []any {
	var nodes []any
	var node map[string]any
	for i, q := range qs {
		if i == 0 || q.Subject != qs[i-1].Subject {
			node = map[string]any{"@id": jsonldID(q.Subject)}
			nodes = append(nodes, node)
		}
		key, value := quads.TextOf(q.Predicate), jsonldValue(q.Object)
		if _, iri := q.Object.(quad.IRI); iri && (q.Predicate == quad.Value(quads.Type) || key == rdfType) {
			key, value = "@type", jsonldID(q.Object)
		}
		values, _ := node[key].([]any)
		node[key] = append(values, value)
	}
	return nodes
}

const rdfType = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

func jsonldID(v quad.Value) string {
	if b, ok := v.(quad.BNode); ok {
		return "_:" + string(b)
	}
	return quads.TextOf(v)
}

func jsonldValue(v quad.Value) any {
	switch v := v.(type) {
	case quad.LangString:
		return map[string]string{"@value": string(v.Value), "@language": v.Lang}
	case quad.TypedString:
		return map[string]string{"@value": string(v.Value), "@type": string(v.Type)}
	case quad.String:
		return map[string]string{"@value": string(v)}
	}
	return map[string]string{"@id": jsonldID(v)}
}
