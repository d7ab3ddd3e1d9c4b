// title:   What words the text uses for an entity
// asks:    By which pronoun, description or capital is someone or something meant, and where?
// param:   entity iri?      The entity that is meant
// param:   words string?    The words, in any case: who or what do they mean?
// columns: entity, words, statement
// view:    table
// tags:    evidence, words

const entities = params.entity ? g.V(params.entity) : g.V()
let mentions = entities.tag("entity").labelContext(null, "statement").out("<kg:mentionedAs>")
if (params.words) {
  const words = String(params.words).replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
  mentions = mentions.filter(regex("(?i)^" + words + "$"))
}
mentions.tag("words").unique().all()
