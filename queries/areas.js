// title:   Areas that an agreement covers or emphasizes
// asks:    Which areas does an agreement cover, and which does it emphasize?
// param:   agreement iri of kg:Agreement?    The agreement; without it, every one
// param:   how iri(kg:covers|kg:emphasizes)?    Only those that it covers, or emphasizes
// columns: agreement, how, area, list = not said, statement
// ordered: yes
// view:    table
// tags:    agreements, themes
//
// The areas come in the order in which the statement's quotes name them; one that they name in other words comes last. "partial" marks a
// list that the words call incomplete: an area that is not in it may be covered all the same.

const kinds = g.V("<kg:Agreement>").followRecursive(g.M().in("<rdfs:subClassOf>")).or(g.V("<kg:Agreement>"))
const agreements = params.agreement ? g.V(params.agreement) : kinds.in("<rdf:type>")
const how = params.how ? [params.how] : ["<kg:covers>", "<kg:emphasizes>"]

// Where the quotes have the most of an area's words, from its last word back: of "measures against organized crime and money
// laundering", the end is "money laundering".
const text = node => node.replace(/^"|"$/g, "").toLowerCase()
function place(row) {
  const quotes = g.V(row.statement).out("<oa:hasSelector>").order().out("<oa:exact>").toArray().map(text).join(" … ")
  const words = text(g.V(row.area).out("<schema:name>").toArray()[0] || "").split(" ")
  for (let i = 0; i < words.length; i++) {
    const at = quotes.indexOf(words.slice(i).join(" "))
    if (at >= 0) return at
  }
  return quotes.length
}

agreements.tag("agreement")
  .labelContext(null, "statement").out(how, "how").tag("area")
  .labelContext(null).back("statement").saveOpt("<kg:listing>", "list")
  .unique().tagArray().map(row => Object.assign({}, row, { _at: place(row) }))
  .sort((a, b) => a.statement < b.statement ? -1 : a.statement > b.statement ? 1 : a._at - b._at)
  .forEach(row => g.emit(row))
