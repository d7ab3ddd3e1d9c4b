package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"rapport/queries"
)

// TestReservedNames: a parameter of a query cannot take the name of a flag that run has anyway, save of those that restrict the walk, which
// give way to it.
func TestReservedNames(t *testing.T) {
	a := &app{env: func(string) string { return "" }}
	root := newRootCommand(a, nil)
	lib, err := queries.Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	cmd := newSavedQueryCommand(a, &queries.Query{Header: queries.Header{Name: "q", Tags: []string{"t"}}}, lib)
	check := func(f *pflag.Flag) {
		if f.Annotations[headingOf] == nil && !slices.Contains(queries.Reserved, f.Name) {
			t.Errorf("--%s is not in queries.Reserved", f.Name)
		}
	}
	cmd.Flags().VisitAll(check)
	root.PersistentFlags().VisitAll(check)
}

// TestEveryQueryIsACommand: no parameter clashes with a flag, and every example of a help is one that has golden rows.
func TestEveryQueryIsACommand(t *testing.T) {
	a := &app{env: func(string) string { return "" }}
	lib, err := queries.Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	all, broken := lib.All()
	if len(broken) > 0 {
		t.Fatal(broken)
	}
	for _, q := range all {
		cmd := newSavedQueryCommand(a, q, lib)
		for _, p := range q.Params {
			if cmd.Flags().Lookup(p.Name) == nil {
				t.Errorf("%s: no flag --%s", q.Name, p.Name)
			}
			if example := exampleOf(q, lib); p.Required() && !strings.Contains(example, "--"+p.Name) {
				t.Errorf("%s: the example %q lacks --%s", q.Name, example, p.Name)
			}
		}
	}
}
