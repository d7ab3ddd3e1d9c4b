// title:   Who signed an agreement
// asks:    Who put their name to an agreement, in what office, where and when?
// param:   agreement iri of kg:Agreement?    The agreement; without it, every one that was signed
// columns: agreement, signatory = not said, office, place = not said, time = not said, statement, statement2
// view:    table
// tags:    agreements, people
//
// "statement2" is that of the office.

let signings = g.V("<kg:Signing>").in("<rdf:type>")
if (params.agreement) signings = signings.has("<kg:instrument>", params.agreement)

const names = g.M().labelContext(g.V(), "statement").out("<kg:agent>")
  .saveOpt(g.M().labelContext(g.V(), "statement2").out("<kg:holdsOffice>"), "office")

signings
  .saveOpt("<kg:place>", "place")
  .saveOpt("<kg:timeText>", "time")
  .labelContext(g.V(), "statement").save("<kg:instrument>", "agreement")
  .saveOpt(names, "signatory")
  .unique().all()
