// title:   What links two entities
// asks:    How are two entities linked, directly or over one node between them?
// param:   a iri    One entity
// param:   b iri    The other
// differ:  a, b
// columns: from, relation, via, relation2, to, modality = actual, statement, statement2
// empty:   no link directly or over one node between them; paths looks further
// view:    graph source=from target=to
// tags:    links
//
// A relation is read from left to right; each step has its statement. "modality" is that of a node on the way: where that is no
// fact, the link is none either.

const links = g.V("<rdf:Property>").in("<rdf:type>").has("<kg:inverseLabel>").except(g.V("<rdf:type>"))
const statements = g.V("<kg:Statement>").in("<rdf:type>")

const forward = (path, relation, to) => path.out(links, relation).tag(to)
const backward = (path, relation, to) => path.in(links, "_" + relation).tag(to)
  .labelContext(null).back("_" + relation).save("<kg:inverseLabel>", relation).back(to)

const from = g.V(params.a).tag("from").labelContext(statements, "statement")
for (const first of [forward, backward]) {
  first(from, "relation", "to").is(params.b)
    .labelContext(null).saveOpt("<kg:modality>", "modality").unique().all()
  const half = first(from, "relation", "via").except(g.V(params.a, params.b)).labelContext(statements, "statement2")
  for (const second of [forward, backward]) {
    second(half, "relation2", "to").is(params.b)
      .labelContext(null).back("via").saveOpt("<kg:modality>", "modality").unique().all()
  }
}
