// title:   Groups and collectives
// asks:    Which groups are spoken of, how many are in them, and who or what is one of them?
// columns: group, kind, count = not said, belongs, member = none named, statement
// view:    table
// tags:    people, quantities
//
// A group has only the members that the words give it: none named does not mean none.

g.V("<kg:Group>", "<kg:Collective>").tag("kind").in("<rdf:type>").tag("group")
  .saveOpt("<kg:count>", "count")
  .saveOpt(g.M().labelContext(null, "statement").out("<kg:partOf>"), "belongs")
  .saveOpt(g.M().labelContext(null, "statement").in("<kg:memberOf>"), "member")
  .unique().all()
