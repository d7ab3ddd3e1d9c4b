// title:   Who signed or concluded an agreement
// asks:    Who is named as having signed, concluded or brought into force an agreement, and in what office?
// param:   agreement iri of kg:Agreement?    The agreement; without it, every one
// columns: agreement, deed, who, office, statement, statement2
// empty:   nobody is named who signed it, concluded it or brought it into force
// view:    table
// tags:    agreements, people
//
// "statement2" is that of the office.

const agreements = params.agreement ? g.V(params.agreement) : g.V()
const office = g.M().labelContext(null, "statement2").out("<kg:holdsOffice>")

agreements.tag("agreement")
  .labelContext(g.V("<kg:Statement>").in("<rdf:type>"), "statement").in(["<kg:signed>", "<kg:concluded>", "<kg:broughtIntoForce>"], "_deed").tag("who")
  .saveOpt(office, "office")
  .labelContext(null).back("_deed").save("<kg:inverseLabel>", "deed")
  .unique().all()
