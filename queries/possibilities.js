// title:   What is called potential or possible
// asks:    What may come about, and as a part of what?
// param:   about iri?    Only of this, and of what it has a part in
// columns: possibility, within, kind, agreement, statement, statement2
// view:    table
// tags:    aims
//
// "statement2" says in which agreement the whole is set out.

const near = params.about && g.V(params.about).or(g.V(params.about).both()).unique("id").toArray()
const whole = g.M().in("<kg:includes>").saveOpt("<rdf:type>", "kind").saveOpt(g.M().labelContext(null, "statement2").out("<kg:providedBy>"), "agreement")

g.V("<kg:Possibility>").labelContext(null, "statement").in("<rdf:type>").labelContext(null).tag("possibility")
  .saveOpt(whole, "within")
  .unique().forEach(row => { if (!near || near.some(node => [row.possibility, row.within, row.agreement].includes(node))) g.emit(row) })
