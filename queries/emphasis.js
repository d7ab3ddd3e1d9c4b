// title:   What a document underscores
// asks:    To which aims or claims does a draft or treaty give prominence, and whose are they?
// columns: document, underscores, holder, modality, statement
// view:    table
// tags:    words, aims

g.V().tag("document").labelContext(null, "statement").out("<kg:underscores>").tag("underscores")
  .labelContext(null).saveOpt("<kg:holder>", "holder").save("<kg:modality>", "modality")
  .unique().all()
