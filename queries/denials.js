// title:   What is said not to be so
// asks:    Which relations does the text deny, in so many words or by a verb such as “stops short of”?
// param:   of iri?    Only what is denied of this, or said of it in a denial
// columns: speaker = the article, source, denied, target, modality, statement
// view:    table
// tags:    denied

const negative = g.V("<kg:negative>").in("<kg:sense>")

const touches = row => !params.of || [row.source, row.target].includes(String(params.of))

g.V().tag("source").labelContext(null, "statement").out(negative, "denied").tag("target").forEach(row => {
  if (touches(row)) g.emit(Object.assign({ modality: "denied" }, row))
})

g.V("<kg:Denial>").labelContext(null, "statement").in("<rdf:type>").labelContext(null)
  .save("<owl:sourceIndividual>", "source")
  .save("<owl:assertionProperty>", "denied")
  .save("<owl:targetIndividual>", "target")
  .save("<kg:modality>", "modality")
  .saveOpt("<kg:speaker>", "speaker")
  .unique().forEach(row => { if (touches(row)) g.emit(row) })
