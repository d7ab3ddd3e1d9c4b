// title:   All simple paths between two entities
// asks:    Over which chains of statements does one entity lead to another, none of them meeting a node twice, and how firm is each as a whole?
// param:   from iri              Where the paths begin
// param:   to iri                Where they end
// param:   max number = 3        How many steps a path may have
// param:   most number = 50      How many paths are given, the shortest first
// columns: path, steps, whole, from, relation, to, modality = actual, statement
// ordered: yes
// empty:   no path of so few steps; that is not to say that nothing connects them
// view:    graph source=from target=to relation=relation modality=modality
// tags:    links
//
// A row is one step. "whole" is the weakest modality of a path: a chain over what is only hoped for is a hope, and one denied step denies
// it. That each step is stated does not make the ends have to do with each other. What happened and what is said is crossed only to what it is
// about, so that taking part in the same thing connects nobody. Two statements of one step are one path; the earlier is cited. Inferences are no steps.

const statements = g.V("<kg:Statement>").in("<rdf:type>")
const links = g.V("<rdf:Property>").in("<rdf:type>").has("<kg:inverseLabel>").except(g.V("<rdf:type>"))
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
const passes = (step, next) => {
  const roles = focusOf(step.to)
  return roles.length === 0 || [step, next].some(s => s.subject === step.to && roles.includes(s._link))
}

// The steps from a node, each once, under its first statement.
const known = {}
function stepsFrom(node) {
  if (known[node]) return known[node]
  const start = g.V(node).tag("from").labelContext(statements, "statement")
  const there = start.out(links, "_link").tag("to").tagArray().map(s => Object.assign({ subject: s.from, relation: s._link }, s))
  const back = start.in(links, "_link").tag("to").labelContext(null).back("_link").save("<kg:inverseLabel>", "relation").tagArray()
    .map(s => Object.assign({ subject: s.to }, s))
  const seen = {}
  const key = s => [s._link, s.subject, s.to].join(" ")
  return known[node] = there.concat(back).sort((s, t) => s.statement < t.statement ? -1 : s.statement > t.statement ? 1 : 0)
    .filter(s => !seen[key(s)] && (seen[key(s)] = true))
}

const most = number(params.most), max = number(params.max)
const from = g.V(params.from).toArray()[0], to = g.V(params.to).toArray()[0]
const place = path => path.map(s => s.statement + " " + s.to + " " + s._link).join(" ")

let begun = from && to && from !== to ? [[]] : []
const found = []
for (let steps = 1; steps <= max && found.length < most; steps++) {
  const longer = []
  for (const path of begun) {
    const last = path[path.length - 1]
    for (const s of stepsFrom(last ? last.to : from)) {
      if (s.to !== from && !path.some(p => p.to === s.to) && (!last || passes(last, s))) longer.push(path.concat(s))
    }
  }
  found.push(...longer.filter(path => path[path.length - 1].to === to).sort((p, q) => place(p) < place(q) ? -1 : 1))
  begun = longer.filter(path => path[path.length - 1].to !== to)
}

found.slice(0, most).forEach((path, i) => {
  const firm = path.map(s => negative.includes(s._link) ? "denied" : weakest([modalityOf(s.from), modalityOf(s.to)]))
  path.forEach((s, n) => g.emit({ path: i + 1, steps: path.length, whole: weakest(firm), from: s.from, relation: s.relation, to: s.to, modality: firm[n], statement: s.statement }))
})
