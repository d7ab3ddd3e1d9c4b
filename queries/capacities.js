// title:   Power, produced or only aimed at
// asks:    How many watts, of what, and is that so, planned or hoped?
// columns: what, relation, words, precision = as stated, value, unit, modality = actual, statement
// view:    chart label=what text=words approximate=precision
// tags:    energy, quantities
//
// "approximate" marks a figure that the words call rough.

const hedge = g.M().out(["<kg:approximate>"], "_hedge").is(true).back("_hedge").out("<rdfs:label>")

g.V().tag("what").labelContext(null, "statement").out(["<kg:produces>", "<kg:measure>", "<kg:targetMeasure>"], "relation")
  .labelContext(null)
  .has("<schema:unitCode>", "W", "kW", "MW", "GW", "TW")
  .saveOpt(hedge, "precision").save("<kg:text>", "words").save("<schema:value>", "value").save("<schema:unitCode>", "unit")
  .back("what").saveOpt("<kg:modality>", "modality")
  .unique().all()
