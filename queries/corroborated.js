// title:   Facts that several articles state
// asks:    What does more than one article state, and which ones?
// param:   about iri?    Only facts of this
// columns: subject, relation, object, modality = actual, article, statement
// empty:   no two articles of the dossier state the same of it
// view:    table
// tags:    evidence
//
// A row is one statement of a fact. That articles agree does not make them independent of each other: one may have it from the other.

const statements = g.V("<kg:Statement>").in("<rdf:type>")
const silent = g.V("<rdf:type>", "<schema:name>", "<kg:content>", "<kg:mentionedAs>", "<kg:text>", "<schema:value>", "<schema:unitCode>", "<kg:approximate>")
const telling = g.V("<rdf:Property>").in("<rdf:type>").except(silent)

const from = params.about ? g.V(params.about) : g.V()
const out = from.tag("subject").labelContext(statements, "statement").out(telling, "relation").tag("object").labelContext(null).back("subject")
const back = from.tag("object").labelContext(statements, "statement").in(telling, "relation").tag("subject").labelContext(null)

const all = params.about ? out.or(back) : out

const facts = {}
all.saveOpt("<kg:modality>", "modality").back("statement").save("<kg:inArticle>", "article").unique().forEach(row => {
  const key = [row.subject, row.relation, row.object].join(" ")
  facts[key] = (facts[key] || []).concat(row)
})

for (const rows of Object.values(facts)) {
  if (new Set(rows.map(row => row.article)).size > 1) rows.forEach(row => g.emit(row))
}
