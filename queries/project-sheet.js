// title:   A sheet for each project
// asks:    What is said of each project, point by point: status, number, capacity, value, date, place, builder, agreement and open questions, and what is not?
// param:   project iri of kg:Project?    The project; without it, every one
// param:   status iri(kg:proposed|kg:under-negotiation|kg:planned|kg:contracted|kg:scheduled|kg:under-construction|kg:completed|kg:operating|kg:abandoned)?
//          Only projects that have got so far
// columns: project, point, is = not stated, modality, statement
// labels:  point
// ordered: yes
// view:    table
// tags:    projects
//
// A point that no words make is not stated; the row then rests on the statement that says how far the project has got. "value" is a sum
// of which the words do not say whether it is a cost, a price or a contract. What is hoped for of a project, or is not settled, is so for it only.

const statements = g.V("<kg:Statement>").in("<rdf:type>")
const points = [
  ["status", path => path.out("<kg:status>")],
  ["number", path => path.out("<kg:count>")],
  ["capacity or other target", path => path.out("<kg:targetMeasure>"), true],
  ["value", path => path.out("<kg:valuedAt>"), true],
  ["due", path => path.out("<kg:timeframe>"), true],
  ["site", path => path.out("<kg:site>")],
  ["from", path => path.out("<kg:origin>")],
  ["via", path => path.out("<kg:via>")],
  ["to", path => path.out("<kg:destination>")],
  ["builder", path => path.in("<kg:builds>"), true],
  ["agreement", path => path.out("<kg:providedBy>"), true],
  ["member of", path => path.out("<kg:memberOf>")],
  ["realized by", path => path.in("<kg:realizes>")],
  ["rejected by", path => path.in("<kg:rejects>")],
  ["hailed by", path => path.in(["<kg:hailed>", "<kg:endorsed>"])],
  ["hoped for", path => path.in("<kg:about>").and(g.V("<kg:Hope>").in("<rdf:type>"))],
  ["not settled", path => path.in("<kg:about>").and(g.V("<kg:OpenIssue>").in("<rdf:type>"))],
]

let projects = params.project ? g.V(params.project) : g.V("<kg:Project>").in("<rdf:type>")
if (params.status) projects = projects.has("<kg:status>", params.status)

const sheets = projects.tag("project").unique().save("<kg:modality>", "modality").tagArray().map(project => {
  const told = step => step(g.V(project.project).labelContext(statements, "statement")).tag("is")
    .labelContext(null).saveOpt("<kg:modality>", "_is").unique().order("statement", "is").tagArray()
  const status = told(path => path.out("<kg:status>"))[0]
  const rows = points.map(([point, step, asked]) => {
    const found = told(step).map(row => [Object.assign({}, project, row, { point }, row._is ? { modality: row._is } : {}), row])
    return found.length > 0 ? found : asked ? [[Object.assign({}, project, { point, statement: status && status.statement }), status]] : []
  })
  return { first: status ? status.statement : "~", rows: [].concat(...rows) }
})
sheets.sort((a, b) => a.first < b.first ? -1 : 1).forEach(sheet => sheet.rows.forEach(([row, said]) => g.emit(row, said)))
