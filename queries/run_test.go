package queries_test

import (
	"context"
	"errors"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/quads"
	"rapport/queries"
)

// berths is a graph of three nodes that say something of a fourth under two statements.
func berths() graph.Source {
	q := func(s, o, l string) quad.Quad {
		return quad.Quad{Subject: quad.IRI(s), Predicate: quad.IRI("kg:of"), Object: quad.IRI(o), Label: quad.IRI(l)}
	}
	return graph.Load([]quad.Quad{
		q("kg:a", "kg:port", "p:02a"), q("kg:b", "kg:port", "p:01a"), q("kg:c", "kg:port", "p:10a"),
	})
}

const columns = "// title: a\n// asks: b\n// columns: berth, statement\n// view: table\n// tags: c\n"

func TestRowsComeInTheOrderOfTheArticle(t *testing.T) {
	q, err := find(t, columns+`
g.emit({ berth: "nowhere" })
g.V().tag("berth").labelContext(null, "statement").out("<kg:of>").tag("_port").all()`)
	if err != nil {
		t.Fatal(err)
	}
	all := [][]quad.Value{
		{quad.IRI("kg:b"), quad.IRI("p:01a")}, {quad.IRI("kg:a"), quad.IRI("p:02a")}, {quad.IRI("kg:c"), quad.IRI("p:10a")},
		{quad.String("nowhere"), nil},
	}
	for _, limit := range []int{0, 1, 4, 5} {
		got, err := queries.Run(context.Background(), berths(), q, nil, queries.Options{Limit: limit})
		if err != nil {
			t.Fatal(err)
		}
		want, cut := all, false
		if limit > 0 && limit < len(all) {
			want, cut = all[:limit], true
		}
		if !reflect.DeepEqual(got.Rows, want) || got.Cut != cut || !reflect.DeepEqual(got.Columns, []string{"berth", "statement"}) {
			t.Errorf("limit %d: got %v, cut %v; want %v, %v", limit, got.Rows, got.Cut, want, cut)
		}
	}
}

func TestAnOrderedQueryKeepsItsOrder(t *testing.T) {
	q, err := find(t, columns+"// ordered: yes\n"+`for (const b of ["z", "a", "m"]) g.emit({ berth: b })`)
	if err != nil {
		t.Fatal(err)
	}
	got, err := queries.Run(context.Background(), berths(), q, nil, queries.Options{Limit: 2})
	if err != nil || !got.Cut || len(got.Rows) != 2 || got.Rows[0][0] != quad.String("z") || got.Rows[1][0] != quad.String("a") {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestAColumnSaysWhatABlankMeans(t *testing.T) {
	q, err := find(t, strings.Replace(columns, "statement\n", "statement = not said\n", 1)+`g.emit({ berth: "a" }); g.emit({ statement: "b" })`)
	if err != nil {
		t.Fatal(err)
	}
	got, err := queries.Run(context.Background(), berths(), q, nil, queries.Options{})
	want := [][]quad.Value{{nil, quad.String("b")}, {quad.String("a"), quad.String("not said")}}
	if err != nil || !reflect.DeepEqual(got.Rows, want) {
		t.Errorf("got %v, %v; want %v", got, err, want)
	}
}

func TestColumnsAreAPromise(t *testing.T) {
	q, err := find(t, columns+`g.V("<kg:a>").tag("harbour").all()`)
	if err != nil {
		t.Fatal(err)
	}
	_, err = queries.Run(context.Background(), berths(), q, nil, queries.Options{})
	var broken *queries.ColumnError
	if !errors.As(err, &broken) || broken.Got != "harbour" || broken.Path != "queries/mine.js" {
		t.Errorf("got %v, want a ColumnError about harbour", err)
	}
}

func TestAnUnboundOptionalParameterIsUndefined(t *testing.T) {
	q, err := find(t, columns+"// param: of iri? The port\n// param: each iri...? Several\n"+`
g.emit({ berth: params.of === undefined && params.each === undefined ? "nothing" : "something" })`)
	if err != nil {
		t.Fatal(err)
	}
	params, err := queries.Bind(&q.Header, nil, resolve)
	if err != nil {
		t.Fatal(err)
	}
	got, err := queries.Run(context.Background(), berths(), q, params, queries.Options{})
	if err != nil || len(got.Rows) != 1 || got.Rows[0][0] != quad.String("nothing") {
		t.Errorf("got %+v, %v", got, err)
	}
}

// TestReadmeExample: the query that README.md shows can be run as it stands.
func TestReadmeExample(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(text), "\n    // title:")
	program, _, ended := strings.Cut("    // title:"+rest, "\n\nSave it")
	if !found || !ended {
		t.Fatal("README.md shows no query")
	}
	q, err := find(t, strings.ReplaceAll("\n"+program, "\n    ", "\n")[1:])
	if err != nil {
		t.Fatal(err)
	}
	params, err := queries.Bind(&q.Header, nil, resolve)
	if err != nil {
		t.Fatal(err)
	}
	got, err := queries.Run(context.Background(), shippedGraph(t), q, params, queries.Options{})
	if err != nil || len(got.Rows) != 1 || got.Rows[0][2] != quad.IRI("rit:03d") {
		t.Errorf("got %+v, %v", got, err)
	}
}

// TestWhyStaysWithItsRow: rows are sorted and cut with what they rest on.
func TestWhyStaysWithItsRow(t *testing.T) {
	q, err := find(t, columns+`g.V().tag("berth").labelContext(null, "statement").out("<kg:of>").tag("_port").all()`)
	if err != nil {
		t.Fatal(err)
	}
	got, err := queries.Run(context.Background(), berths(), q, nil, queries.Options{Limit: 2, Why: true})
	if err != nil || len(got.Rows) != 2 || len(got.Why) != 2 {
		t.Fatalf("got %+v, %v", got, err)
	}
	for i, row := range got.Rows {
		d := got.Why[i].Derivations
		if len(d) != 1 || len(d[0]) != 1 || d[0][0].Subject != row[0] || d[0][0].Label != row[1] {
			t.Errorf("row %v rests on %v", row, d)
		}
	}
}

// TestNamedAreNoKeywords: a word that a query has one choose from is not what it is about.
func TestNamedAreNoKeywords(t *testing.T) {
	d, err := quads.Load(quads.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	q, err := shippedLibrary(t).Find("positions")
	if err != nil {
		t.Fatal(err)
	}
	iran := quad.IRI("kg:iran")
	params := queries.Params{"about": iran, "speaker": nil, "kind": []quad.Value{quad.String("words"), quad.String("stand")}}
	result, err := queries.Run(context.Background(), graph.Load(d.Quads()), q, params, queries.Options{Why: true})
	if err != nil {
		t.Fatal(err)
	}
	if want := []quad.Value{iran}; !slices.Equal(result.Named, want) {
		t.Errorf("named are %v, want %v", result.Named, want)
	}
}
