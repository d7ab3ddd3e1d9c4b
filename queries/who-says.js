// title:   Who says what
// asks:    Which words are somebody's, and are they a claim, an aim or something else?
// param:   speaker iri of kg:Actor?    Only words of this speaker
// columns: speaker, words, kind, modality, statement
// view:    table
// tags:    words

let speakers = g.M().out("<kg:speaker>")
if (params.speaker) speakers = speakers.is(params.speaker)

g.V().tag("words").labelContext(null, "statement").has("<kg:content>")
  .labelContext(null).save(speakers, "speaker").save("<rdf:type>", "kind").save("<kg:modality>", "modality")
  .unique().all()
