// title:   Places and what has to do with them
// asks:    What happened, stands or is to be where?
// param:   place iri of kg:Place|kg:State?    The place, or a state as a place
// columns: place, kind, relation, what, modality = actual, statement
// view:    table
// tags:    places

const links = g.V("<kg:Place>").in("<schema:rangeIncludes>")
const places = params.place ? g.V(params.place) : g.V()

places.tag("place")
  .labelContext(null, "statement").in(links, "_link").tag("what")
  .labelContext(null).saveOpt("<kg:modality>", "modality")
  .back("place").save("<rdf:type>", "kind")
  .back("_link").save("<kg:inverseLabel>", "relation")
  .unique().all()
