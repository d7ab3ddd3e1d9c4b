// title:   Lists that are partial or complete
// asks:    Where do the words say that a list is not all, or that it is?
// param:   list string(partial|complete)?    Only these
// columns: list, quote, statement
// view:    table
// tags:    left-open, evidence
//
// What a partial list does not name may belong to it all the same.

let statements = g.V().tag("statement")
if (params.list) statements = statements.has("<kg:listing>", params.list)

statements.save("<kg:listing>", "list").save("<kg:quote>", "quote").unique().all()
