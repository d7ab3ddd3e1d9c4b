package document

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/graph/gizmo"
	"rapport/internal/report"
	"rapport/quads"
	"rapport/queries"
)

// row is a row of a query under the columns that are shown, of rows that are equal there one that stands for all.
type row struct {
	all    [][]quad.Value // the rows that it stands for, under the query's columns
	cells  []report.Cell
	joined []string // what the rows have under the column in which alone they may differ, each once
	why    gizmo.Why
}

// rows gives those of an answer that meet conditions, under some columns. Rows that are equal there are one, and so are those that differ
// in the column join alone, unless that is "", and are facts or not in the same way.
func (m *maker) rows(a *asked, columns []string, where []queries.Condition, join string) []*row {
	var out []*row
	seen := map[string]*row{}
	for i, values := range a.result.Rows {
		if !m.meets(a.query, values, where) {
			continue
		}
		r := &row{all: [][]quad.Value{values}, why: a.result.Why[i]}
		var key []byte
		for _, name := range columns {
			c := m.cell(a.query, values, name)
			r.cells = append(r.cells, c)
			key = append(key, 0)
			switch {
			case c.Value == nil:
			case name == join: // see below
			default:
				key = quads.AppendTerm(key, c.Value)
			}
		}
		if join != "" {
			m.supported(a.query, r)
			standing := m.standingOf(r)
			key = append(append(key, 0), standing.Words()...)
			r.join(slices.Index(columns, join), standing.Modality)
		}
		if first := seen[string(key)]; first != nil {
			first.fold(r, slices.Index(columns, join))
			continue
		}
		seen[string(key)] = r
		out = append(out, r)
	}
	return out
}

// standingOf is that of a row alone. It numbers no notes.
func (m *maker) standingOf(r *row) report.Standing {
	e := m.lookup.NewExplainer().Explain(r.why)
	return m.lookup.Standing(&e, r.cells)
}

// join begins the values under the column at. What a node is, is not said of each where the row says it of all.
func (r *row) join(at int, modality string) {
	if c := r.cells[at]; c.Value != nil {
		if c.Modality == "" || c.Modality == modality {
			c.Tag = ""
		}
		r.joined = []string{c.String()}
	}
}

// fold makes one row of two, that differ under the column at, if anywhere.
func (r *row) fold(other *row, at int) {
	r.all = append(r.all, other.all...)
	r.why = r.why.Fold(other.why)
	for _, text := range other.joined {
		if !slices.Contains(r.joined, text) {
			r.joined = append(r.joined, text)
			r.cells[at] = report.Text(enumerate(r.joined))
		}
	}
}

// cell is the value of a column, or the words of its statement.
func (m *maker) cell(q *queries.Query, values []quad.Value, name string) report.Cell {
	if statement := queries.StatementOf(q, name); statement != "" {
		iri, ok := values[slices.Index(q.Columns, statement)].(quad.IRI)
		if !ok {
			return report.Cell{}
		}
		return report.Text(m.lookup.Citation(iri).Words())
	}
	v := values[slices.Index(q.Columns, name)]
	if v == nil {
		return report.Cell{}
	}
	return m.lookup.Cell(v)
}

// meets tells whether a row fits conditions. A value is what a reader sees, or an IRI.
func (m *maker) meets(q *queries.Query, values []quad.Value, where []queries.Condition) bool {
	for _, c := range where {
		wanted := m.argument(c.Argument)
		if wanted == nil {
			continue
		}
		cell := m.cell(q, values, c.Name)
		fits := cell.Value != nil && (slices.Contains(wanted, cell.String()) || slices.Contains(wanted, quads.TextOf(cell.Value)) || slices.Contains(wanted, cell.Name))
		if fits == c.Not {
			return false
		}
	}
	return true
}

// crosses tells whether it rests on any quad. What a program makes of nothing has a way to it that is empty.
func (r *row) crosses() bool {
	return slices.ContainsFunc(r.why.Derivations, func(d gizmo.Derivation) bool { return len(d) > 0 })
}

// explain numbers the statements of a row: those of the quads that it crosses, and those that its columns name.
func (m *maker) explain(r *row) report.Evidence { return m.notes.Explain(r.why) }

