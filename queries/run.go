package queries

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/graph/gizmo"
	"rapport/quads"
)

// Result is the answer of a query: rows under exactly the columns of its header.
type Result struct {
	Columns []string
	Rows    [][]quad.Value // a cell a column; what the header says for it, else nil, where the program left one unbound
	Cut     bool           // a limit left rows out
}

// StatementColumn is the name of the column that holds the statement which a row rests on.
const StatementColumn = "statement"

// A path gives its vertex in each row under the name "id"; that, and a tag that begins with "_", which a program sets
// only to come back to, are no columns unless the header names them.
const (
	vertexName = "id"
	hiddenMark = "_"
)

// Run asks a query with bound parameters. Rows of a query that is not Ordered come in the order of the articles: by statement, where there
// is that column, then by their cells from left to right. limit is the most rows that the program may give; 0 is the language's own.
func Run(ctx context.Context, src graph.Source, q *Query, params Params, limit int) (*Result, error) {
	r := &Result{Columns: q.Columns}
	opts := gizmo.Options{Params: params, Limit: mostRows}
	if q.Ordered && limit > 0 {
		opts.Limit = limit
	}
	stats, err := gizmo.Run(ctx, src, q.Path, q.Text, opts, func(row gizmo.Row) error {
		cells, err := q.cells(row)
		r.Rows = append(r.Rows, cells)
		return err
	})
	if err != nil {
		return nil, err
	}
	r.Cut = stats.Cut
	if !q.Ordered {
		r.sort()
	}
	if limit > 0 && len(r.Rows) > limit {
		r.Rows, r.Cut = r.Rows[:limit], true
	}
	return r, nil
}

// mostRows bounds what is held for sorting.
const mostRows = 1_000_000

// ColumnError says that a row binds something that the header does not promise.
type ColumnError struct {
	Path    string
	Got     string
	Columns []string
}

func (e *ColumnError) Error() string {
	return fmt.Sprintf("%s: a row binds %q, which is not one of its columns: %s", e.Path, e.Got, strings.Join(e.Columns, ", "))
}

// Hint says how to mend it.
func (e *ColumnError) Hint() string { return "name it in the header's columns, or do not tag it" }

// cells puts what a row binds under the columns.
func (q *Query) cells(row gizmo.Row) ([]quad.Value, error) {
	cells := make([]quad.Value, len(q.Columns))
	for i, name := range row.Names {
		at := slices.Index(q.Columns, name)
		if at < 0 && (name == vertexName || strings.HasPrefix(name, hiddenMark)) {
			continue
		}
		if at < 0 {
			return nil, &ColumnError{q.Path, name, q.Columns}
		}
		cells[at] = row.Values[i]
	}
	for i, blank := range q.Blanks {
		if cells[i] == nil && blank != "" {
			cells[i] = quad.String(blank)
		}
	}
	return cells, nil
}

// sort puts rows without a statement last.
func (r *Result) sort() {
	by := slices.Index(r.Columns, StatementColumn)
	slices.SortStableFunc(r.Rows, func(a, b []quad.Value) int {
		if by >= 0 {
			if c := cmp.Or(compareBool(a[by] == nil, b[by] == nil), quads.Compare(a[by], b[by])); c != 0 {
				return c
			}
		}
		return slices.CompareFunc(a, b, quads.Compare)
	})
}

// compareBool orders false before true.
func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}
