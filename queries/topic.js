// title:   Everything named with a word
// asks:    Which nodes have the word in their name or in what they say?
// param:   word string    The word or words, in any case
// columns: node, kind, modality = actual
// empty:   nothing is called so or says so in these very words; --why shows what comes nearest, and rapport find knows aliases, slips and the text of the articles
// view:    table
// tags:    links, words

const word = regex("(?i)" + String(params.word).replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))

g.V("<kg:Thing>", "<kg:Occurrence>", "<kg:Content>")
  .followRecursive(g.M().in("<rdfs:subClassOf>")).tag("kind").in("<rdf:type>").tag("node")
  .saveOpt("<kg:modality>", "modality")
  .out(["<schema:name>", "<kg:content>"]).filter(word)
  .unique("node", "kind").all()
