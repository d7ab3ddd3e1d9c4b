// title:   What connects two entities, step by step
// asks:    Does the text say what connects two entities, over a few steps, or does it say nothing?
// param:   a iri               One entity
// param:   b iri               The other
// param:   steps number = 3    How many steps a path may have
// differ:  a, b
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

const most = Math.max(1, Number(String(params.steps).match(/\d+/)[0]))

const ways = g.V(params.a)
  .repeat(g.M().labelContext(statements).both(links).simplePath(), most).is(params.b)
  .path("_way").tagArray().map(row => ({ row, steps: stepsOf(row._way) }))

// The steps of a way: { from, link, to, statement, subject }.
function stepsOf(way) {
  const steps = []
  for (let i = 1; i < way.length; i += 2) {
    const from = way[i - 1], link = way[i], to = way[i + 1]
    steps.push({ from, to, link: link.predicate, statement: link.labels[0], subject: link.way === "out" ? from : to })
  }
  return steps
}

// The focus role of a class is what stands for its nodes on a path.
const focus = {}
const nodes = Array.from(new Set(ways.flatMap(w => w.steps.map(s => s.to))))
g.V(nodes).tag("node").out("<rdf:type>").out("<kg:focusRole>").tag("role").tagArray().forEach(row => {
  focus[row.node] = (focus[row.node] || []).concat(row.role)
})
const throughFocus = (step, node) => step.subject === node && focus[node].includes(step.link)
const passes = (step, next) => !focus[step.to] || throughFocus(step, step.to) || throughFocus(next, step.to)

const reading = {}
links.save("<kg:inverseLabel>", "reading").tagArray().forEach(row => { reading[row.id] = row.reading })

const weight = ["actual", "obliged", "intended", "planned", "proposed", "claimed", "possible", "hoped", "unsettled", "denied"]
function modality(step) {
  if (negative.includes(step.link)) return "denied"
  const all = g.V([step.from, step.to]).out("<kg:modality>").toArray().map(m => m.replace(/"/g, ""))
  return all.sort((m, n) => weight.indexOf(n) - weight.indexOf(m))[0]
}

// Two statements of one step are one path; the earlier is cited.
const key = steps => steps.map(s => [s.from, s.link, s.subject, s.to].join(" ")).join(" ")
const place = steps => steps.map(s => s.statement).join(" ") + " " + key(steps)

const found = ways.filter(w => w.steps.every((s, i) => i === 0 || passes(w.steps[i - 1], s)))
const shortest = Math.min(...found.map(w => w.steps.length))
const seen = new Set()

found.filter(w => w.steps.length === shortest)
  .sort((v, w) => place(v.steps) < place(w.steps) ? -1 : 1)
  .filter(w => !seen.has(key(w.steps)) && seen.add(key(w.steps)))
  .forEach((w, i) => {
    for (const s of w.steps) {
      const relation = s.subject === s.from ? s.link : reading[s.link]
      g.emit({ ...w.row, path: i + 1, from: s.from, relation, to: s.to, modality: modality(s), statement: s.statement })
    }
  })
