// title:   Who must, must not or may do what
// asks:    What is each side bound to, under what condition, and by which agreement or whose word?
// param:   bearer iri of kg:Actor?    Who is bound; without it, everyone
// param:   force iri(kg:must|kg:must-not|kg:may)?    Only what is commanded, forbidden or permitted
// columns: bearer, force, duty, condition, by = not said, inferred-agreement, statement, inference
// view:    table
// tags:    duties
//
// "by" is the agreement that sets the duty out, or whoever says that it is one. The inferred agreement is one that an analyst takes
// to set it out though no words say so outright; "inference" is where that comes from. A duty says what someone is bound to, not
// that the duty is kept. What no bearer is named for is in provisions.

let duties = g.V().tag("duty")
if (params.force) duties = duties.has("<kg:deontic>", params.force)

let bearers = g.M().labelContext(null, "statement").out("<kg:bearer>")
if (params.bearer) bearers = bearers.is(params.bearer)

duties
  .save(bearers, "bearer")
  .saveOpt("<kg:deontic>", "force")
  .saveOpt("<kg:condition>", "condition")
  .saveOpt(g.M().out(["<kg:providedBy>", "<kg:speaker>"]), "by")
  .saveOpt(g.M().labelContext(g.V("<kg:Inference>").in("<rdf:type>"), "inference").out("<kg:inferredProvidedBy>"), "inferred-agreement")
  .unique().all()
