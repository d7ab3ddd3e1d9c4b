// title:   Who signed an agreement
// asks:    Who put their name to an agreement, in what office, where and when?
// param:   agreement iri?    The agreement; without it, every one that was signed
// columns: agreement, signatory, office, place, time, statement
// view:    table
// tags:    agreements, people
//
// A signing whose signatories the article does not name is a row without one.

let signings = g.V("<kg:Signing>").in("<rdf:type>")
if (params.agreement) signings = signings.has("<kg:instrument>", params.agreement)

const names = g.M().labelContext(g.V(), "statement").out("<kg:agent>")
  .labelContext(null).saveOpt("<kg:holdsOffice>", "office")

signings
  .saveOpt("<kg:place>", "place")
  .saveOpt("<kg:timeText>", "time")
  .labelContext(g.V(), "statement").save("<kg:instrument>", "agreement")
  .saveOpt(names, "signatory")
  .unique().all()
