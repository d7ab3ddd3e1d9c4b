package web

import (
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/graph/gizmo"
	"rapport/internal/report"
	"rapport/queries"
)

// rows are an answer as a page shows it.
type rows struct {
	Columns []string
	Numeric []bool
	Rows    []row
	All     int  // how many there are; the page shows the first
	Cut     bool // a limit left more out
	Why     bool // each row has a cell with what it rests on
	Notes   []footnote
	Nearest bool   // the notes are what comes nearest to a question that has no answer
	Empty   string // what it means that there is none, "" where that goes without saying
	Picture *drawing
}

type row struct {
	Cells    []rowCell
	Notes    []footnote
	Modality string // "" for a fact
	Style    string
	Also     string // "inferred, disputed"
}

type rowCell struct {
	Text, Path, Modality, Style string
	Null                        bool
}

// rows makes a table ready to be shown.
func (v *view) rows(t *report.Table) *rows {
	columns := t.Columns
	out := &rows{Columns: columns, All: len(t.Rows), Cut: t.Cut, Why: t.Evidence != nil && len(t.Rows) > 0, Nearest: t.Nearest}
	used := map[int]bool{}
	for i, cells := range t.Rows[:min(len(t.Rows), shownRows)] {
		r := row{}
		for k := range columns {
			c := report.Cell{}
			if k < len(cells) {
				c = cells[k]
			}
			r.Cells = append(r.Cells, v.rowCell(columns[k], c))
		}
		if t.Evidence != nil {
			v.because(&r, &t.Evidence[i], t, used)
		}
		out.Rows = append(out.Rows, r)
	}
	out.Numeric = numeric(t, len(columns))
	for _, n := range t.Footnotes {
		if used[n.Number] || t.Nearest {
			out.Notes = append(out.Notes, footnotes([]*report.Footnote{n}, "row")...)
		}
	}
	return out
}

// drawRows draws a table, each line with what it rests on itself, as whys have it; nil where its columns make no picture, and why.
func (v *view) drawRows(l *report.Lookup, t *report.Table, view, title string, whys []gizmo.Why) (*drawing, error) {
	drawn := &report.Table{Title: t.Title, Columns: t.Columns, Rows: t.Rows, Ordered: t.Ordered, Cut: t.Cut}
	l.ExplainPicture(drawn, view, whys)
	p, err := l.Picture(drawn, view, title)
	if err != nil {
		return nil, err
	}
	return v.draw(drawn, p, "drawn"), nil
}

// because says what a row rests on.
func (v *view) because(r *row, e *report.Evidence, t *report.Table, used map[int]bool) {
	for _, n := range e.Notes {
		used[n] = true
		r.Notes = append(r.Notes, footnote{ID: "row-note-" + plain(n), Number: n})
	}
	if m := e.Modality(); m != "" {
		r.Modality, r.Style = m, styleOf(m)
	}
	var also []string
	if e.Inferred {
		also = append(also, "inferred")
	}
	if len(e.Disputed) > 0 {
		also = append(also, report.Disputed)
		for _, n := range e.Disputed {
			used[n.Number] = true
		}
	}
	if len(e.Notes) == 0 && e.Background {
		also = append(also, "background")
	}
	r.Also = strings.Join(also, ", ")
}

func (v *view) rowCell(column string, c report.Cell) rowCell {
	if c.Value == nil {
		return rowCell{Null: true}
	}
	out := rowCell{Text: c.String(), Modality: c.Modality}
	if c.Modality != "" {
		out.Style = styleOf(c.Modality)
	}
	if iri, ok := c.Value.(quad.IRI); ok {
		out.Path = v.pathOf(iri)
	}
	if s, ok := c.Value.(quad.String); ok && column == "modality" && slices.Contains(queries.Modalities(), string(s)) {
		out.Modality, out.Style, out.Text = string(s), styleOf(string(s)), ""
	}
	return out
}

// numeric tells which columns hold numbers alone.
func numeric(t *report.Table, columns int) []bool {
	out := make([]bool, columns)
	for k := range out {
		for _, cells := range t.Rows {
			if k >= len(cells) || cells[k].Value == nil {
				continue
			}
			if out[k] = cells[k].Numeric(); !out[k] {
				break
			}
		}
	}
	return out
}
