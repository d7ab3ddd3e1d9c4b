// title:   What an analyst inferred, and from what
// asks:    Which dates and links are stated nowhere but inferred, and with what reasoning?
// columns: what, property, value, basis, inference
// view:    table
// tags:    evidence, time

g.V().tag("what")
  .labelContext(g.V("<kg:Inference>").in("<rdf:type>"), "inference").out(null, "property").tag("value")
  .labelContext(null).back("inference").save("<kg:basis>", "basis")
  .unique().all()
