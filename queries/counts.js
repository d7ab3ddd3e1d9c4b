// title:   How many there are of what
// asks:    Which counts does the text give?
// columns: what, count, modality = actual, statement
// view:    chart label=what value=count
// tags:    quantities

g.V().tag("what").labelContext(null, "statement").save("<kg:count>", "count")
  .labelContext(null).saveOpt("<kg:modality>", "modality")
  .unique().all()
