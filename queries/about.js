// title:   What is said, wanted, owed or planned about an entity
// asks:    Which claims, aims, duties, plans and open issues are about an entity, and whose are they?
// param:   entity iri    The entity
// columns: content, kind, speaker = the article, holder, modality, statement
// view:    table
// tags:    words, links

g.V(params.entity).labelContext(null, "statement").in("<kg:about>").tag("content").labelContext(null)
  .save("<kg:modality>", "modality")
  .save("<rdf:type>", "kind")
  .saveOpt("<kg:speaker>", "speaker")
  .saveOpt("<kg:holder>", "holder")
  .unique().all()
