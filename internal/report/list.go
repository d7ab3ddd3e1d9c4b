package report

import (
	"encoding/json"
	"strings"

	"github.com/cayleygraph/quad"
)

const rdfJSON = quad.IRI("http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON")

// listed writes a list that a query gathered in words, its nodes by their names and what is no fact marked: "Rosatom, Eight plants (project,
// contracted)"; a walk as "Rosatom —engaged to build→ Eight plants (project, contracted) ←site— Iran". It returns the cells of its nodes too.
// "" for anything else.
func (l *Lookup) listed(v quad.Value) (text string, nodes []Cell) {
	t, ok := v.(quad.TypedString)
	var items []any
	if !ok || t.Type != rdfJSON || json.Unmarshal([]byte(t.Value), &items) != nil {
		return "", nil
	}
	var b strings.Builder
	for i, item := range items {
		link, isLink := item.(map[string]any)
		if isLink {
			arrow := l.arrow(link)
			if arrow == "" {
				return "", nil
			}
			b.WriteString(arrow)
			continue
		}
		if _, afterLink := at(items, i-1).(map[string]any); i > 0 && !afterLink {
			b.WriteString(", ")
		}
		if iri := nodeOf(item); iri != "" {
			nodes = append(nodes, l.Cell(iri))
			b.WriteString(nodes[len(nodes)-1].words())
		} else {
			b.WriteString(itemText(item))
		}
	}
	return b.String(), nodes
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

// nodeOf returns the node of an item as JavaScript sees it, "<kg:iran>"; "" for any other value.
func nodeOf(item any) quad.IRI {
	text, _ := item.(string)
	if iri, isIRI := strings.CutPrefix(text, "<"); isIRI && strings.HasSuffix(iri, ">") {
		return quad.IRI(strings.TrimSuffix(iri, ">"))
	}
	return ""
}

// itemText is an item that is no node.
func itemText(item any) string {
	if text, ok := item.(string); ok {
		return text
	}
	b, _ := json.Marshal(item)
	return string(b)
}

// words are the name of an item, and its mark where it is content.
func (c Cell) words() string {
	if c.Modality == "" {
		c.Tag = ""
	}
	return c.text(Options{})
}

// itemsJSON is a list's nodes as a JSON array of cells, "" for none.
func itemsJSON(nodes []Cell) string {
	var b []byte
	for _, c := range nodes {
		b = AppendCell(append(b, ','), c)
	}
	if b == nil {
		return ""
	}
	b[0] = '['
	return string(append(b, ']'))
}
