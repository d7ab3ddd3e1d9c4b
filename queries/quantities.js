// title:   Every figure with a unit and what it is of
// asks:    Which quantities are given, of what, and how surely?
// param:   unit string?    Only this unit, such as GW, USD or a (years)
// columns: what, relation, words, precision = as stated, value, unit, modality = actual, statement
// view:    chart label=what text=words approximate=precision
// tags:    quantities
//
// "approximate" marks a figure that the words call rough. Where the modality is not "actual", nobody has the quantity yet.

const hedge = g.M().out(["<kg:approximate>"], "_hedge").is(true).back("_hedge").out("<rdfs:label>")
let quantities = g.V("<kg:Quantity>").in("<rdf:type>")
if (params.unit) quantities = quantities.has("<schema:unitCode>", params.unit)

quantities
  .saveOpt(hedge, "precision").save("<kg:text>", "words").save("<schema:value>", "value").save("<schema:unitCode>", "unit")
  .labelContext(null, "statement").in(null, "relation").tag("what")
  .labelContext(null).saveOpt("<kg:modality>", "modality")
  .unique().all()
