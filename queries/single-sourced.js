// title:   Facts that rest on one article
// asks:    What does only one article state, so that it would be stated by none if that article were withdrawn?
// param:   about iri?    Only facts of this
// param:   source iri of kg:Article?    Only what this article alone states
// columns: subject, relation, object, modality = actual, statement
// empty:   every fact asked about is stated by several articles, or by none
// view:    table
// tags:    evidence
//
// A row is one quad; where one article states it in several sentences, the first is cited. Types, names and the words of content are left out;
// what is denied says so under "modality".

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
  path.saveOpt("<kg:modality>", "modality").back("statement").save("<kg:inArticle>", "_article").unique().order("statement").forEach(row => {
    const key = [row.subject, row.relation, row.object, row._denial ? "denied" : ""].join(" ")
    if (!row._denial || !params.about || [row.subject, row.object].includes(String(params.about))) facts[key] = (facts[key] || []).concat(row)
  })
}

for (const rows of Object.values(facts)) {
  const articles = new Set(rows.map(row => row._article))
  if (articles.size > 1 || params.source && !articles.has(String(params.source))) continue
  g.emit(negative.includes(rows[0].relation) ? Object.assign({}, rows[0], { modality: "denied" }) : rows[0], rows[0])
}
