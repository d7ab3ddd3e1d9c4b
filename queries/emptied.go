package queries

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"
)

// Emptied is a column of which some rows lack a value.
type Emptied struct {
	Column string
	Rows   int
}

// Emptied returns, in the order of the columns, those under which rows of an answer over a part of a graph lack what they have over the whole of it: that
// part of the graph says less of a row, where the row alone would read as if nothing were said. A row is one of the whole where that agrees in all
// that it has.
func (q *Query) Emptied(part, whole *Result) []Emptied {
	by := q.key(part)
	rows := map[quad.Value][][]quad.Value{}
	for _, row := range whole.Rows {
		rows[at(row, by)] = append(rows[at(row, by)], row)
	}
	lacking := make([]int, len(q.Columns))
	for _, row := range part.Rows {
		filled := make([]bool, len(q.Columns))
		for _, full := range rows[at(row, by)] {
			for i := range q.Columns {
				filled[i] = filled[i] || q.blank(i, row[i]) && !q.blank(i, full[i]) && q.within(row, full)
			}
		}
		for i, yes := range filled {
			if yes {
				lacking[i]++
			}
		}
	}
	var out []Emptied
	for i, n := range lacking {
		if n > 0 && !IsStatementColumn(q.Columns[i]) { // that of a value goes with it
			out = append(out, Emptied{q.Columns[i], n})
		}
	}
	return out
}

// String says how many rows: "about in 1 row".
func (e Emptied) String() string {
	if e.Rows == 1 {
		return e.Column + " in 1 row"
	}
	return fmt.Sprintf("%s in %d rows", e.Column, e.Rows)
}

// TellEmptied says of which columns, and in how many rows.
func TellEmptied(all []Emptied) string {
	var parts []string
	for _, e := range all {
		parts = append(parts, e.String())
	}
	return strings.Join(parts, ", ")
}

// Lacks tells whether a row of an answer has no value under one of its columns.
func (q *Query) Lacks(r *Result) bool {
	return slices.ContainsFunc(r.Rows, func(row []quad.Value) bool {
		for i, v := range row {
			if q.blank(i, v) {
				return true
			}
		}
		return false
	})
}

// key is a column that every row has a value under, that of statements best, as it tells most of them apart; -1 for none.
func (q *Query) key(r *Result) int {
	for _, i := range append([]int{slices.Index(q.Columns, StatementColumn)}, indexes(q.Columns)...) {
		if i >= 0 && !slices.ContainsFunc(r.Rows, func(row []quad.Value) bool { return q.blank(i, row[i]) }) {
			return i
		}
	}
	return -1
}

func indexes[T any](list []T) []int {
	out := make([]int, len(list))
	for i := range out {
		out[i] = i
	}
	return out
}

// at is the value of a row under a column, nil for none.
func at(row []quad.Value, column int) quad.Value {
	if column < 0 {
		return nil
	}
	return row[column]
}

// blank tells whether a value is none, or what the header says in its place.
func (q *Query) blank(column int, v quad.Value) bool {
	return v == nil || column < len(q.Blanks) && q.Blanks[column] != "" && v == quad.Value(quad.String(q.Blanks[column]))
}

// within tells whether a row agrees in all that it has with one that has more.
func (q *Query) within(row, full []quad.Value) bool {
	for i, v := range row {
		if !q.blank(i, v) && v != full[i] {
			return false
		}
	}
	return true
}
