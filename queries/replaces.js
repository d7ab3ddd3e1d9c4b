// title:   What an agreement replaces
// asks:    Which earlier agreement does an agreement take the place of?
// param:   agreement iri?    The agreement, newer or older; without it, every one
// columns: agreement, replaces, dated, statement
// view:    table
// tags:    agreements

const newer = params.agreement
  ? g.V(params.agreement).or(g.V(params.agreement).in("<kg:replaces>"))
  : g.V()

newer.tag("agreement")
  .labelContext(g.V(), "statement").out("<kg:replaces>").tag("replaces")
  .labelContext(null).saveOpt("<kg:dated>", "dated")
  .unique().all()
