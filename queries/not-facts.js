// title:   What touches an entity and is not a fact
// asks:    Which claims, aims, hopes, duties, plans and denials have to do with an entity?
// param:   entity iri    The entity
// columns: content, kind, modality, relation, statement
// view:    table
// tags:    links, aims

const said = g.V(params.entity).labelContext(g.V(), "statement")

said.in(null, "relation").or(said.out(null, "relation")).tag("content")
  .labelContext(null).save("<kg:modality>", "modality").save("<rdf:type>", "kind")
  .unique().all()
