// title:   What is called potential or possible
// asks:    What may come about, and as a part of what?
// columns: possibility, within, kind, agreement, statement
// view:    table
// tags:    aims

const whole = g.M().in("<kg:includes>").saveOpt("<rdf:type>", "kind").saveOpt("<kg:providedBy>", "agreement")

g.V("<kg:Possibility>").labelContext(g.V(), "statement").in("<rdf:type>").labelContext(null).tag("possibility")
  .saveOpt(whole, "within")
  .unique().all()
