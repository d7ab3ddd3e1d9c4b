// title:   All simple paths between two entities
// asks:    Over which chains of statements does one entity lead to another, none of them meeting a node twice, and how firm is each as a whole?
// param:   from iri              Where the paths begin
// param:   to iri                Where they end
// param:   max number = 3        How many steps a path may have
// param:   least number = 1      How many it must have
// param:   most number = 50      How many paths are given, the shortest first
// differ:  from, to
// columns: path, heading, steps, whole, from, relation, to, modality = actual, statement
// labels:  heading, whole, relation
// ordered: yes
// empty:   no path of so few steps; that is not to say that nothing connects them
// view:    graph source=from target=to relation=relation
// tags:    links
//
// A row is one link of a step; several links between the same two nodes are one step. "whole" is the weakest modality of a path, at each
// step by its firmest link: a chain over what is only hoped for is a hope, and one denied step denies it. That each step is stated does not
// make the ends have to do with each other. A path is disputed where another statement denies one of its links, or gives another value that cannot
// hold with it. What happened and what is said is crossed only to what it is about, so that taking part in the same
// thing connects nobody; what a direct link says is not told again over the event. Inferences and denials are no steps.
//
// In a graph that has no statements every predicate is a step, each way, and of several links between the same two nodes one is told. Of each node
// and way the first 20 000 quads are looked at, and as many at each step, so there may be more paths: short ones are told whatever the
// least, as long ones may all be beyond that. How firm they are is not known there.

const statements = g.V("<kg:Statement>").in("<rdf:type>")
const silent = g.V("<rdf:type>", "<owl:sourceIndividual>", "<owl:assertionProperty>", "<owl:targetIndividual>")
const links = g.V("<rdf:Property>").in("<rdf:type>").has("<kg:inverseLabel>").except(silent)
const negative = g.V("<kg:negative>").in("<kg:sense>").toArray()
const weight = ["actual", "obliged", "intended", "planned", "proposed", "claimed", "possible", "hoped", "unsettled", "denied"]
const weakest = all => weight[Math.max(...all.map(m => weight.indexOf(m)))]
const number = term => Number(String(term).match(/\d+/)[0])

const hedge = {}
function modalityOf(node) {
  if (hedge[node] === undefined) hedge[node] = weakest(["actual"].concat(g.V(node).out("<kg:modality>").toArray()))
  return hedge[node]
}

// The focus role of its class is what a node is crossed by, where the class has one.
const focus = {}
function focusOf(node) {
  if (!focus[node]) focus[node] = g.V(node).out("<rdf:type>").out("<kg:focusRole>").toArray()
  return focus[node]
}

// The steps from a node: for each node that it is linked with, the links, each under its first statement.
const known = {}
function stepsFrom(node) {
  if (known[node]) return known[node]
  const start = g.V(node).tag("from").labelContext(statements, "statement")
  const there = start.out(links, "_link").tag("to").tagArray().map(s => Object.assign({ _subject: s.from, relation: s._link }, s))
  const back = start.in(links, "_link").tag("to").labelContext(null).back("_link").save("<kg:inverseLabel>", "relation").tagArray()
    .map(s => Object.assign({ _subject: s.to }, s))
  const steps = {}, seen = {}
  for (const s of there.concat(back).sort((s, t) => s.statement < t.statement ? -1 : s.statement > t.statement ? 1 : 0)) {
    const key = [s._link, s._subject, s.to].join(" ")
    if (!seen[key]) (steps[s.to] = steps[s.to] || { to: s.to, all: [] }).all.push(s)
    seen[key] = true
  }
  return known[node] = Object.values(steps)
}

// A node with a focus role is crossed by it, on one side or the other, and not where its two neighbours are linked directly as well.
const isEvent = node => g.V(node).out("<rdf:type>").followRecursive("<rdfs:subClassOf>").is("<kg:Occurrence>").count() > 0
function passes(step, next) {
  const roles = focusOf(step.to)
  if (roles.length === 0) return true
  const byFocus = step.all.concat(next.all).some(s => s._subject === step.to && roles.includes(s._link))
  return byFocus && !(isEvent(step.to) && stepsFrom(step.all[0].from).some(s => s.to === next.to))
}

const most = number(params.most), max = number(params.max), least = number(params.least)
const from = g.V(params.from).toArray()[0], to = g.V(params.to).toArray()[0]
const place = path => path.map(step => step.all[0].statement + " " + step.to).join(" ")

