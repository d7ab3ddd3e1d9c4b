// title:   Facilities that exist
// asks:    Which plants and other installations stand, where, run by whom, and what else is said of them?
// columns: facility, kind, what, is, statement
// view:    table
// tags:    energy, projects
//
// A row is one fact of a facility. What happened to it is in facility-history, what is only to be built in projects.

const kinds = g.V("<kg:Facility>").followRecursive(g.M().in("<rdfs:subClassOf>")).or(g.V("<kg:Facility>"))
const silent = g.V("<rdf:type>", "<schema:name>", "<kg:mentionedAs>")
const telling = g.V("<rdf:Property>").in("<rdf:type>").except(silent)

const said = kinds.tag("kind").in("<rdf:type>").tag("facility").labelContext(g.V("<kg:Statement>").in("<rdf:type>"), "statement")

said.out(telling, "what").tag("is").unique().all()
said.in("<kg:operates>", "_link").tag("is")
  .labelContext(null).back("_link").save("<kg:inverseLabel>", "what").unique().all()
