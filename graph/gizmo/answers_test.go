package gizmo

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"rapport/graph"
	"rapport/quads"
)

// ask runs a program and returns its rows; the name of a lone vertex or value is left out.
func ask(t *testing.T, src graph.Source, program string) []string {
	t.Helper()
	rows, _, err := rowsOf(src, program, Options{})
	if err != nil {
		t.Fatalf("%s: %v", program, err)
	}
	for i, r := range rows {
		for _, only := range []string{"id=", "value="} {
			if rest, ok := strings.CutPrefix(r, only); ok {
				r = rest
			}
		}
		rows[i] = strings.NewReplacer("^^<"+quads.XSD+"integer>", "^^int", "^^<"+string(rdfJSON)+">", "^^json", "^^<"+quads.XSD, "^^<xsd:").Replace(r)
	}
	return rows
}

// answer is a program and its rows in any order, each row once for each of its derivations.
type answer struct{ program, rows string }

func check(t *testing.T, src graph.Source, cases []answer) {
	t.Helper()
	for _, c := range cases {
		got, want := ask(t, src, c.program), strings.Split(c.rows, "; ")
		if c.rows == "" {
			want = nil
		}
		if !strings.Contains(c.program, ".order(") {
			slices.Sort(got)
			slices.Sort(want)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s\n got %s\nwant %s", c.program, strings.Join(got, "; "), strings.Join(want, "; "))
		}
	}
}

// TestDocumentation asks the examples of Cayley's Gizmo documentation on its example graph; the rows are what its text says.
func TestDocumentation(t *testing.T) {
	check(t, cayleyGraph(t, "testdata.nq"), []answer{
		{`g.V("cool_person").in("<status>").all()`, "<bob>; <dani>; <greg>"},
		{`g.V("<emily>").out("<follows>").in("<follows>").all()`, "<bob>; <emily>"},
		{`g.V("<dani>").out().all()`, `<bob>; <greg>; "cool_person"`},
		{`g.V("<dani>").out(["<follows>", "<status>"]).all()`, `<bob>; <greg>; "cool_person"`},
		{`g.V("<dani>").out(g.V("<status>"), "pred").all()`, `pred=<status> id="cool_person"`},
		{`g.V("<fred>").both("<follows>").all()`, "<bob>; <emily>; <greg>"},
		{`g.V().out("<follows>").is("<bob>").all()`, "<bob>; <bob>; <bob>"},
		{`var friendOfFriend = g.Morphism().Out("<follows>").Out("<follows>")
			g.V("<charlie>").follow(friendOfFriend).has("<status>", "cool_person").all()`, "<bob>; <greg>"},
		{`var friendOfFriend = g.Morphism().Out("<follows>").Out("<follows>")
			g.V().has("<status>", "cool_person").followR(friendOfFriend).all()`, "<charlie>; <charlie>; <bob>; <emily>"},
		{`g.V("<charlie>").followRecursive(g.Morphism().out("<follows>")).all()`, "<bob>; <dani>; <fred>; <greg>"},
		{`g.V("<charlie>").Out("<follows>").And(g.V("<dani>").Out("<follows>")).All()`, "<bob>"},
		{`g.V("<charlie>").Out("<follows>").Union(g.V("<dani>").Out("<follows>")).All()`, "<bob>; <dani>; <bob>; <greg>"},
		{`g.V("<charlie>").Out("<follows>").Except(g.V("<dani>").Out("<follows>")).All()`, "<dani>"},
		{`g.V().tag("start").out("<status>").back("start").in("<follows>").all()`,
			"start=<bob> id=<alice>; start=<bob> id=<charlie>; start=<dani> id=<charlie>; start=<bob> id=<dani>; " +
				"start=<greg> id=<dani>; start=<greg> id=<dani>; start=<greg> id=<fred>; start=<greg> id=<fred>"},
		{`g.V().tag("start").out("<status>").All()`, `start=<bob> id="cool_person"; start=<dani> id="cool_person"; ` +
			`start=<greg> id="cool_person"; start=<emily> id="smart_person"; start=<greg> id="smart_person"`},
		{`g.V().has("<follows>", "<bob>").all()`, "<alice>; <charlie>; <dani>"},
		{`g.V("<charlie>").Out("<follows>").has("<follows>", "<fred>").all()`, "<bob>"},
		{`g.V().has("<follows>", gt("<f>")).all()`, "<bob>; <dani>; <emily>; <fred>"},
		{`g.V("<dani>", "<bob>").Save("<follows>", "target").All()`, "target=<fred> id=<bob>; target=<bob> id=<dani>; target=<greg> id=<dani>"},
		{`g.V("<bob>").inPredicates().all()`, "<follows>"},
		{`g.V("<bob>").outPredicates().all()`, "<follows>; <status>"},
		{`g.V("<bob>").saveInPredicates("pred").all()`, "pred=<follows> id=<bob>; pred=<follows> id=<bob>; pred=<follows> id=<bob>"},
		{`g.V("<dani>").out("<follows>").labelContext("<smart_graph>").out("<status>").all()`, `"smart_person"`},
		{`g.V().labelContext("<smart_graph>").in("<status>").labelContext(null).in("<follows>").all()`, "<dani>; <fred>"},
		{`g.V().has("<follows>", "<bob>").order().skip(2).all()`, "<dani>"},
		{`var bobTags = g.V("<bob>").Tag("name").In("<follows>").TagArray(); g.emit(bobTags[0]["name"])`, "<bob>"},
		{`graph.V("<alice>").ForEach(function(d) { g.Emit(d) } )`, "<alice>"},
		{`g.emit({name:"bob"})`, `name="bob"`},
	})
}

