// title:   What is stated by a sentence
// asks:    Which statements quote a sentence, and where in the text do the quotes stand?
// param:   number number    The number of the sentence, from 1
// param:   of iri of kg:Article?          The article, where there are several
// columns: statement, quote, start, end
// view:    table
// tags:    evidence
//
// start and end are counted in characters from the beginning of the article.

let sentences = g.V("<kg:Sentence>").in("<rdf:type>").has("<kg:number>", params.number)
if (params.of) sentences = sentences.has("<kg:inArticle>", params.of)

sentences.in("<kg:sentence>").tag("statement").out("<oa:hasSelector>")
  .save("<oa:exact>", "quote").save("<oa:start>", "start").save("<oa:end>", "end")
  .unique().all()
