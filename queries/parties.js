// title:   The parties to an agreement
// asks:    Between whom does an agreement stand?
// param:   agreement iri of kg:Agreement?    The agreement; without it, every one
// columns: agreement, party, statement
// view:    graph source=party target=agreement
// tags:    agreements, people

const kinds = g.V("<kg:Agreement>").followRecursive(g.M().in("<rdfs:subClassOf>")).or(g.V("<kg:Agreement>"))
const agreements = params.agreement ? g.V(params.agreement) : kinds.in("<rdf:type>")

agreements.tag("agreement").labelContext(null, "statement").out("<kg:party>").tag("party").unique().all()
