// title:   Facilities that exist
// asks:    Which plants and other installations stand, where, run by whom?
// columns: facility, kind, place, operator, status, statement
// view:    table
// tags:    energy, projects
//
// What is only to be built is in projects.

const kinds = g.V("<kg:Facility>").followRecursive(g.M().in("<rdfs:subClassOf>")).or(g.V("<kg:Facility>"))

kinds.tag("kind").in("<rdf:type>").tag("facility")
  .saveOpt("<kg:place>", "place")
  .saveOptR("<kg:operates>", "operator")
  .saveOpt(g.M().labelContext(g.V(), "statement").out("<kg:status>"), "status")
  .unique().all()
