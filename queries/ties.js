// title:   Everything that links two entities, by kind
// asks:    What links two entities, directly or over one node, put in order by what kind of link it is?
// param:   a iri                 One entity
// param:   b iri                 The other
// param:   most number = 100     How many nodes between them are looked at
// columns: group, from, relation, via, relation2, to, modality = actual, statement, statement2
// labels:  group
// ordered: yes
// empty:   no link directly or over one node between them; paths looks further
// view:    graph source=from target=to via=via relation=relation relation2=relation2
// tags:    links
//
// A relation is read from left to right; each step has its statement. What both do alike (both signed, both are bound) is one row, and what
// one pledged, pressed for or hopes for is not told again as what binds it or as its aim. Where "modality" is not actual, the link is no fact.

const statements = g.V("<kg:Statement>").in("<rdf:type>")
const links = g.V("<rdf:Property>").in("<rdf:type>").has("<kg:inverseLabel>")
  .except(g.V("<rdf:type>", "<owl:sourceIndividual>", "<owl:assertionProperty>", "<owl:targetIndividual>"))
const negative = g.V("<kg:negative>").in("<kg:sense>").toArray()
const implied = { "<kg:bearer>": ["<kg:pledged>"], "<kg:holder>": ["<kg:pressedFor>", "<kg:hopesFor>"] }

const groups = {
  "agreements": ["<kg:Document>"], "relations": ["<kg:Relationship>"], "events": ["<kg:Occurrence>"], "duties": ["<kg:Duty>"],
  "plans and proposals": ["<kg:Project>", "<kg:Proposal>", "<kg:Possibility>"], "aims and hopes": ["<kg:Aim>", "<kg:Hope>"],
  "facilities": ["<kg:Facility>"], "people and organizations": ["<kg:Actor>", "<kg:Office>", "<kg:Group>"], "places": ["<kg:Place>"],
  "words": ["<kg:Content>"], "other": [],
}
const order = ["direct"].concat(Object.keys(groups))
function groupOf(node) {
  const classes = g.V(node).out("<rdf:type>").toArray()
  const above = classes.concat(g.V(classes).followRecursive("<rdfs:subClassOf>").toArray())
  return Object.keys(groups).find(name => groups[name].some(cls => above.includes(cls))) || "other"
}

// The links between two nodes, each once, under its first statement: { _link, _out, relation, statement }, read from the first node.
function legs(from, to) {
  const start = g.V(from).labelContext(statements, "statement")
  const there = start.out(links, "_link").is(to).tagArray().map(row => Object.assign({ _out: true, relation: row._link }, row))
  const back = start.in(links, "_link").is(to).labelContext(null).back("_link").save("<kg:inverseLabel>", "relation").tagArray()
  const seen = {}
  return there.concat(back).sort((a, b) => a.statement < b.statement ? -1 : a.statement > b.statement ? 1 : 0)
    .filter(leg => !seen[leg._link + leg._out] && (seen[leg._link + leg._out] = true))
}
const telling = all => all.filter(leg => !(implied[leg._link] || []).some(link => all.some(other => other._link === link)))
const weaker = (row, all) => all.some(leg => negative.includes(leg._link)) ? { modality: "denied" } : row

const a = g.V(params.a).toArray()[0], b = g.V(params.b).toArray()[0]
const rows = [] // each with the links that it rests on
if (a && b && a !== b) {
  const modality = g.V(a, b).out("<kg:modality>").tag("modality").tagArray()[0] || {}
  for (const leg of telling(legs(a, b))) {
    rows.push([Object.assign({}, leg, weaker(modality, [leg]), { group: "direct", from: a, to: b }), leg])
  }
  const ends = node => g.V(node).labelContext(statements).both(links).labelContext(null).unique("id").except(g.V(a, b))
  for (const via of ends(a).and(ends(b)).unique("id").limit(Number(String(params.most).match(/\d+/)[0])).toArray()) {
    const [here, there] = [telling(legs(a, via)), telling(legs(via, b))]
    const same = (one, other) => one._link === other._link && one._out !== other._out
    const alone = here.filter(one => !there.some(other => same(one, other)))
    const rest = there.filter(other => !here.some(one => same(one, other)))
    const pairs = here.filter(one => !alone.includes(one)).map(one => [one, there.find(other => same(one, other))])
    for (const one of alone) for (const other of rest.length > 0 ? rest : there.slice(0, 1)) pairs.push([one, other])
    if (alone.length === 0) for (const other of rest) pairs.push([here[0], other])
    const hedged = g.V(via).out("<kg:modality>").tag("modality").tagArray()[0] || modality
    for (const [one, other] of pairs) {
      rows.push([Object.assign({}, one, weaker(hedged, [one, other]),
        { group: groupOf(via), from: a, via, to: b, relation2: other.relation, statement2: other.statement }), one, other])
    }
  }
}
const key = row => [String(order.indexOf(row.group)).padStart(2, "0"), row.statement, row.via, row.relation].join(" ")
rows.sort(([p], [q]) => key(p) < key(q) ? -1 : 1).forEach(([row, ...legs]) => g.emit(row, ...legs))
