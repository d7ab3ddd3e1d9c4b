package gizmo

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// readme reads README.md, and the graph that its examples run on.
func readme(t *testing.T) (text, data string) {
	t.Helper()
	b, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, data, _ = strings.Cut(string(b), "```nquads\n")
	data, _, _ = strings.Cut(data, "```")
	return string(b), data
}

// TestReadme: README.md has the tables that the method table and reference_rows.go make. UPDATE=1 writes them anew.
func TestReadme(t *testing.T) {
	text, _ := readme(t)
	made := text
	for _, s := range reference() {
		open := "<!-- table: " + s.name + " -->\n"
		before, rest, opened := strings.Cut(made, open)
		_, after, closed := strings.Cut(rest, "<!-- end -->\n")
		if !opened || !closed {
			t.Fatalf("README.md has no %s… <!-- end -->", open)
		}
		made = before + open + s.table() + "<!-- end -->\n" + after
	}
	if made == text {
		return
	}
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile("README.md", []byte(made), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, want := strings.Split(text, "\n"), strings.Split(made, "\n")
	for i := range got {
		if i >= len(want) || got[i] != want[i] {
			t.Fatalf("README.md:%d is not what the method table says; UPDATE=1 writes it anew\n got %s\nwant %s", i+1, got[i], want[min(i, len(want)-1)])
		}
	}
	t.Fatal("README.md ends before the method table does; UPDATE=1 writes it anew")
}

// TestExamples: each example of the reference gives the rows that it promises.
func TestExamples(t *testing.T) {
	_, data := readme(t)
	src := load(t, data)
	for _, s := range reference() {
		for _, e := range s.rows {
			if len(e.examples) == 0 {
				t.Errorf("%s %s has no example", e.methods, e.call)
			}
			for _, x := range e.examples {
				program, want := x.Program, strings.Split(x.Rows, "; ")
				if p := pathOf(t, src, program); p != nil {
					program += ".all()"
				}
				got := ask(t, src, program)
				if !strings.Contains(program, ".order(") {
					slices.Sort(got)
					slices.Sort(want)
				}
				if !slices.Equal(got, want) {
					t.Errorf("%s\n got %s\nwant %s", program, strings.Join(got, "; "), strings.Join(want, "; "))
				}
			}
		}
	}
}

// TestReference: each method has a row in the reference, an example of its own or its neighbours' in that row runs it, and no row
// is of a method that does not exist.
func TestReference(t *testing.T) {
	missing := map[string]bool{}
	for _, m := range Methods() {
		missing[m.spelled()] = true
	}
	for _, s := range reference() {
		for _, e := range s.rows {
			names := strings.Fields(e.methods)
			methods := e.described()
			if len(methods) != len(names) {
				t.Errorf("reference_rows.go: %q: not each of these is one method of the tables", e.methods)
				continue
			}
			for _, m := range methods {
				delete(missing, m.spelled())
			}
			if len(names) > 0 && !slices.ContainsFunc(e.examples, func(x Example) bool { return calls(x.Program, methods) }) {
				t.Errorf("reference_rows.go: %q: no example calls it", e.methods)
			}
			if _, name, _ := strings.Cut("."+e.call, "."); e.call != "" && len(methods) > 0 && !strings.HasPrefix(strings.TrimPrefix(name, "."), methods[0].Name+"(") {
				t.Errorf("reference_rows.go: %q is called %q", e.methods, e.call)
			}
		}
	}
	for name := range missing {
		t.Errorf("reference_rows.go has no row for %s: say what it means, with an example, and UPDATE=1 go test -run TestReadme", name)
	}
}

// calls says whether a program calls one of the methods.
func calls(program string, methods []Method) bool {
	for _, m := range methods {
		dot := "."
		if m.On == Global {
			dot = ""
		}
		if strings.Contains(program, dot+m.Name+"(") {
			return true
		}
	}
	return false
}
