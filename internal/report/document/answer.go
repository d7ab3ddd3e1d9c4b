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
		r.joined = []report.Cell{c}
	}
}

// answer makes what stands in the place of an embed.
func (m *maker) answer(e *queries.Embed) (*Answer, error) {
	if e.Whole() {
		return m.view(e)
	}
	a, err := m.rowsFor(e)
	if err != nil {
		return nil, err
	}
	filter := m.filtered(a.query, e.Where)
	out := &Answer{Embed: e, Name: a.query.Name, Asked: a.question() + filter, About: a.about(), Caption: a.query.Title, Columns: m.columns(a.query, e), Atleast: a.result.Cut}
	out.Unsearched, out.Misfit, out.Unknown = cmp.Or(m.doc.Unread, a.limit), a.misfit, a.blind
	out.Meaning = cmp.Or(e.Empty, m.meaning(a.query))
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
	own := len(visible) // what a line itself shows
	if e.Group != "" && !slices.Contains(visible, e.Group) {
		visible = append(slices.Clone(visible), e.Group)
	}
	out.Shown = visible
	rows := m.rows(a, visible, e.Where, e.Join)
	arrange(rows, slices.Index(visible, e.Group), slices.Index(a.query.Columns, e.Order))
	if out.Unsearched != "" {
		rows = nil // what entity data alone has was not looked for
	}
	all := len(rows)
	if all == 0 && len(a.result.Rows) > 0 && out.Unsearched == "" {
		out.Filtered = filter
		out.Unknown = cmp.Or(out.Unknown, m.slips(a, e.Where), unread(a.result))
	}
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
		out.Rows = append(out.Rows, m.row(a.query, r, visible, own, out))
	}
	m.sayOnce(a.query, rows, out)
	if len(out.Rows) == 0 {
		m.nearest(a, e, out)
	} else if len(out.Rows) > 0 && queries.IsPicture(e.As) {
		if err := m.picture(a, e, out); err != nil {
			return nil, err
		}
	}
	out.Numeric = numeric(out)
	m.doc.Lines += len(out.Rows)
	return out, nil
}

// unread says that an answer has more rows than were read, so that it does not tell what none of its rows is; "" where it has not.
func unread(r *queries.Result) string {
	if !r.Cut {
		return ""
	}
	return fmt.Sprintf("none of the first %d rows is so, and no more were read", len(r.Rows))
}

// sayOnce marks the rows of a table whose quote the row above them under the same heading shows already: the same words of the same article.
func (m *maker) sayOnce(q *queries.Query, rows []*row, out *Answer) {
	at := quoteAt(out.Columns)
	if at < 0 || out.Embed.As != queries.AsTable {
		return
	}
	for i := 1; i < len(out.Rows); i++ {
		above, r := rows[i-1], rows[i]
		begins := slices.ContainsFunc(out.Groups, func(g Group) bool { return g.From == i })
		if !begins && r.cells[at].String() != "" && r.cells[at].Value == above.cells[at].Value && m.articleOf(q, r, out.Columns[at]) == m.articleOf(q, above, out.Columns[at]) {
			out.Rows[i].Above = at + 1
		}
	}
}

// quoteAt is the place of the column of quotes, -1 where there is none, or two that are to be held against each other.
func quoteAt(columns []string) int {
	isQuote := func(name string) bool { return heading(name) == queries.QuoteColumn }
	at := slices.IndexFunc(columns, isQuote)
	if at < 0 || slices.ContainsFunc(columns[at+1:], isQuote) {
		return -1
	}
	return at
}

// articleOf is that of the words under a column, "" where the query does not say whose they are.
func (m *maker) articleOf(q *queries.Query, r *row, quote string) quad.IRI {
	statement := queries.StatementOf(q, quote)
	if statement == "" {
		return ""
	}
	iri, _ := r.all[0][slices.Index(q.Columns, statement)].(quad.IRI)
	return m.lookup.Citation(iri).Article.IRI
}

