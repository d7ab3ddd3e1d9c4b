// title:   Power, produced or only aimed at
// asks:    How many watts, of what, and is that so, planned or hoped?
// columns: what, relation, words, value, unit, modality, statement
// view:    table
// tags:    energy, quantities

g.V().tag("what").labelContext(g.V(), "statement").out(["<kg:produces>", "<kg:measure>", "<kg:targetMeasure>"], "relation")
  .labelContext(null)
  .has("<schema:unitCode>", "W", "kW", "MW", "GW", "TW")
  .save("<kg:text>", "words").save("<schema:value>", "value").save("<schema:unitCode>", "unit")
  .back("what").saveOpt("<kg:modality>", "modality")
  .unique().all()
