package gizmo

import (
	"fmt"
	"slices"
	"testing"

	"rapport/graph"
)

// Comparisons that are answered by ranges of ids alone count and keep what value by value passes: NaN nowhere, INF, equal numbers in every
// spelling, times in every zone, whatever the direction and the labels.
func TestRangesKeepWhatPasses(t *testing.T) {
	values := []string{`"1"^^<xsd:integer>`, `"8"^^<xsd:integer>`, `"8.0"^^<xsd:decimal>`, `"08"^^<xsd:int>`, `"9.5E0"^^<xsd:double>`, `"-INF"^^<xsd:double>`,
		`"INF"^^<xsd:double>`, `"NaN"^^<xsd:double>`, `"NaN"^^<xsd:float>`, `"9007199254740993"^^<xsd:integer>`, `"9007199254740992"^^<xsd:integer>`,
		`"1990"^^<xsd:gYear>`, `"1990-05-01"^^<xsd:date>`, `"1990-05-01T02:00:00+03:00"^^<xsd:dateTime>`, `"May"^^<xsd:date>`, `"true"^^<xsd:boolean>`, `"x"`, `"y"@en`,
		`"z"^^<ex:other>`, `<b>`, `<c>`, `_:n`}
	text := ""
	for i, v := range values {
		text += fmt.Sprintf("<s%d> <p> %s <l%d> .\n", i, v, i%2)
		if v[0] != '"' {
			text += fmt.Sprintf("%s <p> <s%d> <l%d> .\n", v, i, i%2)
		}
	}
	memory := load(t, text)
	compiled, _ := segmentOf(t, graph.Quads(memory))
	counted := 0
	for _, bound := range []string{`8`, `-1`, `9.5`, `typed("INF", "xsd:double")`, `typed("NaN", "xsd:double")`, `typed("9007199254740993", "xsd:integer")`,
		`typed("1990-05-01", "xsd:date")`, `typed("1990", "xsd:gYear")`, `"<b>"`, `"<s3>"`, `"x"`, `typed("true", "xsd:boolean")`, `typed("z", "ex:other")`} {
		for _, name := range []string{"lt", "lte", "gt", "gte"} {
			filter := name + "(" + bound + ")"
			for _, path := range []string{`g.V().has("<p>", %s)`, `g.V().hasR("<p>", %s)`, `g.V().filter(%s)`, `g.V().out("<p>").filter(%s)`, `g.V().out("<p>").in("<p>").has("<p>", %s)`,
				`g.V().labelContext("<l1>").has("<p>", %s)`, `g.V().has("<p>", %s, lt(1000000))`, `g.V().has(null, %s)`} {
				path := fmt.Sprintf(path, filter)
				byValue := linesOf(t, &plainSource{memory}, path+".all()", Options{})
				want := fmt.Sprint(len(byValue))
				slices.Sort(byValue)
				for _, src := range []graph.Source{memory, compiled} {
					for i := range 3 {
						rows := linesOf(t, src, path+".all()", Paced(Options{}, i))
						slices.Sort(rows)
						if !slices.Equal(rows, byValue) {
							t.Errorf("%T at pace %d: %s gives %q, want %q", src, i, path, rows, byValue)
						}
						var n string
						if _, err := fmt.Sscanf(linesOf(t, src, path+".count()", Paced(Options{}, i))[0], "[value] [%q", &n); err != nil && n == "" || n != want {
							t.Errorf("%T at pace %d: %s counts %s, want %s (%v)", src, i, path, n, want, err)
						}
						counted += len(rows)
					}
				}
			}
		}
	}
	if counted < 1000 {
		t.Errorf("only %d rows passed", counted)
	}
}

// plainSource has no faster ways.
type plainSource struct{ graph.Source }
