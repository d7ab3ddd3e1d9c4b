package gizmo

import (
	"errors"
	"slices"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/graph"
)

const harbour = `
<kg:quay> <schema:name> "Port Alder quay" <kg:entities> .
<kg:alder> <schema:name> "Port Alder" <kg:entities> .
<kg:alder> <schema:alternateName> "Порт-Олдер"@ru <kg:entities> .
<kg:authority> <schema:name> "Harbour Authority" <kg:entities> .
<kg:authority> <schema:alternateName> "Port Authority" <kg:entities> .
<kg:union> <schema:name> "Dockers’ Union" <kg:entities> .
<kg:union> <schema:alternateName> "Port Authority" <kg:entities> .
<kg:union> <kg:rejects> <kg:quay> <al:04c> .
<kg:authority> <kg:builds> <kg:quay> <al:04a> .
`

// TestEntity: names mean what they mean to the command line.
func TestEntity(t *testing.T) {
	src := load(t, harbour)
	check(t, src, []answer{
		{`g.entity("Port Alder").all()`, `<kg:alder>`},
		{`g.entity("порт-олдер").all()`, `<kg:alder>`},
		{`g.entity("kg:alder", ["<kg:quay>", iri("kg:union")]).all()`, `<kg:alder>; <kg:quay>; <kg:union>`},
		{`g.Entity("dockers union").out("<kg:rejects>").all()`, `<kg:quay>`},
		{`g.V("<kg:quay>").in().entity("Harbour Authority").all()`, `<kg:authority>`},
		{`g.V("<kg:quay>").in().entity("nobody").all()`, ``},
		{`g.V("<kg:quay>").follow(g.entity("Port Alder quay").in("<kg:builds>")).all()`, `<kg:authority>`},
		{`g.entity("Dockers’ Union").shortestPath(g.entity("Harbour Authority")).path().tagValue().path[2]`, `<kg:quay>`},
	})
	f := graph.NewFinder(src)
	for _, name := range []string{"Port Alder", "quay", "alder", "authority", "<kg:union>", "union"} {
		want, err := f.Resolve(name)
		rows, _, got := rowsOf(src, `g.entity(params.name).all()`, Options{Params: map[string]any{"name": quad.String(name)}})
		if (err == nil) != (got == nil) || err == nil && (len(rows) != 1 || rows[0] != "id=<"+string(want)+">") {
			t.Errorf("%s: got %v %v, want %s %v", name, rows, got, want, err)
		}
	}
	narrow, err := graph.Restrict(src, graph.Restriction{NoBackground: true})
	if err != nil {
		t.Fatal(err)
	}
	check(t, narrow, []answer{ // an alias cannot be walked, but names what it names
		{`g.entity("порт-олдер").all()`, `<kg:alder>`},
		{`g.entity("порт-олдер").out("<schema:alternateName>").all()`, ``},
		{`g.entity("порт-олдер").out("<schema:name>").all()`, `"Port Alder"`},
	})
	_, _, err = rowsOf(src, "g.V()\n  .entity(\"Port Authority\").all()", Options{})
	var e *Error
	if want := `test.js:2:10: entity: "Port Authority" may be Harbour Authority (kg:authority) or Dockers’ Union (kg:union)`; !errors.As(err, &e) || err.Error() != want || e.Hint != "give the IRI, such as kg:authority" {
		t.Errorf("got %v, want %s", err, want)
	}
	rows, stats, err := rowsOf(src, `g.entity("Port Adler dock", "<kg:nobody>").all()`, Options{Why: true})
	if want := []quad.Value{quad.String("Port Adler dock"), quad.IRI("kg:nobody")}; err != nil || rows != nil || !slices.Equal(stats.Unknown, want) || !slices.Equal(stats.Named, want) {
		t.Errorf("%v %v, unknown %v, named %v", rows, err, stats.Unknown, stats.Named)
	}
}
