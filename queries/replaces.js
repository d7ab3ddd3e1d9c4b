// title:   What an agreement replaces
// asks:    Which earlier agreement does an agreement take the place of?
// param:   agreement iri of kg:Agreement?    The agreement, newer or older; without it, every one
// columns: agreement, replaces, dated = not said, statement, statement2
// view:    graph source=agreement target=replaces
// tags:    agreements
//
// "statement2" is that of the date.

const newer = params.agreement
  ? g.V(params.agreement).or(g.V(params.agreement).in("<kg:replaces>"))
  : g.V()

newer.tag("agreement")
  .labelContext(null, "statement").out("<kg:replaces>").tag("replaces")
  .saveOpt(g.M().labelContext(null, "statement2").out("<kg:dated>"), "dated")
  .unique().all()
