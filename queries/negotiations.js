// title:   How an agreement was negotiated
// asks:    How long did the talks on an agreement last, and what happened meanwhile?
// param:   agreement iri?    The agreement; without it, every one
// columns: agreement, what, kind, time, statement
// view:    table
// tags:    agreements, time

let talks = g.V("<kg:Negotiation>").in("<rdf:type>")
if (params.agreement) talks = talks.has("<kg:instrument>", params.agreement)

const said = g.M().labelContext(g.V(), "statement").out("<kg:timeText>")
const talked = talks.tag("what").save("<kg:instrument>", "agreement").save("<rdf:type>", "kind").saveOpt(said, "time")
const meanwhile = talks.save("<kg:instrument>", "agreement")
  .labelContext(g.V(), "statement").in("<kg:during>").tag("what")
  .labelContext(null).save("<rdf:type>", "kind").saveOpt("<kg:timeText>", "time")

talked.or(meanwhile).unique().all()
