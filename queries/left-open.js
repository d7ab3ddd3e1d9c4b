// title:   What the text leaves open
// asks:    What does the text not say where a reader may think it does?
// param:   about iri?    Only what is left open about this entity
// columns: words, note, statement
// view:    table
// tags:    left-open
//
// The notes are those of whoever encoded the article. What the text itself calls open is in open-issues.

let noted = g.V().has("<kg:note>").tag("statement")
if (params.about) {
  noted = g.V(params.about).labelContext(g.V("<kg:Statement>").in("<rdf:type>"), "statement").both()
    .labelContext(null).back("statement")
}

noted.save("<kg:note>", "note").unique("statement", "note").forEach(row => {
  const quotes = g.V(row.statement).out("<oa:hasSelector>").order().out("<oa:exact>").toArray()
  g.emit({ words: quotes.join(" … "), note: row.note, statement: row.statement })
})
