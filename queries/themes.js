// title:   Themes and where they come up
// asks:    What covers, emphasizes or is about each theme?
// columns: theme, relation, what, modality = actual, statement
// view:    graph source=theme target=what
// tags:    themes

g.V("<kg:Theme>").in("<rdf:type>").tag("theme")
  .labelContext(g.V("<kg:Statement>").in("<rdf:type>"), "statement").in(null, "_link").tag("what")
  .labelContext(null).saveOpt("<kg:modality>", "modality")
  .back("_link").save("<kg:inverseLabel>", "relation")
  .unique().all()
