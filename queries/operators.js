// title:   Who operates what
// asks:    Who operates which facility, who is to operate what is only planned, and is that all?
// columns: what, kind, operator = not said, modality = actual, list = not said, statement
// view:    table
// tags:    energy, projects, people
//
// "complete" marks a statement whose words say that it names all ("only"). A project of which no operator is said rests on the statement
// that says how far it has got.

const kinds = g.V("<kg:Facility>").followRecursive(g.M().in("<rdfs:subClassOf>")).or(g.V("<kg:Facility>", "<kg:Project>"))
const all = kinds.tag("kind").in("<rdf:type>").tag("what").saveOpt("<kg:modality>", "modality")
const operated = g.V().out("<kg:operates>")

all.labelContext(null, "statement").in("<kg:operates>").tag("operator")
  .labelContext(null).back("statement").saveOpt("<kg:listing>", "list").unique().all()
all.except(operated).saveOpt(g.M().labelContext(null, "statement").out("<kg:status>"), "_status").unique().all()
