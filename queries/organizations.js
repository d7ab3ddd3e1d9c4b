// title:   Organizations and whose they are called
// asks:    Which organizations are there, and whose do the words call them?
// columns: organization, kind, body = not said, statement
// view:    table
// tags:    people
//
// "body" is the state whose possessive stands before the name ("Russia’s Foreign Ministry"). It says nothing of ownership.

const kinds = g.V("<kg:Organization>").followRecursive(g.M().in("<rdfs:subClassOf>")).or(g.V("<kg:Organization>"))

kinds.tag("kind").in("<rdf:type>").tag("organization")
  .saveOpt(g.M().labelContext(null, "statement").out("<kg:bodyOf>"), "body")
  .unique().all()
