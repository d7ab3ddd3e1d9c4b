// title:   What holds only under a condition
// asks:    Which duties, plans or claims depend on something, and in what words?
// columns: what, condition, modality, statement
// view:    table
// tags:    duties

g.V().tag("what").labelContext(null, "statement").save("<kg:condition>", "condition")
  .labelContext(null).save("<kg:modality>", "modality")
  .unique().all()
