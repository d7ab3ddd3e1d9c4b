// title:   What a statement says
// asks:    Which quads stand under a statement, and which words state them?
// param:   statement iri of kg:Statement|kg:Inference    The statement, such as rit:18a, or an inference
// columns: subject, predicate, object, modality = actual, quote
// view:    table
// tags:    evidence

g.V().tag("subject").labelContext(params.statement, "_statement").out(null, "predicate").tag("object")
  .labelContext(null)
  .back("subject").saveOpt("<kg:modality>", "modality")
  .back("_statement").saveOpt("<kg:quote>", "quote")
  .unique().all()
