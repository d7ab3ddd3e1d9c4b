package document

import (
	"cmp"
	"slices"

	"github.com/cayleygraph/quad"

	"rapport/graph/gizmo"
	"rapport/internal/report"
	"rapport/quads"
	"rapport/queries"
)

// view makes what stands in the place of an embedded view.
func (m *maker) view(e *queries.Embed) (*Answer, error) {
	values := m.argument(e.With[0])
	out := &Answer{Embed: e, Name: e.View, Meaning: e.Empty}
	if len(values) == 0 {
		out.Meaning = "nothing was asked about"
		return out, nil
	}
	node, err := m.resolve(values[0])
	if err != nil {
		return nil, err
	}
	out.Asked = "everything about " + report.Clean(cmp.Or(m.names.Of(node), string(node)))
	if out.Unsearched = m.doc.Unread; out.Unsearched != "" {
		return out, nil
	}
	limit := e.Limit
	if limit == 0 {
		limit = queries.DefaultRows * 4
	}
	switch e.View {
	case queries.ViewEntity:
		m.entity(node, limit, out)
	case queries.ViewStatements:
		m.statements(node, limit, out)
	}
	out.Count = max(out.Count, len(out.Rows))
	m.doc.Lines += len(out.Rows)
	return out, nil
}

// statements gives every statement that speaks of a node.
func (m *maker) statements(node quad.IRI, limit int, out *Answer) {
	all := m.lookup.CitationsWithin(node, m.walked)
	out.Count = len(all)
	for _, c := range all[:min(limit, len(all))] {
		e := m.notes.Statement(c.Statement)
		e.Notes = m.only(e.Notes, c.Statement)
		r := Row{Evidence: e, Sentence: []Span{{Text: m.lookup.Reading(c.Statement)}}}
		said := m.notes.Explain(gizmo.Why{Derivations: []gizmo.Derivation{m.lookup.Quads(c.Statement)}})
		for _, n := range said.Disputed {
			r.Standing.Disputed = append(r.Standing.Disputed, n.Label)
		}
		r.Against = said.Against()
		out.Rows = append(out.Rows, r)
	}
}

// only keeps the note of one statement.
func (m *maker) only(notes []int, statement quad.IRI) []int {
	return slices.DeleteFunc(notes, func(n int) bool { return m.notes.Footnotes[n-1].Label != quad.Value(statement) })
}

// entity gives everything about a node, in the groups of its profile.
func (m *maker) entity(node quad.IRI, limit int, out *Answer) {
	p := m.lookup.ProfileWithin(node, m.walked)
	all := 0
	for _, g := range p.Groups {
		all += len(g.Items)
	}
	out.Rows = make([]Row, 0, min(all, limit))
	for _, g := range p.Groups {
		if len(out.Rows) >= limit {
			break
		}
		out.Groups = append(out.Groups, Group{Title: g.Title, Note: g.Note, From: len(out.Rows)})
		for _, item := range g.Items {
			out.Count++
			if len(out.Rows) < limit {
				out.Rows = append(out.Rows, m.item(item))
			}
		}
	}
}

// item makes a line of an item of a profile. How it is to be read stands above its group; what is denied says so itself.
func (m *maker) item(item report.Item) Row {
	var e report.Evidence
	for _, s := range item.Statements {
		one := m.notes.Statement(s)
		e.Notes = append(e.Notes, m.only(one.Notes, s)...)
		e.Inferred = e.Inferred || one.Inferred
	}
	r := Row{Evidence: e}
	r.Standing = report.Standing{Inferred: e.Inferred, Background: len(e.Notes) == 0 && !m.isSentence(item)}
	words, by := report.DisputedOf(item.Terms)
	r.Remark, r.Against = words, m.against(by, e.Notes)
	text := item.Text()
	r.Sentence = []Span{{Value: &Value{Items: []Item{{Text: text, Bare: true}}}}}
	for _, role := range item.Roles {
		var notes []int
		for _, s := range role.Statements {
			notes = append(notes, m.only(m.notes.Statement(s).Notes, s)...)
		}
		words, by := role.Dispute()
		r.Hops = append(r.Hops, Hop{Text: role.Text(), Notes: notes, Standing: words, Against: m.against(by, notes)})
	}
	return r
}

// isSentence tells whether an item is a sentence of an article: its own words.
func (m *maker) isSentence(item report.Item) bool {
	if len(item.Terms) == 0 {
		return false
	}
	iri, _ := item.Terms[0].Value.(quad.IRI)
	return m.lookup.KindOf(iri) == quads.SentenceNode
}

// against are the notes of statements beside some others.
func (m *maker) against(statements []quad.IRI, beside []int) (out []int) {
	for _, s := range statements {
		for _, n := range m.only(m.notes.Statement(s).Notes, s) {
			if !slices.Contains(beside, n) {
				out = append(out, n)
			}
		}
	}
	return out
}
