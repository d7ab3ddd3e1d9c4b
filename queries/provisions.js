// title:   What an agreement provides
// asks:    What does an agreement lay down or call for, how binding is that, and is it stated or inferred?
// param:   agreement iri of kg:Agreement?    The agreement; without it, every one
// columns: agreement, provision, kind, modality, stated, statement
// labels:  stated
// view:    table
// tags:    agreements, duties
//
// A duty binds, a proposal is only called for, a project is only planned. "inferred" marks what an analyst takes
// to be in the agreement though no words say so outright; its statement is the inference.

const agreements = params.agreement ? g.V(params.agreement) : g.V()

function provided(predicate, stated) {
  agreements.tag("agreement")
    .labelContext(null, "statement").in(predicate).tag("provision")
    .labelContext(null).save("<rdf:type>", "kind").save("<kg:modality>", "modality")
    .unique().forEach(row => g.emit({ ...row, stated }))
}
provided("<kg:providedBy>", "stated")
provided("<kg:inferredProvidedBy>", "inferred")
