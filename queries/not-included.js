// title:   What an agreement does not contain
// asks:    What does an agreement stop short of, who had wanted that, and who resisted?
// param:   agreement iri?    The agreement; without it, every one
// columns: agreement, lacks, wanted, resisted, statement
// view:    table
// tags:    agreements, denied

const agreements = params.agreement ? g.V(params.agreement) : g.V()

agreements.tag("agreement")
  .labelContext(g.V(), "statement").out("<kg:stopsShortOf>").tag("lacks")
  .labelContext(null)
  .saveOptR("<kg:pressedFor>", "wanted")
  .saveOptR("<kg:resisted>", "resisted")
  .unique().all()
