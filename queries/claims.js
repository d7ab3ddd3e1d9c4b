// title:   What someone claims
// asks:    Who says what about what? The article reports it and does not vouch for it.
// param:   speaker iri of kg:Actor?    Only claims of this speaker
// columns: speaker, claim, about, statement
// view:    table
// tags:    words

let speakers = g.M().out("<kg:speaker>")
if (params.speaker) speakers = speakers.is(params.speaker)

g.V("<kg:Claim>").labelContext(null, "statement").in("<rdf:type>").tag("claim")
  .labelContext(null).save(speakers, "speaker").saveOpt("<kg:about>", "about")
  .unique().all()
