// title:   Sums of money and what they are of
// asks:    What is valued at, costs or is to cost how much?
// columns: what, relation, words, value, unit, modality, statement
// view:    table
// tags:    quantities, projects
//
// Whether a sum is a cost, a price or a contract is said only if the words say it.

const currency = g.M().out("<schema:unitCode>").filter(regex("^[A-Z]{3}$"))

g.V("<kg:Quantity>").in("<rdf:type>")
  .save(currency, "unit").save("<kg:text>", "words").save("<schema:value>", "value")
  .labelContext(g.V(), "statement").in(null, "relation").tag("what")
  .labelContext(null).saveOpt("<kg:modality>", "modality")
  .unique().all()
