package queries

import (
	"slices"
	"testing"
)

// TestColumnsOfRoles: what a view names comes before a column of the role's own name.
func TestColumnsOfRoles(t *testing.T) {
	columns := []string{"source", "who", "target"}
	v, err := ParseView("graph source=who")
	if err != nil {
		t.Fatal(err)
	}
	var got []int
	for _, role := range []string{"source", "target", "relation"} {
		got = append(got, v.Column(role, columns))
	}
	if !slices.Equal(got, []int{1, 2, -1}) {
		t.Errorf("columns %v", got)
	}
	if err := v.Check(columns[:2]); err == nil || err.Error() != "view: a graph needs a column target" {
		t.Errorf("without a target: %v", err)
	}
}
