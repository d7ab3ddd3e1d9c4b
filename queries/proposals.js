// title:   What is called for or pressed for
// asks:    Which proposals are there, which agreement calls for them, who wanted and who resisted them?
// columns: proposal, calling, wanted, resisted, lacking, statement
// view:    table
// tags:    agreements, aims
//
// "calling" is the agreement that calls for it, "lacking" one that stops short of it. None of these is a fact or a duty.

g.V("<kg:Proposal>").labelContext(g.V(), "statement").in("<rdf:type>").labelContext(null).tag("proposal")
  .saveOpt("<kg:providedBy>", "calling")
  .saveOptR("<kg:pressedFor>", "wanted")
  .saveOptR("<kg:resisted>", "resisted")
  .saveOptR("<kg:stopsShortOf>", "lacking")
  .unique().all()
