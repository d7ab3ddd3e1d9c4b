package document

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/internal/report"
	"rapport/queries"
)

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
	return slices.ContainsFunc(spans, func(s Span) bool {
		return s.Value != nil && len(s.Value.Items) == 0 && s.Value.Unsearched == "" && s.Value.Misfit == ""
	})
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
	out.Unsearched = cmp.Or(m.doc.Unread, a.limit)
	if out.Misfit = a.misfit; out.Unsearched != "" || out.Misfit != "" {
		return out
	}
	if v.Count {
		out.Items = m.count(a, v)
		return out
	}
	for _, r := range m.standing(a.query, m.rows(a, []string{v.Column}, nil, "")) {
		if r.cells[0].Value == nil {
			continue
		}
		e := m.notes.Explain(r.why)
		item := Item{Cell: m.cleared(r.cells, &e)[0], Notes: e.Notes, Against: e.Against(), Standing: m.lookup.Standing(&e, r.cells)}
		if item.Text = item.Cell.String(); m.worked(a.query, r, []string{v.Column}, "", &e)[0] {
			item.Text = supplied(item.Text)
		}
		out.Items = append(out.Items, item)
	}
	return out
}

// count is how many rows an answer has, or how many values its rows have under a column, as one item; none where that is 0 and the template has other words for it.
func (m *maker) count(a *asked, v *queries.Inline) []Item {
	columns := a.query.Columns
	if v.Column != "" {
		columns = []string{v.Column}
	}
	rows := m.standing(a.query, m.rows(a, columns, nil, ""))
	if v.Column != "" {
		rows = slices.DeleteFunc(rows, func(r *row) bool { return blank(a.query, v.Column, r.cells[0].Value) })
	}
	if len(rows) == 0 && v.Else != "" {
		return nil
	}
	item := Item{Text: fmt.Sprint(len(rows)), Bare: true}
	if a.result.Cut {
		item.Text = "more than " + item.Text
	}
	for _, r := range rows {
		item.Notes = addNotes(item.Notes, m.notes.Rests(r.why))
	}
	return []Item{item}
}

// blank tells whether a value is none, or what the header of a query has in the place of one.
func blank(q *queries.Query, column string, v quad.Value) bool {
	at := slices.Index(q.Columns, column)
	return v == nil || at >= 0 && at < len(q.Blanks) && q.Blanks[at] != "" && v == quad.Value(quad.String(q.Blanks[at]))
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

// noted writes a value that is marked as inferred, with the marks of its own notes behind that word, so that they are not taken for the row's.
func noted(text string, notes []int, words func(string) string, marks func([]int) string) string {
	if len(notes) == 0 {
		return words(text)
	}
	return words(strings.TrimSuffix(text, ")")) + marks(notes) + ")"
}

// sentence writes spans as words, those between notes as one, and the marks of the notes of inferred values.
func sentence(spans []Span, words func(string) string, marks func([]int) string) string {
	var out, run strings.Builder
	for _, s := range spans {
		run.WriteString(plain([]Span{s}))
		if s.Value == nil {
			continue
		}
		for _, i := range s.Value.Items { // a value in a sentence is one
			if len(i.Notes) > 0 {
				out.WriteString(noted(run.String(), i.Notes, words, marks))
				run.Reset()
			}
		}
	}
	return out.String() + words(run.String())
}

// otherwise is what stands for no value.
func (v *Value) otherwise() string {
	switch {
	case v.Unsearched != "":
		return notSearched
	case v.Misfit != "":
		return notAsked
	case v.Else != "":
		return v.Else
	}
	return notStated
}

// What stands for a value that there is none of, for one of which that is not known, and for one that cannot be asked for.
const (
	notStated   = "not stated"
	notSearched = "not searched"
	notAsked    = "not asked"
)
