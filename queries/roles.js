// title:   The roles of an actor in what happened
// asks:    In which occurrences did an actor take part, and as what?
// param:   actor iri of kg:Actor    Who takes part
// columns: actor, role, occurrence, kind, statement
// view:    graph source=actor target=occurrence relation=role
// tags:    people, time

const roles = g.V("<kg:Occurrence>").in("<schema:domainIncludes>").has("<kg:inverseLabel>")

g.V(params.actor).tag("actor")
  .labelContext(null, "statement").in(roles, "_role").tag("occurrence")
  .labelContext(null).save("<rdf:type>", "kind")
  .back("_role").save("<kg:inverseLabel>", "role")
  .unique().all()
