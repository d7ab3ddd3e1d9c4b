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

const names = g.M().labelContext(g.V(), "statement").out("<kg:agent>")
  .saveOpt(g.M().labelContext(g.V(), "statement2").out("<kg:holdsOffice>"), "office")
const article = statement => g.V(statement).out("<kg:inArticle>").toArray()[0]

// Where and when, as the article of a row's statement has it: of two articles that differ, each row follows its own.
function told(row, predicate, column) {
  const all = g.V(row._signing).labelContext(g.V("<kg:Statement>").in("<rdf:type>"), "_at").out(predicate).tag(column).tagArray()
  const own = all.filter(cell => article(cell._at) === article(row.statement))
  return own.length > 0 ? own : [{}]
}

signings.tag("_signing")
  .labelContext(g.V(), "statement").save("<kg:instrument>", "agreement")
  .saveOpt(names, "signatory")
  .unique("_signing", "agreement", "signatory", "office", "statement").forEach(row => {
    for (const place of told(row, "<kg:place>", "place")) {
      for (const time of told(row, "<kg:timeText>", "time")) g.emit(Object.assign({}, place, time, row))
    }
  })
