// title:   What an agreement does not contain
// asks:    What does an agreement stop short of, who had wanted that, and who resisted?
// param:   agreement iri of kg:Agreement?    The agreement; without it, every one
// columns: agreement, lacks, wanted = not said, resisted = not said, statement, statement2, statement3
// view:    table
// tags:    agreements, denied
//
// "statement2" says who wanted it, "statement3" who resisted.

const agreements = params.agreement ? g.V(params.agreement) : g.V()

agreements.tag("agreement")
  .labelContext(null, "statement").out("<kg:stopsShortOf>").tag("lacks")
  .saveOpt(g.M().labelContext(null, "statement2").in("<kg:pressedFor>"), "wanted")
  .saveOpt(g.M().labelContext(null, "statement3").in("<kg:resisted>"), "resisted")
  .unique().all()
