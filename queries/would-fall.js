// title:   What would fall if an article were withdrawn
// asks:    Which things, events, plans and claims does one article alone tell of, and which inferences rest on it?
// param:   source iri of kg:Article?    The article that would be withdrawn; without it, each in turn
// param:   about iri?    Only this, and what is linked with it
// param:   kind iri of rdfs:Class?    Only nodes of this class, such as kg:Project
// columns: article, falls, kind, relation, other, modality = actual, statement
// empty:   of everything it tells of, another article tells too
// view:    table
// tags:    evidence
//
// A row is something of which nothing would be left; it cites the first statement that tells of it. Of a thing that is told of only with regard to what
// is meant, said or denied, "relation" and "other" say how. What would still be told of, but with
// less behind it, is in single-sourced. An inference falls with any of the statements that it was drawn from.

const statements = g.V("<kg:Statement>").in("<rdf:type>")
const articles = params.source ? g.V(params.source) : g.V("<kg:Article>").in("<rdf:type>")
const nodes = g.V("<kg:Thing>", "<kg:Occurrence>", "<kg:Content>").followRecursive(g.M().in("<rdfs:subClassOf>"))

// Of a statement, what it says of the node itself counts before what it says of another with regard to it.
const told = {}
const ofKind = g.V("<kg:Quantity>").or(nodes).in("<rdf:type>").unique("id")
const near = params.about ? g.V(params.about).or(g.V(params.about).labelContext(statements).both()).and(ofKind).unique("id").toArray() : undefined
const all = (near ? g.V(near) : ofKind).tag("falls").labelContext(statements, "statement")
const contents = new Set(g.V().has("<kg:modality>").unique("id").toArray())
for (const [path, inverse] of [[all.out(null, "_link"), false], [all.in(null, "_link"), true]]) {
  path.tag("_other").labelContext(null).back("statement").save("<kg:inArticle>", "article").unique().forEach(row => {
    told[row.falls] = (told[row.falls] || []).concat(Object.assign({ _inverse: inverse, _aside: contents.has(row._other) && !contents.has(row.falls) }, row))
  })
}
function related(row) {
  if (!row._aside) return {}
  const label = row._inverse ? g.V(row._link).out("<kg:inverseLabel>").toValue() || "is the " + g.V(row._link).out("<rdfs:label>").toValue() + " of" : g.V(row._link).out("<rdfs:label>").toValue()
  return { relation: label, other: row._other }
}

const inferences = g.V("<kg:Inference>").in("<rdf:type>").tag("falls").out("<prov:wasDerivedFrom>").tag("statement").save("<kg:inArticle>", "article").tagArray()
  .filter(row => !near || g.V(near).labels().is(row.statement).count() > 0)
for (const row of inferences) told[row.falls] = (told[row.falls] || []).concat(row)
const drawn = new Set(inferences.map(row => row.falls))

const key = row => (row._aside ? "1 " : "0 ") + [row.statement, row._link, row._other].join(" ")
const first = rows => rows.sort((a, b) => key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0)[0]
for (const article of articles.unique("id").toArray()) {
  for (const [falls, rows] of Object.entries(told)) {
    const own = rows.filter(row => row.article === article)
    if (own.length === 0 || own.length < rows.length && !drawn.has(falls)) continue
    g.V(falls).save("<rdf:type>", "kind").saveOpt("<kg:modality>", "modality").unique().forEach(row => {
      if (!params.kind || row.kind === String(params.kind)) g.emit(Object.assign({}, first(own), related(first(own)), row), first(own))
    })
  }
}
