// title:   What someone hopes for
// asks:    Who hopes for what, from what, by when?
// param:   holder iri of kg:Actor?    Only hopes of this holder
// columns: holder, hope, about, by, modality, statement
// view:    table
// tags:    aims

let held = g.V("<kg:Hope>").in("<rdf:type>").tag("hope")
  .labelContext(null, "statement").out("<kg:holder>").labelContext(null)
if (params.holder) held = held.is(params.holder)

held.tag("holder").back("hope")
  .saveOpt("<kg:about>", "about")
  .saveOpt("<kg:due>", "by")
  .save("<kg:modality>", "modality")
  .unique().all()
