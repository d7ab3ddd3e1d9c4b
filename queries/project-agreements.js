// title:   Which agreement a project comes from
// asks:    On which deal does a project rest?
// columns: project, agreement, status, statement
// view:    table
// tags:    projects, agreements

g.V("<kg:Project>").in("<rdf:type>").tag("project")
  .labelContext(null, "statement").save("<kg:providedBy>", "agreement").labelContext(null)
  .saveOpt("<kg:status>", "status")
  .unique().all()
