// title:   Where facts about an entity stand in the text
// asks:    Which quotes state something of an entity?
// param:   entity iri    The entity
// columns: entity, relation, quote, statement
// view:    table
// tags:    evidence

const silent = g.V("<rdf:type>", "<schema:name>", "<kg:mentionedAs>", "<kg:content>", "<kg:text>")
const telling = g.V("<rdf:Property>").in("<rdf:type>").except(silent)
const entity = g.V(params.entity).tag("entity").labelContext(g.V("<kg:Statement>").in("<rdf:type>"), "statement")

entity.out(telling, "relation").labelContext(null)
  .back("statement").save("<kg:quote>", "quote").unique().all()
entity.in(telling, "_link").labelContext(null)
  .back("_link").save("<kg:inverseLabel>", "relation")
  .back("statement").save("<kg:quote>", "quote").unique().all()
