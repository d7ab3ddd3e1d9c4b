// title:   Loaded words, and whose they are
// asks:    Which quoted or loaded words stay their speaker's?
// columns: words, speaker = not said, on, statement
// view:    table
// tags:    words
//
// "on" is what the words are part of.

const content = g.V("<kg:Content>").followRecursive(g.M().in("<rdfs:subClassOf>")).in("<rdf:type>")
const stated = content.tag("on").labelContext(null, "statement").out("<rdf:type>").labelContext(null).back("statement")

stated.save("<kg:framing>", "words").back("on").saveOpt("<kg:speaker>", "speaker").unique().all()
g.V().tag("statement").save("<kg:framing>", "words").except(stated).unique().all()
