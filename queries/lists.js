// title:   Lists that are partial or complete
// asks:    Where do the words say that a list is not all, or that it is?
// param:   list string(partial|complete)?    Only these
// param:   about iri?    Only those in statements that tell of this
// columns: list, words, statement
// view:    table
// tags:    left-open, evidence
//
// What a partial list does not name may belong to it all the same.

const all = g.V("<kg:Statement>").in("<rdf:type>")
const telling = params.about && g.V(params.about).labelContext(all, "_near").both().labelContext(null).back("_near").unique("id").toArray()
let statements = (telling ? g.V(telling) : all).tag("statement")
if (params.list) statements = statements.has("<kg:listing>", params.list)

statements.save("<kg:listing>", "list").unique().forEach(row => {
  const words = g.V(row.statement).out("<oa:hasSelector>").order().out("<oa:exact>").toArray().join(" … ")
  g.emit(Object.assign({ words }, row), row)
})
