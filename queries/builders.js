// title:   Who builds, started, completed or helped
// asks:    Who has what part in building, and does the thing exist?
// columns: who, relation, what, status, statement
// view:    table
// tags:    projects, people

const status = g.M().saveOpt("<kg:status>", "status")

g.V().tag("who").labelContext(g.V(), "statement").out("<kg:builds>", "relation").tag("what")
  .labelContext(null).follow(status).unique().all()
g.V().tag("who").labelContext(g.V(), "statement").in(["<kg:builtWithHelpOf>", "<kg:startedBy>", "<kg:completedBy>"], "_link")
  .intersect(g.V("<kg:Facility>").or(g.V("<kg:Facility>").followRecursive(g.M().in("<rdfs:subClassOf>"))).in("<rdf:type>")).tag("what")
  .labelContext(null).follow(status)
  .back("_link").save("<kg:inverseLabel>", "relation").unique().all()
