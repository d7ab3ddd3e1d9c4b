// title:   When and by whom an agreement was brought into force
// asks:    Who brought an agreement into force, when in the article's words, and on which day as far as one can infer?
// param:   agreement iri of kg:Agreement?    The agreement; without it, every one
// columns: agreement, by = not said, time = not said, inferred-date, statement, inference
// view:    table
// tags:    agreements, time
//
// "inference" is where the inferred date comes from.

const inferred = g.M().labelContext(g.V("<kg:Inference>").in("<rdf:type>"), "inference").out("<kg:inferredWhen>")
let entries = g.V("<kg:EntryIntoForce>").in("<rdf:type>")
if (params.agreement) entries = entries.has("<kg:instrument>", params.agreement)

entries
  .save("<kg:instrument>", "agreement")
  .saveOpt("<kg:timeText>", "time")
  .saveOpt(inferred, "inferred-date")
  .saveOpt(g.M().labelContext(null, "statement").out("<kg:agent>"), "by")
  .unique().all()
