package gizmo

// reference lists the tables of README.md in their order. A new method needs a row here, beside the one in its own table; then
// UPDATE=1 go test -run TestReadme writes README.md anew.
func reference() []section {
	return []section{
		{"beginning", "step", "meaning", beginning()},
		{"walking", "step", "meaning", walking()},
		{"choosing", "step", "meaning", choosing()},
		{"filters", "filter", "passes", filters()},
		{"tags", "step", "meaning", tagging()},
		{"groups", "step", "meaning", grouping()},
		{"finals", "final", "meaning", finals()},
	}
}

func beginning() []entry {
	return []entry{
		{"g.V g.Vertex", "", "begins a query at these vertices; without any, at every one",
			[]Example{{`g.V("<ex:ann>", "<ex:bob>")`, `<ex:ann>; <ex:bob>`}}},
		{"g.entity", "", "begins a query at what goes by this name, found as the command line finds it: by name, alias, and so on down to what articles call it; a name of several things is an error that lists them, an unknown one a term that is not in the graph; a restriction hides no name",
			[]Example{{`g.entity("Port Alder plant").out("<ex:power>").out("<ex:unit>").unique()`, `"GW"; "MW"`}}},
		{"g.M g.Morphism", "", "begins a morphism, a piece of path to follow from elsewhere",
			[]Example{{`g.V("<ex:ann>").follow(g.M().out("<ex:knows>").out("<ex:name>"))`, `"Bob"; "Cy"@en`}}},
		{"g.emit", "", "gives a row that JavaScript made; rows behind it are what it [rests on](#why)",
			[]Example{{`g.emit({name: "x", n: 1 + 1})`, `name="x" n="2"^^int`}}},
		{"g.IRI g.Uri", "", "an IRI, its prefix written out if it is known, unless the graph has only the short form",
			[]Example{{`g.addNamespace("ex", "http://example.net/"); g.emit(g.IRI("ex:ann")); g.emit(g.IRI("ex:zoe"))`, `<ex:ann>; <http://example.net/zoe>`}}},
		{"g.addNamespace", "", "makes a prefix known",
			[]Example{{`g.addNamespace("a", "http://a/"); g.emit(g.IRI("a:b"))`, `<http://a/b>`}}},
		{"g.addDefaultNamespaces", "", "makes rdf, rdfs, owl, xsd and schema known",
			[]Example{{`g.addDefaultNamespaces(); g.emit(g.IRI("rdf:type"))`, `<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>`}}},
		{"g.loadNamespaces", "", "makes known what the graph says by `<cayley:prefix>`",
			[]Example{{`g.loadNamespaces(); g.emit(g.IRI("ex:ann"))`, `<ex:ann>`}}},
		{"iri", "", "a node by its IRI, with or without its brackets",
			[]Example{{`g.V(iri("ex:ann")).out("<ex:name>")`, `"Ann"`}}},
		{"str", "", "a plain string, whatever it looks like",
			[]Example{{`g.V(str("Ann")).in()`, `<ex:ann>`}}},
		{"raw", "", "a term as N-Quads write it; what is none is a plain string",
			[]Example{{`g.V(raw("<ex:bob>")).out(raw("<ex:name>")).is(raw("\"Bob\""))`, `"Bob"`}}},
		{"bnode", "", "a blank node by its name, with or without `_:`",
			[]Example{{`g.emit(bnode("x"))`, `_:x`}}},
		{"lang", "", "a string in a language",
			[]Example{{`g.V(lang("Cy", "en")).in()`, `<ex:cy>`}}},
		{"typed", "", "a literal as written; `xsd:` is written out",
			[]Example{{`g.V(typed("9.5", "xsd:double")).in()`, `<ex:bob>`}}},
		{"", "params.name", "a term, or a list of terms, that the caller bound: never text pasted into the program",
			[]Example{{`typeof params`, `"object"`}}},
	}
}

