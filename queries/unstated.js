// title:   What no words say though a reader asks
// asks:    Which agreements, projects, duties and events are there of which it is not stated who, where, when or how much?
// param:   about iri?    Only of this, and of the events and plans that it has a part in
// columns: what, kind, asked, answer = not stated, of, relation, elsewhere = nowhere, modality = actual, statement, statement2
// labels:  asked, answer
// empty:   the words answer all that the vocabulary has a reader ask
// view:    table
// tags:    left-open
//
// The vocabulary says what is expected of the members of a class (kg:expects), how it is asked (kg:question), what else answers it (kg:answeredBy), and
// what comes nearest where nothing does (kg:answersFor, kg:toldBy, kg:inferredAs). A row is one such question that no statement answers; it rests on the
// first statement that tells something of the thing. Words such as "last week" answer when, a route answers where. "elsewhere" is what is said of
// something that belongs to it and not of itself, under "statement2": of its conclusion where its signing is asked about, of the start and the end of its building, of who
// concluded it where it is asked between whom it is, or what an analyst infers. What whoever encoded the article says of its gaps is in left-open.

const statements = g.V("<kg:Statement>").in("<rdf:type>")
const listOf = path => path.order().toArray()
const remember = f => { const known = {}; return x => known[x] === undefined ? known[x] = f(x) : known[x] }
const answeredBy = remember(predicate => listOf(g.V(predicate).out("<kg:answeredBy>")))
const inferredAs = remember(predicate => listOf(g.V(predicate).out("<kg:inferredAs>")))
const toldBy = remember(predicate => listOf(g.V(predicate).out("<kg:toldBy>")))
const kinOf = remember(cls => { const kin = listOf(g.V(cls).in("<kg:answersFor>")); return kin.length === 0 ? [] : kin.concat(cls) })

// What is said of another occurrence of one thing, of a thing by way of what happened to it, or by an inference.
const focus = g.V().out("<kg:focusRole>").unique().toArray()
const occurring = (path, classes) => classes.flatMap(cls => path.and(g.V(cls).in("<rdf:type>")).unique("id").order().toArray())
const said = (nodes, links, labels) => nodes.flatMap(of => g.V(of).tag("of").labelContext(labels, "statement2").out(links, "_at").tag("elsewhere")
  .labelContext(null).back("_at").save("<rdfs:label>", "relation").order("elsewhere").tagArray())
const nearest = (of, predicate) => {
  const words = answeredBy(predicate), told = said(of, words.length === 0 ? [predicate] : words, statements)
  return words.length === 0 ? told : told.concat(said(of.filter(one => !told.some(row => row.of === one)), [predicate], statements))
}
function elsewhere(what, cls, predicate) {
  const kin = kinOf(cls), tells = toldBy(predicate), roles = answeredBy(predicate)
  const others = kin.length === 0 ? [] : occurring(g.V(what).out(focus).in(focus).except(g.V(what)), kin)
  const through = tells.length === 0 ? [] : roles.length > 0 ? said(occurring(g.V(what).in(focus), tells), roles, statements)
    : g.V(what).tag("of").labelContext(statements, "statement2").in(focus, "_at").tag("elsewhere")
      .labelContext(null).and(g.V(tells).in("<rdf:type>")).back("_at").save("<kg:inverseLabel>", "relation").order("elsewhere").tagArray()
  const concluded = inferredAs(predicate).length === 0 ? [] : said([what], inferredAs(predicate), null)
  return nearest(others, predicate).concat(through, concluded)
}

// What a class and those above it expect. A predicate that leads to the class, and not from it, is asked from its object.
function questions(cls) {
  const above = g.V(cls).or(g.V(cls).followRecursive("<rdfs:subClassOf>"))
  const from = above.in("<schema:domainIncludes>").toArray()
  return above.out("<kg:expects>").unique("id").toArray().map(predicate => ({ predicate, links: [predicate].concat(answeredBy(predicate)), back: !from.includes(predicate) }))
}
const asked = q => g.V(q.predicate).out("<kg:question>").toValue() || g.V(q.predicate).out(q.back ? "<kg:inverseLabel>" : "<rdfs:label>").toValue()

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
      const row = Object.assign({}, told, { kind: cls, asked: asked(q) })
      if (told && more.length === 0) g.emit(row, told)
      more.forEach(other => g.emit(Object.assign({}, other, row), told, other))
    }
  }
}
