// title:   Other states, named and not
// asks:    Which states that are party to no agreement does the text bring in, and how? Of which does it speak without naming them?
// columns: state, relation, what, modality = actual, statement
// view:    table
// tags:    people
//
// "not named" is whoever imposed sanctions without being named. That it is one of the states above, no words say. Such a row rests on
// the first statement that speaks of the sanctions.

const links = g.V("<rdf:Property>").in("<rdf:type>").has("<kg:inverseLabel>").except(g.V("<rdf:type>"))
const statements = g.V("<kg:Statement>").in("<rdf:type>")

g.V("<kg:State>").in("<rdf:type>").except(g.V().out("<kg:party>")).tag("state")
  .labelContext(statements, "statement").in(links, "_link").tag("what")
  .labelContext(null).saveOpt("<kg:modality>", "modality")
  .back("_link").save("<kg:inverseLabel>", "relation")
  .unique().all()

const imposed = g.V("<kg:imposedBy>").out("<kg:inverseLabel>").toArray()[0]
const told = {}
g.V("<kg:Sanctions>").in("<rdf:type>").except(g.V().has("<kg:imposedBy>")).tag("what")
  .labelContext(statements, "statement").in().labelContext(null)
  .saveOpt("<kg:modality>", "modality").order("statement", "id")
  .forEach(row => { told[row.what] = told[row.what] || row })
for (const row of Object.values(told)) g.emit(Object.assign({}, row, { state: "not named", relation: imposed }))
