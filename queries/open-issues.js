// title:   What is not settled
// asks:    Which questions does the text call open, and about what?
// param:   about iri?    Only of this, and of what it has a part in
// columns: issue, about, status, modality, statement
// view:    table
// tags:    left-open

const near = params.about && g.V(params.about).or(g.V(params.about).both()).unique("id").toArray()

g.V("<kg:OpenIssue>").labelContext(null, "statement").in("<rdf:type>").labelContext(null).tag("issue")
  .saveOpt("<kg:about>", "about")
  .saveOpt("<kg:status>", "status")
  .save("<kg:modality>", "modality")
  .unique().forEach(row => { if (!near || near.some(node => [row.issue, row.about].includes(node))) g.emit(row) })
