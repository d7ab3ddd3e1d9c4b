// title:   All that is said of an agreement
// asks:    What does the text say of an agreement: where it stands, between whom, what happened to it, what it contains and lacks?
// param:   agreement iri of kg:Agreement    The agreement
// columns: part, relation, what, modality = actual, statement
// labels:  part
// ordered: yes
// view:    table
// tags:    agreements
//
// A relation is read from the agreement, or from what happened to it where "part" names that: a signing, say. What the text leaves open
// is in left-open.

const parts = {
  "status": ["<kg:status>", "<kg:dated>"],
  "parties": ["<kg:party>"],
  "negotiation": [],
  "draft": ["<kg:draftOf>"],
  "signing": ["<kg:signed>"],
  "conclusion": ["<kg:concluded>"],
  "entry into force": ["<kg:broughtIntoForce>"],
  "related": ["<kg:replaces>", "<kg:coincidesWith>", "<kg:separateFrom>"],
  "areas": ["<kg:covers>", "<kg:emphasizes>"],
  "contents": ["<kg:purpose>", "<kg:partOf>", "<kg:providedBy>", "<kg:inferredProvidedBy>", "<kg:reinforces>", "<kg:underscores>"],
  "absent": ["<kg:stopsShortOf>"],
  "said": [],
}
const order = Object.keys(parts)
const partOf = link => order.find(part => parts[part].includes(link)) || "said"
const rank = row => order.indexOf(row.part) >= 0 ? order.indexOf(row.part) : order.indexOf("related") - 0.5

const inferences = g.V("<kg:Inference>").in("<rdf:type>")
const sources = g.V("<kg:Statement>").in("<rdf:type>").or(inferences)
const inferred = inferences.toArray()
const silent = g.V("<rdf:type>", "<schema:name>", "<kg:mentionedAs>", "<kg:instrument>")
const telling = g.V("<rdf:Property>").in("<rdf:type>").except(silent)
const own = g.V(params.agreement).labelContext(sources, "statement")

const out = own.out(telling, "relation").tag("what").labelContext(null).saveOpt("<kg:modality>", "modality").tagArray()
  .map(row => Object.assign({ part: partOf(row.relation) }, row))
const back = own.in(telling, "_link").tag("what").labelContext(null).saveOpt("<kg:modality>", "modality")
  .back("_link").save("<kg:inverseLabel>", "relation").tagArray()
  .map(row => Object.assign({ part: partOf(row._link) }, row))

// What happened to it: when, where and with whose help. Who did it stands in the short links above, where the text says so.
const roles = ["<kg:timeText>", "<kg:when>", "<kg:inferredWhen>", "<kg:place>", "<kg:helper>"]
const happened = g.V(params.agreement).in("<kg:instrument>").save(g.M().out("<rdf:type>").out("<rdfs:label>"), "part")
  .labelContext(sources, "statement").out(roles, "relation").tag("what").tagArray()
  .map(row => Object.assign({}, row, { part: row.part.replace(/"/g, "") }))

// Within a statement, rows come in the order in which its quotes have the most of their words, from the last word back.
const text = value => value.replace(/^"|"$/g, "").toLowerCase()
function place(row) {
  const quotes = g.V(row.statement).out("<oa:hasSelector>").order().out("<oa:exact>").toArray().map(text).join(" … ")
  const words = text(g.V(row.what).out(["<schema:name>", "<kg:content>"]).toArray()[0] || row.what).split(" ")
  for (let i = 0; i < words.length; i++) {
    const at = quotes.indexOf(words.slice(i).join(" "))
    if (at >= 0) return String(at).padStart(9, "0")
  }
  return "~"
}

const seen = {}
const key = row => [row.statement, place(row), row.relation, row.what].join(" ")
out.concat(back, happened)
  .map(row => Object.assign({}, row, { _key: key(row) }, inferred.includes(row.statement) ? { modality: "inferred" } : {}))
  .sort((a, b) => rank(a) - rank(b) || (a._key < b._key ? -1 : a._key > b._key ? 1 : 0))
  .filter(row => !seen[row._key] && (seen[row._key] = true))
  .forEach(row => g.emit(row))
