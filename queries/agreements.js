// title:   The agreements that are spoken of
// asks:    Which treaties and deals does the dossier know, and where do they stand?
// param:   agreement iri of kg:Agreement?    Only this one; without it, every one
// columns: agreement, kind, status = not said, statement
// view:    table
// tags:    agreements

const kinds = g.V("<kg:Agreement>").followRecursive(g.M().in("<rdfs:subClassOf>")).or(g.V("<kg:Agreement>"))

const one = params.agreement ? g.M().is(params.agreement) : g.M()

kinds.tag("kind").in("<rdf:type>").follow(one).tag("agreement")
  .saveOpt(g.M().labelContext(null, "statement").out("<kg:status>"), "status")
  .unique().all()
