package report

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/graph/gizmo"
	"rapport/internal/report/picture"
	"rapport/quads"
	"rapport/queries"
)

// drawn runs a program and draws its rows; a program's tags are the columns.
func drawn(t *testing.T, src *graph.Memory, view, program string) picture.Picture {
	t.Helper()
	table := explained(t, src, view, program)
	p, err := NewLookup(src).Picture(table, view, "A picture")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func explained(t *testing.T, src *graph.Memory, view, program string) *Table {
	t.Helper()
	l, table, whys := NewLookup(src), &Table{}, []gizmo.Why{}
	_, err := gizmo.Run(context.Background(), src, "test", program, gizmo.Options{Limit: 1000, Why: true}, func(row gizmo.Row) error {
		cells := make([]Cell, len(table.Columns))
		for i, name := range row.Names {
			at := slices.Index(table.Columns, name)
			if at < 0 {
				at = len(table.Columns)
				table.Columns, cells = append(table.Columns, name), append(cells, Cell{})
			}
			cells[at] = l.Cell(row.Values[i])
		}
		table.Add(cells...)
		whys = append(whys, row.Because())
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	l.ExplainPicture(table, view, whys)
	return table
}

// TestPictureTakesModalityFromEvidence: no column says that what Iran hopes for is no fact, and yet it is not drawn as one.
func TestPictureTakesModalityFromEvidence(t *testing.T) {
	g := drawn(t, shippedGraph(t), "", `g.V("<kg:iran>").tag("source").out("<kg:hopesFor>").out("<kg:about>").tag("target").all()`).(picture.Graph)
	if len(g.Edges) != 1 || g.Edges[0].Modality != picture.Hoped {
		t.Fatalf("edges: %+v", g.Edges)
	}
	if len(g.Edges[0].Notes) == 0 {
		t.Error("the line leads to no quote")
	}
}

// TestPictureReadsRelations: without a column for it, the relation is read from the quad that joins the two, from either end.
func TestPictureReadsRelations(t *testing.T) {
	g := drawn(t, shippedGraph(t), "graph", `
		g.V("<kg:rosatom>").tag("source").out("<kg:builds>").tag("target").all()
		g.V("<kg:rosatom>").tag("target").out("<kg:builds>").tag("source").all()`).(picture.Graph)
	if len(g.Edges) != 2 || g.Edges[0].Label != "engaged to build" || g.Edges[1].Label == g.Edges[0].Label || g.Edges[1].Label == "" {
		t.Fatalf("edges: %+v", g.Edges)
	}
	for _, e := range g.Edges {
		if e.Modality != picture.Planned {
			t.Errorf("a project is drawn as %q", e.Modality)
		}
	}
}

// TestPictureOfDenials: what stops short of is crossed out, and its verb says so without another word.
func TestPictureOfDenials(t *testing.T) {
	g := drawn(t, shippedGraph(t), "graph", `g.V().tag("source").out("<kg:stopsShortOf>").tag("target").all()`).(picture.Graph)
	if len(g.Edges) != 1 || !g.Edges[0].Negative || g.Edges[0].Modality != "" {
		t.Fatalf("edges: %+v", g.Edges)
	}
}

// TestPictureConditions: a condition on what is crossed marks the line.
func TestPictureConditions(t *testing.T) {
	src := shippedGraph(t)
	conditional := 0
	g := drawn(t, src, "graph", `g.V().has("<kg:condition>").tag("source").out("<kg:bearer>").tag("target").all()`).(picture.Graph)
	for _, e := range g.Edges {
		if e.Conditional {
			conditional++
		}
	}
	if len(g.Edges) == 0 || conditional != len(g.Edges) {
		t.Errorf("%d of %d lines are conditional", conditional, len(g.Edges))
	}
}

// TestPictureOfSteps: the two lines of a row over a node between are noted each by its own statement.
func TestPictureOfSteps(t *testing.T) {
	g := drawn(t, shippedGraph(t), "graph", `g.V("<kg:rosatom>").tag("source").out("<kg:builds>").tag("via").out("<kg:site>").tag("target").all()`).(picture.Graph)
	if len(g.Edges) != 2 || slices.Equal(g.Edges[0].Notes, g.Edges[1].Notes) || g.Edges[0].To != g.Edges[1].From {
		t.Fatalf("edges: %+v", g.Edges)
	}
}

// TestPictureOfMadeRows: what a program makes of its own rests on all that it read; a line rests on the quad that joins its ends.
func TestPictureOfMadeRows(t *testing.T) {
	g := drawn(t, shippedGraph(t), "", `
		const read = g.V().out("<kg:speaker>").toArray()
		g.emit({ source: iri("kg:rosatom"), target: iri("kg:eight-plants"), statement: iri("rit:18d"), read: read.length })`).(picture.Graph)
	if len(g.Edges) != 1 || g.Edges[0].Modality != picture.Planned || g.Edges[0].Label != "engaged to build" || len(g.Edges[0].Notes) != 1 {
		t.Fatalf("edges: %+v", g.Edges)
	}
	g = drawn(t, shippedGraph(t), "", `
		const read = g.V("<kg:iran>").out("<kg:hopesFor>").out("<kg:about>").toArray()
		g.emit({ source: iri("kg:rosatom"), target: iri("kg:iran"), statement: iri("rit:18d") })`).(picture.Graph)
	if len(g.Edges) != 1 || g.Edges[0].Modality != picture.Hoped {
		t.Fatalf("a statement that joins nothing makes a line: %+v", g.Edges)
	}
}

// TestPictureErrors: what makes no picture says which columns would.
func TestPictureErrors(t *testing.T) {
	l := NewLookup(shippedGraph(t))
	for _, c := range []struct{ view, says string }{
		{"", "the columns are who, what: want source and target for a graph"},
		{"table", "want source and target"},
		{"graph", "a graph needs a column source"},
		{"graph source=who target=whom", `no column is named "whom"`},
		{"chart label=who", "a chart needs a column value"},
		{"map", `got "map"`},
		{"graph source=who target=what", "say what they rest on"},
	} {
		_, err := l.Picture(&Table{Columns: []string{"who", "what"}, Rows: [][]Cell{{Text("a"), Text("b")}}}, c.view, "")
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%q: %v, want %q", c.view, err, c.says)
		}
	}
}

// TestTimelineDates: a printed date comes before an inferred one, and only what is drawn by an inferred date is inferred.
func TestTimelineDates(t *testing.T) {
	src := shippedGraph(t)
	table := runShipped(t, src, "timeline")
	p, err := NewLookup(src).Picture(table, "timeline label=occurrence when=time date=printed-date", "")
	if err != nil {
		t.Fatal(err)
	}
	var dated, inferred int
	for _, e := range p.(picture.Timeline).Events {
		if !e.Earliest.IsZero() || !e.Latest.IsZero() {
			dated++
		}
		if e.Inferred {
			t.Errorf("%s: the words state that it was", e.Label)
		}
		if e.Concluded {
			inferred++
		}
	}
	if dated != 7 || inferred != 4 {
		t.Errorf("%d events are dated, %d of them by inference:\n%s", dated, inferred, strings.Join(p.List(), "\n"))
	}
}

// TestChartBars: figures keep their unit, their words and their hedge.
func TestChartBars(t *testing.T) {
	src := shippedGraph(t)
	p, err := NewLookup(src).Picture(runShipped(t, src, "quantities"), "chart label=what text=words approximate=precision", "")
	if err != nil {
		t.Fatal(err)
	}
	list := strings.Join(p.List(), "\n")
	for _, want := range []string{
		"Bushehr nuclear power plant: produces: ≈ 1 gigawatts (roughly one gigawatt)", "20 gigawatts (hoped)", "10 billion US dollars ($10 billion) (planned)",
	} {
		if !strings.Contains(list, want) {
			t.Errorf("lacks %q:\n%s", want, list)
		}
	}
}

func TestUnitWords(t *testing.T) {
	for code, want := range map[string]string{
		"GW": "gigawatts", "1": "", "a": "years", "%": "percent", "{ship}/a": "ships a year", "{page}": "pages", "XAU": "XAU", "{": "{", "}": "}", "": "",
	} {
		if got := unitWords(code); got != want {
			t.Errorf("%s: %q, want %q", code, got, want)
		}
	}
}

// TestShippedPictures: every shipped query with a view that is a picture gives one, whatever its rows.
func TestShippedPictures(t *testing.T) {
	src := shippedGraph(t)
	lib, err := queries.Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	drawn := 0
	all, _ := lib.All()
	for _, q := range all {
		if q.View == queries.ViewTable || slices.ContainsFunc(q.Params, func(p queries.Param) bool { return p.Required() }) {
			continue
		}
		p, err := NewLookup(src).Picture(runShipped(t, src, q.Name), q.View, q.Title)
		if err != nil {
			t.Errorf("%s: %v", q.Name, err)
			continue
		}
		if len(p.List()) == 0 {
			t.Errorf("%s: nothing drawn", q.Name)
		}
		drawn++
	}
	if drawn < 8 {
		t.Errorf("only %d queries were drawn", drawn)
	}
}

func runShipped(t *testing.T, src *graph.Memory, name string) *Table {
	t.Helper()
	lib, err := queries.Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	q, err := lib.Find(name)
	if err != nil {
		t.Fatal(err)
	}
	params, err := queries.Bind(&q.Header, nil, func(string, ...quad.IRI) (quad.IRI, error) { return "", nil })
	if err != nil {
		t.Fatal(err)
	}
	result, err := queries.Run(context.Background(), src, q, params, queries.Options{Limit: 1000, Why: true})
	if err != nil {
		t.Fatal(err)
	}
	l := NewLookup(src)
	table := &Table{Columns: q.Columns, Ordered: q.Ordered, Title: q.Title}
	for _, row := range result.Rows {
		cells := make([]Cell, len(row))
		for i, v := range row {
			cells[i] = l.Cell(v)
		}
		table.Add(cells...)
	}
	l.ExplainPicture(table, q.View, result.Why)
	return table
}

func shippedGraph(t *testing.T) *graph.Memory {
	t.Helper()
	return graph.Load(shippedQuads(t))
}

// TestNeighbourhoodIsAStar: those who take part in the same thing are tied to what it is about, never to each other.
func TestNeighbourhoodIsAStar(t *testing.T) {
	l := NewLookup(shippedGraph(t))
	for _, node := range []quad.IRI{"kg:iran", "kg:russia", "kg:rosatom", "kg:russia-iran-treaty", "kg:bushehr-plant"} {
		table, g := l.Neighbourhood(node)
		if len(table.Rows) == 0 || len(g.Edges) == 0 {
			t.Fatalf("%s: nothing drawn", node)
		}
		focus := nodeID(identity(node))
		content := map[string]bool{}
		for _, n := range g.Nodes {
			content[n.ID] = n.Content
			if n.Focus != (n.ID == focus) {
				t.Errorf("%s: focus of %s is %v", node, n.Label, n.Focus)
			}
		}
		for _, e := range g.Edges {
			if len(e.Notes) == 0 {
				t.Errorf("%s: %s leads to no quote", node, e.Label)
			}
			if (content[e.From] || content[e.To]) && !e.Negative && (e.Modality == "" || e.Modality == picture.Actual) {
				t.Errorf("%s: a line from or to content is drawn as a fact: %+v", node, e)
			}
			if e.From == focus || e.To == focus {
				continue
			}
			_, iri, _ := strings.Cut(e.From, "\x00")
			iri, _, _ = strings.Cut(iri, "\x00")
			if r := l.root(quad.IRI(iri)); r != quads.ContentNode && r != quads.Occurrence {
				t.Errorf("%s: ties %s to %s, of which it is neither", node, e.From, e.To)
			}
		}
	}
}

// TestNeighbourhoodIsBounded: of a hub with thousands of links a thousand are read, sixty neighbours drawn, and both are said.
func TestNeighbourhoodIsBounded(t *testing.T) {
	var qs []quad.Quad
	for i := range 5000 {
		n := quad.IRI("x:n" + strconv.Itoa(i))
		qs = append(qs, quad.Quad{Subject: quad.IRI("x:hub"), Predicate: quad.IRI("x:knows"), Object: n, Label: quad.IRI("x:s" + strconv.Itoa(i))})
	}
	table, g := NewLookup(graph.Load(qs)).Neighbourhood("x:hub")
	if len(table.Rows) != mostLinked || !table.Cut || len(g.Edges) != mostLinked {
		t.Errorf("%d rows, cut %v, %d edges", len(table.Rows), table.Cut, len(g.Edges))
	}
	if notes := PictureNotes(table, g); len(notes) > 60 {
		t.Errorf("%d notes stand below a picture of 60 nodes", len(notes))
	}
	svg := string(g.SVG(picture.Options{Standalone: true}))
	for _, want := range []string{"a limit left rows out", "the 60 strongest of 1001 nodes"} {
		if !strings.Contains(svg, want) {
			t.Errorf("does not say %q", want)
		}
	}
}
