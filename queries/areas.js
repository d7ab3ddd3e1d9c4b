// title:   Areas that an agreement covers or emphasizes
// asks:    Which areas does an agreement cover, and which does it emphasize?
// param:   agreement iri?    The agreement; without it, every one
// param:   how iri(kg:covers|kg:emphasizes)?    Only those that it covers, or emphasizes
// columns: agreement, how, area, list, statement
// view:    table
// tags:    agreements, themes
//
// "partial" marks a list that the words call incomplete: an area that is not in it may be covered all the same.

const kinds = g.V("<kg:Agreement>").followRecursive(g.M().in("<rdfs:subClassOf>")).or(g.V("<kg:Agreement>"))
const agreements = params.agreement ? g.V(params.agreement) : kinds.in("<rdf:type>")
const how = params.how ? [params.how] : ["<kg:covers>", "<kg:emphasizes>"]

agreements.tag("agreement")
  .labelContext(g.V(), "statement").out(how, "how").tag("area")
  .labelContext(null).back("statement").saveOpt("<kg:listing>", "list")
  .unique().all()
