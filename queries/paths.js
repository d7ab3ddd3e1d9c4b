// title:   What connects two entities, step by step
// asks:    Does the text say what connects two entities, over up to three steps, or does it say nothing?
// param:   a iri               One entity
// param:   b iri               The other
// param:   steps number = 3    How many steps a path may have
// columns: path, from, relation, to, modality = actual, statement
// ordered: yes
// empty:   no path of so few steps; that is not to say that nothing connects them
// view:    graph source=from target=to
// tags:    links
//
// Of all paths, the shortest are given, a row for each step. That each step is stated does not make the ends have to do with each other:
// two plants in one town are connected by the town. What happened and what is said is crossed only to what it is about, so that
// taking part in the same thing connects nobody. Inferences are no steps.

const links = g.V("<rdf:Property>").in("<rdf:type>").has("<kg:inverseLabel>").except(g.V("<rdf:type>"))
const statements = g.V("<kg:Statement>").in("<rdf:type>")
const negative = g.V("<kg:negative>").in("<kg:sense>").toArray()

const most = Number(String(params.steps).match(/\d+/)[0])
const a = g.V(params.a).toArray()[0], b = g.V(params.b).toArray()[0]

// All steps from some nodes: { from, relation, to, statement, link, subject }.
function stepsFrom(nodes, only) {
  const from = g.V(nodes).tag("from").labelContext(statements, "statement")
  const end = path => only ? path.is(only) : path
  const out = end(from.out(links, "link")).tag("to").tagArray()
  const back = end(from.in(links, "link")).tag("to").labelContext(null).back("link").save("<kg:inverseLabel>", "reading").tagArray()
  return out.map(s => Object.assign({ subject: s.from, relation: s.link }, s))
    .concat(back.map(s => Object.assign({ subject: s.to, relation: s.reading }, s)))
    .sort((s, t) => s.statement < t.statement ? -1 : 1)
}

// The focus role of a class is what stands for its nodes on a path.
const focus = {}
function learn(nodes) {
  g.V(nodes).tag("node").out("<rdf:type>").out("<kg:focusRole>").tag("role").forEach(row => {
    focus[row.node] = (focus[row.node] || []).concat(row.role)
  })
}
const throughFocus = (step, node) => step.subject === node && focus[node].includes(step.link)
const passes = (step, next) => !focus[step.to] || throughFocus(step, step.to) || throughFocus(next, step.to)

const weight = ["actual", "obliged", "intended", "planned", "proposed", "claimed", "possible", "hoped", "unsettled", "denied"]
function modality(step) {
  if (negative.includes(step.link)) return "denied"
  const all = g.V([step.from, step.to]).out("<kg:modality>").toArray().map(m => m.replace(/"/g, ""))
  return all.sort((m, n) => weight.indexOf(n) - weight.indexOf(m))[0]
}

// Two statements of one step are one path; the earlier is cited.
const key = path => path.map(s => [s.from, s.link, s.subject, s.to].join(" ")).join(" ")

function extend(paths, steps) {
  const from = {}
  for (const s of steps) (from[s.from] = from[s.from] || []).push(s)
  const found = {}
  for (const path of paths) {
    const last = path[path.length - 1]
    for (const s of from[last ? last.to : a] || []) {
      if (!last || passes(last, s)) {
        const longer = path.concat(s)
        found[key(longer)] = found[key(longer)] || longer
      }
    }
  }
  return Object.values(found)
}

let paths = [[]], ends = [a], found = []
const seen = {}
for (let steps = 1; a && b && a !== b && ends.length > 0; steps++) {
  found = extend(paths, stepsFrom(ends, b))
  if (found.length > 0 || steps >= most) break
  for (const node of ends) seen[node] = true
  paths = extend(paths, stepsFrom(ends)).filter(p => !seen[p[p.length - 1].to])
  ends = Array.from(new Set(paths.map(p => p[p.length - 1].to)))
  learn(ends)
}

const place = path => path.map(s => s.statement).join(" ") + " " + key(path)
found.sort((p, q) => place(p) < place(q) ? -1 : 1).forEach((path, i) => {
  for (const s of path) g.emit({ path: i + 1, from: s.from, relation: s.relation, to: s.to, modality: modality(s), statement: s.statement })
})