// TestOrder: by tags, both ways; equal rows as they came, rows without the tag last.
func TestOrder(t *testing.T) {
	check(t, load(t, `
<a> <n> "10"^^<http://www.w3.org/2001/XMLSchema#integer> .
<b> <n> "9.5"^^<http://www.w3.org/2001/XMLSchema#double> .
<d> <n> "9.5"^^<http://www.w3.org/2001/XMLSchema#double> .
<c> <m> "x" .
`), []answer{
		{`g.V("<c>","<a>","<b>").saveOpt("<n>","n").order("n").back("n").all()`, `n="9.5"^^<xsd:double> id="9.5"^^<xsd:double>; n="10"^^int id="10"^^int`},
		{`g.V("<c>","<a>","<b>").saveOpt("<n>","n").order("n").limit(3).all()`, `n="9.5"^^<xsd:double> id=<b>; n="10"^^int id=<a>; <c>`},
		{`g.V("<c>","<a>","<b>").saveOpt("<n>","n").order("n","desc").all()`, `n="10"^^int id=<a>; n="9.5"^^<xsd:double> id=<b>; <c>`},
		{`g.V("<b>","<d>","<a>").save("<n>","n").order("n","asc","id","desc").all()`, `n="9.5"^^<xsd:double> id=<d>; n="9.5"^^<xsd:double> id=<b>; n="10"^^int id=<a>`},
		{`g.V("<d>","<b>","<a>").save("<n>","n").order("n").all()`, `n="9.5"^^<xsd:double> id=<d>; n="9.5"^^<xsd:double> id=<b>; n="10"^^int id=<a>`},
		{`g.V("<b>","<a>").tag("desc").order("desc","desc").all()`, `desc=<b> id=<b>; desc=<a> id=<a>`},
		{`g.V("<a>","<b>").order("id","desc").all()`, `<b>; <a>`},
	})
}

// TestFormsThatCayleyRejects are documented or implied, and an error in Cayley's own runtime.
func TestFormsThatCayleyRejects(t *testing.T) {
	check(t, cayleyGraph(t, "testdata.nq"), []answer{
		{`g.V(["<alice>", "<bob>"]).all()`, "<alice>; <bob>"},
		{`g.V([]).all()`, ""},
		{`g.V().has("<status>", ["cool_person", "smart_person"]).unique().all()`, "<bob>; <dani>; <emily>; <greg>"},
		{`g.V().has("<status>", []).all()`, ""},
		{`g.V().has("<follows>", g.V("<bob>").out("<follows>")).all()`, "<bob>; <emily>"},
		{`g.V().has(g.M().out("<follows>").out("<follows>"), "<fred>").all()`, "<alice>; <charlie>; <dani>"},
		{`g.V("<alice>").save(g.M().out("<follows>").out("<follows>"), "friend").all()`, "friend=<fred> id=<alice>"},
		{`g.V("<alice>").save(g.V("<follows>"), "friend").all()`, "friend=<bob> id=<alice>"},
		{`g.V("<fred>").in(g.M().out("<follows>").out("<follows>")).all()`, "<alice>; <charlie>; <dani>"},
		{`g.V("<bob>").both(g.M().out("<follows>")).all()`, "<alice>; <charlie>; <dani>; <fred>"},
		{`g.V("<alice>").out([]).all()`, ""},
		{`g.V("<alice>").tag(["a", "b"]).all()`, "a=<alice> b=<alice> id=<alice>"},
	})
}

