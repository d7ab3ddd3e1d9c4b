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

// A signing that names nobody rests on the statements that tell of it; a signatory on the one that names it.
const article = statement => g.V(statement).out("<kg:inArticle>").toArray()[0]
const statements = g.V("<kg:Statement>").in("<rdf:type>")
const office = g.M().labelContext(null, "statement2").out("<kg:holdsOffice>")

// Where and when, as the article of a row's statement has it: of two articles that differ, each row follows its own.
function told(row, predicate, column) {
  const own = g.V(row._signing).labelContext(statements, "_at").out(predicate).tag(column).tagArray()
    .filter(cell => article(cell._at) === article(row.statement))
  return own.length > 0 ? own : [{}]
}

const named = signings.tag("_signing").labelContext(null, "statement").out("<kg:agent>").tag("signatory").saveOpt(office, "office").unique().tagArray()
const unnamed = signings.except(g.V().has("<kg:agent>")).tag("_signing").labelContext(null, "statement").out("<kg:instrument>").unique("_signing", "statement").tagArray()
for (const row of named.concat(unnamed)) {
  for (const agreement of g.V(row._signing).out("<kg:instrument>").unique("id").toArray()) {
    for (const place of told(row, "<kg:place>", "place")) {
      for (const time of told(row, "<kg:timeText>", "time")) g.emit(Object.assign({}, place, time, row, { agreement, id: undefined }), row, place, time)
    }
  }
}
