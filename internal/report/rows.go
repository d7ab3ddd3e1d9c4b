package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/graph/gizmo"
	"rapport/queries"
)

// RowsOf makes a table of the answer of a saved query.
func RowsOf(q *queries.Query, r *queries.Result, names *graph.Names) *Table {
	t := &Table{Title: q.Title, Columns: q.Columns, Ordered: q.Ordered, Cut: r.Cut}
	for _, row := range r.Rows {
		cells := make([]Cell, len(row))
		for i, v := range row {
			cells[i] = Cell{Value: v, Name: names.Title(v)}
		}
		t.Add(cells...)
	}
	return t
}

// ViewOf is what a picture of a query's rows is made of, for Lookup.Picture. A query that names no picture has one if its columns do.
func ViewOf(q *queries.Query) string {
	if q.View == queries.ViewTable {
		return ""
	}
	return q.View
}

// PictureTitle is what stands above a picture of a query's rows, which shows no command line: the query's title and what was given for its
// parameters.
func PictureTitle(q *queries.Query, given queries.Arguments, params queries.Params, names *graph.Names) string {
	var about []string
	for _, p := range q.Params {
		if len(given[p.Name]) == 0 {
			continue
		}
		switch v := params[p.Name].(type) {
		case quad.Value:
			about = append(about, cmp.Or(names.Of(v), Show(v, "")))
		case []quad.Value:
			for _, one := range v {
				about = append(about, cmp.Or(names.Of(one), Show(one, "")))
			}
		}
	}
	if len(about) == 0 {
		return q.Title
	}
	return q.Title + ": " + strings.Join(about, ", ")
}

// Collector makes a table of the rows of a program, which may bind different names.
type Collector struct {
	Lookup *Lookup
	Why    bool // the rows say what they rest on
	Draw   bool // the rows are to be drawn

	table Table
	at    map[string]int // column by name
	whys  []gizmo.Why    // for each row, where they say why
}

// Add takes a row. Its error is always nil.
func (c *Collector) Add(row gizmo.Row) error {
	if c.at == nil {
		c.at = map[string]int{}
	}
	cells := make([]Cell, len(c.table.Columns), len(c.table.Columns)+len(row.Names))
	for i, name := range row.Names {
		at, known := c.at[name]
		if !known {
			at = len(c.table.Columns)
			c.at[name] = at
			c.table.Columns = append(c.table.Columns, name)
			cells = append(cells, Cell{})
		}
		cells[at] = c.Lookup.Cell(row.Values[i])
	}
	c.table.Rows = append(c.table.Rows, cells)
	if c.Why {
		c.whys = append(c.whys, row.Because())
	}
	return nil
}

// vertexColumn is what a program calls the vertex itself.
const vertexColumn = "id"

// Finish returns the table, cut telling whether a limit left rows out. The column of the vertex itself stands behind those that the program named; for
// eyes it is left out where it only repeats another column, as it does when the last step of a path is tagged.
func (c *Collector) Finish(cut, eyes bool) *Table {
	t := &c.table
	t.Cut = cut
	switch {
	case c.Draw:
		c.Lookup.ExplainPicture(t, "", c.whys)
	case c.Why:
		c.Lookup.Explain(t, c.whys)
	}
	at, found := c.at[vertexColumn]
	if !found {
		return t
	}
	for i, row := range t.Rows {
		for len(row) < len(t.Columns) {
			row = append(row, Cell{})
		}
		id := row[at]
		t.Rows[i] = append(slices.Delete(row, at, at+1), id)
	}
	t.Columns = append(slices.Delete(t.Columns, at, at+1), vertexColumn)
	if last := len(t.Columns) - 1; eyes && repeats(t, last) {
		t.Columns = t.Columns[:last]
		for i, row := range t.Rows {
			t.Rows[i] = row[:last]
		}
	}
	return t
}

// repeats tells whether every cell of the last column is that of one other column too.
func repeats(t *Table, last int) bool {
	for other := range last {
		if !slices.ContainsFunc(t.Rows, func(row []Cell) bool { return row[other] != row[last] }) {
			return true
		}
	}
	return false
}
