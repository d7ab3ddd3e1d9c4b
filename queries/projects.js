// title:   Projects: how far, how many, where, by whom, when, how much
// asks:    What is to be built, how far has it got, and what do the words say of size, site, builder, dates and money?
// param:   status iri(kg:proposed|kg:under-negotiation|kg:planned|kg:contracted|kg:scheduled|kg:under-construction|kg:completed|kg:operating|kg:abandoned)?
//          Only projects that have got so far
// columns: project, what, is, modality, statement
// view:    table
// tags:    projects, energy
//
// A row is one fact of a project, as far as a project is one: its status says how far it has got. What has no row, the text does not say.

const silent = g.V("<rdf:type>", "<schema:name>", "<kg:content>", "<kg:mentionedAs>")
const telling = g.V("<rdf:Property>").in("<rdf:type>").except(silent)

let projects = g.V("<kg:Project>").in("<rdf:type>")
if (params.status) projects = projects.has("<kg:status>", params.status)

const said = projects.tag("project").save("<kg:modality>", "modality").labelContext(g.V("<kg:Statement>").in("<rdf:type>"), "statement")

said.out(telling, "what").tag("is").unique().all()
said.in(["<kg:builds>", "<kg:realizes>"], "_link").tag("is")
  .labelContext(null).back("_link").save("<kg:inverseLabel>", "what").unique().all()
