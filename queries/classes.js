// title:   How many nodes of each class there are
// asks:    What kinds of things does the dossier tell of?
// columns: class, count
// view:    table
// tags:    evidence
//
// A node of two classes counts for both. What the program derives, such as sentences, and the vocabulary do not count.

const told = g.V().except(g.V("<kg:derived>", "<kg:vocabulary>", "<kg:namespaces>"))

g.V("<rdfs:Class>").in("<rdf:type>").tag("class").labelContext(told).in("<rdf:type>").unique().groupCount("class").all()
