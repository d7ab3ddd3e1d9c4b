// title:   When and by whom an agreement was brought into force
// asks:    Who brought an agreement into force, when in the article's words, and on which day as far as one can infer?
// param:   agreement iri?    The agreement; without it, every one
// columns: agreement, by, time, inferred, statement
// view:    table
// tags:    agreements, time

let entries = g.V("<kg:EntryIntoForce>").in("<rdf:type>")
if (params.agreement) entries = entries.has("<kg:instrument>", params.agreement)

entries
  .save("<kg:instrument>", "agreement")
  .saveOpt("<kg:timeText>", "time")
  .saveOpt("<kg:inferredWhen>", "inferred")
  .saveOpt(g.M().labelContext(g.V(), "statement").out("<kg:agent>"), "by")
  .unique().all()
