// title:   What someone suffers from
// asks:    Who is afflicted by what, how often?
// columns: who, problem, time, statement
// view:    table
// tags:    people

g.V().tag("who").labelContext(null, "statement").out("<kg:suffersFrom>").tag("problem")
  .labelContext(null).saveOpt("<kg:timeText>", "time")
  .unique().all()
