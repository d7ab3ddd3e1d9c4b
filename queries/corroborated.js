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
const silent = g.V("<rdf:type>", "<schema:name>", "<kg:content>", "<kg:mentionedAs>", "<kg:text>", "<schema:value>", "<schema:unitCode>", "<kg:approximate>",
  "<owl:sourceIndividual>", "<owl:assertionProperty>", "<owl:targetIndividual>")
const telling = g.V("<rdf:Property>").in("<rdf:type>").except(silent)

const from = params.about ? g.V(params.about) : g.V()
const out = from.tag("subject").labelContext(statements, "statement").out(telling, "relation").tag("object").labelContext(null).back("subject")
const back = from.tag("object").labelContext(statements, "statement").in(telling, "relation").tag("subject").labelContext(null)

// A denial is a row of what it denies, and a verb that denies is one.
const negative = g.V("<kg:negative>").in("<kg:sense>").toArray()
const denials = g.V("<kg:Denial>").in("<rdf:type>").tag("_denial").save("<owl:sourceIndividual>", "subject").save("<owl:assertionProperty>", "relation")
  .labelContext(statements, "statement").out("<owl:targetIndividual>").tag("object").labelContext(null).back("_denial")
const all = params.about ? out.or(back) : out

const facts = {}
for (const path of [all, denials]) {
  path.saveOpt("<kg:modality>", "modality").back("statement").save("<kg:inArticle>", "article").unique().forEach(row => {
    const key = [row.subject, row.relation, row.object, row._denial ? "denied" : ""].join(" ")
    if (!row._denial || !params.about || [row.subject, row.object].includes(String(params.about))) facts[key] = (facts[key] || []).concat(row)
  })
}

for (const rows of Object.values(facts)) {
  if (new Set(rows.map(row => row.article)).size > 1) rows.forEach(row => g.emit(negative.includes(row.relation) ? Object.assign({}, row, { modality: "denied" }) : row, row))
}
