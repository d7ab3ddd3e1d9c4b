// title:   Who pledged what
// asks:    To what did each side commit itself?
// param:   who iri?    Whose pledges; without it, everyone's
// columns: who, pledge, inferred, statement
// view:    table
// tags:    duties
//
// "inferred" is the agreement that an analyst takes the pledge to be part of, though no words say so outright.

const actors = params.who ? g.V(params.who) : g.V()

actors.tag("who").labelContext(g.V(), "statement").out("<kg:pledged>").tag("pledge")
  .labelContext(null).saveOpt("<kg:inferredProvidedBy>", "inferred")
  .unique().all()
