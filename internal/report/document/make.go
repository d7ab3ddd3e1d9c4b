package document

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/internal/report"
	"rapport/quads"
	"rapport/queries"
)

// Options say how a report is made.
type Options struct {
	Given    queries.Arguments
	Resolve  queries.Resolver
	Run      queries.Runner      // runs the queries over walked; nil: this process
	Sections []string            // only those of these ids; nil for all
	ReadBack bool                // beside each statement, what its quads say
	Made     time.Time           // when it is made, to be said in it; the zero time leaves it out
	Width    int                 // of the page that its pictures are for, in pixels; 0 for the usual
	Flags    map[string][]string // what the recipe of the document keeps of the command line
	Within   string              // flags that keep it to a part of the graph, in words; "" for none
}

// Make answers what a report embeds. walked is what queries and views may walk, whole the graph that it is a part of. Names and the quotes that are nearest are
// read from what flags leave of it but for modality (graph.Meant): a denial answers whatever was asked for. The errors are those of binding the parameters (queries.Bind), a *SectionError, and those of queries.
func Make(ctx context.Context, r *queries.Report, whole, walked graph.Source, o Options) (*Document, error) {
	m := &maker{ctx: ctx, report: r, walked: walked, o: o, lookup: report.NewLookup(graph.Meant(walked)), names: graph.NewNames(whole), asked: map[string]*asked{}, found: map[string]found{}, opened: map[int]bool{}, near: map[int]bool{}}
	m.notes = m.lookup.NewExplainer()
	m.doc = &Document{Report: r, Searched: m.searched(), Unread: m.unread()}
	for _, a := range graph.ReadArticles(walked) {
		m.doc.Articles = append(m.doc.Articles, string(a))
	}
	m.doc.Sources, m.doc.Kept = m.sources(), m.kept()
	if err := m.bind(); err != nil {
		return nil, err
	}
	if err := m.sections(); err != nil {
		return nil, err
	}
	m.doc.Footnotes, m.doc.Made, m.doc.Flags, m.doc.Width = m.notes.Footnotes, o.Made, o.Flags, o.Width
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
	report *queries.Report
	walked graph.Source
	o      Options
	lookup *report.Lookup // of what can be known under the flags, whatever is meant by it
	within *report.Lookup // of walked, see walkedLookup
	names  *graph.Names   // of all there is: what the report was given need not be in what is walked
	notes  *report.Explainer
	values map[string][]string // of parameters, as on the command line
	asked  map[string]*asked   // by query and arguments
	found  map[string]found    // by name and classes
	opened map[int]bool        // the notes whose open points have been printed
	near   map[int]bool        // the notes that stood in the place of a missing answer
	doc    *Document
}

// searched tells what was read.
func (m *maker) searched() string {
	n := len(graph.ReadArticles(m.walked))
	text := plural(n, "article")
	if n == 0 && m.unread() == "" {
		text = "a graph without articles"
	}
	if m.o.Within != "" {
		text += " with " + m.o.Within
	}
	return text
}

// sourcesNamed is how many articles a report names at its head.
const sourcesNamed = 5

// sources names the articles that were read.
func (m *maker) sources() string {
	var names []string
	all := m.doc.Articles
	for _, a := range all[:min(len(all), sourcesNamed)] {
		names = append(names, report.Clean(m.lookup.ArticleOf(quad.IRI(a)).Source()))
	}
	switch more := len(all) - len(names); {
	case len(all) == 0:
		return ""
	case more > 0:
		return fmt.Sprintf("From %s: %s; and %d more.", plural(len(all), "article"), strings.Join(names, "; "), more)
	case len(all) > 1:
		return fmt.Sprintf("From %s: %s.", plural(len(all), "article"), strings.Join(names, "; "))
	}
	return "From " + names[0] + "."
}

// kept warns that a report is of a part of what the articles say, or of a graph that lacks what is derived from it: by itself “not stated” would be
// untrue.
func (m *maker) kept() string {
	if m.o.Within == "" && m.lookup.Known(quads.Quoted) && m.lookup.Underived() {
		return "The graph does not have what is derived from its statements, as an export has it with --derived: “not stated” may be untrue."
	}
	if m.o.Within == "" || m.doc.Unread != "" {
		return ""
	}
	return "Kept to a part, with " + m.o.Within + ": what else the articles say is left out, and “not stated” means not stated in that part."
}

// unread says that flags left no article to read, "" where one is left or there was none.
func (m *maker) unread() string {
	if m.o.Within == "" || len(graph.Articles(m.walked)) == 0 || len(graph.ReadArticles(m.walked)) > 0 {
		return ""
	}
	return "no article is left with " + m.o.Within
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
			texts, names = append(texts, string(iri)), append(names, report.Clean(cmp.Or(m.names.Of(iri), string(iri))))
			continue
		}
		texts, names = append(texts, words[i]), append(names, report.Clean(words[i]))
	}
	return texts, enumerate(names)
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
		if err := m.inline(s.Optional); err != nil {
			return err
		}
		if s.Value != nil && s.Value.Query != "" {
			if _, err := m.ask(s.Value.Query, s.Value.With); err != nil {
				return fmt.Errorf("%s: %w", s.Value.Position, err)
			}
		}
	}
	return nil
}

// hidden are columns that a report shows in words of its own.
func hidden(name string) bool { return queries.IsStatementColumn(name) || name == "modality" }
