// title:   What is not settled
// asks:    Which questions does the text call open, and about what?
// columns: issue, about, status, modality, statement
// view:    table
// tags:    left-open

g.V("<kg:OpenIssue>").labelContext(null, "statement").in("<rdf:type>").labelContext(null).tag("issue")
  .saveOpt("<kg:about>", "about")
  .saveOpt("<kg:status>", "status")
  .save("<kg:modality>", "modality")
  .unique().all()
