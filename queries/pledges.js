// title:   Who pledged what
// asks:    To what did each side commit itself?
// param:   who iri of kg:Actor?    Whose pledges; without it, everyone's
// columns: who, pledge, agreement = not said, inferred-agreement, statement, inference
// view:    table
// tags:    duties
//
// The inferred agreement is one that an analyst takes the pledge to be part of though no words say so outright; "inference" is where
// that comes from.

const actors = params.who ? g.V(params.who) : g.V()

actors.tag("who").labelContext(null, "statement").out("<kg:pledged>").tag("pledge")
  .saveOpt("<kg:providedBy>", "agreement")
  .saveOpt(g.M().labelContext(g.V("<kg:Inference>").in("<rdf:type>"), "inference").out("<kg:inferredProvidedBy>"), "inferred-agreement")
  .unique().all()