// supported gives a row that crosses nothing, since its program made it of its own, the quads of the statements which its columns name.
func (m *maker) supported(q *queries.Query, r *row) {
	if r.crosses() {
		return
	}
	r.why.Derivations = nil
	for _, values := range r.all {
		for i, name := range q.Columns {
			if iri, ok := values[i].(quad.IRI); ok && isStatementColumn(name) {
				if d := m.lookup.Quads(iri); len(d) > 0 {
					r.why.Derivations = append(r.why.Derivations, d)
				}
			}
		}
	}
}

// answer makes what stands in the place of an embed.
func (m *maker) answer(e *queries.Embed) (*Answer, error) {
	if e.View != "" {
		return m.view(e)
	}
	a, err := m.ask(e.Query, e.With)
	if err != nil {
		return nil, err
	}
	out := &Answer{Embed: e, Name: e.Query, Asked: a.question(), Caption: a.query.Title, Columns: m.columns(a.query, e), Atleast: a.result.Cut}
	out.Meaning = cmp.Or(e.Empty, a.misfit, m.meaning(a.query))
	visible := out.Columns
	if queries.IsPicture(e.As) {
		visible = a.query.Columns
		out.Columns = visible
	}
	if e.Say != nil {
		visible = said(e.Say, a.query)
		for _, name := range a.query.Columns {
			if drawn(e, name) && !slices.Contains(visible, name) {
				visible = append(visible, name)
			}
		}
	}
	if e.As == queries.AsCount {
		visible = a.query.Columns
	}
	if e.Group != "" && !slices.Contains(visible, e.Group) {
		visible = append(slices.Clone(visible), e.Group)
	}
	out.Shown = visible
	rows := m.rows(a, visible, e.Where, e.Join)
	if e.Group != "" {
		byGroup(rows, slices.Index(visible, e.Group))
	}
	all := len(rows)
	rows = m.standing(a.query, rows)
	out.Count, out.Unsaid = len(rows), all-len(rows)
	if queries.IsPicture(e.As) {
		m.ownSteps(e, visible, rows)
	}
	limit := cmp.Or(e.Limit, queries.DefaultRows)
	group := ""
	for i, r := range rows[:min(limit, len(rows))] {
		if e.Group != "" {
			if title := m.heading(r.cells[slices.Index(visible, e.Group)]); i == 0 || title != group {
				group = title
				out.Groups = append(out.Groups, Group{Title: cmp.Or(title, notStated), From: i})
			}
		}
		out.Rows = append(out.Rows, m.row(a.query, r, visible, out))
	}
	if len(out.Rows) == 0 && e.None == "" {
		m.nearest(a, out)
	} else if len(out.Rows) > 0 && queries.IsPicture(e.As) {
		if err := m.picture(a, e, out); err != nil {
			return nil, err
		}
	}
	out.Numeric = numeric(out)
	m.doc.Lines += len(out.Rows)
	return out, nil
}

// ownSteps lets each row that is drawn rest on what joins its nodes.
func (m *maker) ownSteps(e *queries.Embed, columns []string, rows []*row) {
	t := &report.Table{Columns: columns}
	whys := make([]gizmo.Why, len(rows))
	for i, r := range rows {
		t.Add(r.cells...)
		whys[i] = r.why
	}
	for i, why := range m.lookup.OwnSteps(t, e.Picture.String(), whys) {
		rows[i].why = why
	}
}

// drawn tells whether the picture of an embed needs a column.
func drawn(e *queries.Embed, column string) bool {
	for _, c := range e.Picture.Columns {
		if c == column {
			return true
		}
	}
	return false
}

// picture draws the rows. Its title says what was asked about, as it may come to stand alone.
func (m *maker) picture(a *asked, e *queries.Embed, out *Answer) (err error) {
	var about []string
	for _, g := range a.with {
		if p := a.query.Param(g.Name); p != nil && p.Type == queries.IRI {
			about = append(about, g.Shown)
		}
	}
	title := a.query.Title
	if len(about) > 0 {
		title += ": " + strings.Join(about, ", ")
	}
	t := &report.Table{Columns: out.Shown, Footnotes: m.notes.Footnotes, Cut: out.Count > len(out.Rows)}
	for _, r := range out.Rows {
		t.Add(r.Cells...)
		t.Evidence = append(t.Evidence, r.Evidence)
	}
	out.Picture, err = m.lookup.Picture(t, e.Picture.String(), title)
	return err
}

