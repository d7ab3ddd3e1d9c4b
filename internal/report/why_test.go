package report

import (
	"encoding/json"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/graph/gizmo"
	"rapport/quads"
)

// quay is a dossier of a hope, a claim of somebody, an inference, a verb that denies, and names.
func quay(t *testing.T) *Lookup {
	t.Helper()
	located, err := quads.ReadAll(strings.NewReader(`
<kg:Hope> <rdf:type> <rdfs:Class> <kg:vocabulary> .
<kg:Hope> <kg:impliesModality> "hoped" <kg:vocabulary> .
<kg:Claim> <rdf:type> <rdfs:Class> <kg:vocabulary> .
<kg:Claim> <kg:impliesModality> "claimed" <kg:vocabulary> .
<kg:lacks> <rdf:type> <rdf:Property> <kg:vocabulary> .
<kg:lacks> <kg:sense> <kg:negative> <kg:vocabulary> .
<q:article> <rdf:type> <kg:Article> <kg:entities> .
<kg:easton> <schema:name> "Easton" <kg:entities> .
<kg:easton> <kg:hopesFor> <q:crane> <q:01a> .
<q:crane> <rdf:type> <kg:Hope> <q:01a> .
<q:crane> <kg:modality> "hoped" <kg:derived> .
<q:01a> <kg:quote> "Easton hopes for a crane" <q:article> .
<q:01a> <kg:note> "Which is not said." <q:article> .
<q:words> <rdf:type> <kg:Claim> <q:01b> .
<q:words> <kg:speaker> <kg:easton> <q:01b> .
<q:01b> <kg:quote> "it “needs” one" <q:article> .
<kg:easton> <kg:lacks> <kg:crane> <q:01c> .
<q:01c> <kg:quote> "has none" <q:article> .
<kg:easton> <kg:inferredWhen> "2030" <q:inf-when> .
<q:inf-when> <rdf:type> <kg:Inference> <q:article> .
<q:inf-when> <kg:basis> "The year is that of the paper." <q:article> .
<q:inf-when> <prov:wasDerivedFrom> <q:01a> <q:article> .
`), "quay.nq", quads.ReaderOptions{})
	if err != nil {
		t.Fatal(err)
	}
	qs := make([]quad.Quad, len(located))
	for i := range located {
		qs[i] = located[i].Quad
	}
	return NewLookup(graph.Load(qs))
}

// crossing is the way over the quads that these pairs of node and predicate name.
func crossing(t *testing.T, l *Lookup, hops ...string) gizmo.Why {
	t.Helper()
	var d gizmo.Derivation
	for i := 0; i < len(hops); i += 2 {
		found := l.scan(quad.IRI(hops[i]), quad.IRI(hops[i+1]), nil, nil)
		if len(found) != 1 {
			t.Fatalf("%s %s: %v", hops[i], hops[i+1], found)
		}
		d = append(d, found[0])
	}
	return gizmo.Why{Derivations: []gizmo.Derivation{d}}
}

func TestModalityIsTheWeakestCrossed(t *testing.T) {
	l := quay(t)
	for _, c := range []struct {
		hops []string
		want string
	}{
		{nil, ""},
		{[]string{"kg:easton", "schema:name"}, "background"},
		{[]string{"kg:easton", "kg:hopesFor"}, "1 · hoped"},
		{[]string{"kg:easton", "kg:hopesFor", "kg:easton", "schema:name"}, "1 · hoped"},
		{[]string{"kg:easton", "kg:hopesFor", "q:crane", "rdf:type"}, "1 · hoped"},
		{[]string{"q:crane", "kg:modality"}, "background · hoped"},
		{[]string{"q:words", "rdf:type", "q:crane", "rdf:type"}, "1 2 · hoped (also claimed)"},
		{[]string{"kg:easton", "kg:lacks", "q:crane", "rdf:type"}, "1 2 · denied (also hoped)"},
		{[]string{"kg:easton", "kg:inferredWhen"}, "1 · actual · inferred"},
		{[]string{"q:01a", "kg:note"}, "1"},
	} {
		table := &Table{Columns: []string{"a"}, Rows: [][]Cell{{Text("x")}}}
		l.Explain(table, []gizmo.Why{crossing(t, l, c.hops...)})
		if got := table.Evidence[0].show(func(n int) string { return string(rune('0' + n)) }); got != c.want {
			t.Errorf("%v: got %q, want %q", c.hops, got, c.want)
		}
	}
}

