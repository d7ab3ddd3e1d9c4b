// title:   All simple paths between two entities
// asks:    Over which chains of statements does one entity lead to another, none of them meeting a node twice, and how firm is each as a whole?
// param:   from iri              Where the paths begin
// param:   to iri                Where they end
// param:   max number = 3        How many steps a path may have
// param:   most number = 50      How many paths are given, the shortest first
// columns: path, heading, steps, whole, from, relation, to, modality = actual, statement
// labels:  heading, whole
// ordered: yes
// empty:   no path of so few steps; that is not to say that nothing connects them
// view:    graph source=from target=to relation=relation
// tags:    links
//
// A row is one link of a step; several links between the same two nodes are one step. "whole" is the weakest modality of a path, at each
// step by its firmest link: a chain over what is only hoped for is a hope, and one denied step denies it. That each step is stated does not
// make the ends have to do with each other. What happened and what is said is crossed only to what it is about, so that taking part in the same
// thing connects nobody; what a direct link says is not told again over the event. Inferences and denials are no steps.

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

const most = number(params.most), max = number(params.max)
const from = g.V(params.from).toArray()[0], to = g.V(params.to).toArray()[0]
const place = path => path.map(step => step.all[0].statement + " " + step.to).join(" ")

let begun = from && to && from !== to ? [[]] : []
const found = []
for (let steps = 1; steps <= max && found.length < most; steps++) {
  const longer = []
  for (const path of begun) {
    const last = path[path.length - 1]
    for (const step of stepsFrom(last ? last.to : from)) {
      if (step.to !== from && !path.some(p => p.to === step.to) && (!last || passes(last, step))) longer.push(path.concat(step))
    }
  }
  found.push(...longer.filter(path => path[path.length - 1].to === to).sort((p, q) => place(p) < place(q) ? -1 : 1))
  begun = longer.filter(path => path[path.length - 1].to !== to)
}

const firmest = all => weight[Math.min(...all.map(m => weight.indexOf(m)))]
const modalityOfLink = s => negative.includes(s._link) ? "denied" : weakest([modalityOf(s.from), modalityOf(s.to)])
const plural = n => n === 1 ? "1 step" : n + " steps"
found.slice(0, most).forEach((path, i) => {
  const whole = weakest(path.map(step => firmest(step.all.map(modalityOfLink))))
  const firm = whole === "actual" ? "each stated" : whole === "denied" ? "as a whole denied" : "as a whole no firmer than " + whole
  const heading = `Path ${i + 1}: ${plural(path.length)}, ${firm}`
  for (const step of path) {
    for (const s of step.all) g.emit(Object.assign({}, s, { path: i + 1, heading, steps: path.length, whole, modality: modalityOfLink(s) }), s)
  }
})
