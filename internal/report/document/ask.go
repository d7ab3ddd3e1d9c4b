package document

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/graph/gizmo"
	"rapport/internal/report"
	"rapport/queries"
)

// asked is an answer of a query.
type asked struct {
	query  *queries.Query
	result *queries.Result
	with   []Given
	misfit string // why the question cannot be asked of what it was given, "" when it can
	limit  string // which bound of queries ended it before there was an answer, in words; "" for none
	blind  string // why it is not known whether there is an answer that was not found; "" where it is
}

// ask runs a query, or remembers its answer. What ends it at a bound of queries costs no other question its answer: it is without one.
func (m *maker) ask(name string, with []queries.Argument) (*asked, error) {
	given := queries.Arguments{}
	for _, a := range with {
		if values := m.argument(a); values != nil {
			given[a.Name] = append(given[a.Name], values...)
		}
	}
	key := name + fmt.Sprintf("%q", given) // maps print sorted
	if a := m.asked[key]; a != nil {
		return a, nil
	}
	q := m.report.Query(name)
	a := &asked{query: q}
	params, err := queries.Bind(&q.Header, given, m.resolve)
	for _, p := range q.Params {
		if texts, shown := m.shownAs(&p, given[p.Name]); texts != nil {
			a.with = append(a.with, Given{p.Name, texts, shown})
		}
	}
	var misfit *graph.MisfitError
	var same *queries.SameError
	switch {
	case errors.As(err, &misfit):
		a.misfit, a.result = m.noSuch(misfit), &queries.Result{Columns: q.Columns}
	case errors.As(err, &same): // which the report itself allows
		a.misfit, a.result = "that is asked of two, and they are one here", &queries.Result{Columns: q.Columns}
	case err != nil:
		return nil, fmt.Errorf("%s: %v", name, err) // no fault of what the report was given
	default:
		if a.result, err = queries.Run(m.ctx, m.walked, q, params, queries.Options{Why: true, Most: mostRows, Run: m.o.Run}); err != nil {
			var bound *gizmo.Error
			if !errors.As(err, &bound) || !bound.Limit {
				return nil, err
			}
			a.limit, a.result = bound.Message, &queries.Result{Columns: q.Columns}
			m.doc.Unsearched = append(m.doc.Unsearched, Unsearched{Query: name, Asked: a.question(), Why: bound.Message, Err: err})
		}
	}
	m.asked[key] = a
	return a, nil
}

// noSuch says that something is nothing of the classes that a question is for: “Seabird Maru” is no actor.
func (m *maker) noSuch(e *graph.MisfitError) string {
	return fmt.Sprintf("“%s” is no %s", report.Clean(cmp.Or(m.names.Of(quad.IRI(e.Text)), e.Text)), report.Clean(strings.Join(e.Wanted, " or ")))
}

// rowsFor answers what an embed asks: a query, or a view that has rows.
func (m *maker) rowsFor(e *queries.Embed) (*asked, error) {
	if e.View == "" {
		return m.ask(e.Query, e.With)
	}
	var values []string
	if len(e.With) > 0 {
		values = m.argument(e.With[0])
	}
	key := fmt.Sprintf("view %s%q", e.View, values)
	if a := m.asked[key]; a != nil {
		return a, nil
	}
	a := &asked{query: queries.RowsOf(e.View)}
	var node quad.IRI
	if len(values) > 0 {
		iri, err := m.resolve(values[0])
		if err != nil {
			return nil, err
		}
		node = iri
		texts, shown := m.shownAs(&a.query.Params[0], []string{string(node)})
		a.with = []Given{{a.query.Params[0].Name, texts, shown}}
	}
	var err error
	if a.result, err = m.walkedLookup().RowsOf(m.ctx, e.View, node); err != nil {
		return nil, err
	}
	if len(a.result.Rows) == 0 {
		a.blind = m.walkedLookup().Blind(e.View)
	}
	m.asked[key] = a
	return a, nil
}

// walkedLookup reads what queries and views may walk.
func (m *maker) walkedLookup() *report.Lookup {
	if m.within == nil {
		if m.within = m.lookup; !m.lookup.Reads(m.walked) {
			m.within = m.lookup.On(m.walked)
		}
	}
	return m.within
}

// resolve finds entities for queries. Those that the report was given are IRIs already, which a class alone may refuse.
func (m *maker) resolve(text string, classes ...quad.IRI) (quad.IRI, error) {
	if len(classes) == 0 && m.lookup.Known(quad.IRI(text)) { // a restricted graph knows all values
		return quad.IRI(text), nil
	}
	key := fmt.Sprint(text, classes)
	if r, known := m.found[key]; known {
		return r.iri, r.err
	}
	iri, err := m.o.Resolve(text, classes...)
	m.found[key] = found{iri, err}
	return iri, err
}

// found is what a name was resolved to.
type found struct {
	iri quad.IRI
	err error
}

// mostRows is how many rows of a query a report reads: more than anybody does.
const mostRows = 10_000

// shownAs gives the values that a query was asked with, and what a reader sees of them.
func (m *maker) shownAs(p *queries.Param, given []string) ([]string, string) {
	if given == nil {
		return nil, ""
	}
	var names []string
	for _, text := range given {
		name := text
		if p.Type == queries.IRI {
			name = cmp.Or(m.names.Of(quad.IRI(text)), text)
		}
		names = append(names, report.Clean(name))
	}
	return given, enumerate(names)
}

// argument gives the values of an argument; nil for a parameter of the report that was not given.
func (m *maker) argument(a queries.Argument) []string {
	if a.Param != "" {
		return m.values[a.Param]
	}
	return []string{a.Value}
}

// question puts into words what was asked.
func (a *asked) question() string {
	text := "“" + a.query.Asks + "”"
	var parts []string
	for _, g := range a.with {
		parts = append(parts, g.Name+": "+g.Shown)
	}
	if len(parts) > 0 {
		text += " (" + strings.Join(parts, "; ") + ")"
	}
	return text
}

// about names the entities that it was asked about.
func (a *asked) about() string {
	var names []string
	for _, g := range a.with {
		if p := a.query.Param(g.Name); p != nil && p.Type == queries.IRI && p.Choices == nil {
			names = append(names, g.Shown)
		}
	}
	return enumerate(names)
}
