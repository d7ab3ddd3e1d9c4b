// title:   What agreements and provisions are meant for
// asks:    What is an agreement or provision designed to do, and for how long?
// columns: what, purpose, for = not said, modality, statement
// view:    table
// tags:    agreements, aims

g.V().tag("what").labelContext(null, "statement").out("<kg:purpose>").tag("purpose")
  .labelContext(null)
  .saveOpt("<kg:timeframe>", "for")
  .save("<kg:modality>", "modality")
  .unique().all()
