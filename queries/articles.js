// title:   The articles of the dossier
// asks:    Which articles are there, how long, and of what date?
// columns: article, sentences, statements, dated
// view:    table
// tags:    evidence
//
// "dated" is inferred or supplied by an analyst, not printed.

g.V("<kg:Article>").in("<rdf:type>").tag("article").saveOpt("<kg:inferredDated>", "dated").forEach(row => {
  const within = kind => g.V(row.article).in("<kg:inArticle>").has("<rdf:type>", kind).count()
  g.emit({ article: row.article, sentences: within("<kg:Sentence>"), statements: within("<kg:Statement>"), dated: row.dated })
})
