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
  .labelContext(null, "statement").in("<kg:concluded>").tag("who")
  .saveOpt(g.M().labelContext(null, "statement2").out("<kg:holdsOffice>"), "office")
  .unique().all()
