// title:   What no words say though a reader asks
// asks:    Which agreements, projects, duties and events are there of which it is not stated who, where, when or how much?
// param:   about iri?    Only of this, and of the events and plans that it has a part in
// columns: what, kind, asked, answer = not stated, of, relation, elsewhere = nowhere, modality = actual, statement, statement2
// labels:  asked, answer
// empty:   the words answer all that the vocabulary has a reader ask
// view:    table
// tags:    left-open
//
// The vocabulary says what is expected of the members of a class. A row is one such question that no statement answers; it rests on the
// first statement that tells something of the thing. Words such as "last week" answer when, a route answers where. "elsewhere" is what is said of
// something that belongs to it and not of itself, under "statement2": of its conclusion where its signing is asked about, of the start and the end of its building, of who
// concluded it where it is asked between whom it is, or what an analyst infers. What whoever encoded the article says of its gaps is in left-open.

const statements = g.V("<kg:Statement>").in("<rdf:type>")
const words = {
  "<kg:agent>": "by whom", "<kg:place>": "where", "<kg:when>": "when", "<kg:party>": "between whom", "<kg:status>": "of what status",
  "<kg:builds>": "who is to build it", "<kg:due>": "until when", "<kg:site>": "where", "<kg:targetMeasure>": "of what capacity or size",
  "<kg:valuedAt>": "of what value", "<kg:operates>": "who runs it", "<kg:produces>": "how much it yields", "<kg:providedBy>": "what sets it out",
}
const answers = {
  "<kg:when>": ["<kg:when>", "<kg:timeText>"],
  "<kg:due>": ["<kg:due>", "<kg:timeframe>"],
  "<kg:site>": ["<kg:site>", "<kg:origin>", "<kg:destination>", "<kg:via>"],
  "<kg:providedBy>": ["<kg:providedBy>", "<kg:speaker>"],
}
const ofClass = { "<kg:Operation>": { "<kg:agent>": "who ran it" } }

// What is said of another occurrence of one thing, of an agreement by way of its making, or by an inference.
const making = ["<kg:Signing>", "<kg:Conclusion>"], building = ["<kg:ConstructionStart>", "<kg:Construction>", "<kg:Completion>"]
const inferred = { "<kg:when>": "<kg:inferredWhen>", "<kg:due>": "<kg:inferredWhen>", "<kg:providedBy>": "<kg:inferredProvidedBy>" }
const focus = ["<kg:instrument>", "<kg:patient>"]
const occurring = (path, classes) => classes.flatMap(cls => path.and(g.V(cls).in("<rdf:type>")).unique("id").order().toArray())
const said = (nodes, links, labels) => nodes.flatMap(of => g.V(of).tag("of").labelContext(labels, "statement2").out(links, "_at").tag("elsewhere")
  .labelContext(null).back("_at").save("<rdfs:label>", "relation").order("elsewhere").tagArray())
function elsewhere(what, cls, predicate) {
  const kin = [making, building].find(classes => classes.includes(cls)) || []
  const others = predicate === "<kg:party>" ? occurring(g.V(what).in("<kg:instrument>"), making) : occurring(g.V(what).out(focus).in(focus).except(g.V(what)), kin)
  const links = { "<kg:party>": ["<kg:agent>"], "<kg:when>": ["<kg:timeText>"] }[predicate] || [predicate]
  const told = said(others, links, statements)
  const dated = predicate === "<kg:when>" ? said(others.filter(other => !told.some(row => row.of === other)), [predicate], statements) : []
  const through = predicate === "<kg:status>" ? g.V(what).tag("of").labelContext(statements, "statement2").in(["<kg:instrument>"], "_at").tag("elsewhere")
    .labelContext(null).and(g.V(making.concat("<kg:EntryIntoForce>")).in("<rdf:type>")).back("_at").save("<kg:inverseLabel>", "relation").order("elsewhere").tagArray() : []
  const concluded = inferred[predicate] ? said([what], [inferred[predicate]], null) : []
  return told.concat(dated, through, concluded)
}

// What a class and those above it expect. A predicate that leads to the class, and not from it, is asked from its object.
function questions(cls) {
  const above = g.V(cls).or(g.V(cls).followRecursive("<rdfs:subClassOf>"))
  const from = above.in("<schema:domainIncludes>").toArray()
  return above.out("<kg:expects>").unique("id").toArray().map(predicate => ({ predicate, links: answers[predicate] || [predicate], back: !from.includes(predicate) }))
}
const asked = (cls, q) => (ofClass[cls] || {})[q.predicate] || words[q.predicate] || g.V(q.predicate).out(q.back ? "<kg:inverseLabel>" : "<rdfs:label>").toValue()

// The classes that have, of their own or from one above, questions; their members, and of what predicates these are the subject and the object.
// Of another thing that it is linked with, another question asks.
const asking = g.V().has("<kg:expects>")
const questioned = asking.or(asking.followRecursive(g.M().in("<rdfs:subClassOf>")))
const things = g.V("<kg:Thing>").followRecursive(g.M().in("<rdfs:subClassOf>")).in("<rdf:type>")
const near = params.about ? g.V(params.about).or(g.V(params.about).labelContext(statements).both().except(things)).unique() : g.V()
const members = {}, subjectOf = {}, objectOf = {}
near.tag("what").out("<rdf:type>").and(questioned).has("<rdf:type>", "<rdfs:Class>").unique("what", "id").forEach(row => {
  members[row.id] = (members[row.id] || []).concat(row.what)
})
const nodes = Object.values(members).flat()
const gather = (into, path) => path.unique("what", "id").forEach(row => { into[row.what] = (into[row.what] || []).concat(row.id) })
gather(subjectOf, g.V(nodes).tag("what").outPredicates())
gather(objectOf, g.V(nodes).tag("what").inPredicates())

// The first statement that tells something of a thing.
const firsts = {}
function first(what) {
  const told = path => path.tag("_other").labelContext(null).order("statement", "_link", "_other").back("what")
    .saveOpt("<kg:modality>", "modality").tagValue()
  const start = g.V(what).tag("what").labelContext(statements, "statement")
  if (firsts[what] === undefined) firsts[what] = told(start.out(null, "_link").except(g.V(what))) || told(start.in(null, "_link"))
  return firsts[what]
}
for (const cls of Object.keys(members)) {
  for (const q of questions(cls)) {
    for (const what of members[cls].filter(what => !q.links.some(link => ((q.back ? objectOf : subjectOf)[what] || []).includes(link)))) {
      const told = first(what)
      const more = told ? elsewhere(what, cls, q.predicate) : []
      const row = Object.assign({}, told, { kind: cls, asked: asked(cls, q) })
      if (told && more.length === 0) g.emit(row, told)
      more.forEach(other => g.emit(Object.assign({}, other, row), told, other))
    }
  }
}
