package web

import (
	"context"
	"fmt"
	"net/http"

	"github.com/cayleygraph/quad"

	"rapport/graph/gizmo"
	"rapport/queries"
)

// answerSize is what the rows of one answer take while they are put together, roughly: a program can make rows that are few and large, or
// bind a name of its own in each, which widens all the others.
type answerSize struct {
	rows, texts int
	names       map[string]bool
}

// A cell takes so many bytes beside its text, and a quad that a row rests on beside its terms.
const (
	cellBytes = 96
	quadBytes = 64
)

// add counts a row.
func (a *answerSize) add(row gizmo.Row) {
	if a.names == nil {
		a.names = map[string]bool{}
	}
	a.rows++
	for i, name := range row.Names {
		a.names[name] = true
		a.texts += lengthOf(row.Values[i])
	}
	for _, derivation := range row.Why {
		for _, q := range derivation {
			a.texts += quadBytes + lengthOf(q.Subject) + lengthOf(q.Predicate) + lengthOf(q.Object) + lengthOf(q.Label)
		}
	}
}

func (a *answerSize) bytes() int { return a.texts + a.rows*len(a.names)*cellBytes }

// tooLarge is what ends an answer that takes more than it may.
func (s *Server) tooLarge() error {
	return &Problem{Status: http.StatusUnprocessableEntity, Kind: "limit", Detail: fmt.Sprintf("the answer takes more than %d MiB", s.limits.Answer>>20),
		Hint: "ask for fewer rows or shorter texts, or as csv, tsv or jsonl, which are sent row by row"}
}

// lengthOf is how many bytes the text of a value has, which is all that is long in it.
func lengthOf(value quad.Value) int {
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

// whole bounds what the answers of a runner take together, where they are put together before anything is sent.
func (v *view) whole(run queries.Runner) queries.Runner {
	left := v.server.limits.Answer
	return func(ctx context.Context, name, program string, opts gizmo.Options, row func(gizmo.Row) error) (gizmo.Stats, error) {
		var size answerSize
		defer func() { left -= size.bytes() }()
		return run(ctx, name, program, opts, func(r gizmo.Row) error {
			if size.add(r); size.bytes() > left {
				return v.server.tooLarge()
			}
			return row(r)
		})
	}
}
