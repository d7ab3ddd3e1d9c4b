// title:   How many statements rest on each sentence
// asks:    Which sentences say much, and which little?
// columns: number, statements, sentence
// view:    table
// tags:    evidence

g.V("<kg:Sentence>").in("<rdf:type>").tag("sentence").save("<kg:number>", "number").forEach(row => {
  const statements = g.V(row.sentence).in("<kg:sentence>").count()
  g.emit({ number: row.number, statements, sentence: row.sentence })
})
