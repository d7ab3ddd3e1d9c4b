// title:   Who is bound to what by an agreement
// asks:    What does an agreement oblige each party to, under what condition, and do the words say that it stands in the agreement?
// param:   agreement iri of kg:Agreement?    The agreement; without it, every one
// param:   party iri of kg:Actor?    Only what binds this one
// columns: agreement, party = not stated, force = not stated, duty, condition, stated, modality, statement, inference
// labels:  stated
// view:    table
// tags:    agreements, duties
//
// "stated" where the words say that the agreement sets it out; "inferred" where an analyst takes it to, by
// the inference. A provision that names nobody has no party. A duty says what someone is bound to, not that the duty is kept.

const agreements = params.agreement ? g.V(params.agreement) : g.V()
const parties = params.party ? g.M().out("<kg:bearer>").is(params.party) : g.M().out("<kg:bearer>")
const duties = g.V("<kg:Duty>").followRecursive(g.M().in("<rdfs:subClassOf>")).or(g.V("<kg:Duty>")).in("<rdf:type>")

const own = path => path.saveOpt("<kg:deontic>", "force").saveOpt("<kg:condition>", "condition").save("<kg:modality>", "modality")

const stated = own(agreements.tag("agreement").labelContext(null, "statement").in("<kg:providedBy>").and(duties).tag("duty").labelContext(null))
const named = params.party ? stated.save(parties, "party") : stated.saveOpt(parties, "party")
named.unique().forEach(row => g.emit(Object.assign({ stated: "stated" }, row)))

const told = g.M().labelContext(g.V("<kg:Statement>").in("<rdf:type>"), "statement").follow(parties)
own(agreements.tag("agreement").labelContext(null, "inference").in("<kg:inferredProvidedBy>").and(duties).tag("duty").labelContext(null).save(told, "party"))
  .unique().forEach(row => g.emit(Object.assign({ stated: "inferred" }, row)))
