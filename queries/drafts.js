// title:   Drafts of agreements
// asks:    Which drafts led up to an agreement, and when were they finished?
// columns: draft, agreement, status, completed, inferred, statement
// view:    table
// tags:    agreements, time

g.V().tag("draft")
  .labelContext(g.V(), "statement").save("<kg:draftOf>", "agreement").labelContext(null)
  .saveOpt("<kg:status>", "status")
  .saveOpt(g.M().in("<kg:patient>").saveOpt("<kg:inferredWhen>", "inferred").out("<kg:timeText>"), "completed")
  .unique().all()
