// title:   Every figure with a unit and what it is of
// asks:    Which quantities are given, of what, and how surely?
// param:   unit string?    Only this unit, such as GW, USD or a (years)
// columns: what, relation, words, value, unit, hedged, modality, statement
// view:    table
// tags:    quantities
//
// "hedged" is true where the words say roughly or about. With a modality, nobody has the quantity yet.

let quantities = g.V("<kg:Quantity>").in("<rdf:type>")
if (params.unit) quantities = quantities.has("<schema:unitCode>", params.unit)

quantities
  .save("<kg:text>", "words").save("<schema:value>", "value").save("<schema:unitCode>", "unit")
  .saveOpt("<kg:approximate>", "hedged")
  .labelContext(g.V(), "statement").in(null, "relation").tag("what")
  .labelContext(null).saveOpt("<kg:modality>", "modality")
  .unique().all()
