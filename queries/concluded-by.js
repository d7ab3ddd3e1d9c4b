// title:   Who concluded an agreement
// asks:    Between whom was it concluded, in what office and for which body?
// param:   agreement iri?    The agreement; without it, every one
// columns: agreement, who, office, body, statement
// view:    table
// tags:    agreements, people

const agreements = params.agreement ? g.V(params.agreement) : g.V()

agreements.tag("agreement")
  .labelContext(g.V(), "statement").in("<kg:concluded>").tag("who")
  .labelContext(null).saveOpt(g.M().out("<kg:holdsOffice>").saveOpt("<kg:officeOf>", "body"), "office")
  .unique().all()
