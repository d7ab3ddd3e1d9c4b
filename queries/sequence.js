// title:   What came after what
// asks:    Which occurrence does the text put after which other?
// columns: later, earlier, statement
// view:    graph source=later target=earlier
// tags:    time
//
// Order in time, never a cause.

g.V().tag("later").labelContext(null, "statement").out("<kg:after>").tag("earlier").unique().all()
