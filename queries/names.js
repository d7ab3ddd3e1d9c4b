// title:   The names of an entity
// asks:    What is an entity called, also in other languages and scripts?
// param:   entity iri    The entity
// columns: entity, relation, name
// view:    table
// tags:    evidence
//
// Names identify; what the text calls it is in mentions.

g.V(params.entity).tag("entity").out(["<schema:name>", "<schema:alternateName>"], "relation").tag("name").unique().all()
