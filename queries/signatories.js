// title:   Who signed an agreement
// asks:    Who put their name to an agreement, in what office, where and when?
// param:   agreement iri of kg:Agreement?    The agreement; without it, every one that was signed
// columns: agreement, signatory = not said, office, place = not said, time = not said, statement, statement2
// view:    table
// tags:    agreements, people
//
// "statement2" is that of the office. Place and time are those that the article of the statement gives.

let signings = g.V("<kg:Signing>").in("<rdf:type>")
if (params.agreement) signings = signings.has("<kg:instrument>", params.agreement)
signings = signings.tag("_signing")

const silent = signings.except(g.V().has("<kg:agent>"))
const office = g.M().labelContext(null, "statement2").out("<kg:holdsOffice>")

// Of two articles that differ, each row follows its own. A signatory rests on the statement that names it, a signing that names nobody on
// those that tell of it.
for (const article of signings.labels().out("<kg:inArticle>").unique("id").toArray()) {
  const told = predicate => g.M().labelContext(article).out(predicate)
  const rest = g.M().labelContext(null).back("_signing").save("<kg:instrument>", "agreement")
    .saveOpt(told("<kg:place>"), "place").saveOpt(told("<kg:timeText>"), "time")

  signings.labelContext(article, "statement").out("<kg:agent>").tag("signatory").saveOpt(office, "office").follow(rest).unique().all()
  silent.labelContext(article, "statement").out("<kg:instrument>").follow(rest).unique().all()
}
