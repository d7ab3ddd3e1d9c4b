// title:   When the dredging agreement was signed
// asks:    Which article gives which date?
// columns: date, statement
// view:    table
// tags:    agreements, time

g.V("<kg:dredging-agreement-signing>").labelContext(null, "statement").out("<kg:when>").tag("date").all()
