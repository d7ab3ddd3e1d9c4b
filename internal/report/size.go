package report

import (
	"github.com/cayleygraph/quad"

	"rapport/graph/gizmo"
)

// AnswerSize is what the rows of an answer take while they are put together, roughly: a program can make rows that are few and large, or
// bind a name of its own in each, which widens all the others.
type AnswerSize struct {
	rows, texts int
	names       map[string]bool
}

// A cell takes so many bytes beside its text, and a quad that a row rests on beside its terms.
const (
	cellBytes = 96
	quadBytes = 64
)

// Add counts a row.
func (a *AnswerSize) Add(row gizmo.Row) {
	if a.names == nil {
		a.names = map[string]bool{}
	}
	a.rows++
	for i, name := range row.Names {
		a.names[name] = true
		a.texts += textBytes(row.Values[i])
	}
	for _, derivation := range row.Why {
		for _, q := range derivation {
			a.texts += quadBytes + textBytes(q.Subject) + textBytes(q.Predicate) + textBytes(q.Object) + textBytes(q.Label)
		}
	}
}

// Bytes is how many there are by now.
func (a *AnswerSize) Bytes() int { return a.texts + a.rows*len(a.names)*cellBytes }

// textBytes is how many bytes the text of a value has, which is all that is long in it.
func textBytes(value quad.Value) int {
	switch t := value.(type) {
	case quad.IRI:
		return len(t)
	case quad.BNode:
		return len(t)
	case quad.String:
		return len(t)
	case quad.TypedString:
		return len(t.Value) + len(t.Type)
	case quad.LangString:
		return len(t.Value) + len(t.Lang)
	}
	return 0
}
