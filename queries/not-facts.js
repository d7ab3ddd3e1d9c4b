// title:   What touches an entity and is not a fact
// asks:    Which claims, aims, hopes, duties, plans and denials have to do with an entity?
// param:   entity iri    The entity
// columns: entity, relation, content, kind, modality, statement
// empty:   what the text says of it is said as fact, or nothing is said of it
// view:    table
// tags:    links, aims
//
// A relation is read from the entity to the content: "engaged to build" says how the entity stands to what is only planned.

const links = g.V("<rdf:Property>").in("<rdf:type>").has("<kg:inverseLabel>").except(g.V("<rdf:type>"))
const entity = g.V(params.entity).tag("entity").labelContext(g.V("<kg:Statement>").in("<rdf:type>"), "statement")

entity.out(links, "relation").tag("content")
  .labelContext(null).save("<kg:modality>", "modality").save("<rdf:type>", "kind")
  .unique().all()
entity.in(links, "_link").tag("content")
  .labelContext(null).save("<kg:modality>", "modality").save("<rdf:type>", "kind")
  .back("_link").save("<kg:inverseLabel>", "relation")
  .unique().all()
