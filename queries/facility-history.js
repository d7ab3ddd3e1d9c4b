// title:   The history of a facility
// asks:    What happened to a plant or other facility, by or with whom, and when?
// param:   facility iri of kg:Facility?    The facility; without it, every one
// columns: facility, occurrence, role, who = not said, time, statement
// view:    table
// tags:    energy, time
//
// The rows come in the order of the article. timeline --about FACILITY puts them in the order of time.

const kinds = g.V("<kg:Facility>").followRecursive(g.M().in("<rdfs:subClassOf>")).or(g.V("<kg:Facility>"))
const facilities = params.facility ? g.V(params.facility) : kinds.in("<rdf:type>")

facilities.tag("facility")
  .labelContext(null, "statement").in("<kg:patient>").tag("occurrence").labelContext(null)
  .saveOpt(g.M().out(["<kg:agent>", "<kg:helper>"], "role"), "who")
  .saveOpt("<kg:timeText>", "time")
  .unique().all()
