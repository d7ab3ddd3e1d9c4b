// title:   States that are party to no agreement
// asks:    Which other states does the text bring in, and how?
// columns: state, relation, what, modality, statement
// view:    table
// tags:    people

const links = g.V("<rdf:Property>").in("<rdf:type>").has("<kg:inverseLabel>").except(g.V("<rdf:type>"))
const statements = g.V("<kg:Statement>").in("<rdf:type>")

g.V("<kg:State>").in("<rdf:type>").except(g.V().out("<kg:party>")).tag("state")
  .labelContext(statements, "statement").in(links, "_link").tag("what")
  .labelContext(null).saveOpt("<kg:modality>", "modality")
  .back("_link").save("<kg:inverseLabel>", "relation")
  .unique().all()
