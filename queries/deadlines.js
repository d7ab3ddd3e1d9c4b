// title:   By when something is to come about
// asks:    What is due, hoped or meant to last until when?
// columns: what, kind, modality, due, time, statement
// view:    table
// tags:    time, aims

g.V().tag("what")
  .labelContext(g.V(), "statement").save("<kg:timeframe>", "time").labelContext(null)
  .saveOpt("<kg:due>", "due")
  .save("<rdf:type>", "kind")
  .save("<kg:modality>", "modality")
  .unique().all()