const people = `
<a> <age> "8"^^<http://www.w3.org/2001/XMLSchema#integer> <l> .
<b> <age> "9.5"^^<http://www.w3.org/2001/XMLSchema#double> <l> .
<c> <age> "007"^^<http://www.w3.org/2001/XMLSchema#integer> <l> .
<d> <age> "100"^^<http://www.w3.org/2001/XMLSchema#decimal> <m> .
<e> <age> "8.0"^^<http://www.w3.org/2001/XMLSchema#decimal> <m> .
<e> <age> "old" <m> .
<a> <born> "1990-05-01"^^<http://www.w3.org/2001/XMLSchema#date> <l> .
<b> <born> "1990"^^<http://www.w3.org/2001/XMLSchema#gYear> <l> .
<c> <born> "1990-05-01T12:00:00+03:00"^^<http://www.w3.org/2001/XMLSchema#dateTime> <l> .
<a> <knows> <b> <l> .
<a> <knows> <c> <m> .
<b> <knows> <c> <l> .
<b> <knows> <d> <m> .
<c> <knows> <a> <l> .
<a> <nick> "al" <l> .
<a> <nick> "ali"@en <l> .
<b> <nick> "bo" <l> .
<a> <tall> "true"^^<http://www.w3.org/2001/XMLSchema#boolean> <l> .
<b> <tall> "1"^^<http://www.w3.org/2001/XMLSchema#boolean> <l> .
`

// TestRightWhereCayleyIsWrong has a case for each wrong answer known of Cayley v0.7.7, and what stands behind it.
func TestRightWhereCayleyIsWrong(t *testing.T) {
	check(t, load(t, people), []answer{
		// count is the number of rows.
		{`g.V().count() == g.V().toArray().length`, `"true"^^<xsd:boolean>`},
		{`g.V("<a>").out("<knows>").order().count()`, `"2"^^int`},
		{`g.V("<a>").except(g.V("<a>")).count()`, `"0"^^int`},
		{`g.V("<a>").labels().count()`, `"2"^^int`},
		{`g.V("<a>").labels().all()`, "<l>; <m>"},
		{`g.V("<a>","<b>","<c>").skip(2).count()`, `"1"^^int`},
		{`g.V("<a>").out("<knows>").limit(1).count()`, `"1"^^int`},
		// saves are joins.
		{`g.V("<c>").saveOpt("<nick>","n").has("<knows>").saveOpt("<tall>","t").saveOpt("<age>","a").all()`,
			`a="007"^^int id=<c>`},
		{`g.V("<a>").save("<knows>","k").save("<nick>","n").all()`,
			`k=<b> n="al" id=<a>; k=<b> n="ali"@en id=<a>; k=<c> n="al" id=<a>; k=<c> n="ali"@en id=<a>`},
		{`g.V("<b>","<c>").saveOpt("<nick>","n").saveOpt("<tall>","t").all()`, `n="bo" t="1"^^<xsd:boolean> id=<b>; <c>`},
		// except of a vertex that is not there.
		{`g.V("<a>").except(g.V("<nobody>")).all()`, "<a>"},
		{`g.V("<a>","<b>").except(g.V().has("<nick>","bo")).all()`, "<a>"},
		// order is of values, and keeps rows and tags.
		{`g.V().in("<age>").out("<age>").unique().order().all()`,
			`"007"^^int; "8"^^int; "8.0"^^<xsd:decimal>; "9.5"^^<xsd:double>; "100"^^<xsd:decimal>; "old"`},
		{`g.V().has("<knows>").and(g.V().tag("by").out("<knows>")).order().all()`,
			"by=<c> id=<a>; by=<c> id=<a>; by=<a> id=<b>; by=<a> id=<b>; by=<a> id=<c>; by=<b> id=<c>"},
		// comparisons are by value.
		{`g.V().has("<age>", gt(8)).all()`, "<b>; <d>"},
		{`g.V().has("<age>", gte(8)).all()`, "<a>; <b>; <d>; <e>"},
		{`g.V().has("<age>", lt(8.5)).all()`, "<a>; <c>; <e>"},
		{`g.V().has("<age>", 8).all()`, "<a>; <e>"},
		{`g.V(7).in("<age>").all()`, "<c>"},
		{`g.V(typed("8", "xsd:integer")).in("<age>").all()`, "<a>"},
		{`g.V().has("<born>", gte(typed("1990-05-01","xsd:date"))).all()`, "<a>; <c>"},
		{`g.V().has("<born>", lt(typed("1990-05-01","xsd:date"))).all()`, "<b>"},
		{`g.V().has("<born>", gt(new Date("1990-05-01T00:00:00Z"))).all()`, "<c>"},
		{`g.V().has("<tall>", true).all()`, "<a>; <b>"},
		{`g.V().out("<nick>").filter(gt("ak")).all()`, `"al"; "ali"@en; "bo"`},
		{`g.V().out("<nick>").filter(lt("b"), regex("i$")).all()`, `"ali"@en`},
		// recursion keeps the label context, tags and depth.
		{`g.V("<a>").labelContext("<l>").followRecursive("<knows>").all()`, "<b>; <c>; <a>"},
		{`g.V("<a>").labelContext("<m>").followRecursive("<knows>").all()`, "<c>"},
		{`g.V("<a>").followRecursive("<knows>", "depth").all()`,
			`depth="1"^^int id=<b>; depth="1"^^int id=<c>; depth="2"^^int id=<a>; depth="2"^^int id=<d>`},
		{`g.V("<a>").followRecursive("<knows>", 1, "depth").all()`, `depth="1"^^int id=<b>; depth="1"^^int id=<c>`},
		{`g.V("<a>","<b>").tag("from").labelContext("<m>").followRecursive("<knows>").all()`, "from=<a> id=<c>; from=<b> id=<d>"},
		{`g.V("<a>","<c>").followRecursive("<knows>", 1).all()`, "<a>; <b>; <c>"},
		// a tag set again holds what was set last; back goes there.
		{`g.V("<a>").tag("x").out("<knows>").tag("x").in("<knows>").back("x").unique().all()`, "x=<b> id=<b>; x=<c> id=<c>"},
		{`g.V("<a>").out("<knows>","via").back("via").unique().all()`, "via=<knows> id=<knows>"},
	})
}

