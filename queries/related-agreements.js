// title:   How agreements are linked with each other
// asks:    Which agreements replace each other, coincide or stand apart?
// param:   agreement iri of kg:Agreement?    One of the two; without it, every pair
// columns: agreement, relation, other, statement
// view:    graph source=agreement target=other
// tags:    agreements

const kinds = g.V("<kg:Agreement>").followRecursive(g.M().in("<rdfs:subClassOf>")).or(g.V("<kg:Agreement>"))
const agreements = kinds.in("<rdf:type>")
const one = params.agreement ? g.V(params.agreement) : agreements

const from = one.tag("agreement").labelContext(null, "statement").out(null, "relation").intersect(agreements).tag("other")
if (!params.agreement) {
  from.unique().all()
} else {
  const to = one.tag("other").labelContext(null, "statement").in(null, "relation").intersect(agreements).tag("agreement")
  from.or(to).unique().all()
}
