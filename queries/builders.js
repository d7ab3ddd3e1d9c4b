// title:   Who builds, started, completed or helped
// asks:    Who has what part in building, and is the thing there or only planned?
// columns: who, relation, what, modality = actual, statement
// view:    table
// tags:    projects, people

const modality = g.M().saveOpt("<kg:modality>", "modality")

g.V().tag("who").labelContext(null, "statement").out("<kg:builds>", "relation").tag("what")
  .labelContext(null).follow(modality).unique().all()
g.V().tag("who").labelContext(null, "statement").in(["<kg:builtWithHelpOf>", "<kg:startedBy>", "<kg:completedBy>"], "_link")
  .intersect(g.V("<kg:Facility>").or(g.V("<kg:Facility>").followRecursive(g.M().in("<rdfs:subClassOf>"))).in("<rdf:type>")).tag("what")
  .labelContext(null).follow(modality)
  .back("_link").save("<kg:inverseLabel>", "relation").unique().all()
