// title:   Who concluded an agreement
// asks:    Between whom was an agreement concluded, and in what office?
// param:   agreement iri of kg:Agreement?    The agreement; without it, every one
// columns: agreement, who, office, statement, statement2
// view:    table
// tags:    agreements, people
//
// "statement2" is that of the office.

const agreements = params.agreement ? g.V(params.agreement) : g.V()

agreements.tag("agreement")
  .labelContext(g.V(), "statement").in("<kg:concluded>").tag("who")
  .saveOpt(g.M().labelContext(g.V(), "statement2").out("<kg:holdsOffice>"), "office")
  .unique().all()