// TestOnlyAgreesWithWhy: over every quad of both dossiers, what --only leaves in is what --why calls so. A quad that a restriction to one modality
// keeps has that modality or none, unless it is a type or name, and one that is actual is kept where that is asked for.
func TestOnlyAgreesWithWhy(t *testing.T) {
	for _, folder := range []fs.FS{quads.Shipped(), os.DirFS("../../cmd/rapport/testdata/dossiers/harbour/quads")} {
		d, err := quads.Load(folder)
		if err != nil {
			t.Fatal(err)
		}
		src := graph.Load(d.Quads())
		l := NewLookup(src)
		for _, m := range append(quads.Modalities[:], quads.Denied) {
			only, err := graph.Restrict(src, graph.Restriction{Modalities: []string{m}})
			if err != nil {
				t.Fatal(err)
			}
			view := NewLookup(only)
			so := 0
			for _, q := range l.scan(nil, nil, nil, nil) {
				kept, says := len(view.scan(q.Subject, q.Predicate, q.Object, q.Label)) > 0, l.crossed(q)
				switch {
				case kept && says == quads.Actual && slices.Contains([]quad.Value{quads.Type, quads.Name, quads.Text}, q.Predicate): // always left in
				case kept && says != "" && says != m:
					t.Errorf("--only %s keeps what is %s: %v", m, says, q)
				case !kept && says == m && m == quads.Actual:
					t.Errorf("--only %s leaves out %v", m, q)
				case kept && says == m:
					so++
				}
			}
			if so == 0 && slices.Contains([]string{quads.Actual, "planned", "hoped", "claimed"}, m) {
				t.Errorf("nothing is %s: too little to prove anything", m)
			}
		}
	}
}

// TestFigureGoesWithWhatItIsOf: 20 gigawatts are hoped for; a figure that is also of a thing is one of a thing.
func TestFigureGoesWithWhatItIsOf(t *testing.T) {
	l := NewLookup(graph.Load(shipped(t).Quads()))
	for _, q := range l.scan(nil, quads.Figure, nil, nil) {
		want := quads.Actual
		for _, of := range l.scan(nil, nil, q.Subject, nil) {
			if m := l.crossed(of); m != "" && want == quads.Actual {
				want = m
			}
		}
		if got := l.crossed(q); got != want {
			t.Errorf("%v: got %q, want %q", q, got, want)
		}
	}
	for _, c := range []struct {
		holders []string
		want    string
	}{
		{nil, ""}, {[]string{"hoped"}, "hoped"}, {[]string{"hoped", ""}, ""}, {[]string{"hoped", "planned"}, "planned"}, {[]string{"denied", "hoped"}, "hoped"},
	} {
		if got := quads.FigureModality(c.holders); got != c.want {
			t.Errorf("%q: got %q, want %q", c.holders, got, c.want)
		}
	}
}

