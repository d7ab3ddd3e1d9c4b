// title:   Officials and their offices
// asks:    Who holds which office, and of what?
// param:   of iri of kg:Organization|kg:State?    The state or organization that the office belongs to
// columns: person, office, of, statement
// view:    table
// tags:    people

let held = g.M().out("<kg:officeOf>")
if (params.of) held = held.is(params.of)

g.V().tag("person").labelContext(null, "statement").out("<kg:holdsOffice>").tag("office")
  .labelContext(null).save(held, "of")
  .unique().all()
