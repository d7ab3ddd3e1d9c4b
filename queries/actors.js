// title:   Everyone who acts
// asks:    Which states, people, organizations and groups are spoken of?
// param:   kind iri(kg:State|kg:Person|kg:Organization|kg:Ministry|kg:Collective)?    Only actors of this kind
// columns: actor, kind
// view:    table
// tags:    people

const kinds = params.kind ? g.V(params.kind) : g.V("<kg:Actor>").followRecursive(g.M().in("<rdfs:subClassOf>"))

kinds.tag("kind").in("<rdf:type>").tag("actor").unique().all()
