// title:   Everything that links two entities, by kind
// asks:    What links two entities, directly or over one node, put in order by what kind of link it is?
// param:   a iri                 One entity
// param:   b iri                 The other
// param:   most number = 100     How many nodes between them are looked at
// differ:  a, b
// columns: group, from, relation, via, relation2, to, modality = actual, statement, statement2
// labels:  group, relation, relation2
// ordered: yes
// empty:   no link directly or over one node between them; paths looks further
// view:    graph source=from target=to via=via relation=relation relation2=relation2
// tags:    links
//
// A relation is read from left to right; each step has its statement. What both do alike (both signed, both are bound) is one row, and what
// one pledged, pressed for or hopes for is not told again as what binds it or as its aim. Where "modality" is not actual, the link is no fact.
//
// In a graph that has no statements every predicate is a link, and a kind of link is a predicate and its way, or two. Direct links come first,
// then the 25 kinds over most things, three of each; the group says how many there are, "at least" where more than the first 50 000 quads each
// way of either end would have to be looked at. How firm anything is, is not known there.

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

// A graph without statements. Of the links between two nodes, a leg is { p, out }: a predicate, and whether it is walked from its subject.
const looked = 50000, examples = 3, mostKinds = 25, modality = "not known"
const unmodelled = statements.limit(1).count() === 0
const thing = gte(iri("!"))
const local = p => g.V(p).out("<rdfs:label>").toValue() || (p.match(/^<.*[/#]([^/#]+)>$/) || [p, p.replace(/[<>]/g, "")])[1]
const reads = leg => leg.out ? local(leg.p) : `is the ${local(leg.p)} of`
const walk = (node, out, tag) => (out ? g.V(node).out(null, tag) : g.V(node).in(null, tag)).limit(looked).filter(thing)
const quads = (from, leg, to) => leg.out ? g.V(from).labelContext(null, "statement").has(leg.p, to) : g.V(to).labelContext(null, "statement").has(leg.p, from)
const labelOf = row => row.statement ? { statement: row.statement } : {}
const first = n => n > examples ? `the ${examples} first of ${n}` : String(n)
const things = n => n === 1 ? "1 thing" : n + " things"
const cut = (...all) => all.some(([node, out]) => (out ? g.V(node).out() : g.V(node).in()).limit(looked + 1).count() > looked)

// The direct links by kind, each once for each label, of which the first are enough. Kinds are those met from either end.
function anyDirect(a, b) {
  const ways = [[a, b, ""], [b, a, "the other way, "]]
  const kinds = [...new Set(ways.flatMap(([from, to]) => walk(from, true, "_p").is(to).unique("_p").tagArray().map(row => row._p)))]
  for (const [from, to, turned] of ways) {
    const said = p => g.V(from).labelContext(null, "statement").has(p, to)
    const counts = kinds.map(p => ({ p, n: said(p).count() })).filter(k => k.n > 0).sort((k, l) => l.n - k.n || (k.p < l.p ? -1 : 1))
    const missed = said(null).count() - counts.reduce((sum, k) => sum + k.n, 0)
    const rest = missed > 0 ? `; the kinds of ${missed} more are not among the first ${looked} quads` : ""
    for (const { p, n } of counts) {
      const group = `Direct, ${turned}${local(p)}: ${first(n)}${rest}`
      for (const row of said(p).tagArray(examples)) g.emit(Object.assign(labelOf(row), { group, from, relation: local(p), to, modality }), row)
    }
  }
}

// The kinds of links over one thing, each with the things, those over most things first. A value, such as a date, is no thing, nor is a blank node.
function anyKinds(a, b) {
  const kinds = []
  for (const out of [true, false]) for (const back of [true, false]) {
    const atLeast = cut([a, out], [b, back]) ? "at least " : ""
    const both = walk(b, back, "_q").unique("id", "_q").and(walk(a, out, "_p").unique("id", "_p")).except(g.V(a, b))
    for (const { _p, _q, values } of both.group("_p", "_q").tagArray()) {
      kinds.push({ here: { p: _p, out }, there: { p: _q, out: !back }, vias: values, atLeast })
    }
  }
  const key = k => [String(1e9 - k.vias.length), k.here.p, k.here.out, k.there.p, k.there.out].join(" ")
  return kinds.sort((k, l) => key(k) < key(l) ? -1 : 1)
}

function anyOverOne(a, b) {
  const kinds = anyKinds(a, b)
  kinds.slice(0, mostKinds).forEach(({ here, there, vias, atLeast }, i) => {
    const group = `Kind ${i + 1} of ${kinds.length}, over ${atLeast}${things(vias.length)}${vias.length > examples ? `, ${examples} of them here` : ""}: ${reads(here)} – ${reads(there)}`
    for (const via of vias.slice(0, examples)) {
      const [one, other] = [quads(a, here, via).tagValue(), quads(via, there, b).tagValue()]
      const second = other.statement ? { statement2: other.statement } : {}
      g.emit(Object.assign(labelOf(one), second, { group, from: a, relation: reads(here), via, relation2: reads(there), to: b, modality }), one, other)
    }
  })
}

const a = g.V(params.a).toArray()[0], b = g.V(params.b).toArray()[0]
const rows = [] // each with the links that it rests on
if (a && b && a !== b && unmodelled) {
  anyDirect(a, b)
  anyOverOne(a, b)
} else if (a && b && a !== b) {
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
