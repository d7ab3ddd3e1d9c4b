// title:   Sentences that state something of an entity
// asks:    In which sentences is something said about an entity?
// param:   about iri    The entity
// columns: number, text
// view:    table
// tags:    evidence

g.V(params.about)
  .labelContext(g.V("<kg:Statement>").in("<rdf:type>"), "_statement").both().labelContext(null)
  .back("_statement").out("<kg:sentence>").unique("id")
  .save("<kg:number>", "number").save("<kg:text>", "text")
  .unique().all()
