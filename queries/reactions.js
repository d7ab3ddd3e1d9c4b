// title:   Who hails, rejects, wants or resists what
// asks:    Who hailed, rejected, wanted, resisted or hoped for what?
// param:   who iri of kg:Actor?    Only reactions of this actor
// columns: who, reaction, what, modality = actual, statement
// view:    graph source=who target=what relation=reaction
// tags:    words, people
//
// "modality" is that of what was reacted to: what was pressed for or hoped for is no fact.

const attitudes = ["<kg:hailed>", "<kg:endorsed>", "<kg:rejects>", "<kg:resisted>", "<kg:pressedFor>", "<kg:hopesFor>"]
const actors = params.who ? g.V(params.who) : g.V()

actors.tag("who").labelContext(null, "statement").out(attitudes, "reaction").tag("what")
  .labelContext(null).saveOpt("<kg:modality>", "modality")
  .unique().all()
