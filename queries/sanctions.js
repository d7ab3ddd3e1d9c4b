// title:   Sanctions: who imposes, rejects and answers them
// asks:    Who set which sanctions, who rejects them, and what is claimed, wanted or owed about them?
// columns: sanctions, relation, who, words, modality = actual, statement
// view:    table
// tags:    sanctions
//
// Only "actual" rows are facts: a claim is its speaker's, an aim its holder's, a duty binds its bearer. Where the text does not name
// who imposed them, the row rests on the first statement that speaks of the sanctions.

const sanctions = g.V("<kg:Sanctions>").in("<rdf:type>").tag("sanctions")

sanctions.labelContext(null, "statement").out("<kg:imposedBy>", "relation").tag("who").unique().all()
const imposed = g.V("<kg:imposedBy>").out("<rdfs:label>").toArray()[0]
const told = {}
sanctions.except(g.V().has("<kg:imposedBy>")).labelContext(g.V("<kg:Statement>").in("<rdf:type>"), "statement").in().labelContext(null)
  .saveOpt("<kg:modality>", "modality").order("statement", "id")
  .forEach(row => { told[row.sanctions] = told[row.sanctions] || row })
for (const row of Object.values(told)) g.emit(Object.assign({}, row, { relation: imposed, who: "not named" }))
sanctions.labelContext(null, "statement").in(["<kg:rejects>", "<kg:endorsed>", "<kg:hailed>"], "_link").tag("who")
  .labelContext(null).back("_link").save("<kg:inverseLabel>", "relation").unique().all()
sanctions.labelContext(null, "statement").in("<kg:about>").tag("words")
  .labelContext(null).save("<rdf:type>", "relation").save("<kg:modality>", "modality")
  .saveOpt(g.M().out(["<kg:speaker>", "<kg:holder>", "<kg:bearer>"]), "who").unique().all()
