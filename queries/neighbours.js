// title:   Everything one step from an entity
// asks:    What is an entity linked with, how, and how far is that a fact?
// param:   entity iri    The entity
// columns: entity, relation, neighbour, modality = actual, statement
// view:    graph source=entity target=neighbour
// tags:    links
//
// A relation is read from the entity to its neighbour. "modality" is that of the entity where it is not a fact itself,
// else that of the neighbour.

const links = g.V("<rdf:Property>").in("<rdf:type>").has("<kg:inverseLabel>").except(g.V("<rdf:type>"))
const entity = g.V(params.entity).tag("entity").labelContext(g.V("<kg:Statement>").in("<rdf:type>"), "statement")
const hedged = g.V(params.entity).out("<kg:modality>").count() > 0 ? "entity" : "neighbour"

entity.out(links, "relation").tag("neighbour")
  .labelContext(null).back(hedged).saveOpt("<kg:modality>", "modality")
  .unique().all()
entity.in(links, "_link").tag("neighbour")
  .labelContext(null).back(hedged).saveOpt("<kg:modality>", "modality")
  .back("_link").save("<kg:inverseLabel>", "relation")
  .unique().all()
