// title:   The articles of the dossier
// asks:    Which articles are there, how long, and of what date?
// columns: article, sentences = 0, statements = 0, inferred-date, inference
// labels:  sentences, statements
// view:    table
// tags:    evidence
//
// The date is inferred or supplied by an analyst, not printed.

const dated = g.M().labelContext(g.V("<kg:Inference>").in("<rdf:type>"), "inference").out("<kg:inferredDated>")
const within = kind => g.M().in("<kg:inArticle>").out("<rdf:type>").is(kind).groupCount().sum("count")

g.V("<kg:Article>").in("<rdf:type>").tag("article")
  .saveOpt(within("<kg:Sentence>"), "sentences")
  .saveOpt(within("<kg:Statement>"), "statements")
  .saveOpt(dated, "inferred-date")
  .all()
