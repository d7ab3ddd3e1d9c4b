// title:   How many nodes of each class there are
// asks:    What kinds of things does the dossier tell of?
// columns: class, nodes
// view:    table
// tags:    evidence

const told = g.V().except(g.V("<kg:derived>", "<kg:vocabulary>", "<kg:namespaces>"))

g.V("<rdfs:Class>").in("<rdf:type>").forEach(row => {
  const nodes = g.V(row.id).labelContext(told).in("<rdf:type>").count()
  if (nodes > 0) g.emit({ class: row.id, nodes })
})
