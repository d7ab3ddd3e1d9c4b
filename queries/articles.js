// title:   The articles of the dossier
// asks:    Which articles are there, how long, and of what date?
// columns: article, sentences, statements, inferred-date, inference
// labels:  sentences, statements
// view:    table
// tags:    evidence
//
// The date is inferred or supplied by an analyst, not printed.

const dated = g.M().labelContext(g.V("<kg:Inference>").in("<rdf:type>"), "inference").out("<kg:inferredDated>")

g.V("<kg:Article>").in("<rdf:type>").tag("article").saveOpt(dated, "date").forEach(row => {
  const within = kind => g.V(row.article).in("<kg:inArticle>").has("<rdf:type>", kind).count()
  g.emit({ article: row.article, sentences: within("<kg:Sentence>"), statements: within("<kg:Statement>"), "inferred-date": row.date, inference: row.inference })
})
