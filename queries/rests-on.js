// title:   Which statement rests on which sentence
// asks:    On which words of which sentence of which article does each statement rest?
// param:   source iri of kg:Article?    Only statements of this article
// param:   about iri?    Only statements that tell of this
// columns: statement, quote, sentence, article
// view:    table
// tags:    evidence
//
// A statement with several quotes has a row for each. "sentence" is the number of the sentence in its article, from 1.

// A row rests on where its words stand, not on what they tell: that is in statement.
const all = g.V("<kg:Statement>").in("<rdf:type>")
const telling = params.about && g.V(params.about).labelContext(all, "_statement").both().labelContext(null).back("_statement").unique("id").toArray()
let statements = telling ? g.V(telling) : all
if (params.source) statements = statements.has("<kg:inArticle>", params.source)

statements.tag("statement").save("<kg:inArticle>", "article").out("<kg:quote>").tag("quote").forEach(row => {
  const sentences = g.V(row.statement).out("<kg:sentence>").save("<kg:number>", "sentence").out("<kg:text>").tag("_text").tagArray()
  g.emit(Object.assign({}, row, sentences.find(s => s._text.includes(row.quote))))
})