// TestWithin: what is set within a virtual predicate or a recursion stands beside what was set before it.
func TestWithin(t *testing.T) {
	check(t, load(t, people), []answer{
		// a row of or goes on with the tags of the row that it is asked for.
		{`g.V("<d>").tag("x").has(g.M().or(g.V("<e>"))).all()`, "x=<d> id=<d>; x=<d> id=<d>"},
		{`g.V("<d>").tag("x").save(g.M().or(g.V("<e>").tag("y")), "z").back("x").all()`, "x=<d> z=<d> id=<d>; x=<d> y=<e> z=<e> id=<d>"},
		{`g.V("<d>").tag("x").followRecursive(g.M().out("<knows>").or(g.V("<e>")), 1).all()`, "x=<d> id=<e>"},
		{`g.V("<d>").tag("x").or(g.V("<e>")).all()`, "x=<d> id=<d>; <e>"},
		{`g.V().out("<nick>", "n").or(g.V("<e>")).is("<e>").all()`, "<e>"},
		// a step's own tag is set after the label's.
		{`g.V("<c>").labelContext("<l>", "x").out("<knows>", "x").all()`, "x=<knows> id=<a>"},
		{`g.V("<c>").labelContext("<l>", "x").save("<knows>", "x").all()`, "x=<a> id=<c>"},
		{`g.V("<c>").labelContext("<l>", "x").has("<knows>").saveOutPredicates("x").unique().all()`, "x=<age> id=<c>; x=<born> id=<c>; x=<knows> id=<c>"},
	})
}

// TestUnique says what a fold keeps.
func TestUnique(t *testing.T) {
	check(t, load(t, people), []answer{
		{`g.V().out("<knows>").unique().all()`, "<a>; <b>; <c>; <d>"},
		{`g.V("<a>","<b>").tag("by").out("<knows>").unique().all()`, "by=<a> id=<b>; by=<a> id=<c>; by=<b> id=<c>; by=<b> id=<d>"},
		{`g.V("<a>","<b>").tag("by").out("<knows>").unique("id").count()`, `"3"^^int`},
		{`g.V("<a>","<b>").tag("by").out("<knows>").unique("by").count()`, `"2"^^int`},
	})
}