func walking() []entry {
	return []entry{
		{"out", "", "to the objects; the tags keep the predicate",
			[]Example{{`g.V("<ex:ann>").out(["<ex:knows>", "<ex:name>"], "p")`, `p=<ex:knows> id=<ex:bob>; p=<ex:knows> id=<ex:cy>; p=<ex:name> id="Ann"`}}},
		{"in", "", "to the subjects",
			[]Example{{`g.V("<ex:cy>").in("<ex:knows>")`, `<ex:ann>; <ex:bob>`}}},
		{"both", "", "both ways",
			[]Example{
				{`g.V("<ex:bob>").both("<ex:knows>")`, `<ex:ann>; <ex:cy>`},
				{`g.V("<ex:bob>").both(g.M().out("<ex:knows>").out("<ex:knows>"))`, `<ex:dan>; <ex:dan>`},
			}},
		{"follow", "", "continues with a morphism; a query's own start is then a condition",
			[]Example{{`g.V("<ex:ann>").follow(g.M().out("<ex:knows>").has("<ex:age>"))`, `<ex:bob>`}}},
		{"followR", "", "follows it from its end to its start",
			[]Example{{`g.V("<ex:dan>").followR(g.M().out("<ex:knows>").out("<ex:knows>"))`, `<ex:ann>; <ex:bob>`}}},
		{"followRecursive", "", "follows a path or predicates again and again, at most depth times: each vertex met, once, at its smallest depth, which the tags keep",
			[]Example{{`g.V("<ex:bob>").followRecursive("<ex:knows>", 2, "depth")`, `depth="1"^^int id=<ex:cy>; depth="2"^^int id=<ex:dan>`}}},
		{"repeat", "", "follows them once, twice and so on, at most so often, without folding: a row for each walk; with `simplePath()` in it and `is()` behind it, all simple ways to a node",
			[]Example{
				{`g.V("<ex:ann>").repeat(g.M().out("<ex:knows>").simplePath(), 3, "steps").is("<ex:cy>")`, `steps="1"^^int id=<ex:cy>; steps="2"^^int id=<ex:cy>`},
			}},
		{"shortestPath", "", "to each of these nodes that can be reached, a row for each shortest way; without via over every link, out or in; the tags keep how many rounds it has",
			[]Example{
				{`g.V("<ex:bob>").shortestPath("<ex:ann>", "<ex:knows>", 5, "steps")`, `steps="3"^^int id=<ex:ann>`},
				{`g.V("<ex:bob>").shortestPath("<ex:dan>").path().tagArray().map(r => r.path.filter(s => typeof s == "string").join(" ")).join(", ")`,
					`"<ex:bob> <ex:cy> <ex:dan>, <ex:bob> <ex:ann> <ex:dan>"`},
			}},
		{"path", "", "keeps the walk to the row as a list: its nodes, and between them each link with its predicate, the way it was taken, and the labels of its quads",
			[]Example{
				{`g.V("<ex:bob>").in("<ex:knows>").out("<ex:name>").path()`,
					`path="[\"<ex:bob>\",{\"predicate\":\"<ex:knows>\",\"way\":\"in\",\"labels\":[\"<ex:s1>\"]},\"<ex:ann>\",{\"predicate\":\"<ex:name>\",\"way\":\"out\",\"labels\":[\"<ex:s1>\"]},\"Ann\"]"^^json id="Ann"`},
				{`g.V("<ex:ann>").followRecursive("<ex:knows>").is("<ex:dan>").path("way").tagValue().way.length`, `"5"^^int`},
			}},
		{"simplePath", "", "only rows whose walk is at no node twice",
			[]Example{{`g.V("<ex:ann>").both("<ex:knows>").both("<ex:knows>").simplePath()`, `<ex:bob>; <ex:cy>; <ex:cy>; <ex:dan>`}}},
		{"inPredicates", "", "to the predicates that point here, each once",
			[]Example{{`g.V("Ann").inPredicates()`, `<ex:name>`}}},
		{"outPredicates", "", "to the predicates that point on, each once",
			[]Example{{`g.V("<ex:dan>").outPredicates()`, `<ex:knows>`}}},
		{"labels", "", "to the labels of the vertex's quads, each once",
			[]Example{{`g.V("<ex:bob>").labels()`, `<ex:s1>`}}},
		{"labelContext", "", "from here on only quads of these labels count, for every step; an article's IRI means its statements too; `null` ends it; the tags keep the label of each quad walked",
			[]Example{
				{`g.V("<ex:cy>").labelContext("<ex:article>").both("<ex:knows>")`, `<ex:ann>; <ex:bob>`},
				{`g.V("<ex:bob>").labelContext(null, "said").out("<ex:knows>")`, `said=<ex:s1> id=<ex:cy>`},
			}},
	}
}

