// title:   Sums of money and what they are of
// asks:    What is valued at, costs or is to cost how much?
// columns: what, relation, words, precision = as stated, value, unit, modality = actual, statement
// view:    chart label=what text=words approximate=precision
// tags:    quantities, projects
//
// "approximate" marks a figure that the words call rough. Whether a sum is a cost, a price or a contract is said only if the words say it.

const hedge = g.M().out(["<kg:approximate>"], "_hedge").is(true).back("_hedge").out("<rdfs:label>")
const currency = g.M().out("<schema:unitCode>").filter(regex("^[A-Z]{3}$"))

g.V("<kg:Quantity>").in("<rdf:type>")
  .save(currency, "unit").saveOpt(hedge, "precision").save("<kg:text>", "words").save("<schema:value>", "value")
  .labelContext(null, "statement").in(null, "relation").tag("what")
  .labelContext(null).saveOpt("<kg:modality>", "modality")
  .unique().all()
