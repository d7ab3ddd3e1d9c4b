// title:   What holds only under a condition
// asks:    Which duties, plans or claims depend on something, and in what words?
// param:   about iri?    Only of this, and of what it has a part in
// columns: what, condition, modality, statement
// view:    table
// tags:    duties

const near = params.about ? g.V(params.about).or(g.V(params.about).both()).toArray() : []
const scope = params.about ? g.V(near).unique("id") : g.V()

scope.tag("what").labelContext(null, "statement").save("<kg:condition>", "condition")
  .labelContext(null).save("<kg:modality>", "modality")
  .unique().all()
