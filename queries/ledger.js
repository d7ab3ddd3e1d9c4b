// title:   Promises, targets and deadlines, and where they stand
// asks:    Who owes, aims at, hopes for, plans or proposes what, under what condition, until when, and how far has it got?
// param:   who iri of kg:Actor?    Only what this actor owes, aims at, hopes for or is engaged to build
// param:   about iri?           Only this, and what it has a part in
// param:   kind iri(kg:Duty|kg:Provision|kg:Aim|kg:Hope|kg:Project|kg:Proposal)?    Only this kind
// param:   status iri(kg:proposed|kg:under-negotiation|kg:planned|kg:contracted|kg:scheduled|kg:under-construction|kg:completed|kg:operating|kg:abandoned)?
//          Only what has got so far
// param:   before date?    Only what can fall due before the beginning of this date
// param:   inferred string(yes|no) = no    Whether to say also, where no words do, in which agreement an analyst takes it to stand
// columns: kind, who = not stated, what, condition, due = no date stated, due-date, target, status = not stated, set-out-by = not stated, modality, statement, statement2, statement3, inference
// view:    table
// tags:    aims, duties, projects
//
// "due" is in the article's words, "due-date" as it is printed or encoded in EDTF, "set-out-by" the agreement that sets it out or is meant for it, or whoever says
// that it is one; with --inferred yes, where no words say that, the one in which an analyst takes it to stand, by the inference. That something is
// owed, planned or hoped for does not say that it is done. "statement2" is that of the date and the target, "statement3" that of the status: the date's own where that
// gives one, else each.

const statements = g.V("<kg:Statement>").in("<rdf:type>")
const kinds = params.kind ? g.V(params.kind) : g.V("<kg:Duty>", "<kg:Provision>", "<kg:Aim>", "<kg:Hope>", "<kg:Project>", "<kg:Proposal>")

let items = kinds.tag("kind").in("<rdf:type>").tag("what").saveOpt("<kg:condition>", "condition").save("<kg:modality>", "modality")
if (params.about) items = items.and(g.V(g.V(params.about).or(g.V(params.about).both()).toArray()).unique("id"))
if (params.status) items = items.has("<kg:status>", params.status)

// What is said of a node by way of some links; once: each value under the first statement that gives it.
const told = (node, name, step) => step(g.V(node).labelContext(statements, "_at")).tag(name).order("_at", name).tagArray()
const once = (rows, name) => rows.filter((row, i) => rows.findIndex(r => r[name] === row[name]) === i)
const said = (node, name, step) => once(told(node, name, step), name)
const cited = (rows, column) => rows.map(row => Object.assign({}, row, { [column]: row._at }))
const orNone = rows => rows.length > 0 ? rows : [{}]

// The words for the time, else the date as it is written; where a date is asked for, only what can lie before it.
const first = date => date.replace(/^"(\.\.)?\/?/, "").replace(/["?~%\/].*/, "").replace(/X/g, "0").padEnd(10, "-01")
function times(node) {
  const dates = said(node, "due-date", path => path.out("<kg:due>"))
  const words = said(node, "due", path => path.out("<kg:timeframe>"))
  const all = words.map(row => Object.assign({}, dates.find(d => d._at === row._at), row))
    .concat(dates.filter(d => !words.some(w => w._at === d._at)).map(d => Object.assign({}, d, { due: d["due-date"] })))
  return params.before ? all.filter(row => row["due-date"] && first(row["due-date"]) < first(String(params.before))) : all
}

for (const item of items.unique().tagArray()) {
  const node = item.what
  const owners = said(node, "who", path => path.out(["<kg:bearer>", "<kg:holder>"])).concat(said(node, "who", path => path.in("<kg:builds>")))
  const root = said(node, "_root", path => path.out(["<rdf:type>", "<kg:providedBy>", "<kg:status>"])).slice(0, 1)
  const whose = params.who ? owners.filter(row => row.who === String(params.who)) : owners.length > 0 ? owners : orNone(root)
  const due = times(node)
  const target = said(node, "_quantity", path => path.out("<kg:targetMeasure>"))[0] || {}
  const words = g.V(target._quantity || []).out("<kg:text>").toArray()[0]
  const status = cited(told(node, "status", path => path.out("<kg:status>")), "statement3")
  const by = g.V(node).out(["<kg:providedBy>", "<kg:speaker>"]).or(g.V(node).in("<kg:purpose>")).tag("set-out-by").unique("set-out-by").tagArray()
  const concluded = by.length > 0 || String(params.inferred) === "no" ? [] : g.V(node).labelContext(null, "inference").out("<kg:inferredProvidedBy>").tag("set-out-by").unique("set-out-by").tagArray()

  if (owners.length + root.length + due.length + status.length === 0) continue // entity data names it, and no statement that is walked tells of it
  for (const who of cited(whose, "statement")) {
    for (const when of params.before ? due : orNone(due)) {
      const own = status.filter(row => row.statement3 === when._at)
      for (const grade of own.length > 0 ? own : orNone(once(status, "status"))) {
        for (const set of orNone(by.concat(concluded))) {
          g.emit(Object.assign({}, item, who, when, grade, set, { target: words, statement2: when._at || target._at }), item, who, when, target, grade, set)
        }
      }
    }
  }
}
