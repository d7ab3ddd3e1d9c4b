// title:   Sanctions: who imposes, rejects and answers them
// asks:    Who set which sanctions, who rejects them, and what is claimed, wanted or owed about them?
// columns: sanctions, relation, who, words, modality, statement
// view:    table
// tags:    sanctions
//
// Rows with a modality are not facts: a claim is its speaker's, an aim its holder's, a duty binds its bearer.

const sanctions = g.V("<kg:Sanctions>").in("<rdf:type>").tag("sanctions")

sanctions.labelContext(g.V(), "statement").out("<kg:imposedBy>", "relation").tag("who").unique().all()
sanctions.labelContext(g.V(), "statement").in(["<kg:rejects>", "<kg:endorsed>", "<kg:hailed>"], "_link").tag("who")
  .labelContext(null).back("_link").save("<kg:inverseLabel>", "relation").unique().all()
sanctions.labelContext(g.V(), "statement").in("<kg:about>").tag("words")
  .labelContext(null).save("<rdf:type>", "relation").save("<kg:modality>", "modality")
  .saveOpt(g.M().out(["<kg:speaker>", "<kg:holder>", "<kg:bearer>"]), "who").unique().all()