// heading is what a cell says above a group: a term of the vocabulary without its IRI.
func (m *maker) heading(c report.Cell) string {
	if c.Modality == "" {
		c.Tag = ""
	}
	return c.String()
}

// meaning is what a query says that it means when nothing is found, where it was asked of all there is.
func (m *maker) meaning(q *queries.Query) string {
	if m.o.Within != "" {
		return ""
	}
	return q.Empty
}

// columns are those that an embed names, or all that are not told in other ways.
func (m *maker) columns(q *queries.Query, e *queries.Embed) []string {
	if e.Columns != nil {
		return e.Columns
	}
	return slices.DeleteFunc(slices.Clone(q.Columns), func(name string) bool { return hidden(name) || name == e.Group })
}

// said are the columns that a sentence names.
func said(all []queries.Segment, q *queries.Query) (names []string) {
	for _, s := range all {
		names = append(names, said(s.Optional, q)...)
		if s.Value != nil && (slices.Contains(q.Columns, s.Value.Name) || queries.StatementOf(q, s.Value.Name) != "") && !slices.Contains(names, s.Value.Name) {
			names = append(names, s.Value.Name)
		}
	}
	return names
}

// byGroup brings rows of one group together, the groups in the order in which they first come.
func byGroup(rows []*row, at int) {
	order := map[string]int{}
	for _, r := range rows {
		title := r.cells[at].String()
		if _, seen := order[title]; !seen {
			order[title] = len(order)
		}
	}
	slices.SortStableFunc(rows, func(a, b *row) int {
		return cmp.Compare(order[a.cells[at].String()], order[b.cells[at].String()])
	})
}

// standing leaves out the rows that nothing supports.
func (m *maker) standing(q *queries.Query, rows []*row) []*row {
	return slices.DeleteFunc(rows, func(r *row) bool {
		m.supported(q, r)
		return !r.crosses()
	})
}

// row makes a line.
func (m *maker) row(q *queries.Query, r *row, visible []string, out *Answer) Row {
	e := m.explain(r)
	line := Row{Evidence: e, Standing: m.lookup.Standing(&e, r.cells), Cells: r.cells[:min(len(out.Columns), len(r.cells))]}
	worked := m.worked(q, r, visible, out.Embed.Join, &e)
	cells := m.cleared(r.cells, &e)
	switch {
	case out.Embed.Say != nil:
		line.Cells = cells
		line.Sentence = m.sentence(out.Embed.Say, cells, visible, worked)
	case out.Embed.As == queries.AsPath:
		line.Hops = m.hops(r.why)
	default:
		line.Cells, line.Worked = cells[:len(out.Columns)], worked[:len(out.Columns)]
	}
	return line
}

// cleared are cells without the tags that a reader does not need: the IRI of a term, or what the standing of the row says.
func (m *maker) cleared(cells []report.Cell, e *report.Evidence) []report.Cell {
	out := slices.Clone(cells)
	for i := range out {
		if out[i].Modality == "" || slices.Contains(e.Crosses, out[i].Modality) {
			out[i].Tag = ""
		}
	}
	return out
}

// worked tells the cells whose value stands in no quad that the row rests on, nor anywhere in the graph, nor in the query's header, and is no label.
func (m *maker) worked(q *queries.Query, r *row, visible []string, join string, e *report.Evidence) []bool {
	out := make([]bool, len(visible))
	for i, c := range r.cells {
		at := slices.Index(q.Columns, visible[i])
		if c.Value == nil || at < 0 || slices.Contains(q.Labels, visible[i]) || len(r.joined) > 1 && visible[i] == join || at < len(q.Blanks) && c.Value == quad.Value(quad.String(q.Blanks[at])) {
			continue
		}
		out[i] = !crosses(e.Derivations, c.Value) && !m.lookup.Known(c.Value)
	}
	return out
}

