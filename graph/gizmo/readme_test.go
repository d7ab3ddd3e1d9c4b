package gizmo

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// TestReadme runs every example of README.md: the third column of a table with four, against its fourth.
func TestReadme(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, data, _ := strings.Cut(string(text), "```nquads\n")
	data, _, _ = strings.Cut(data, "```")
	src := load(t, data)
	ran, named := 0, map[string]bool{}
	for _, line := range strings.Split(string(text), "\n") {
		cells := strings.Split(strings.Trim(line, "| "), " | ")
		if !strings.HasPrefix(line, "|") || len(cells) < 4 && !strings.HasPrefix(line, "| | |") || strings.HasPrefix(cells[0], "step") ||
			strings.HasPrefix(cells[0], "final") && len(cells[0]) == 5 || cells[0] == "filter" {
			continue
		}
		program, want := strings.Trim(cells[len(cells)-2], "`"), strings.Split(strings.Trim(cells[len(cells)-1], "`"), "; ")
		for _, word := range strings.FieldsFunc(cells[0], func(r rune) bool { return !isLetter(byte(r)) }) {
			named[word] = true
		}
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
		ran++
	}
	if ran < 40 {
		t.Errorf("only %d examples", ran)
	}
	for _, list := range [][]method{steps, graphMethods, globals} {
		for _, m := range list {
			if !named[m.name] && !strings.Contains(string(text), "`"+m.name+"`") {
				t.Errorf("README.md does not have %s", m.name)
			}
		}
	}
	t.Logf("%d examples", ran)
}
