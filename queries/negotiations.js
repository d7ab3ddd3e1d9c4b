// title:   How an agreement was negotiated
// asks:    How long did the talks on an agreement last, and what happened meanwhile?
// param:   agreement iri of kg:Agreement?    The agreement; without it, every one
// columns: agreement, what, kind, time = not said, statement, statement2
// view:    table
// tags:    agreements, time
//
// "statement2" says on what the talks were.

let talks = g.V("<kg:Negotiation>").in("<rdf:type>")
if (params.agreement) talks = talks.has("<kg:instrument>", params.agreement)

const on = g.M().labelContext(null, "statement2").out("<kg:instrument>")
const said = g.M().labelContext(null, "statement").out("<kg:timeText>")
const talked = talks.tag("what").save(on, "agreement").save("<rdf:type>", "kind").save(said, "time")
const meanwhile = talks.save(on, "agreement")
  .labelContext(null, "statement").in("<kg:during>").tag("what")
  .labelContext(null).save("<rdf:type>", "kind").saveOpt("<kg:timeText>", "time")

talked.or(meanwhile).unique().all()
