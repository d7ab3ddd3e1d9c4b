// title:   Drafts of agreements
// asks:    Which drafts led up to an agreement, and when were they finished?
// columns: draft, agreement, status, completed, inferred-date, statement, inference
// view:    table
// tags:    agreements, time
//
// "inference" is where the inferred date comes from.

const inferred = g.M().labelContext(g.V("<kg:Inference>").in("<rdf:type>"), "inference").out("<kg:inferredWhen>")

g.V().tag("draft")
  .labelContext(null, "statement").save("<kg:draftOf>", "agreement").labelContext(null)
  .saveOpt("<kg:status>", "status")
  .saveOpt(g.M().in("<kg:patient>").saveOpt(inferred, "inferred-date").out("<kg:timeText>"), "completed")
  .unique().all()