// filtered tells in words which rows of an answer were asked for: where none of them is there, the question alone is not what nothing answers.
func (m *maker) filtered(q *queries.Query, where []queries.Condition) string {
	var parts []string
	for i := 0; i < len(where); {
		first, values := where[i], []string(nil)
		for ; i < len(where) && where[i].Name == first.Name && where[i].Not == first.Not && (first.Not || values == nil); i++ {
			for _, v := range m.argument(where[i].Argument) {
				values = append(values, report.Clean(cmp.Or(m.names.Of(quad.IRI(v)), v)))
			}
		}
		if values != nil {
			parts = append(parts, condition(q, first.Name, first.Not, values))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return ", of the answers only those that " + enumerate(parts)
}

// condition says of rows which values they have under a column, or do not: “name a party”, “are marked “stated””, “have the status “planned””.
func condition(q *queries.Query, column string, not bool, values []string) string {
	of, these := heading(column), "“"+strings.Join(values, "” or “")+"”"
	at := slices.Index(q.Columns, column)
	isBlank := at >= 0 && at < len(q.Blanks) && slices.Equal(values, q.Blanks[at:at+1])
	unstated, asks := isBlank || slices.Equal(values, []string{notStated}), slices.Contains([]string{"who", "what", "when", "where"}, column)
	switch {
	case unstated && not && asks:
		return "say " + of
	case unstated && not:
		return "name " + report.Article(of)
	case unstated && asks:
		return "do not say " + of
	case unstated:
		return "name no " + of
	case slices.Contains(q.Labels, column) && not:
		return "are not marked " + these
	case slices.Contains(q.Labels, column):
		return "are marked " + these
	case not:
		return "do not have " + these + " as " + of
	}
	return "have " + these + " as " + of
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
	return m.lookup.Meaning(q)
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

// arrange brings rows of one group together, the groups in the order in which they first come, and orders those of each by the values of a
// column of the query. -1 is for no group, or no such order.
func arrange(rows []*row, group, by int) {
	groups, keys := map[string]int{}, map[*row]quad.Value{}
	title := func(r *row) string {
		if group < 0 {
			return ""
		}
		return r.cells[group].String()
	}
	for _, r := range rows {
		if _, seen := groups[title(r)]; !seen {
			groups[title(r)] = len(groups)
		}
		if by >= 0 {
			keys[r] = r.least(by)
		}
	}
	slices.SortStableFunc(rows, func(a, b *row) int {
		return cmp.Or(cmp.Compare(groups[title(a)], groups[title(b)]), lastNil(keys[a], keys[b]))
	})
}

// least is the first of the values that its rows have in a column, a date by the first moment that it can be; nil where none has one.
func (r *row) least(column int) (first quad.Value) {
	for _, values := range r.all {
		v := values[column]
		if date, ok := v.(quad.TypedString); ok && date.Type == quads.EDTF {
			span, err := quads.ParseEDTF(string(date.Value))
			if err != nil || span.Earliest.IsZero() && span.Latest.IsZero() {
				continue // without a year it has no place
			}
			v = quad.Time(span.Earliest)
			if span.Earliest.IsZero() {
				v = quad.Time(span.Latest)
			}
		}
		if lastNil(first, v) > 0 {
			first = v
		}
	}
	return first
}

// lastNil orders values, those that are not there last.
func lastNil(a, b quad.Value) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return 1
	case b == nil:
		return -1
	}
	return quads.Compare(a, b)
}

// nearestShown is how many statements stand for a missing answer.
const nearestShown = 3

// nearest looks for what the articles do say, where there is one to look in. Where an embed looks for faults and finds none, that answers it: near to that are
// only denials, and only where it was asked about something.
func (m *maker) nearest(a *asked, e *queries.Embed, out *Answer) {
	if out.Unsearched != "" || out.Misfit != "" || out.Unknown != "" || e.None != "" && len(a.with) == 0 {
		return
	}
	nearest := m.lookup.NearestStatements(a.result.Named, a.result.Terms...)
	for _, statement := range nearest[:min(len(nearest), nearestShown)] {
		if e.None == "" || m.lookup.Denies(statement) {
			out.Nearest = append(out.Nearest, m.only(m.notes.Statement(statement).Notes, statement)...)
		}
	}
	for _, n := range out.Nearest {
		if !m.near[n] {
			out.New = append(out.New, n)
		}
		m.near[n] = true
	}
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
		open := note.Citation.Notes
		if note.Citation.Listing == partial && !b.lists(note.Citation.Statement) {
			open = append(slices.Clone(open), notAll)
		}
		for _, text := range open {
			if !b.shows(text) {
				left := Open{Note: n, Text: report.Clean(text), Of: m.about(note.Citation.Statement)}
				if len(m.doc.Articles) > 1 {
					left.In = report.Clean(note.Citation.Article.Name())
				}
				b.Open = append(b.Open, left)
			}
		}
	}
}

// about names what a statement says most of.
func (m *maker) about(statement quad.IRI) string {
	var of []string
	for _, t := range m.lookup.About(statement) {
		of = append(of, t.String())
	}
	return enumerate(of)
}

// A statement whose words name some of a list (including, among) leaves open what else there is: a report that lists what they name would read as if that were all.
const (
	partial = "partial"
	notAll  = "The words name some, not all."
)

// lists tells whether the block says itself how far the list of a statement goes: a view does, and rows that rest on kg:listing.
func (b *Block) lists(statement quad.IRI) bool {
	if b.Answer == nil {
		return false
	}
	return b.Answer.Embed.Whole() || slices.ContainsFunc(b.Answer.Rows, func(r Row) bool {
		return slices.ContainsFunc(r.Evidence.Derivations, func(d gizmo.Derivation) bool {
			return slices.ContainsFunc(d, func(q quad.Quad) bool {
				return q.Subject == quad.Value(statement) && q.Predicate == quad.Value(quads.Listing)
			})
		})
	})
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
