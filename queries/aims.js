// title:   What someone aims at
// asks:    Whose aim is what, and who says so?
// param:   holder iri of kg:Actor?    Only aims of this holder
// columns: holder = not said, aim, about, speaker = the article, modality, statement
// view:    table
// tags:    aims
//
// An aim of which the holder is not said is one that the words give to nobody.

let aims = g.V("<kg:Aim>").labelContext(null, "statement").in("<rdf:type>").labelContext(null)
if (params.holder) aims = aims.has("<kg:holder>", params.holder)

let holders = g.M().out("<kg:holder>")
if (params.holder) holders = holders.is(params.holder)

aims.tag("aim")
  .saveOpt(holders, "holder")
  .saveOpt("<kg:about>", "about")
  .saveOpt("<kg:speaker>", "speaker")
  .save("<kg:modality>", "modality")
  .unique().all()