// A graph without statements. Walks from both ends that meet before the last step; a value, such as a date, is no thing, nor is a blank node.
const looked = 20000, met = 500, anySteps = 4
const unmodelled = statements.limit(1).count() === 0
const local = p => g.V(p).out("<rdfs:label>").toValue() || (p.match(/^<.*[/#]([^/#]+)>$/) || [p, p.replace(/[<>]/g, "")])[1]
const thing = gte(iri("!"))
const onward = (walk, tag) => walk.both(null, tag).limit(looked).filter(thing)

// The walks of so many steps, each a list of { from, p, to }.
function anyWalks(from, to, steps) {
  const nodes = Array.from({ length: steps - 1 }, (_, i) => "_n" + i)
  let walk = g.V(from)
  nodes.forEach((node, i) => walk = onward(walk, "_p" + i).tag(node).unique(...nodes.slice(0, i + 1)))
  const whole = steps === 1 ? onward(walk, "_last").is(to).unique("_last").limit(1) : walk.except(g.V(from, to)).and(onward(g.V(to), "_last").unique("id")).limit(met)
  return whole.tagArray().map(row => {
    const all = [from, ...nodes.map(node => row[node]), to]
    return all.slice(1).map((to, i) => ({ from: all[i], p: i === steps - 1 ? row._last : row["_p" + i], to }))
  }).filter(path => new Set(path.map(step => step.to)).size === steps && !path.some(step => step.to === from))
}

// A step as a row, read from where it begins, and what it rests on.
function emitAny(step, row) {
  const said = (s, o) => g.V(s).labelContext(null, "statement").has(step.p, o).tagValue()
  const there = said(step.from, step.to), rests = there || said(step.to, step.from)
  const label = rests.statement ? { statement: rests.statement } : {}
  g.emit(Object.assign(row, label, { from: step.from, relation: there ? local(step.p) : `is the ${local(step.p)} of`, to: step.to }), rests)
}

function emitAnyPaths(from, to) {
  const paths = []
  for (let steps = 1; steps <= Math.min(max, anySteps) && paths.length < most; steps++) paths.push(...anyWalks(from, to, steps))
  const of = most === 1 ? "" : paths.length > most ? ` of more than ${most} found` : ` of ${paths.length} found`
  paths.slice(0, most).forEach((path, i) => {
    const heading = `Path ${i + 1}${of}, over the first ${looked} quads of each step: ${plural(path.length)}, how firm is not known`
    for (const step of path) emitAny(step, { path: i + 1, heading, steps: path.length, whole: "not known", modality: "not known" })
  })
}

let begun = from && to && from !== to && !unmodelled ? [[]] : []
const found = []
for (let steps = 1; steps <= max && found.length < most; steps++) {
  const longer = []
  for (const path of begun) {
    const last = path[path.length - 1]
    for (const step of stepsFrom(last ? last.to : from)) {
      if (step.to !== from && !path.some(p => p.to === step.to) && (!last || passes(last, step))) longer.push(path.concat(step))
    }
  }
  if (steps >= least) found.push(...longer.filter(path => path[path.length - 1].to === to).sort((p, q) => place(p) < place(q) ? -1 : 1))
  begun = longer.filter(path => path[path.length - 1].to !== to)
}

// Whether another statement denies a link, or gives its subject another value of a predicate of which it can have one only.
const single = g.V().has("<kg:singleValued>", true).toArray()
const one = node => g.V(node).save("<schema:value>", "value").save("<schema:unitCode>", "unit").saveOpt("<kg:approximate>", "rough").tagValue()
function agree(a, b) {
  const [f, h] = [one(a), one(b)]
  if (!f || !h) return a === b || g.V(a).out("<kg:partOf>").is(b).count() + g.V(b).out("<kg:partOf>").is(a).count() > 0
  if (f.unit !== h.unit) return true
  return f.rough || h.rough ? Math.abs(f.value - h.value) <= Math.max(Math.abs(f.value), Math.abs(h.value)) / 10 : f.value === h.value
}
const disputes = {}
function isDisputed(s) {
  const key = [s._subject, s._link, s.from, s.to, s.statement].join(" ")
  return disputes[key] === undefined ? disputes[key] = contradicted(s) : disputes[key]
}
function contradicted(s) {
  const object = s._subject === s.from ? s.to : s.from
  const denied = g.V("<kg:Denial>").in("<rdf:type>").has("<owl:sourceIndividual>", s._subject).has("<owl:assertionProperty>", s._link).has("<owl:targetIndividual>", object)
  if (denied.count() > 0 || s._link === "<kg:providedBy>" && g.V(object).out("<kg:stopsShortOf>").is(s._subject).count() > 0) return true
  return single.includes(s._link) && g.V(s._subject).labelContext(statements, "other").out(s._link).tagArray().some(t => t.other !== s.statement && !agree(t.id, object))
}

const firmest = all => weight[Math.min(...all.map(m => weight.indexOf(m)))]
const modalityOfLink = s => negative.includes(s._link) ? "denied" : weakest([modalityOf(s.from), modalityOf(s.to)])
const plural = n => n === 1 ? "1 step" : n + " steps"
if (unmodelled && from && to && from !== to) emitAnyPaths(from, to)
found.slice(0, most).forEach((path, i) => {
  const whole = weakest(path.map(step => firmest(step.all.map(modalityOfLink))))
  const firm = whole === "actual" ? "each stated" : whole === "denied" ? "as a whole denied" : "as a whole no firmer than " + whole
  const links = path.flatMap(step => step.all), disputed = links.filter(isDisputed).length
  const doubt = disputed === 0 ? "" : disputed === links.length ? ", disputed" : ", disputed in part"
  const heading = `Path ${i + 1}: ${plural(path.length)}, ${firm}${doubt}`
  for (const step of path) {
    for (const s of step.all) g.emit(Object.assign({}, s, { path: i + 1, heading, steps: path.length, whole, modality: modalityOfLink(s) }), s)
  }
})
