// title:   Projects: how far, how many, where, by whom, when, how much
// asks:    What is to be built, how far has it got, and what do the words say of size, site, builder, dates and money?
// param:   status iri(kg:proposed|kg:under-negotiation|kg:planned|kg:contracted|kg:scheduled|kg:under-construction|kg:completed|kg:operating|kg:abandoned)?
//          Only projects that have got so far
// columns: project, status, number, site, builder, due, value, statement
// view:    table
// tags:    projects, energy
//
// No project is a fact: its status says how far it has got. The statement is that of the status.

let projects = g.V("<kg:Project>").in("<rdf:type>")
if (params.status) projects = projects.has("<kg:status>", params.status)

projects.tag("project")
  .saveOpt(g.M().labelContext(g.V(), "statement").out("<kg:status>"), "status")
  .saveOpt("<kg:count>", "number")
  .saveOpt("<kg:site>", "site")
  .saveOptR("<kg:builds>", "builder")
  .saveOpt("<kg:due>", "due")
  .saveOpt("<kg:valuedAt>", "value")
  .unique().all()
