package report

import (
	"encoding/json"
	"strings"

	"github.com/cayleygraph/quad"
)

const rdfJSON = quad.IRI("http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON")

// listed writes a list that a query gathered in words, its nodes by their names: "Rosatom, Iran"; a walk as
// "Rosatom —engaged to build→ Eight plants ←site— Iran". "" for anything else.
func (l *Lookup) listed(v quad.Value) string {
	t, ok := v.(quad.TypedString)
	var items []any
	if !ok || t.Type != rdfJSON || json.Unmarshal([]byte(t.Value), &items) != nil {
		return ""
	}
	var b strings.Builder
	for i, item := range items {
		link, isLink := item.(map[string]any)
		if isLink {
			arrow := l.arrow(link)
			if arrow == "" {
				return ""
			}
			b.WriteString(arrow)
			continue
		}
		if _, afterLink := at(items, i-1).(map[string]any); i > 0 && !afterLink {
			b.WriteString(", ")
		}
		b.WriteString(l.item(item))
	}
	return b.String()
}

func at(items []any, i int) any {
	if i < 0 {
		return nil
	}
	return items[i]
}

// arrow writes a link of a walk the way it was walked.
func (l *Lookup) arrow(link map[string]any) string {
	predicate, _ := link["predicate"].(string)
	iri, isIRI := strings.CutPrefix(predicate, "<")
	if !isIRI {
		return ""
	}
	label := l.Name(quad.IRI(strings.TrimSuffix(iri, ">")))
	if link["way"] == "in" {
		return " ←" + label + "— "
	}
	return " —" + label + "→ "
}

// item writes a value as JavaScript sees it: "<kg:iran>" is a node, any other text stands for itself.
func (l *Lookup) item(item any) string {
	text, ok := item.(string)
	if !ok {
		b, _ := json.Marshal(item)
		return string(b)
	}
	if iri, isIRI := strings.CutPrefix(text, "<"); isIRI && strings.HasSuffix(iri, ">") {
		return l.Name(quad.IRI(strings.TrimSuffix(iri, ">")))
	}
	return text
}
