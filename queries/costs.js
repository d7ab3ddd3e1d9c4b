// title:   Sums of money and what they are of
// asks:    What is valued at how much?
// columns: what, words, value, unit, modality, statement
// view:    table
// tags:    quantities, projects
//
// Whether a sum is a cost, a price or a contract is said only if the words say it.

g.V().tag("what").labelContext(g.V(), "statement").out("<kg:valuedAt>").labelContext(null)
  .save("<kg:text>", "words").save("<schema:value>", "value").save("<schema:unitCode>", "unit")
  .back("what").saveOpt("<kg:modality>", "modality")
  .unique().all()
