// title:   What an agreement contains, in order
// asks:    What does an agreement cover, emphasize, aim at, lay down, call for, plan and reinforce?
// param:   agreement iri of kg:Agreement    The agreement
// columns: as, what, count, modality = actual, statement, statement2
// labels:  as
// ordered: yes
// empty:   no words say what it contains
// view:    table
// tags:    agreements
//
// "count" is how many parts there are, from the statement in the last column; what a draft underscored need not be in the agreement itself.
// What binds somebody by name is in obligations. "as" says how the agreement contains it: a proposal is only called for, a project only planned.
// What an analyst takes to be in it, and no words put there, is in provisions.

const statements = g.V("<kg:Statement>").in("<rdf:type>")
const agreement = g.V(params.agreement).labelContext(statements, "statement")
const earlier = (a, b) => a.statement < b.statement ? -1 : a.statement > b.statement ? 1 : a._at - b._at

// Within a statement, what its quotes name first stands first: where they have the most of its words, from the last word back.
const text = node => String(node).replace(/^"|"$/g, "").toLowerCase()
function place(row) {
  const quotes = g.V(row.statement).out("<oa:hasSelector>").order().out("<oa:exact>").toArray().map(text).join(" … ")
  const words = text(g.V(row.what).out(["<schema:name>", "<kg:content>"]).toArray()[0] || row.what).split(" ")
  for (let i = 0; i < words.length; i++) {
    const at = quotes.indexOf(words.slice(i).join(" "))
    if (at >= 0) return at
  }
  return quotes.length
}
const counted = g.M().labelContext(statements, "statement2").out("<kg:count>")
const hedged = path => path.labelContext(null).saveOpt("<kg:modality>", "modality").unique().tagArray()
const of = (cls, path) => path.and(g.V(cls).in("<rdf:type>"))

const provided = agreement.in("<kg:providedBy>").except(g.V().has("<kg:bearer>")).tag("what")
const parts = {
  "covers": agreement.out("<kg:covers>").tag("what"),
  "emphasizes": agreement.out("<kg:emphasizes>").tag("what"),
  "is meant to": agreement.out("<kg:purpose>").tag("what"),
  "lays down": of(["<kg:Provision>", "<kg:Duty>"], provided),
  "calls for": of("<kg:Proposal>", provided),
  "sets out the project": of("<kg:Project>", provided),
  "sets out also": provided.except(g.V("<kg:Provision>", "<kg:Duty>", "<kg:Proposal>", "<kg:Project>").in("<rdf:type>")),
  "reinforces": agreement.out("<kg:reinforces>").tag("what"),
  "has as a part": agreement.in("<kg:partOf>").tag("what").saveOpt(counted, "count"),
  "its draft underscores": g.V(params.agreement).in("<kg:draftOf>").labelContext(statements, "statement").out("<kg:underscores>").tag("what"),
}
for (const as of Object.keys(parts)) {
  hedged(parts[as]).map(row => Object.assign({}, row, { as, _at: place(row) })).sort(earlier).forEach(row => g.emit(row))
}
