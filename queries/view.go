package queries

import (
	"fmt"
	"slices"
	"strings"
)

// The ways to look at rows.
const (
	ViewTable    = "table"
	ViewGraph    = "graph"
	ViewTimeline = "timeline"
	ViewChart    = "chart"
)

// Views are the ways to look at a query's rows that a header may name.
var Views = []string{ViewTable, ViewGraph, ViewTimeline, ViewChart}

// View is a way to look at rows, and which columns it is made of. A header or a report writes it "graph source=entity target=neighbour":
// the columns of the roles that are not named after their role.
type View struct {
	Name    string
	Columns map[string]string // role → column
}

// String is the view as ParseView reads it.
func (v View) String() string {
	text := v.Name
	for _, r := range rolesOf(v.Name) {
		if column := v.Columns[r.name]; column != "" {
			text += " " + r.name + "=" + column
		}
	}
	return text
}

// role is what a column is to a view.
type role struct {
	name     string
	required bool
}

// rolesOf are the roles that a view has; README.md says what each does.
func rolesOf(view string) []role {
	var own []role
	switch view {
	case ViewGraph:
		own = []role{{"source", true}, {"target", true}, {"relation", false}, {"via", false}, {"relation2", false}}
	case ViewTimeline:
		own = []role{{"label", true}, {"relation", false}, {"when", false}, {"date", false}, {"inferred-date", false}, {"earliest", false}, {"latest", false}}
	case ViewChart:
		own = []role{{"label", true}, {"value", true}, {"relation", false}, {"unit", false}, {"text", false}, {"approximate", false}}
	default:
		return nil
	}
	return append(own, role{"modality", false}, role{"condition", false}, role{"inferred", false})
}

// timeRoles are those of which a timeline has one at least.
var timeRoles = []string{"when", "date", "inferred-date", "earliest", "latest"}

// viewError is what is wrong with a view, at a byte of its text.
type viewError struct {
	reason, fix string
	at          int
}

func (e *viewError) Error() string { return e.reason }

// Hint says how to mend it.
func (e *viewError) Hint() string { return e.fix }

// ParseView reads a view.
func ParseView(text string) (View, error) {
	v := View{Columns: map[string]string{}}
	for at := 0; at < len(text); {
		if text[at] == ' ' || text[at] == '\t' {
			at++
			continue
		}
		word := text[at:]
		if end := strings.IndexAny(word, " \t"); end >= 0 {
			word = word[:end]
		}
		if err := v.add(word, at); err != nil {
			return View{}, err
		}
		at += len(word)
	}
	if v.Name == "" {
		return View{}, &viewError{reason: "view: want " + strings.Join(Views, ", ")}
	}
	return v, nil
}

// add takes a word: first the view, then the columns of its roles.
func (v *View) add(word string, at int) error {
	if v.Name == "" {
		if !slices.Contains(Views, word) {
			return &viewError{fmt.Sprintf("view: got %q, want %s", word, strings.Join(Views, ", ")), didYouMean(word, Views), at}
		}
		v.Name = word
		return nil
	}
	var names []string
	for _, r := range rolesOf(v.Name) {
		names = append(names, r.name)
	}
	name, column, ok := strings.Cut(word, "=")
	switch {
	case len(names) == 0:
		return &viewError{fmt.Sprintf("view: got %q behind %s, which takes every column", word, v.Name), "", at}
	case !ok || !isWord(column, "-"):
		return &viewError{fmt.Sprintf("view: got %q, want such as %s=COLUMN", word, names[0]), "", at}
	case !slices.Contains(names, name):
		return &viewError{fmt.Sprintf("view: a %s has no %q, want %s", v.Name, name, strings.Join(names, ", ")), didYouMean(name, names), at}
	case v.Columns[name] != "":
		return &viewError{fmt.Sprintf("view: %q stands there twice", name), "", at}
	}
	v.Columns[name] = column
	return nil
}

// Column returns the index of a role's column, -1 for none: the column that the view names, else the one of the role's name.
func (v View) Column(role string, columns []string) int {
	if named := v.Columns[role]; named != "" {
		return slices.Index(columns, named)
	}
	return slices.Index(columns, role)
}

// Check says what the view wants that the columns do not give.
func (v View) Check(columns []string) error {
	for _, r := range rolesOf(v.Name) {
		column := v.Columns[r.name]
		switch {
		case column != "" && !slices.Contains(columns, column):
			return &viewError{reason: fmt.Sprintf("view: %s=%s, but no column is named %q", r.name, column, column), fix: didYouMean(column, columns)}
		case r.required && v.Column(r.name, columns) < 0:
			return v.lacks("a column "+r.name, r.name)
		}
	}
	if v.Name == ViewTimeline && !slices.ContainsFunc(timeRoles, func(r string) bool { return v.Column(r, columns) >= 0 }) {
		return v.lacks("a time, one of the columns "+strings.Join(timeRoles, ", "), "date")
	}
	return nil
}

func (v View) lacks(what, role string) error {
	return &viewError{
		reason: fmt.Sprintf("view: a %s needs %s", v.Name, what),
		fix:    fmt.Sprintf("a column of another name is given as view: %s %s=COLUMN", v.Name, role),
	}
}
