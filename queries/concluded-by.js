// title:   Who concluded an agreement
// asks:    Between whom was an agreement concluded, and in what office?
// param:   agreement iri?    The agreement; without it, every one
// columns: agreement, who, office, statement
// view:    table
// tags:    agreements, people

const agreements = params.agreement ? g.V(params.agreement) : g.V()

agreements.tag("agreement")
  .labelContext(g.V(), "statement").in("<kg:concluded>").tag("who")
  .labelContext(null).saveOpt("<kg:holdsOffice>", "office")
  .unique().all()
