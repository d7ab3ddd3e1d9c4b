// title:   What someone hopes for
// asks:    Who hopes for what, from what, by when?
// param:   holder iri of kg:Actor?    Only hopes of this holder
// columns: holder, hope, about, by, modality, statement
// view:    table
// tags:    aims

const holders = params.holder ? g.V(params.holder) : g.V()

holders.tag("holder").labelContext(g.V(), "statement").out("<kg:hopesFor>").tag("hope")
  .labelContext(null)
  .saveOpt("<kg:about>", "about")
  .saveOpt("<kg:due>", "by")
  .save("<kg:modality>", "modality")
  .unique().all()