func choosing() []entry {
	return []entry{
		{"is", "", "",
			[]Example{{`g.V().out("<ex:knows>").is("<ex:cy>")`, `<ex:cy>; <ex:cy>`}}},
		{"entity", "", "only what goes by this name, as `g.entity`",
			[]Example{{`g.V("<ex:q1>").in().entity("the works")`, `<ex:plant>`}}},
		{"has", "", "with such a quad, a row for each; the ends are terms, a query, or filters",
			[]Example{{`g.V().has("<ex:age>", gt(9))`, `<ex:ann>; <ex:bob>`}}},
		{"hasR", "", "with such a quad pointing here",
			[]Example{{`g.V().hasR("<ex:knows>", "<ex:bob>")`, `<ex:cy>`}}},
		{"filter", "", "whose value passes all filters",
			[]Example{{`g.V().filter(regex("^A"))`, `"Ann"`}}},
		{"and intersect", "", "joins with the rows of another path that end at the same vertex, and takes their tags",
			[]Example{{`g.V("<ex:ann>").out("<ex:knows>").and(g.V().tag("who").out("<ex:knows>"))`, `who=<ex:ann> id=<ex:bob>; who=<ex:ann> id=<ex:cy>; who=<ex:bob> id=<ex:cy>`}}},
		{"or union", "", "its rows too",
			[]Example{{`g.V("<ex:ann>").or(g.V("<ex:dan>"))`, `<ex:ann>; <ex:dan>`}}},
		{"except difference", "", "not the vertices that another path ends at",
			[]Example{{`g.V().has("<ex:knows>").unique().except(g.V().has("<ex:name>"))`, `<ex:dan>`}}},
		{"unique dedup", ".unique()", "each row once: same vertex and same tags",
			[]Example{{`g.V().out("<ex:knows>").unique()`, `<ex:ann>; <ex:bob>; <ex:cy>; <ex:dan>`}}},
		{"unique", "", "the first row for each combination of these tags; `\"id\"` is the vertex",
			[]Example{{`g.V("<ex:ann>").tag("a").out("<ex:knows>").unique("a").count()`, `"1"^^int`}}},
		{"order", ".order()", "sorted by value: IRIs, numbers, booleans, times, text",
			[]Example{{`g.V().has("<ex:age>").out("<ex:age>").order()`, `"9.5"^^<xsd:double>; "39"^^int`}}},
		{"order", ".order(tag, direction…)", "sorted by a tag, those that are equal by the next, and so on; each upwards, or with `\"desc\"` behind it downwards; `\"id\"` is the vertex; rows without the tag come last",
			[]Example{{`g.V("<ex:ann>", "<ex:cy>").tag("who").out("<ex:knows>").order("who", "desc", "id")`, `who=<ex:cy> id=<ex:dan>; who=<ex:ann> id=<ex:bob>; who=<ex:ann> id=<ex:cy>`}}},
		{"limit skip", "", "only the first rows; all but those",
			[]Example{{`g.V().out("<ex:age>").order().skip(1).limit(1)`, `"39"^^int`}}},
	}
}

func filters() []entry {
	return []entry{
		{"lt lte gt gte", "", "values of the same kind on that side: numbers of any datatype, times of any (a date is its first moment; an EDTF date, such as that of `kg:when` and `kg:due`, is none: `kg:earliest` and `kg:latest` are its bounds), strings, IRIs",
			[]Example{{`g.V().has("<ex:born>", lt(typed("1991", "xsd:gYear")))`, `<ex:cy>`}}},
		{"regex", "", "literals whose text matches [RE2](https://github.com/google/re2/wiki/Syntax); with `true`, IRIs and blank nodes",
			[]Example{{`g.V().filter(regex("^ex:[ab]", true)).has("<ex:age>")`, `<ex:ann>; <ex:bob>`}}},
		{"like", "", "any value whose text is like it: `%` is any run of characters, `?` is one",
			[]Example{{`g.V().filter(like("ex:?nn"))`, `<ex:ann>`}}},
	}
}

func tagging() []entry {
	return []entry{
		{"tag as", "", "keeps the vertex",
			[]Example{{`g.V("<ex:bob>").tag("who").out("<ex:name>")`, `who=<ex:bob> id="Bob"`}}},
		{"back", "", "returns to what a tag holds, keeping all that was found since",
			[]Example{{`g.V().tag("who").out("<ex:age>").filter(lt(10)).back("who")`, `who=<ex:bob> id=<ex:bob>`}}},
		{"save", "", "keeps the object of each such quad, a row for each",
			[]Example{
				{`g.V("<ex:ann>").save("<ex:knows>", "friend")`, `friend=<ex:bob> id=<ex:ann>; friend=<ex:cy> id=<ex:ann>`},
				{`g.V("<ex:ann>").save(g.M().out("<ex:knows>").out("<ex:name>"), "friend")`, `friend="Bob" id=<ex:ann>; friend="Cy"@en id=<ex:ann>`},
			}},
		{"saveR", "", "keeps the subject",
			[]Example{{`g.V("<ex:bob>").saveR("<ex:knows>", "friend")`, `friend=<ex:ann> id=<ex:bob>`}}},
		{"saveOpt saveOptR", "", "the same, and keeps rows that have none",
			[]Example{{`g.V("<ex:bob>", "<ex:dan>").saveOpt("<ex:name>", "name")`, `name="Bob" id=<ex:bob>; <ex:dan>`}}},
		{"saveInPredicates", "", "keeps the predicate of each quad that points here",
			[]Example{{`g.V("Ann").saveInPredicates("p")`, `p=<ex:name> id="Ann"`}}},
		{"saveOutPredicates", "", "of each that points on",
			[]Example{{`g.V("<ex:dan>").saveOutPredicates("p")`, `p=<ex:knows> id=<ex:dan>`}}},
		{"why", "", "keeps each statement that the row rests on so far, a row for each; a row that rests on none stays",
			[]Example{
				{`g.V("<ex:ann>").out("<ex:knows>").out("<ex:name>").why("said")`, `said=<ex:s1> id="Bob"; said=<ex:s2> id="Cy"@en`},
				{`g.V("<ex:bob>").out("<ex:knows>").unique().why()`, `statement=<ex:s1> id=<ex:cy>`},
			}},
	}
}

