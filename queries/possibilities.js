// title:   What is called potential or possible
// asks:    What may come about, and as a part of what?
// columns: possibility, within, kind, agreement, statement, statement2
// view:    table
// tags:    aims
//
// "statement2" says in which agreement the whole is set out.

const whole = g.M().in("<kg:includes>").saveOpt("<rdf:type>", "kind").saveOpt(g.M().labelContext(null, "statement2").out("<kg:providedBy>"), "agreement")

g.V("<kg:Possibility>").labelContext(null, "statement").in("<rdf:type>").labelContext(null).tag("possibility")
  .saveOpt(whole, "within")
  .unique().all()
