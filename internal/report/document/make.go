package document

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/internal/report"
	"rapport/queries"
)

// Options say how a report is made.
type Options struct {
	Given    queries.Arguments
	Resolve  queries.Resolver
	Sections []string            // only those of these ids; nil for all
	ReadBack bool                // beside each statement, what its quads say
	Made     time.Time           // when it is made, to be said in it; the zero time leaves it out
	Flags    map[string][]string // what the recipe of the document keeps of the command line
	Within   string              // flags that keep it to a part of the graph, in words; "" for none
}

// Make answers what a report embeds. walked is what queries may walk, whole the graph that it is a part of, from which names, quotes and the
// nearest statements are read. The errors are those of binding the parameters (queries.Bind), a *SectionError, and those of queries.
func Make(ctx context.Context, lib *queries.Library, r *queries.Report, whole, walked graph.Source, o Options) (*Document, error) {
	m := &maker{ctx: ctx, lib: lib, report: r, walked: walked, o: o, lookup: report.NewLookup(whole), asked: map[string]*asked{}, found: map[string]found{}, opened: map[int]bool{}, near: map[string]bool{}}
	m.notes = m.lookup.NewExplainer()
	m.doc = &Document{Report: r, Searched: m.searched()}
	if err := m.bind(); err != nil {
		return nil, err
	}
	if err := m.sections(); err != nil {
		return nil, err
	}
	m.doc.Footnotes, m.doc.Made, m.doc.Flags = m.notes.Footnotes, o.Made, o.Flags
	if o.ReadBack {
		for _, n := range m.doc.Footnotes {
			iri, _ := n.Label.(quad.IRI)
			m.doc.Readings = append(m.doc.Readings, m.lookup.Reading(iri))
		}
	}
	return m.doc, nil
}

// SectionError says that a report has no such section.
type SectionError struct {
	Report *queries.Report
	ID     string
}

func (e *SectionError) Error() string {
	return fmt.Sprintf("%s has no section %q", e.Report.Name, e.ID)
}

// Hint names its sections.
func (e *SectionError) Hint() string {
	if near := queries.Nearest(e.ID, e.Report.Sections); near != "" {
		return "did you mean " + near + "?"
	}
	return "its sections are " + strings.Join(e.Report.Sections, ", ")
}

type maker struct {
	ctx    context.Context
	lib    *queries.Library
	report *queries.Report
	walked graph.Source
	o      Options
	lookup *report.Lookup
	notes  *report.Explainer
	values map[string][]string // of parameters, as on the command line
	asked  map[string]*asked   // by query and arguments
	found  map[string]found    // by name and classes
	opened map[int]bool        // the notes whose open points have been printed
	near   map[string]bool     // the notes that stood in the place of a missing answer
	doc    *Document
}

// asked is an answer of a query.
type asked struct {
	query  *queries.Query
	result *queries.Result
	with   []Given
	misfit string // why the question cannot be asked of that entity, "" when it can
}

// searched tells what was read.
func (m *maker) searched() string {
	n := len(graph.Articles(m.walked))
	text := plural(n, "article")
	if m.o.Within != "" {
		text += " with " + m.o.Within
	}
	return text
}

// bind judges what was given for the report's own parameters.
func (m *maker) bind() error {
	params, err := queries.Bind(&m.report.Header, m.o.Given, m.o.Resolve)
	if err != nil {
		return err
	}
	m.values = map[string][]string{}
	for _, p := range m.report.Params {
		texts, shown := m.given(&p, params[p.Name])
		if texts == nil {
			continue
		}
		m.values[p.Name] = texts
		m.doc.Given = append(m.doc.Given, Given{p.Name, texts, shown})
	}
	m.doc.Title = plain(m.spans(m.report.Title))
	return nil
}

