// title:   What is called for or pressed for
// asks:    Which proposals are there, which agreement calls for them or stops short of them, who wanted and who resisted them?
// columns: proposal, relation, who, modality, statement
// view:    table
// tags:    agreements, aims
//
// A proposal is neither a fact nor a duty. Read a row from the proposal to whoever wants it, resists it, sets it out or stops short of it.

const stances = ["<kg:pressedFor>", "<kg:resisted>", "<kg:endorsed>", "<kg:rejects>", "<kg:hailed>", "<kg:stopsShortOf>"]
const said = g.V("<kg:Proposal>").in("<rdf:type>").tag("proposal").save("<kg:modality>", "modality").labelContext(null, "statement")

said.out("<kg:providedBy>", "relation").tag("who").unique().all()
said.in(stances, "_link").tag("who")
  .labelContext(null).back("_link").save("<kg:inverseLabel>", "relation").unique().all()