const article = `
<kg:a> <kg:signed> <kg:t> <rit:01a> .
<kg:a> <kg:signed> <kg:u> <rit:02a> .
<kg:a> <kg:signed> <kg:v> <other:01a> .
<rit:01a> <kg:quote> "signed" <rit:article> .
<rit:01a> <kg:inArticle> <rit:article> <kg:derived> .
<rit:02a> <kg:inArticle> <rit:article> <kg:derived> .
<other:01a> <kg:inArticle> <other:article> <kg:derived> .
<other:01a> <kg:inArticle> <rit:article> <not:derived> .
<http://schema.org/> <cayley:prefix> <schema:> <kg:namespaces> .
<http://example.net/> <cayley:prefix> <ex:> <kg:namespaces> .
<http://example.net/x> <kg:signed> <kg:t> <rit:02a> .
`

// TestLabels says which quads a label context lets through: an article's IRI means its statements too.
func TestLabels(t *testing.T) {
	check(t, load(t, article), []answer{
		{`g.V("<kg:a>").labelContext("<rit:article>").out("<kg:signed>").all()`, "<kg:t>; <kg:u>"},
		{`g.V("<kg:a>").labelContext(["<other:article>","<rit:01a>"]).out("<kg:signed>").all()`, "<kg:t>; <kg:v>"},
		{`g.V("<kg:a>").labelContext("<rit:02a>").out().all()`, "<kg:u>"},
		{`g.V("<rit:01a>").labelContext("<rit:article>").out("<kg:quote>").all()`, `"signed"`},
		{`g.V("<kg:a>").labelContext(null, "said").out("<kg:signed>").all()`,
			"said=<rit:01a> id=<kg:t>; said=<rit:02a> id=<kg:u>; said=<other:01a> id=<kg:v>"},
		{`g.V("<kg:a>").labelContext(g.V("<other:article>").in("<kg:inArticle>"), "said").save("<kg:signed>", "what").all()`,
			"said=<other:01a> what=<kg:v> id=<kg:a>"},
		{`g.V("<kg:a>").labelContext("<nowhere>").out().all()`, ""},
		{`g.V("<kg:a>").labelContext("<rit:article>").follow(g.M().out("<kg:signed>")).all()`, "<kg:t>; <kg:u>"},
		{`g.V("<kg:a>").labelContext("<rit:01a>").outPredicates().all()`, "<kg:signed>"},
		{`g.loadNamespaces(); g.V(g.IRI("ex:x")).out("<kg:signed>").all()`, "<kg:t>"},
		{`g.loadNamespaces(); g.emit(g.IRI("schema:name"))`, "<http://schema.org/name>"},
		{`g.addNamespace("kg", "http://kg/"); g.emit(g.IRI("kg:a")); g.emit(g.IRI("kg:nobody"))`, "<kg:a>; <http://kg/nobody>"},
		{`g.emit(g.IRI("kg:a"))`, "<kg:a>"},
	})
}

// TestEmit says what becomes of JavaScript's values.
func TestEmit(t *testing.T) {
	check(t, load(t, people), []answer{
		{`g.emit(7); g.emit(1.5); g.emit(true); g.emit("x"); g.emit("<a>")`, `"7"^^int; "1.5"^^<xsd:double>; "true"^^<xsd:boolean>; "x"; "<a>"`},
		{`g.emit(iri("a")); g.emit(lang("x","en")); g.emit(typed("1","xsd:date")); g.emit(bnode("x"))`, `<a>; "x"@en; "1"^^<xsd:date>; _:x`},
		{`g.emit({b: 1, a: null, c: "x"})`, `b="1"^^int c="x"`},
		{`g.emit(null); g.emit(undefined)`, ""},
		{`g.emit([1,"x",{a:[true,null]}])`, `"[1,\"x\",{\"a\":[true,null]}]"^^json`},
		{`g.emit(new Date(0))`, `"1970-01-01T00:00:00Z"^^<xsd:dateTime>`},
		{`g.emit(1/0); g.emit(-1/0); g.emit(0/0); g.emit(1e21)`, `"INF"^^<xsd:double>; "-INF"^^<xsd:double>; "NaN"^^<xsd:double>; "1e+21"^^<xsd:double>`},
		{`g.V("<a>").out("<knows>").forEach(function(d) { g.emit(d.id) })`, "<b>; <c>"},
		{`g.V("<a>").out("<nick>").forEach(function(d) { g.emit(d.id) })`, `"al"; "ali"@en`},
		{`g.V("<a>").tag("x").out("<nick>").forEach(1, function(d) { g.emit(d) })`, `x=<a> id="al"`},
		{`g.V("<c>").out("<age>").toArray().forEach(function(n) { g.emit(n + 1) })`, `"8"^^int`},
		{`var v = g.V("<a>").toValue(); g.emit(v); g.emit(typeof v); g.V(v).out("<tall>").all()`, `<a>; "string"; "true"^^<xsd:boolean>`},
		{`g.V(g.V("<a>").out("<nick>").filter(regex("i$")).toValue()).in().all()`, "<a>"},
		{`g.emit(g.V("<zz>").toValue() === null)`, `"true"^^<xsd:boolean>`},
		{`1 + 1`, `"2"^^int`},
		{`var x = 1`, ""},
		{``, ""},
		{`// nothing`, ""},
	})
}