// TestFootnotesStandOnce: each statement once, in the order of its first use, with whoever speaks.
func TestFootnotesStandOnce(t *testing.T) {
	l := quay(t)
	table := &Table{Columns: []string{"a"}, Rows: [][]Cell{{Text("x")}, {Text("y")}, {Text("x")}}}
	l.Explain(table, []gizmo.Why{
		crossing(t, l, "q:words", "kg:speaker", "kg:easton", "schema:name"),
		crossing(t, l, "kg:easton", "kg:inferredWhen"),
		crossing(t, l, "q:crane", "rdf:type", "q:words", "kg:speaker"),
	})
	want := `a  ×   why
x  ×2  1 3 · hoped (also claimed)
y      2 · actual · inferred

1  “it “needs” one”
   — q:01b · said by Easton · claimed
2  inferred: The year is that of the paper.
   — from q:01a, q:inf-when · actual
3  “Easton hopes for a crane”
   — q:01a · said by the article itself · hoped
background: names and types, vocabulary, what the program derives
`
	if got := render(t, FormatTable, table, Options{}); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := render(t, FormatMD, table, Options{}); !strings.Contains(got, "| x | ×2 | [^1] [^3] · hoped (also claimed) |") ||
		!strings.Contains(got, "\n[^2]: inferred: The year is that of the paper. — from q:01a, q:inf-when · actual\n") {
		t.Errorf("got\n%s", got)
	}
	if got, want := render(t, FormatTSV, table, Options{}), "a\tmodality\tstatements\tinferred\tdisputed\nx\tclaimed\tq:01b\t\t\ny\tactual\tq:inf-when\ttrue\t\nx\thoped\tq:01a q:01b\t\t\n"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestWhyInJSON: both forms say the same.
func TestWhyInJSON(t *testing.T) {
	l := quay(t)
	table := &Table{Columns: []string{"a"}, Rows: [][]Cell{{Text("x")}}, Cut: true}
	why := crossing(t, l, "q:words", "kg:speaker", "kg:easton", "schema:name")
	why.More = 3
	l.Explain(table, []gizmo.Why{why})
	type statements map[string]struct {
		Quotes   []struct{ Text string }
		Speakers []string
		Modality string
	}
	type row struct {
		Why struct {
			Modality    string
			Crosses     []string
			Background  bool
			Derivations [][]struct {
				S, P  string
				O     struct{ Kind, Value string }
				Label *string
			}
			More int
		}
	}
	var doc struct {
		Rows       []row
		Statements statements
		Cut        bool
	}
	text := render(t, FormatJSON, table, Options{})
	if err := json.Unmarshal([]byte(text), &doc); err != nil {
		t.Fatal(err, text)
	}
	w := doc.Rows[0].Why
	if w.Modality != "claimed" || !slices.Equal(w.Crosses, []string{"claimed"}) || !w.Background || w.More != 3 ||
		len(w.Derivations) != 1 || len(w.Derivations[0]) != 2 || w.Derivations[0][1].O.Value != "Easton" || *w.Derivations[0][1].Label != "kg:entities" {
		t.Errorf("got %+v of %s", w, text)
	}
	s := doc.Statements["q:01b"]
	if len(doc.Statements) != 1 || len(s.Quotes) != 1 || s.Quotes[0].Text != "it “needs” one" || !slices.Equal(s.Speakers, []string{"kg:easton"}) || s.Modality != "claimed" {
		t.Errorf("got %+v of %s", doc.Statements, text)
	}
	lines := strings.Split(strings.TrimSpace(render(t, FormatJSONL, table, Options{})), "\n")
	var last struct {
		Schema     string
		Cut        bool
		Statements statements
	}
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &last); err != nil || len(lines) != 2 || last.Schema != Schema || !last.Cut || len(last.Statements) != 1 {
		t.Errorf("got %q, %v", lines, err)
	}
}

// TestWhyNeedsItsName: a column cannot have the name under which JSON says why; one called statements can stay.
func TestWhyNeedsItsName(t *testing.T) {
	l := quay(t)
	why := []gizmo.Why{crossing(t, l, "kg:easton", "kg:hopesFor")}
	table := &Table{Columns: []string{"why"}, Rows: [][]Cell{{Text("x")}}}
	l.Explain(table, why)
	if err := Write(&strings.Builder{}, FormatTable, table, Options{}); err == nil {
		t.Error("a column called why passes")
	}
	table = &Table{Columns: []string{"statements", "modality"}, Rows: [][]Cell{{Count(3), Text("hoped")}}}
	l.Explain(table, why)
	if got, want := render(t, FormatTSV, table, Options{}), "statements\tmodality\twhy\tinferred\tdisputed\n3\thoped\tq:01a\t\t\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestWhyIsSafe: what stands in an article cannot act on a terminal.
func TestWhyIsSafe(t *testing.T) {
	evil := quad.String("a \x1b[31m\u202e b")
	qs := []quad.Quad{
		{Subject: quad.IRI("a"), Predicate: quad.IRI("p"), Object: evil, Label: quad.IRI("s")},
		{Subject: quad.IRI("s"), Predicate: quads.Quoted, Object: evil, Label: quad.IRI("t")},
	}
	l := NewLookup(graph.Load(qs))
	table := &Table{Columns: []string{"a"}, Rows: [][]Cell{{Text("x")}}}
	l.Explain(table, []gizmo.Why{{Derivations: []gizmo.Derivation{qs[:1]}}})
	for _, f := range []Format{FormatTable, FormatMD, FormatJSON, FormatJSONL} {
		for _, width := range []int{0, 40} {
			if got := render(t, f, table, Options{Width: width}); strings.ContainsAny(got, "\x1b\u202e") {
				t.Errorf("%s: %q", f, got)
			}
		}
	}
}
