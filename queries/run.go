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
	Columns     []string
	Rows        [][]quad.Value     // a cell a column; what the header says for it, else nil, where the program left one unbound
	Cut         bool               // a limit left rows out
	Why         []gizmo.Why        // for each row what it rests on, where Options ask; else nil
	Explanation *gizmo.Explanation // how it was answered, where Options ask for it
	Named       []quad.Value       // what the question is about, where Options ask for Why: the values of its parameters, else the terms of its program
	Terms       []quad.Value       // those of its program, where Named are the values of its parameters
}

// Options say how a query is run.
type Options struct {
	Limit     int    // the most rows that it may give; 0 is the language's own
	Most      int    // the most rows that are read: those beyond are Cut, whatever the order; 0 is a million
	Why       bool   // ask what each row rests on
	Explain   bool   // ask how it is answered
	MaxMemory int    // bytes that it may take; 0 is the language's own
	Run       Runner // runs the program; nil: this process
}

// Runner runs a program over the graph that a query asks, as gizmo.Run does, perhaps elsewhere.
type Runner func(ctx context.Context, name, program string, opts gizmo.Options, row func(gizmo.Row) error) (gizmo.Stats, error)

// Here runs programs over src in this process.
func Here(src graph.Source) Runner {
	return func(ctx context.Context, name, program string, opts gizmo.Options, row func(gizmo.Row) error) (gizmo.Stats, error) {
		return gizmo.Run(ctx, src, name, program, opts, row)
	}
}

// StatementColumn is the name of the column that holds the statement which a row rests on.
const StatementColumn = "statement"

// IsStatementColumn tells a column that names a statement of a row: statement, statement2, inference.
func IsStatementColumn(name string) bool {
	rest, ok := strings.CutPrefix(name, StatementColumn)
	return ok && strings.Trim(rest, "0123456789") == "" || name == "inference"
}

// A path gives its vertex in each row under the name "id"; that, and a tag that begins with "_", which a program sets
// only to come back to, are no columns unless the header names them.
const (
	vertexName = "id"
	hiddenMark = "_"
)

// Run asks a query with bound parameters. Rows of a query that is not Ordered come in the order of the articles: by statement, where there
// is that column, then by their cells from left to right. With an error the Result is what there was until then.
func Run(ctx context.Context, src graph.Source, q *Query, params Params, o Options) (*Result, error) {
	r := &Result{Columns: q.Columns}
	opts := gizmo.Options{Params: params, Limit: mostRows, MaxMemory: o.MaxMemory, Why: o.Why, Explain: o.Explain}
	if o.Most > 0 {
		opts.Limit = o.Most
	}
	if q.Ordered && o.Limit > 0 {
		opts.Limit = o.Limit
	}
	run := o.Run
	if run == nil {
		run = Here(src)
	}
	stats, err := run(ctx, q.Path, q.Text, opts, func(row gizmo.Row) error {
		cells, err := q.Cells(row)
		r.Rows = append(r.Rows, cells)
		if o.Why {
			r.Why = append(r.Why, row.Because())
		}
		return err
	})
	r.Explanation = stats.Explanation
	if err != nil {
		return r, err
	}
	r.Cut = stats.Cut
	if o.Why {
		if r.Named = given(q, params); len(r.Named) == 0 {
			r.Named = stats.Named
		} else {
			r.Terms = stats.Named
		}
	}
	if !q.Ordered {
		r.Sort()
	}
	if o.Limit > 0 && len(r.Rows) > o.Limit {
		r.Rows, r.Cut = r.Rows[:o.Limit], true
		if o.Why {
			r.Why = r.Why[:o.Limit]
		}
	}
	return r, nil
}

// given returns the values of the parameters, in the order of the header. A word chosen from those that a query offers is its own and tells nothing of
// what is asked about, where another value does.
func given(q *Query, params Params) (values []quad.Value) {
	var keywords []quad.Value
	for _, p := range q.Params {
		to := &values
		if p.Type == String && p.Choices != nil {
			to = &keywords
		}
		switch v := params[p.Name].(type) {
		case quad.Value:
			*to = append(*to, v)
		case []quad.Value:
			*to = append(*to, v...)
		}
	}
	if values == nil {
		return keywords
	}
	return values
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

// Cells puts what a row binds under the columns. The error is a *ColumnError.
func (q *Query) Cells(row gizmo.Row) ([]quad.Value, error) {
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

// Sort brings the rows in the order of those of a query that is not Ordered. Rows without a statement come last.
func (r *Result) Sort() {
	by := slices.Index(r.Columns, StatementColumn)
	order := make([]int, len(r.Rows))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		a, b := r.Rows[i], r.Rows[j]
		if by >= 0 {
			if c := cmp.Or(compareBool(a[by] == nil, b[by] == nil), quads.Compare(a[by], b[by])); c != 0 {
				return c
			}
		}
		return slices.CompareFunc(a, b, quads.Compare)
	})
	r.Rows = inOrder(r.Rows, order)
	if r.Why != nil {
		r.Why = inOrder(r.Why, order)
	}
}

// inOrder returns the items at the places of an order.
func inOrder[T any](items []T, order []int) []T {
	out := make([]T, len(order))
	for i, at := range order {
		out[i] = items[at]
	}
	return out
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
