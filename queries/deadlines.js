// title:   By when something is to come about
// asks:    What is due, hoped or meant to last until when?
// columns: what, kind, modality, due, time, statement
// view:    timeline label=what when=time date=due
// tags:    time, aims

const told = g.M().labelContext(null, "statement")

g.V().tag("what")
  .follow(told.save("<kg:timeframe>", "time").labelContext(null).saveOpt("<kg:due>", "due"))
  .or(g.V().tag("what").except(g.V().has("<kg:timeframe>")).follow(told.save("<kg:due>", "due").labelContext(null)))
  .save("<rdf:type>", "kind")
  .save("<kg:modality>", "modality")
  .unique().all()
