package document

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/queries"
)

// slips finds conditions with a value that no row of an answer has, nor anything else: that a filter with a mistyped word leaves no row does not say that
// there is none. It notes each as a Slip, and returns what is wrong with the first, in words; "" for none.
func (m *maker) slips(a *asked, where []queries.Condition) string {
	first := ""
	for _, c := range where {
		if c.Param != "" || c.Not || m.isWord(a.query, c.Argument) {
			continue
		}
		words, met := m.valuesOf(a, c)
		if met {
			continue
		}
		text := fmt.Sprintf("no row of %s has “%s” under %s, which has %s", a.query.Name, c.Value, c.Name, fewOf(words))
		first = cmp.Or(first, text)
		if near := queries.Nearest(c.Value, words); near != "" {
			text += "; did you mean " + near + "?"
		}
		m.doc.Slips = append(m.doc.Slips, Slip{c.Position, text})
	}
	return first
}

// isWord tells whether a value is one that a column may have: the graph has it, or the query among its own words. Of figures and dates nobody can tell.
func (m *maker) isWord(q *queries.Query, a queries.Argument) bool {
	return strings.ContainsAny(a.Value, "0123456789") || m.lookup.Known(quad.String(a.Value)) || m.lookup.Known(quad.IRI(a.Value)) || slices.Contains(q.Words(a.Name), a.Value) ||
		strings.Contains(q.Text, `"`+a.Value+`"`) || strings.Contains(q.Text, `'`+a.Value+`'`) || blank(q, a.Name, quad.String(a.Value))
}

// valuesOf are those that the rows of an answer have under the column of a condition, as a condition has them, each once, in their order; met is that the wanted one is
// among them.
func (m *maker) valuesOf(a *asked, c queries.Condition) (words []string, met bool) {
	for _, values := range a.result.Rows {
		cell := m.cell(a.query, values, c.Name)
		word := cmp.Or(cell.Name, cell.String())
		if cell.Value != nil && !slices.Contains(words, word) {
			words = append(words, word)
		}
		met = met || isOne(cell, []string{c.Value})
	}
	return words, met
}

// valuesNamed is how many values of a column are named where none is the one that was wanted.
const valuesNamed = 5

// fewOf names words, of many the first.
func fewOf(words []string) string {
	switch n := len(words); {
	case n == 0:
		return "none"
	case n > valuesNamed:
		return fmt.Sprintf("%s and %d more", strings.Join(words[:valuesNamed], ", "), n-valuesNamed)
	}
	return enumerate(words)
}
