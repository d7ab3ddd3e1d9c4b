package web

import (
	"cmp"
	"net/http"
	"slices"

	"github.com/cayleygraph/quad"

	"rapport/internal/report"
	"rapport/quads"
)

// statementPage is what some words say, and how.
type statementPage struct {
	IRI       string
	Meant     string // how, in words
	Style     string
	Cite      cite
	Reading   string // what the quads say in plain English
	Groups    []group
	Quads     []quadRow
	Drawing   *drawing
	Citation  string // ready to be pasted
	Previous  *term  // statement of the article
	Next      *term
	Framing   []string
	Inference bool
}

// quadRow is a quad as the files have it, with what its terms are called.
type quadRow struct{ Subject, Predicate, Object cell }

type cell struct{ Text, Name, Path string }

// statement shows the words, what they say, quad by quad, and who says it.
func statement(v *view) error {
	iri, err := v.node("id")
	if err != nil {
		return err
	}
	switch v.lookup.KindOf(iri) {
	case quads.StatementNode, quads.Inference:
	default:
		if c := v.lookup.Citation(iri); len(c.Quotes) == 0 && len(v.lookup.Quads(iri)) == 0 {
			return &Problem{Status: http.StatusNotFound, Kind: "unknown", Detail: string(iri) + " is no statement", Hint: "it has a page of its own: " + v.pathOf(iri)}
		}
	}
	c, note := v.lookup.Citation(iri), v.lookup.Meant(iri)
	body := statementPage{IRI: string(iri), Meant: note.Manner(), Style: styleOf(note.Modality()), Cite: v.cite(c), Inference: c.Inference, Framing: c.Framing,
		Reading: v.lookup.Reading(iri), Groups: v.groups(v.lookup.Profile(iri)), Drawing: v.neighbours(iri), Citation: c.Text()}
	for _, q := range v.lookup.Quads(iri) {
		body.Quads = append(body.Quads, quadRow{v.cell(q.Subject), v.cell(q.Predicate), v.cell(q.Object)})
	}
	v.beside(&body, c.Article.IRI, iri)
	return v.page("statement.html", page{Title: cmp.Or(titleOf(c), string(iri)), Nav: "statement", Body: body})
}

// titleOf names a statement for a browser's history.
func titleOf(c *report.Citation) string {
	if len(c.Quotes) == 0 {
		return ""
	}
	return string(c.Statement) + " – " + c.Words()
}

// beside links to the statements before and after one in its article.
func (v *view) beside(body *statementPage, article, statement quad.IRI) {
	if article == "" {
		return
	}
	all := v.lookup.StatementsOf(article)
	at := slices.Index(all, statement)
	if at > 0 {
		body.Previous = &term{Text: v.short(all[at-1]), Path: statementPath(all[at-1])}
	}
	if at >= 0 && at+1 < len(all) {
		body.Next = &term{Text: v.short(all[at+1]), Path: statementPath(all[at+1])}
	}
}

// cell is a term as the files write it, and its name.
func (v *view) cell(value quad.Value) cell {
	c := cell{Text: string(quads.AppendTerm(nil, value))}
	if iri, ok := value.(quad.IRI); ok {
		c.Path = v.pathOf(iri)
		if name := v.lookup.Name(iri); name != string(iri) {
			c.Name = name
		}
	}
	return c
}
