// title:   What the text leaves open
// asks:    What does the text not say where a reader may think it does?
// param:   about iri?    Only what is left open in a sentence that states something of this
// columns: note, about, words, article, statement
// empty:   there is no note, which is not to say that nothing is left open
// view:    table
// tags:    left-open
//
// The notes are those of whoever encoded the article. "about" is what the statement says most of. With --about come the notes
// of every statement that has to do with it, in whatever part, and of the other statements of the same sentences. What the text
// itself calls open is in open-issues.

const statements = g.V("<kg:Statement>").in("<rdf:type>")

let noted = statements
if (params.about) {
  const near = g.V(params.about).labelContext(statements, "_near").both().labelContext(null).back("_near")
  noted = g.V(near.or(near.out("<kg:sentence>").in("<kg:sentence>")).unique("id").toArray()) // a note is not about what its statement is found by
}

// What has the most quads as their subject, except mentions; of several, what happened or is said comes before things.
const passing = g.V("<kg:mentionedAs>", "<kg:quote>", "<kg:note>")
const telling = g.V("<rdf:Property>").in("<rdf:type>").except(passing)
const under = cls => g.V(cls).followRecursive(g.M().in("<rdfs:subClassOf>")).in("<rdf:type>")
const things = new Set(under("<kg:Thing>").unique("id").toArray())
const counted = {}
g.V().tag("about").labelContext(noted, "statement").out(telling).labelContext(null).back("about").except(under("<kg:Value>"))
  .groupCount("statement", "about").order("count", "desc", "about")
  .forEach(row => { counted[row.statement] = (counted[row.statement] || []).concat(row) })
function main(statement) {
  const rows = counted[statement] || []
  const first = rows.filter(row => row.count === rows[0].count)
  const told = first.filter(row => !things.has(row.about))
  return told.length > 0 ? told : first
}

noted.tag("statement").save("<kg:note>", "note").save("<kg:inArticle>", "article").unique("statement", "note").forEach(row => {
  const words = g.V(row.statement).out("<oa:hasSelector>").order().out("<oa:exact>").toArray().join(" … ")
  for (const most of main(row.statement)) g.emit({ note: row.note, about: most.about, words, article: row.article, statement: row.statement }, row, most)
})
