package graph

import (
	"slices"

	"github.com/cayleygraph/quad"

	"rapport/quads"
)

// ReadArticles returns the Articles whose statements may be walked: all, but for those that a Restriction left out.
func ReadArticles(src Source) []quad.IRI {
	all := Articles(src)
	if r, ok := src.(*Restricted); ok {
		return slices.DeleteFunc(all, func(article quad.IRI) bool { return slices.Contains(r.Unread, article) })
	}
	return all
}

// Articles returns the articles of a graph, in the order of their IRIs.
func Articles(src Source) []quad.IRI {
	var out []quad.IRI
	kind, class := src.ID(quads.Type), src.ID(quads.ArticleNode)
	if kind == 0 || class == 0 {
		return nil
	}
	scan := src.Scan(Quad{Predicate: kind, Object: class})
	for q, ok := scan.Next(); ok; q, ok = scan.Next() {
		if iri, ok := src.Value(q[Subject]).(quad.IRI); ok {
			out = append(out, iri)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
