// title:   What an inference rests on
// asks:    From which statements and other inferences was an inference drawn, and what do they quote?
// param:   inference iri of kg:Inference?    The inference; without it, every one
// columns: inference, from, quote
// view:    table
// tags:    evidence

const inferences = params.inference ? g.V(params.inference) : g.V("<kg:Inference>").in("<rdf:type>")

inferences.tag("inference").out("<prov:wasDerivedFrom>").tag("from").saveOpt("<kg:quote>", "quote").unique().all()