// given gives the values of a bound parameter as a command line has them, and as a reader sees them. Of what is no entity the words that were
// given are kept: a date stays what it was.
func (m *maker) given(p *queries.Param, bound any) (texts []string, shown string) {
	var all []quad.Value
	switch v := bound.(type) {
	case nil:
		return nil, ""
	case quad.Value:
		all = []quad.Value{v}
	case []quad.Value:
		all = v
	}
	var names []string
	words := m.o.Given[p.Name]
	if words == nil {
		words = p.Default
	}
	for i, v := range all {
		if iri, ok := v.(quad.IRI); ok {
			texts, names = append(texts, string(iri)), append(names, report.Clean(m.lookup.Name(iri)))
			continue
		}
		texts, names = append(texts, words[i]), append(names, report.Clean(words[i]))
	}
	return texts, enumerate(names)
}

// textOf is the words of a statement, or why it is concluded.
func textOf(n *report.Footnote) string {
	switch c := n.Citation; {
	case c == nil:
		return report.Show(n.Label, "")
	case c.Inference:
		return report.Clean("inferred: " + c.Basis)
	default:
		return report.Clean(c.Words())
	}
}

// capital begins a sentence.
func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// plural counts things: "1 row", "2 rows".
func plural(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// enumerate joins words as a sentence does: "a, b and c".
func enumerate(words []string) string {
	if n := len(words); n > 1 {
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
	return strings.Join(words, "")
}

// sections makes those that are wanted, in the order of the report.
func (m *maker) sections() error {
	for _, id := range m.o.Sections {
		if !slices.Contains(m.report.Sections, id) {
			return &SectionError{m.report, id}
		}
	}
	wanted := m.o.Sections == nil
	if wanted {
		m.doc.Sections = append(m.doc.Sections, Section{})
	}
	for _, b := range m.report.Blocks {
		if h := b.Heading; h != nil && h.ID != "" && slices.Contains(m.report.Sections, h.ID) {
			wanted = m.o.Sections == nil || slices.Contains(m.o.Sections, h.ID)
		}
		if !wanted {
			continue
		}
		if err := m.block(b); err != nil {
			return err
		}
	}
	if len(m.doc.Sections) > 0 && m.doc.Sections[0].ID == "" && len(m.doc.Sections[0].Blocks) == 0 {
		m.doc.Sections = m.doc.Sections[1:]
	}
	return nil
}

func (m *maker) block(b queries.Block) (err error) {
	out := Block{}
	switch {
	case b.Heading != nil:
		if err := m.inline(b.Heading.Text); err != nil {
			return err
		}
		if b.Heading.Level == 2 {
			m.doc.Sections = append(m.doc.Sections, Section{ID: b.Heading.ID, Title: m.spans(b.Heading.Text)})
			return nil
		}
		out.Level, out.Heading = b.Heading.Level, m.spans(b.Heading.Text)
	case b.Prose != nil:
		if err := m.inline(b.Prose.Segments); err != nil {
			return err
		}
		out.Prose, out.Words = m.spans(b.Prose.Segments), b.Prose.Paragraphs
	default:
		if out.Answer, err = m.answer(b.Embed); err != nil {
			return fmt.Errorf("%s: %w", b.Embed.Position, err)
		}
	}
	m.leaveOpen(&out)
	last := &m.doc.Sections[len(m.doc.Sections)-1]
	last.Blocks = append(last.Blocks, out)
	return nil
}

// inline asks the queries of values within words, so that spans finds them answered.
func (m *maker) inline(all []queries.Segment) error {
	for _, s := range all {
		if s.Value != nil && s.Value.Query != "" {
			if _, err := m.ask(s.Value.Query, s.Value.With); err != nil {
				return fmt.Errorf("%s: %w", s.Value.Position, err)
			}
		}
	}
	return nil
}

// ask runs a query, or remembers its answer.
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
	q, err := m.lib.Find(name)
	if err != nil {
		return nil, err
	}
	a := &asked{query: q}
	params, err := queries.Bind(&q.Header, given, m.resolve)
	var misfit *graph.MisfitError
	switch {
	case errors.As(err, &misfit):
		a.misfit, a.result = misfit.Error(), &queries.Result{Columns: q.Columns}
	case err != nil:
		return nil, fmt.Errorf("%s: %v", name, err) // no fault of what the report was given
	default:
		if a.result, err = queries.Run(m.ctx, m.walked, q, params, queries.Options{Why: true, Most: mostRows}); err != nil {
			return nil, err
		}
	}
	for _, p := range q.Params {
		if texts, shown := m.shownAs(&p, given[p.Name]); texts != nil {
			a.with = append(a.with, Given{p.Name, texts, shown})
		}
	}
	m.asked[key] = a
	return a, nil
}

// resolve finds entities for queries. Those that the report was given are IRIs already, which a class alone may refuse.
func (m *maker) resolve(text string, classes ...quad.IRI) (quad.IRI, error) {
	if len(classes) == 0 && m.lookup.Known(quad.IRI(text)) {
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
			if known := m.lookup.Name(quad.IRI(text)); known != "" {
				name = known
			}
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
		parts = append(parts, g.Name+" = "+g.Shown)
	}
	if len(parts) > 0 {
		text += " for " + strings.Join(parts, ", ")
	}
	return text
}

// spans fills in the values of words. What has to be asked has been.
func (m *maker) spans(all []queries.Segment) []Span {
	var out []Span
	for _, s := range all {
		switch {
		case s.Optional != nil:
			if inner := m.spans(s.Optional); !lacking(inner) {
				out = append(out, inner...)
			}
		case s.Value != nil:
			out = append(out, Span{Value: m.value(s.Value)})
		default:
			out = append(out, Span{Text: s.Text})
		}
	}
	return out
}

// lacking tells whether a value in some spans is empty.
func lacking(spans []Span) bool {
	return slices.ContainsFunc(spans, func(s Span) bool { return s.Value != nil && len(s.Value.Items) == 0 })
}

// value is that of a parameter, the values of a column, or a count.
func (m *maker) value(v *queries.Inline) *Value {
	out := &Value{Else: v.Else}
	if v.Query == "" {
		for _, g := range m.doc.Given {
			if g.Name == v.Name {
				out.Items = append(out.Items, Item{Text: g.Shown, Bare: true})
			}
		}
		return out
	}
	a, _ := m.ask(v.Query, v.With)
	if v.Column == "" {
		rows := m.standing(a.query, m.rows(a, a.query.Columns, nil, ""))
		item := Item{Text: fmt.Sprint(len(rows)), Bare: true}
		if a.result.Cut {
			item.Text = "more than " + item.Text
		}
		for _, r := range rows {
			item.Notes = addNotes(item.Notes, m.explain(r))
		}
		out.Items = []Item{item}
		return out
	}
	for _, r := range m.standing(a.query, m.rows(a, []string{v.Column}, nil, "")) {
		if r.cells[0].Value == nil {
			continue
		}
		e := m.explain(r)
		item := Item{Cell: m.cleared(r.cells, &e)[0], Notes: e.Notes, Standing: m.lookup.Standing(&e, r.cells)}
		if item.Text = item.Cell.String(); m.worked(a.query, r, []string{v.Column}, "", &e)[0] {
			item.Text = supplied(item.Text)
		}
		out.Items = append(out.Items, item)
	}
	return out
}

func addNotes(notes []int, e report.Evidence) []int {
	for _, n := range e.Notes {
		if !slices.Contains(notes, n) {
			notes = append(notes, n)
		}
	}
	return notes
}

// plain is the text of spans without marks.
func plain(spans []Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text)
		if s.Value == nil {
			continue
		}
		var items []string
		for _, i := range s.Value.Items {
			items = append(items, i.Text)
		}
		if len(items) == 0 {
			b.WriteString(s.Value.otherwise())
		}
		b.WriteString(enumerate(items))
	}
	return b.String()
}

// otherwise is what stands for no value.
func (v *Value) otherwise() string {
	if v.Else != "" {
		return v.Else
	}
	return notStated
}

const notStated = "not stated"

// isStatementColumn tells a column that names the statement of a row.
func isStatementColumn(name string) bool {
	rest, ok := strings.CutPrefix(name, queries.StatementColumn)
	return ok && strings.Trim(rest, "0123456789") == "" || name == "inference"
}

// hidden are columns that a report shows in words of its own.
func hidden(name string) bool { return isStatementColumn(name) || name == "modality" }
