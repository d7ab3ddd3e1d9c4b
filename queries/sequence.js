// title:   What came after what
// asks:    Which occurrence does the text put after which other?
// param:   about iri?    Only occurrences that this has a part in
// columns: later, earlier, statement
// view:    graph source=later target=earlier
// tags:    time
//
// Order in time, never a cause.

const scope = params.about ? g.V(g.V(params.about).in().toArray()).unique("id") : g.V()

scope.tag("later").labelContext(null, "statement").out("<kg:after>").tag("earlier").unique().all()
