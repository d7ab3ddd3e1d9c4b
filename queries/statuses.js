// title:   How far things have got
// asks:    What is in force, planned, contracted, completed, and so on?
// param:   status iri(kg:proposed|kg:under-negotiation|kg:planned|kg:contracted|kg:scheduled|kg:under-construction|kg:completed|kg:operating|kg:abandoned|kg:in-force|kg:superseded)?
//          Only what has this status
// param:   what iri?    Only what this has got to
// columns: what, kind, status, statement
// view:    table
// tags:    projects, agreements

const statuses = params.status ? g.V(params.status) : g.V()

statuses.tag("status").labelContext(null, "statement").in("<kg:status>").follow(params.what ? g.M().is(params.what) : g.M()).tag("what")
  .labelContext(null).save("<rdf:type>", "kind")
  .unique().all()