func crosses(derivations []gizmo.Derivation, v quad.Value) bool {
	return slices.ContainsFunc(derivations, func(d gizmo.Derivation) bool {
		return slices.ContainsFunc(d, func(q quad.Quad) bool {
			return q.Subject == v || q.Predicate == v || q.Object == v || q.Label == v
		})
	})
}

// sentence fills in a sentence for a row.
func (m *maker) sentence(say []queries.Segment, cells []report.Cell, visible []string, worked []bool) []Span {
	var out []Span
	for _, s := range say {
		switch {
		case s.Optional != nil:
			if inner := m.sentence(s.Optional, cells, visible, worked); !lacking(inner) {
				out = append(out, inner...)
			}
		case s.Value == nil:
			out = append(out, Span{Text: s.Text})
		default:
			v := &Value{Else: s.Value.Else}
			if at := slices.Index(visible, s.Value.Name); at < 0 {
				v = m.value(s.Value)
			} else if c := cells[at]; c.Value != nil {
				text := c.String()
				if worked[at] {
					text = supplied(text)
				}
				v.Items = []Item{{Cell: c, Text: text, Bare: true}}
			}
			out = append(out, Span{Value: v})
		}
	}
	return out
}

// supplied marks a value that is in no quad: the query worked it out, or has it in its own words.
func supplied(text string) string { return "[" + text + "]" }

// hops are the quads of a path, each with its note.
func (m *maker) hops(why gizmo.Why) []Hop {
	var out []Hop
	if len(why.Derivations) == 0 {
		return nil
	}
	for _, q := range why.Derivations[0] {
		e := m.notes.Explain(gizmo.Why{Derivations: []gizmo.Derivation{{q}}})
		if len(e.Notes) == 0 {
			continue
		}
		h := Hop{m.lookup.Says(q), e.Notes}
		if !slices.ContainsFunc(out, func(have Hop) bool { return have.Text == h.Text }) {
			out = append(out, h)
		}
	}
	return out
}

// nearestShown is how many statements stand for a missing answer.
const nearestShown = 3

// nearest looks for what the articles do say.
func (m *maker) nearest(a *asked, out *Answer) {
	nearest := m.lookup.NearestStatements(a.result.Named)
	for _, statement := range nearest[:min(len(nearest), nearestShown)] {
		out.Nearest = append(out.Nearest, m.only(m.notes.Statement(statement).Notes, statement)...)
	}
	key := fmt.Sprint(out.Nearest)
	out.Repeats = m.near[key]
	m.near[key] = true
}

// leaveOpen lists what the words leave open that are cited here for the first time.
func (m *maker) leaveOpen(b *Block) {
	notes := b.notes()
	slices.Sort(notes)
	for _, n := range slices.Compact(notes) {
		note := m.notes.Footnotes[n-1]
		if m.opened[n] || note.Citation == nil {
			continue
		}
		m.opened[n] = true
		for _, text := range note.Citation.Notes {
			if !b.shows(text) {
				b.Open = append(b.Open, Open{n, report.Clean(text)})
			}
		}
	}
}

// shows tells whether a row of the block has a text in a cell: what it says itself is not said again below it.
func (b *Block) shows(text string) bool {
	return b.Answer != nil && slices.ContainsFunc(b.Answer.Rows, func(r Row) bool {
		return slices.ContainsFunc(r.Cells, func(c report.Cell) bool { return c.Value == quad.Value(quad.String(text)) })
	})
}

// numeric tells which columns hold numbers alone.
func numeric(a *Answer) []bool {
	out := make([]bool, len(a.Columns))
	for i := range a.Columns {
		some := false
		all := true
		for _, r := range a.Rows {
			if i < len(r.Cells) && r.Cells[i].Value != nil {
				_, ok := quads.Number(r.Cells[i].Value)
				some, all = true, all && ok
			}
		}
		out[i] = some && all
	}
	return out
}

// joinMarks writes the marks of notes one behind the other.
func joinMarks(notes []int, mark func(int) string) string {
	var b strings.Builder
	for _, n := range notes {
		b.WriteString(mark(n))
	}
	return b.String()
}
