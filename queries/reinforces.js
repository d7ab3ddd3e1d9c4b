// title:   What an agreement reinforces
// asks:    Which joint work does an agreement strengthen?
// columns: agreement, reinforces, about, statement
// view:    table
// tags:    agreements, themes

g.V().tag("agreement").labelContext(null, "statement").out("<kg:reinforces>").tag("reinforces")
  .labelContext(null).saveOpt("<kg:about>", "about")
  .unique().all()
