// title:   What else is emphasized, and by what
// asks:    What do claims, joint work and documents other than agreements put weight on?
// columns: what, kind, emphasizes, speaker = the article, modality = actual, statement
// view:    table
// tags:    themes

const kinds = g.V("<kg:Agreement>").followRecursive(g.M().in("<rdfs:subClassOf>")).or(g.V("<kg:Agreement>"))

g.V().tag("what").labelContext(null, "statement").save("<kg:emphasizes>", "emphasizes").labelContext(null)
  .except(kinds.in("<rdf:type>"))
  .save("<rdf:type>", "kind")
  .saveOpt("<kg:speaker>", "speaker")
  .saveOpt("<kg:modality>", "modality")
  .unique().all()
