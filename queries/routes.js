// title:   Where a line is to run
// asks:    From where to where is a line to run, and through what?
// columns: project, from, via, to, status, statement
// view:    table
// tags:    projects, places

g.V().tag("project")
  .labelContext(null, "statement").save("<kg:origin>", "from").labelContext(null)
  .saveOpt("<kg:via>", "via")
  .saveOpt("<kg:destination>", "to")
  .saveOpt("<kg:status>", "status")
  .unique().all()
