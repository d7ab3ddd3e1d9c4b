package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/quads"
)

func nearestTo(t *testing.T, terms ...quad.Value) *Table {
	t.Helper()
	table := &Table{Columns: []string{"what"}}
	quote := quad.Quad{Subject: quad.IRI("x:01a"), Predicate: quads.Quoted, Object: quad.String("Iran has not endorsed it"), Label: quad.IRI("x:article")}
	NewLookup(graph.Load(append(shippedQuads(t), append(denialQuads(), quote)...))).Nearest(table, terms)
	return table
}

func labels(t *Table) string {
	var out []string
	for _, n := range t.Footnotes {
		out = append(out, textOf(n.Label))
	}
	return strings.Join(out, " ")
}

// TestNearest: the question has no answer; what the article does say of its terms stands there, a denial before all.
func TestNearest(t *testing.T) {
	for _, c := range []struct {
		asked []quad.Value
		want  string
		all   bool // want is all that is shown
	}{
		{[]quad.Value{quad.String("defence pact")}, "rit:11a rit:11b rit:11c", true},
		{[]quad.Value{quad.IRI("kg:russia-iran-treaty"), quad.IRI("kg:includes"), quad.IRI("rit:mutual-defense-pact")}, "rit:11a ", false},
		{[]quad.Value{quad.IRI("kg:azerbaijan"), quad.IRI("kg:party")}, "rit:16b ", false},
		{[]quad.Value{quad.IRI("kg:endorsed"), quad.IRI("kg:hailed")}, "x:01a ", false}, // denied by the property alone
		{[]quad.Value{quad.IRI("rit:20a")}, "rit:20a", true},
		{[]quad.Value{quad.IRI("kg:abandoned")}, "rit:22b ", false},                                                      // a status that nothing has, and a word that is said
		{[]quad.Value{quad.IRI("kg:azerbaijan"), quad.TypedString{Value: "1", Type: quads.XSDInteger}}, "rit:16b", true}, // a number of steps, not of gigawatts
		{[]quad.Value{quad.TypedString{Value: "20", Type: quads.XSDInteger}}, "rit:06a rit:20a", true},                   // two decades and 20 gigawatts: a figure, where nothing else is asked for
		{[]quad.Value{quad.IRI("kg:derived"), quad.IRI("kg:nobody"), quad.String("zzzz")}, "", true},
		{[]quad.Value{quads.Name, quads.Text, quads.Type, quad.TypedString{Value: "true", Type: quads.XSDBoolean}}, "", true}, // told of everything
		{[]quad.Value{quad.IRI("kg:due"), quad.String("zzzz")}, "", true},                                                     // of what is asked about, nothing is told
		{[]quad.Value{quad.IRI("kg:due"), quad.IRI("kg:Company")}, "", true},                                                  // nor of what is asked for
		{nil, "", true},
	} {
		table := nearestTo(t, c.asked...)
		got := labels(table)
		if c.all && got != c.want || !strings.HasPrefix(got+" ", c.want) {
			t.Errorf("nearest to %v: %s, want %s", c.asked, got, c.want)
		}
		if table.Nearest != (got != "") {
			t.Errorf("nearest to %v: Nearest is %v", c.asked, table.Nearest)
		}
		if len(table.Footnotes) > NearestMost {
			t.Errorf("nearest to %v: %d statements", c.asked, len(table.Footnotes))
		}
	}
}

func TestNearestIsWritten(t *testing.T) {
	table := nearestTo(t, quad.String("defence pact"))
	for format, want := range map[Format]string{
		FormatTable: "Nothing says that. Nearest to it, the articles say:\n\n1  “it stops short of a mutual defense pact”\n   — sentence 11, rit:11a · said by the article itself · denied",
		FormatMD:    "Nothing says that. Nearest to it, the articles say: [^1][^2][^3]\n\n[^1]: “it stops short of",
		FormatJSON:  `"nearest":["rit:11a","rit:11b","rit:11c"]`,
		FormatJSONL: `{"schema":"rapport.rows/1","cut":false,"statements":{"rit:11a":`,
		FormatCSV:   "what,modality,statements,inferred,disputed\r\n",
	} {
		table.Evidence = []Evidence{}
		var out bytes.Buffer
		if err := Write(&out, format, table, Options{}); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(out.String(), want) {
			t.Errorf("%s: %s\nwant %s", format, out.String(), want)
		}
	}
}
