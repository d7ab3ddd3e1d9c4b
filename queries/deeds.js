// title:   What an actor does, by direct links
// asks:    What did an actor sign, build, pledge, reject or hope for?
// param:   actor iri of kg:Actor    Who acts
// columns: actor, deed, object, modality = actual, statement
// view:    graph source=actor target=object relation=deed
// tags:    people, links
//
// "modality" is that of the object: to build what is only planned, or to hope for something, is no fact about it.

const deeds = g.V("<kg:Actor>").in("<schema:domainIncludes>")

g.V(params.actor).tag("actor")
  .labelContext(null, "statement").out(deeds, "deed").tag("object")
  .labelContext(null).saveOpt("<kg:modality>", "modality")
  .unique().all()