func grouping() []entry {
	return []entry{
		{"groupCount", "", "a row for each combination of these tags, without any for each vertex, and `count`: how many rows had it",
			[]Example{
				{`g.V().out(null, "p").groupCount("p").order("count", "desc", "p").limit(2)`, `p=<ex:knows> count="5"^^int id=<ex:knows>; p=<ex:name> count="3"^^int id=<ex:name>`},
				{`g.V().out("<ex:knows>").groupCount()`, `count="1"^^int id=<ex:ann>; count="1"^^int id=<ex:bob>; count="2"^^int id=<ex:cy>; count="1"^^int id=<ex:dan>`},
			}},
		{"group", "", "the same, and `values`: the list of the vertices of its rows, in their order; go `back` to gather what a tag holds",
			[]Example{
				{`g.V().tag("who").out("<ex:knows>").group("who").order().limit(1)`, `who=<ex:ann> values="[\"<ex:bob>\",\"<ex:cy>\"]"^^json id=<ex:ann>`},
				{`g.V("<ex:cy>").tag("whom").in("<ex:knows>").out("<ex:name>").group("whom").tagValue().values.join(" and ")`, `"Ann and Bob"`},
			}},
		{"sum", "", "the sum of the vertices, or of what a tag holds; with more tags, a row for each combination of them, and `sum`",
			[]Example{
				{`g.V().out("<ex:age>").sum()`, `sum="4.85E1"^^<xsd:double>`},
				{`g.V().out("<ex:power>").save("<ex:unit>", "unit").save("<ex:value>", "value").sum("value", "unit")`, `unit="GW" sum="2.5E1"^^<xsd:double> id="GW"; unit="MW" sum="7.0E2"^^<xsd:double> id="MW"`},
			}},
		{"min max", "", "the same for the least and the greatest value, of any kind, as it stands in the graph",
			[]Example{
				{`g.V().out("<ex:age>").max()`, `max="39"^^int`},
				{`g.V().tag("who").out("<ex:knows>").min("id", "who").order("who").limit(2)`, `who=<ex:ann> min=<ex:bob> id=<ex:ann>; who=<ex:bob> min=<ex:cy> id=<ex:bob>`},
			}},
		{"mean", "", "the same for the mean",
			[]Example{
				{`g.V().out("<ex:age>").mean()`, `mean="2.425E1"^^<xsd:double>`},
				{`g.V("<ex:ann>", "<ex:dan>").save(g.M().out("<ex:knows>").groupCount().mean("count"), "n")`, `n="1"^^<xsd:decimal> id=<ex:ann>; n="1"^^<xsd:decimal> id=<ex:dan>`},
			}},
	}
}

func finals() []entry {
	return []entry{
		{"all", "", "gives every row",
			[]Example{{`g.V("<ex:ann>").all()`, `<ex:ann>`}}},
		{"getLimit", "", "gives at most so many rows",
			[]Example{{`g.V("<ex:ann>", "<ex:bob>").getLimit(1)`, `<ex:ann>`}}},
		{"count", "", "the number of rows that all() would give",
			[]Example{{`g.V("<ex:ann>").out().count()`, `"4"^^int`}}},
		{"toArray", "", "the vertices, at most so many, as JavaScript values",
			[]Example{{`g.V("<ex:bob>").out("<ex:age>").toArray()[0] * 2`, `"19"^^int`}}},
		{"tagArray", "", "the rows, at most so many, as objects",
			[]Example{{`g.V("<ex:bob>").tag("who").tagArray()[0].who`, `<ex:bob>`}}},
		{"toValue", "", "the first vertex; `null` for none",
			[]Example{{`g.V("<ex:bob>").out("<ex:name>").toValue()`, `"Bob"`}}},
		{"tagValue", "", "the first row as an object; `null` for none",
			[]Example{{`g.V("<ex:bob>").tag("who").out("<ex:name>").tagValue().who`, `<ex:bob>`}}},
		{"forEach map", ".forEach(most?, each)", "calls a function with each row, at most so many, as an object",
			[]Example{{`g.V("<ex:ann>").out("<ex:name>").forEach(function(d) { g.emit(d.id + "!") })`, `"Ann!"`}}},
	}
}
