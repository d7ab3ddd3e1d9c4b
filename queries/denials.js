// title:   What is said not to be so
// asks:    Which relations does the text deny, in so many words or by a verb such as "stops short of"?
// columns: speaker = the article, source, denied, target, modality, statement
// view:    table
// tags:    denied

const negative = g.V("<kg:negative>").in("<kg:sense>")

g.V().tag("source").labelContext(g.V(), "statement").out(negative, "denied").tag("target")
  .forEach(row => g.emit(Object.assign({ modality: "denied" }, row)))

g.V("<kg:Denial>").labelContext(g.V(), "statement").in("<rdf:type>").labelContext(null)
  .save("<owl:sourceIndividual>", "source")
  .save("<owl:assertionProperty>", "denied")
  .save("<owl:targetIndividual>", "target")
  .save("<kg:modality>", "modality")
  .saveOpt("<kg:speaker>", "speaker")
  .unique().all()