// TestParams binds values that a program sees as terms.
func TestParams(t *testing.T) {
	src := load(t, people)
	opts := Options{Params: map[string]any{
		"who": quad.IRI("a"), "nick": quad.String(`"); g.V().all(); ("`), "age": typed("8", string(quads.XSDInteger)),
		"both": []quad.Value{quad.IRI("a"), quad.IRI("b")},
	}}
	for program, want := range map[string]string{
		`g.V(params.who).out("<knows>").all()`:                  "id=<b>; id=<c>",
		`g.V(params.both).has("<tall>").all()`:                  "id=<a>; id=<b>",
		`g.V().has("<nick>", params.nick).all()`:                "",
		`g.V().has("<age>", params.age).all()`:                  "id=<a>",
		`g.V().has("<age>", gt(params.age)).all()`:              "id=<b>; id=<d>",
		`g.emit(params.who); g.emit("" + params.who)`:           `value=<a>; value="<a>"`,
		`g.emit(Object.keys(params).join())`:                    `value="age,both,nick,who"`,
		`g.emit("who" in params); g.V(params["both"][1]).all()`: `value="true"^^<http://www.w3.org/2001/XMLSchema#boolean>; id=<b>`,
		`g.V(iri(params.who)).all()`:                            "id=<a>",
		`g.emit(str(params.nick))`:                              `value="\"); g.V().all(); (\""`,
	} {
		rows, _, err := rowsOf(src, program, opts)
		if got := strings.Join(rows, "; "); err != nil || got != want {
			t.Errorf("%s\n got %s %v\nwant %s", program, got, err, want)
		}
	}
}

// TestLimit cuts the answer, and says so.
func TestLimit(t *testing.T) {
	src := load(t, people)
	for _, c := range []struct {
		program string
		limit   int
		want    Stats
	}{
		{`g.V("<a>").out("<knows>").all()`, 2, Stats{Rows: 2, Cut: false}},
		{`g.V("<a>").out("<knows>").all()`, 1, Stats{Rows: 1, Cut: true}},
		{`g.V("<a>").all(); g.V("<b>").all(); for (;;) g.emit(1)`, 3, Stats{Rows: 3, Cut: true}},
		{`try { g.V().all() } catch (e) { g.emit(e) } finally { g.emit(2) }`, 1, Stats{Rows: 1, Cut: true}},
		{`g.V().getLimit(3)`, 5, Stats{Rows: 3, Cut: false}},
		{`[1,2,3].forEach(function() { g.V("<a>").all() })`, 2, Stats{Rows: 2, Cut: true}},
		{`g.V().forEach(function(d) { g.emit(d) })`, 4, Stats{Rows: 4, Cut: true}},
	} {
		rows, stats, err := rowsOf(src, c.program, Options{Limit: c.limit})
		stats.Named = nil // a limit cuts no names
		if err != nil || !reflect.DeepEqual(stats, c.want) || len(rows) != c.want.Rows {
			t.Errorf("%s: %v %v, want %v", c.program, stats, err, c.want)
		}
	}
}

// TestNamesAreShared: the rows of one shape share their names, the vertex is last and a missing tag is nil.
func TestNamesAreShared(t *testing.T) {
	var rows []Row
	_, err := Run(context.Background(), load(t, people), "x.js", `g.V("<a>","<e>").tag("t").saveOpt("<born>","b").all()`, Options{},
		func(r Row) error { rows = append(rows, r); return nil })
	if err != nil || len(rows) != 2 || !slices.Equal(rows[0].Names, []string{"t", "b", "id"}) || &rows[0].Names[0] != &rows[1].Names[0] {
		t.Fatal(rows, err)
	}
	if rows[1].Values[1] != nil || rows[1].Values[2] != quad.IRI("e") || rows[0].Values[2] != quad.IRI("a") {
		t.Error(rows)
	}
}
